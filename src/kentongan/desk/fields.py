"""From what a step asks to the fields of the page, with what was typed."""

from collections.abc import Mapping

from kentongan.cases.shapes import Field
from kentongan.web import fields as web
from kentongan.web import words
from kentongan.web.fields import FieldView, ShownFile
from kentongan.web.links import address
from kentongan.web.media_types import ALL_KINDS

AREAS = {"note", "answer", "instruction", "reason", "draft", "minutes", "decision", "message"}
TICKS = {"signature", "initials", "approval", "statement"}
FILES = {"photo", "document"}
PROOFS = {"publication-proof"}  # a link, or a picture of the page
CHOOSING = {"classification", "unit", "choice", "person"}
SEVERAL = {"attendance"}
LONG = {"draft", "answer", "minutes"}  # whole letters are written here
LONG_ROWS, PLAIN_ROWS = 12, 4
MISSING = {
    web.RADIOS: "required-choice",
    web.SELECT: "required-choice",
    web.CHECKS: "required-several",
    web.TICK: "required-statement",
    web.FILES: "required-file",
}


def name_of(field: Field) -> str:
    """Return what the field is called on the page."""
    return words.need(field.kind, field.label, field.paper)


def missing(field: Field) -> str:
    """Return what is said at a field that has to be filled in and is not."""
    return words.field_error(MISSING.get(_template(field), "required"), {})


def draw(
    field: Field, *, code: str, prefix: str, typed: Mapping[str, str], errors: Mapping[str, str]
) -> FieldView:
    """Return a field of the step's form. `prefix` keeps the ids of several outcomes apart."""
    value = typed.get(field.name, field.value)
    if field.mark and value != field.mark:
        value = ""  # what is shown now was not read when the tick was set
    key = f"{prefix}-{field.name}"
    chosen = value.split() if field.kind in SEVERAL else [value]
    return FieldView(
        id=f"f-{key}",
        error=errors.get(field.name, ""),
        name=field.name,
        label=name_of(field),
        template=_template(field),
        hint=words.lookup(words.NEED_HINTS, field.kind, words.NOTHING),
        value=value,
        tick=field.mark or web.YES,
        optional=field.optional,
        rows=LONG_ROWS if field.kind in LONG else PLAIN_ROWS,
        choices=web.choices(key, field.choices, chosen),
        paper=field.text,
        accept=web.accept(sorted(ALL_KINDS)) if field.kind in FILES | PROOFS else "",
        shown=tuple(
            ShownFile(address("desk:file", code, each.code), each.name, each.media_type, each.size)
            for each in field.files
        ),
    )


def _template(field: Field) -> str:
    if field.from_book:
        return web.GIVEN
    if field.choices and field.kind in CHOOSING:
        return web.for_one_of(field.choices)
    for kinds, template in (
        (AREAS, web.AREA),
        (TICKS, web.TICK),
        (FILES, web.FILES),
        (PROOFS, web.PROOF),
        (SEVERAL, web.CHECKS if field.choices else web.AREA),
        ({"date"}, web.DATE),
    ):
        if field.kind in kinds:
            return template
    return web.LINE
