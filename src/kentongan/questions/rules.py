"""What must hold in a form file beyond its shape; every broken rule is found, not only the first.

* a key is words of small letters and digits joined by dashes, none of which begins with a digit, and no
  two fields share an HTML name;
* what a question may carry depends on its kind;
* a condition asks an earlier question with a closed list of answers, in the same group or before it;
* a group holds no group, and goes to the identity compartment whole or not at all;
* whether something outside the identity compartment is asked never depends on what is inside: the
  handlers could read the one from the other;
* what stands in Indonesian stands in English too.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from kentongan.problems import Finding

from . import fields
from .model import EVERY_TYPE, Kind, Question
from .schema import FieldTable, FormTable, QuestionTable

KINDS: Mapping[str, Kind] = {
    "teks": "text",
    "teks panjang": "long-text",
    "pilihan": "choice",
    "beberapa": "several",
    "tanggal": "date",
    "periode": "period",
    "tempat": "place",
    "jumlah": "amount",
    "berkas": "file",
    "pernyataan": "statement",
    "kelompok": "group",
}
CHOOSING = ("pilihan", "beberapa")
OWN_KEYS: Mapping[str, tuple[str, ...]] = {
    "teks": ("paling_panjang",),
    "teks panjang": ("paling_panjang",),
    "pilihan": ("pilihan", "dari"),
    "beberapa": ("pilihan", "dari"),
    "jumlah": ("satuan",),
    "berkas": ("berkas",),
    "kelompok": ("isian", "paling_sedikit", "paling_banyak", "baris", "baris_en"),
}
SOURCES = ("unit",)
RESERVED = ("csrfmiddlewaretoken",)
MOST_ROWS_USUALLY = 20

_KEY = re.compile(r"[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*")
_VALUE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

Siblings = Sequence[FieldTable]


def problems(form: FormTable) -> Iterator[Finding]:
    """Yield every rule that the form breaks."""
    yield from _translation("", form, "pengantar")
    yield from _sections(form)
    yield from _names(form.pertanyaan, "pertanyaan")
    for place, question in enumerate(form.pertanyaan):
        key = f"pertanyaan[{question.kunci}]"
        earlier = form.pertanyaan[:place]
        yield from _question(key, question, earlier)
        if not question.identitas:
            yield from _identity(key, question, earlier)
        if question.jenis == "kelompok":
            yield from _group(key, question, earlier)


def _question(key: str, question: FieldTable, earlier: Siblings) -> Iterator[Finding]:
    yield from _translation(f"{key}.", question, "bantuan")
    if question.jenis not in KINDS:
        yield Finding(f"{key}.jenis", "unknown-word", {"value": question.jenis, "known": ", ".join(KINDS)})
        return
    yield from _own_keys(key, question)
    yield from _conditions(key, question, earlier)
    if question.jenis in CHOOSING:
        yield from _choices(key, question)
    if question.berkas:
        yield from _file_types(key, question.berkas.jenis or [])


def _translation(prefix: str, table: object, name: str) -> Iterator[Finding]:
    if bool(getattr(table, name)) != bool(getattr(table, f"{name}_en")):
        yield Finding(f"{prefix}{name}", "no-translation")


# -- keys and names ----------------------------------------------------------------------------------


def _names(questions: Siblings, place: str) -> Iterator[Finding]:
    """Keys are sound and every HTML field has a name of its own."""
    taken: dict[str, str] = {}
    for question in questions:
        key = f"{place}[{question.kunci}].kunci"
        if not _KEY.fullmatch(question.kunci):
            yield Finding(key, "bad-key", {"value": question.kunci})
        if question.kunci in RESERVED:
            yield Finding(key, "reserved-key", {"value": question.kunci})
        for field in sorted(_fields(question)):
            if field in taken:
                yield Finding(key, "same-name", {"name": field, "other": taken[field]})
                break
            taken[field] = question.kunci


def _fields(question: FieldTable) -> set[str]:
    kind = KINDS.get(question.jenis, "text")
    # The bare key is taken too: errors about the whole of a period or a group bear it.
    return {question.kunci, *fields.names(Question(question.kunci, kind, "", ""))}


def _own_keys(key: str, question: FieldTable) -> Iterator[Finding]:
    allowed = OWN_KEYS.get(question.jenis, ())
    for name in sorted({each for keys in OWN_KEYS.values() for each in keys} - set(allowed)):
        if getattr(question, name, None) is not None:
            yield Finding(f"{key}.{name}", "not-for-this-kind", {"kind": question.jenis})


# -- choices and files -------------------------------------------------------------------------------


def _choices(key: str, question: FieldTable) -> Iterator[Finding]:
    if question.pilihan is not None and question.dari is not None:
        yield Finding(f"{key}.dari", "choices-twice")
    if question.dari is not None and question.dari not in SOURCES:
        yield Finding(f"{key}.dari", "unknown-word", {"value": question.dari, "known": ", ".join(SOURCES)})
    if not question.pilihan and question.dari is None:
        yield Finding(f"{key}.pilihan", "no-choices")
    for value, choice in (question.pilihan or {}).items():
        yield from _translation(f"{key}.pilihan.{value}.", choice, "bantuan")
        if not _VALUE.fullmatch(value):
            yield Finding(f"{key}.pilihan.{value}", "bad-key", {"value": value})


def _file_types(key: str, types: Sequence[str]) -> Iterator[Finding]:
    for word in types:
        if word not in EVERY_TYPE:
            known = ", ".join(EVERY_TYPE)
            yield Finding(f"{key}.berkas.jenis", "unknown-word", {"value": word, "known": known})


# -- conditions --------------------------------------------------------------------------------------


def _conditions(key: str, question: FieldTable, earlier: Siblings) -> Iterator[Finding]:
    known = {each.kunci: each for each in earlier}
    for asked, values in question.bila.items():
        place = f"{key}.bila.{asked}"
        if asked not in known:
            yield Finding(place, "not-earlier", {"value": asked})
        elif known[asked].jenis not in (*CHOOSING, "pernyataan"):
            yield Finding(place, "not-a-choice", {"value": asked})
        else:
            yield from _values(place, known[asked], values)


def _values(place: str, asked: FieldTable, values: Sequence[str]) -> Iterator[Finding]:
    if asked.dari is not None:
        return  # the agency's own list is not in this file
    known = asked.pilihan or {} if asked.jenis in CHOOSING else {fields.TICKED: None}
    for value in values:
        if value not in known:
            yield Finding(place, "unknown-word", {"value": value, "known": ", ".join(known)})


def _identity(key: str, question: FieldTable, earlier: Sequence[QuestionTable]) -> Iterator[Finding]:
    inside = {each.kunci for each in earlier if each.identitas}
    for asked in question.bila:
        if asked in inside:
            yield Finding(f"{key}.bila.{asked}", "identity-decides", {"value": asked})


# -- groups and sections -----------------------------------------------------------------------------


def _group(key: str, group: QuestionTable, earlier: Sequence[QuestionTable]) -> Iterator[Finding]:
    yield from _translation(f"{key}.", group, "baris")
    rows = group.isian or []
    if not rows:
        yield Finding(f"{key}.isian", "no-questions")
    if (group.paling_sedikit or 0) > (group.paling_banyak or MOST_ROWS_USUALLY):
        yield Finding(f"{key}.paling_sedikit", "reversed-limits")
    yield from _names(rows, f"{key}.isian")
    for place, field in enumerate(rows):
        inner = f"{key}.isian[{field.kunci}]"
        if field.jenis == "kelompok":
            yield Finding(f"{inner}.jenis", "group-in-group")
            continue
        siblings = {each.kunci for each in rows[:place]}
        outside = [each for each in earlier if each.kunci not in siblings]
        yield from _question(inner, field, [*outside, *rows[:place]])
        if not group.identitas:
            yield from _identity(inner, field, outside)


def _sections(form: FormTable) -> Iterator[Finding]:
    """Where a form has sections, every question stands in one, and they come in their order."""
    order = [each.kunci for each in form.bagian]
    for number, section in enumerate(form.bagian):
        place = f"bagian[{section.kunci}]"
        yield from _translation(f"{place}.", section, "pengantar")
        if not _KEY.fullmatch(section.kunci):
            yield Finding(f"{place}.kunci", "bad-key", {"value": section.kunci})
        if section.kunci in order[:number]:
            yield Finding(f"{place}.kunci", "double-key", {"value": section.kunci})
    last = 0
    for question in form.pertanyaan:
        place = f"pertanyaan[{question.kunci}].bagian"
        if question.bagian not in (order or [""]):
            yield Finding(place, "unknown-word", {"value": question.bagian, "known": ", ".join(order)})
        elif order and order.index(question.bagian) < last:
            yield Finding(place, "out-of-order", {"value": question.bagian})
        elif order:
            last = order.index(question.bagian)
