"""Cases of every kind at the officers' desks, in browsers of their own; nothing but pages is used from there on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.browser import Browser, Form, log_in
from tests.snapshot import snapshot

from kentongan.cases.tests.beside import Beside

SESSIONS = "web."  # every request moves the end of its session


@dataclass
class Desks:
    """An office with cases by who reported them, and the browsers of its officers."""

    beside: Beside

    def browser(self, post: str) -> Browser:
        """Somebody who sits on the post, logged in anew."""
        username = self.beside.who(post).officer.username
        return log_in(username, self.beside.office.passwords[username])

    def at(self, post: str, name: str = "rani", code: str = "") -> Browser:
        """The case page of this one's report, on their desk."""
        return self.browser(post).open(f"/meja/berkas/{code or self.beside.codes[name]}/")


def kept() -> dict[str, list[tuple[Any, ...]]]:
    """The database without the sessions: what an act could have changed."""
    return {table: rows for table, rows in snapshot().items() if not table.startswith(SESSIONS)}


def refuses(page: Browser, form: Form, fields: Mapping[str, str], *said: str) -> None:
    """The form comes back with what was typed and says why; nothing has changed."""
    before = kept()
    page.send(form, dict(fields))
    assert page.response.status_code == 200
    for text in ("Belum dicatat", *said):
        assert text in page.text, page.text
    assert kept() == before
