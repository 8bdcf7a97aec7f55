"""From what a step asks to the fields of the page, with what was typed."""

from collections.abc import Mapping

from kentongan.cases.shapes import Field
from kentongan.web import fields as web
from kentongan.web import words
from kentongan.web.fields import FieldView
from kentongan.web.media_types import ALL_KINDS

AREAS = {"note", "answer", "instruction", "reason", "draft", "minutes", "decision", "attendance", "message"}
TICKS = {"signature", "initials", "statement"}
FILES = {"photo", "document"}
CHOOSING = {"classification", "unit", "choice", "person"}
LONG = {"draft", "answer", "minutes"}  # whole letters are written here
LONG_ROWS, PLAIN_ROWS = 12, 4
MISSING = {
    web.RADIOS: "required-choice",
    web.SELECT: "required-choice",
    web.TICK: "required-statement",
    web.FILES: "required-file",
}


def name_of(field: Field) -> str:
    """Return what the field is called on the page."""
    return words.need(field.kind, field.label, field.paper)


def missing(field: Field) -> str:
    """Return what is said at a field that has to be filled in and is not."""
    return words.field_error(MISSING.get(_template(field), "required"), {})


def draw(field: Field, *, prefix: str, typed: Mapping[str, str], errors: Mapping[str, str]) -> FieldView:
    """Return a field of the step's form. `prefix` keeps the ids of several outcomes apart."""
    value = typed.get(field.name, field.value)
    key = f"{prefix}-{field.name}"
    return FieldView(
        id=f"f-{key}",
        error=errors.get(field.key, ""),
        name=field.name,
        label=name_of(field),
        template=_template(field),
        hint=words.lookup(words.NEED_HINTS, field.kind, words.NOTHING),
        value=value,
        optional=field.optional,
        rows=LONG_ROWS if field.kind in LONG else PLAIN_ROWS,
        choices=web.choices(key, field.choices, [value]),
        paper=field.text,
        accept=web.accept(sorted(ALL_KINDS)) if field.kind in FILES else "",
    )


def _template(field: Field) -> str:
    if field.choices and field.kind in CHOOSING:
        return web.for_one_of(field.choices)
    if field.kind in AREAS:
        return web.AREA
    if field.kind in TICKS:
        return web.TICK
    if field.kind in FILES:
        return web.FILES
    return web.DATE if field.kind == "date" else web.LINE
