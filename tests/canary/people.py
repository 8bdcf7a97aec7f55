"""The people of the canary's story, each in a browser of their own, filling in what the pages offer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tests.browser import Browser, Form, a_file
from tests.canary.marks import Marks
from tests.running.installation import Installation
from tests.running.server import Server
from tests.running.wire import Between, browser
from tests.test_kill import code_on

FORM = "/kukar-dpmptsp/wbs/lapor/"
DESK = "/meja/"


@dataclass
class Seen:
    """Everything that somebody with a right to it has read: pages as text, files as bytes."""

    pages: list[str] = field(default_factory=list)
    files: list[bytes] = field(default_factory=list)

    def missing(self, marks: Mapping[str, str]) -> set[str]:
        """Return which marks nobody has read."""
        text, bodies = "\n".join(self.pages), b"\n".join(self.files)
        return {of for of, mark in marks.items() if mark not in text and mark.encode() not in bodies}


@dataclass
class Reporter:
    """Somebody who reports."""

    browser: Browser
    marks: Marks
    seen: Seen
    code: str = ""
    form: Form | None = None

    def open_form(self) -> "Reporter":
        self.form = self.browser.open(FORM).form("lapor")
        return self

    def send(self, answers: Mapping[str, str], files: Mapping[str, bytes] | None = None) -> "Reporter":
        """Send the form as it now stands on the page."""
        assert self.form is not None
        asked = {name: text for name, text in answers.items() if name in self.form.names}
        self.browser.send(self.form, asked, files=listed("bukti", files))
        found = [form for form in self.browser.forms if "lapor" in form.action]
        self.form = found[0] if found else None
        self.code = self.code or code_on(self.browser)
        self.look()
        return self

    def form_to(self, address: str) -> Form:
        """Return the form of the page that leads there."""
        found = [form for form in self.browser.forms if form.method == "post" and address in form.action]
        assert found, f"no form to {address} on {self.browser.url}: {self.browser.text}"
        return found[0]

    def look(self) -> str:
        """Read the page."""
        self.seen.pages.append(self.browser.text + " ".join(_typed(self.browser)))
        return self.browser.text

    def note_code(self) -> None:
        self.browser.send(self.form_to("terkirim"), {})

    def come_back(self) -> None:
        self.browser.open("/cek/")
        self.browser.send(self.form_to("cek"), {"kode": self.code})
        assert self.browser.url == "/laporan/", self.browser.text
        self.read_files(r'href="(/laporan/\d+/berkas/[^"]+)"')

    def write(self, text: str, files: Mapping[str, bytes]) -> None:
        self.browser.send(self.form_to("laporan"), {"pesan": text}, files=listed("berkas", files))
        self.look()

    def read_files(self, address: str) -> None:
        """Read the page and everything that it links to."""
        self.look()
        for link in dict.fromkeys(re.findall(address, self.browser.response.content.decode())):
            answer = self.browser.client.get(link)
            assert answer.status_code == 200
            self.seen.files.append(answer.content)

    def leave(self) -> None:
        self.browser.send(self.form_to("keluar"), {})


@dataclass
class Officer(Reporter):
    """Somebody at the desk, with one case in front of them."""

    case: str = ""
    known_as: tuple[str, str] = ("", "")

    def enter(self, username: str, password: str) -> "Officer":
        self.known_as = username, password
        self.browser.open(f"{DESK}masuk/")
        self.browser.send(self.browser.form(), {"nama": username, "sandi": password})
        return self

    def find(self, title: str) -> "Officer":
        """Open the case whose page shows this title."""
        page = self.browser.open(DESK).response.content.decode()
        for code in dict.fromkeys(re.findall(rf'href="{DESK}berkas/([^/"]+)/"', page)):
            if title in self.open(code).browser.text:
                return self
        raise AssertionError(f"not on the desk: {title}")

    def open(self, case: str = "") -> "Officer":
        """Open a case, the one that was opened before where none is named."""
        if self.browser.open(DESK).url != DESK:  # the session has ended while time went by
            self.enter(*self.known_as)
        self.case = case or self.case
        self.browser.open(f"{DESK}berkas/{self.case}/")
        assert self.browser.response.status_code == 200, self.browser.text
        self.read_files(rf'href="({DESK}berkas/[^"]+/lampiran/[^"]+)"')
        return self

    def act(
        self, to: str, fields: Mapping[str, str], outcome: str = "", files: dict[str, Any] | None = None
    ) -> "Officer":
        """Fill in the form that leads to this address and press its button."""
        form = self.form_to(f"/{to}/") if to != "simpan" else self.saving()
        button = ("outcome", outcome) if outcome else None
        self.browser.send(form, dict(fields), button, files=files)
        self.look()
        return self

    def saving(self) -> Form:
        form = self.form_to("/selesai/")
        return replace(form, action=form.action.replace("/selesai/", "/simpan/"))


def _typed(page: Browser) -> list[str]:
    return [value for form in page.forms for values in form.values.values() for value in values]


def listed(name: str, files: Mapping[str, bytes] | None) -> dict[str, Any]:
    return {name: [a_file(each, content) for each, content in files.items()]} if files else {}


@dataclass
class Town:
    """Where the story plays: the served installation, its people, and what they have seen."""

    installation: Installation
    server: Server
    marks: Marks
    traces: Mapping[str, str]
    address: str
    seen: Seen = field(default_factory=Seen)
    codes: list[str] = field(default_factory=list)  # access codes that went over paper
    between: Between | None = None

    def reporter(self) -> Reporter:
        """A reporter whose browser leaves every trace that a browser can leave."""
        found = browser(self.server.portal_address, self.between, **self.traces)
        found.client.source = (self.address, 0)  # type: ignore[attr-defined]
        return Reporter(found, self.marks, self.seen)

    def officer(self, username: str) -> Officer:
        found = Officer(browser(self.server.desk_address, self.between), self.marks, self.seen)
        found.enter(username, self.installation.office.passwords[username])
        assert found.browser.url == DESK, found.browser.text
        return found
