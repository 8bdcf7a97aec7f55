"""A browser without script: it reads a page's forms as a person's browser would, and sends what was filled in.

Every person has one of their own, with their own cookies; nothing is sent that the page did not offer.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

ORIGIN = {"origin": "https://testserver"}  # what a browser sends with a form
IGNORED = {"submit", "button", "reset", "image"}

FORM = "/kukar-dpmptsp/wbs/lapor/"  # the form of the first journey
# The least that can be sent with it.
TOLD = {
    "cara-melapor": "tanpa-nama",
    "judul": "Izin belum terbit",
    "uraian": "Izin usaha saya sudah tiga bulan tidak terbit.",
    "iktikad": "ya",
}
NAMED = TOLD | {"cara-melapor": "dirahasiakan", "nama": "Rani Contoh"}
CODE = re.compile(r"(?:[0-9A-Z]{5}[ -]+){4}[0-9A-Z]{5}")


@dataclass
class Form:
    """A form of a page: where it goes, what stands in it, and what can be pressed."""

    action: str
    method: str = "get"
    values: dict[str, list[str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)  # name → kind of control
    options: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str, bool]] = field(default_factory=list)  # name, value, can be pressed
    elsewhere: dict[tuple[str, str], str] = field(
        default_factory=dict
    )  # where a named button sends it instead


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.text: list[str] = []
        self._form: Form | None = None
        self._area = ""
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(found.get("action", ""), found.get("method", "get").lower())
            self.forms.append(self._form)
        elif self._form is not None:
            self._control(self._form, tag, found)

    def _control(self, form: Form, tag: str, found: dict[str, str]) -> None:
        name, kind = found.get("name", ""), found.get("type", "text")
        if tag == "button" or (tag == "input" and kind in IGNORED):
            form.buttons.append((name, found.get("value", ""), "disabled" not in found))
            if name and "formaction" in found:
                form.elsewhere[name, found.get("value", "")] = found["formaction"]
        elif tag == "option":
            form.options.setdefault(self._select, []).append(found.get("value", ""))
            if "selected" in found:
                form.values[self._select] = [found.get("value", "")]
        elif tag in {"input", "textarea", "select"} and name and "disabled" not in found:
            form.names[name] = tag if tag != "input" else kind
            self._area = name if tag == "textarea" else self._area
            self._select = name if tag == "select" else self._select
            if tag == "input":
                self._input(form, name, kind, found)

    def _input(self, form: Form, name: str, kind: str, found: dict[str, str]) -> None:
        value = found.get("value", "on" if kind in {"radio", "checkbox"} else "")
        if kind in {"radio", "checkbox"}:
            form.options.setdefault(name, []).append(value)
            if "checked" in found:
                form.values.setdefault(name, []).append(value)
        elif kind != "file":
            form.values[name] = [value]

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        if self._area and self._form is not None:
            self._form.values.setdefault(self._area, [""])[0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            self._area = ""
        elif tag == "select":
            self._select = ""


class Browser:
    """One person's browser: cookies, the page before it, and where it is."""

    def __init__(self, **headers: str) -> None:
        self.client = Client(enforce_csrf_checks=True, headers=headers)
        self._show(None, "", "")

    def open(self, url: str, **more: Any) -> "Browser":
        """Go to an address, following where it leads."""
        return self._read(self.client.get(url, secure=True, follow=True, **more), url)

    def _read(self, response: Any, url: str) -> "Browser":
        chain = getattr(response, "redirect_chain", None)
        is_page = "html" in response.headers.get("Content-Type", "")
        return self._show(
            response, chain[-1][0] if chain else url, response.content.decode() if is_page else ""
        )

    def _show(self, response: Any, url: str, html: str) -> "Browser":
        """Read the page that has come: what it says, and what can be filled in."""
        reader = _Reader()
        reader.feed(html)
        self.response, self.url = response, url
        self.forms, self.text = reader.forms, " ".join(" ".join(reader.text).split())
        return self

    def anew(self) -> "Browser":
        """Another browser of this kind, for somebody else."""
        return Browser()

    def form(self, part: str = "") -> Form:
        """Return the page's form whose address holds this part."""
        return next(
            form for form in self.forms if form.method == "post" and part in (form.action or self.url)
        )

    def press(
        self, form: Form, button: tuple[str, str] | None = None, files: Any = None, **fields: str
    ) -> "Browser":
        """Fill in fields that the form offers and press a button that can be pressed."""
        return self.send(form, fields, button, files)

    def send(
        self,
        form: Form,
        fields: Mapping[str, str | list[str]],
        button: tuple[str, str] | None = None,
        files: Any = None,
    ) -> "Browser":
        """As `press`, for names that are no Python words, and for several ticks of one name."""
        need_offered(form, fields, button, files or {})
        data: dict[str, Any] = {name: list(values) for name, values in form.values.items()}
        data |= {name: value if isinstance(value, list) else [value] for name, value in fields.items()}
        data |= {button[0]: [button[1]]} if button else {}
        data |= files or {}
        url = form.elsewhere.get(button or ("", ""), form.action) or self.url
        return self._read(self.client.post(url, data, secure=True, follow=True, headers=ORIGIN), url)


def need_offered(form: Form, fields: Iterable[str], button: tuple[str, str] | None, files: Any) -> None:
    """Nothing is sent that the page did not offer."""
    for name in fields:
        assert name in form.names, f"the page does not ask for {name}: {sorted(form.names)}"
    assert button is None or (*button, True) in form.buttons, f"no such button: {button} of {form.buttons}"
    assert {form.names[name] for name in files} <= {"file"}


def code_on(page: Browser) -> str:
    """Return the access code that the page shows, "" where it shows none."""
    shown = CODE.search(page.text)
    return shown.group() if shown else ""


def report(rani: Browser | None = None, told: dict[str, str] = TOLD, files: Any = None) -> str:
    """Rani fills in the form and writes down her code."""
    rani = (rani or Browser()).open(FORM)
    rani.send(rani.form(), told, files=files)
    assert "/terkirim/" in rani.url, rani.text
    return code_on(rani)


def enter(code: str, browser: Browser | None = None) -> Browser:
    """Somebody types a code, in a browser that never saw the form."""
    browser = (browser or Browser()).open("/cek/")
    return browser.press(browser.form(), kode=code)


def a_file(name: str, content: bytes) -> SimpleUploadedFile:
    """Return a file to upload."""
    return SimpleUploadedFile(name, content)


def log_in(username: str, password: str, browser: Browser | None = None, **headers: str) -> Browser:
    """Open the desk as an officer, in a browser of their own."""
    browser = (browser or Browser(**headers)).open("/meja/masuk/")
    browser.press(browser.form(), nama=username, sandi=password)
    assert browser.url == "/meja/", browser.text
    return browser
