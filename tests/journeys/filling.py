"""What is typed into the form of a step: something that fits each control, whatever the SOP asks for."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kentongan.board.tests.pictures import from_a_phone
from kentongan.sop.model import Need
from tests.browser import Form, a_file

Fill = Callable[[str], str]

PHOTO = from_a_phone(size=(40, 20))
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
LINK = "https://contoh.example/tayangan/1"
DAY = "2026-11-23"
ORDER = "berkas--perintah-dari-grup"
EXPLANATION = "alasan-ketidaksesuaian"


@dataclass
class Filled:
    """What goes into the form, and what was chosen with it that later steps depend on."""

    texts: dict[str, str | list[str]] = field(default_factory=dict)
    files: dict[str, Any] = field(default_factory=dict)
    bound: dict[str, str] = field(default_factory=dict)
    present: list[str] = field(default_factory=list)


def name_of(need: Need) -> str:
    """The name of the control on the page."""
    return need.key.replace(": ", "--").replace(" ", "-")


def control_of(form: Form, need: Need, way: str) -> str:
    """The name that the control has on this page: what several ways out ask for bears the name of the way."""
    apart = f"{way}.{name_of(need)}"
    return apart if apart in form.names else name_of(need)


def fill_in(
    form: Form, needs: Iterable[Need], way: str, *, chosen: Mapping[str, str], fill: Fill, taken: set[str]
) -> Filled:
    """Return something for every need that the form has a control for; a number from a book has none."""
    filled = Filled()
    for need in needs:
        name = control_of(form, need, way)
        if name in form.names:
            _fill_one(filled, form, need, name, chosen=chosen, fill=fill, taken=taken)
    for name in {ORDER} & set(form.names):
        filled.files[name] = a_file("tangkapan.jpg", PHOTO)
    for name in {EXPLANATION} & set(form.names):
        filled.texts[name] = fill(name)
    return filled


def _fill_one(
    filled: Filled,
    form: Form,
    need: Need,
    name: str,
    *,
    chosen: Mapping[str, str],
    fill: Fill,
    taken: set[str],
) -> None:
    control = form.names[name]
    if need.fact:
        if need.fact in chosen:
            filled.texts[name] = chosen[need.fact]
    elif need.binds:
        filled.bound[need.binds] = filled.texts[name] = _person(form.options[name], taken)
    elif need.kind == "attendance":
        filled.texts[name] = filled.present = [value for value in form.options[name] if value]
    elif control == "file":
        filled.files[name] = a_file(
            *(("berkas.pdf", PDF) if need.kind == "document" else ("foto.jpg", PHOTO))
        )
    else:
        filled.texts[name] = _text(form, name, need, fill)


def _person(options: list[str], taken: set[str]) -> str:
    """Somebody who has not been chosen yet, where there is one."""
    people = [value for value in options if value]
    return next((who for who in people if who not in taken), people[0])


def _text(form: Form, name: str, need: Need, fill: Fill) -> str:
    if form.names[name] == "checkbox":
        return form.options[name][0]
    if need.kind == "link":
        return LINK
    return DAY if need.kind == "date" else fill(name_of(need))
