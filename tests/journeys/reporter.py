"""Rani's own side of a journey: she fills in whatever form a service has, and reads her page with her code.

She knows no form: she sends it, reads what the page says is missing, fills that in, and sends it again.
"""

import re
from dataclasses import dataclass

from conftest import Office

from tests.browser import Browser, Form, code_on, enter

ROUNDS = 6  # a choice may open questions, and those others
YEAR = "2026"


@dataclass
class Reporter:
    """Who reported: the code, and the browser in which it was shown or typed."""

    code: str
    browser: Browser

    def page(self) -> Browser:
        """Her page, with the code typed in where the session is over."""
        if self.browser.open("/laporan/").url != "/laporan/":
            self.browser = enter(self.code, self.browser.anew())
        return self.browser

    def take(self, outcome: str) -> None:
        """Take the step that is hers, on her page."""
        page = self.page()
        form = next(form for form in page.forms if any(outcome in button for button in form.buttons))
        page.send(form, {}, next(button[:2] for button in form.buttons if outcome in button))
        assert page.response.status_code == 200, page.text


def form_of(office: Office, service: str) -> str:
    """The address of a service's form."""
    return f"/{office.agency}/{service}/lapor/"


def send(office: Office, service: str, rani: Browser | None = None) -> Reporter:
    """Fill in the form of a service, which Rani may have before her; the report stands on the desk afterwards."""
    rani = rani or Browser().open(form_of(office, service))
    told: dict[str, str] = {}
    for _ in range(ROUNDS):
        form = rani.form("/lapor/")
        rani.send(form, told)
        if "/terkirim/" in rani.url:
            office.clock.forward(minutes=2)
            return Reporter(code_on(rani), rani)
        told = _missing(rani, rani.form("/lapor/"), told)
    raise AssertionError(rani.text)


def _missing(page: Browser, form: Form, refused: dict[str, str]) -> dict[str, str]:
    """What the page asks for, each with something that fits its control; what was refused as a text is a time."""
    targets = re.findall(r'href="#f-([^"]+)"', page.response.content.decode())
    names = {name: kind for target in targets for name, kind in _controls(form, target)}
    return {name: YEAR if name in refused else _answer(form, name, kind) for name, kind in names.items()}


def _controls(form: Form, target: str) -> list[tuple[str, str]]:
    """The control of that name; of a repeatable group the first thing that can be written; of choices the first."""
    own = [(name, kind) for name, kind in form.names.items() if name == target]
    parts = [(name, kind) for name, kind in form.names.items() if name.startswith(f"{target}-")]
    within = [name for name in form.names if target.startswith(f"{name}-")]
    return own or parts[:1] or [(name, form.names[name]) for name in within]


def _answer(form: Form, name: str, kind: str) -> str:
    if form.options.get(name):
        return next(value for value in form.options[name] if value)
    return "2026-11-20" if kind == "date" else f"Isi {name}"
