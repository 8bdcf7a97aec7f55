"""The forms of the acts beside the SOP: a title, what happens, the legal basis, a few fields and one button each.

Which of them the page offers, `cases` says; here stands only what each asks.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kentongan.cases.shapes import SideActLine
from kentongan.desk.carried import AUTHORITY, TEXT
from kentongan.desk.typed import CAPACITY, Typed
from kentongan.web import fields as web
from kentongan.web import words
from kentongan.web.fields import ChoiceView, FieldView
from kentongan.web.links import address
from kentongan.web.media_types import ALL_KINDS
from kentongan.web.uploads import advice

REASON, UNTIL, ATTACHED, TARGET = "alasan", "sampai", "berkas", "layanan"
MERGE = "gabung"  # has a page of its own, with the cases that may be meant
# Of which field a refusal speaks.
SPEAKS_OF = {
    "reason-missing": REASON,
    "nothing-written": TEXT,
    "authority-missing": AUTHORITY,
    "no-such-day": UNTIL,
    "date-past": UNTIL,
    "pause-too-long": UNTIL,
    "no-such-service": TARGET,
}


@dataclass(frozen=True, slots=True)
class Asking:
    """What an act asks, and where its form goes."""

    address: str
    fields: tuple[str, ...]


ASKED: Mapping[str, Asking] = {
    "minta-kelengkapan": Asking("desk:ask-completion", (TEXT, UNTIL, ATTACHED)),
    "jeda": Asking("desk:pause", (REASON, UNTIL)),
    "lanjutkan": Asking("desk:resume", ()),
    "tolak": Asking("desk:refuse", (REASON,)),
    "limpah": Asking("desk:refer", (AUTHORITY, REASON, ATTACHED)),
    "tarik": Asking("desk:withdraw", (REASON,)),
    MERGE: Asking("desk:merge", ()),
    "alih-wbs": Asking("desk:convert", (TARGET, REASON)),
    "buka-kembali": Asking("desk:reopen", (REASON,)),
    "keberatan": Asking("desk:object", (REASON,)),
    "undur-diri": Asking("desk:recuse", (REASON,)),
}


@dataclass(frozen=True, slots=True)
class SideForm:
    """The form of one act, ready to draw."""

    kind: str
    title: str
    effect: str
    basis: str
    button: str
    address: str
    fields: tuple[FieldView, ...]
    capacities: tuple[ChoiceView, ...]
    is_open: bool  # it came back with what was typed
    has_page: bool  # only a link: the page of its own has the form


@dataclass(frozen=True, slots=True)
class NotNow:
    """Acts that one reason forbids for the moment."""

    titles: str
    why: str


def offered(lines: Iterable[SideActLine]) -> Iterator[SideActLine]:
    """Leave out what is refused now, and what has its place elsewhere on the page."""
    return (line for line in lines if line.kind in ASKED and not line.refused)


def not_now(lines: Iterable[SideActLine]) -> tuple[NotNow, ...]:
    """Return what is refused now, by its reason."""
    found: dict[str, list[str]] = {}
    for line in lines:
        if line.kind in ASKED and line.refused:
            found.setdefault(line.refused, []).append(words.lookup(words.SIDE_ACTS, line.kind))
    return tuple(NotNow("; ".join(titles), words.refusal(code)) for code, titles in found.items())


def drawn(line: SideActLine, *, code: str, kind: str, typed: Typed, acting: str) -> SideForm:
    """Return the form of an act on a case of this kind of service."""
    asking = ASKED[line.kind]
    values = typed.of(line.kind)
    return SideForm(
        kind=line.kind,
        title=words.lookup(words.SIDE_ACTS, line.kind),
        effect=words.side_act_effect(line.kind, kind),
        basis=line.basis,
        button=words.lookup(words.SIDE_ACT_BUTTONS, line.kind),
        address=address(asking.address, code),
        fields=tuple(
            _DRAW[name](line, values.get(name, ""), typed.wrong(line.kind).get(name, ""))
            for name in asking.fields
        ),
        capacities=web.choices(CAPACITY, line.capacities, [acting]),
        is_open=typed.form == line.kind,
        has_page=line.kind == MERGE,
    )


def names(kind: str) -> frozenset[str]:
    """Return the names of the fields that the form of an act has."""
    return frozenset(ASKED[kind].fields) if kind in ASKED else frozenset()


def field_id(kind: str, name: str) -> str:
    """Return the id that a field of the form has on the page."""
    return f"f-{kind}-{name}"


def reason(kind: str, value: str, error: str) -> FieldView:
    """Return the field for the reason."""
    return FieldView(field_id(kind, REASON), REASON, _("Alasan"), web.AREA, error=error, value=value)


def _text(line: SideActLine, value: str, error: str) -> FieldView:
    hint = words.lookup(words.NEED_HINTS, "message")
    label = _("Yang perlu dilengkapi pelapor")
    return FieldView(field_id(line.kind, TEXT), TEXT, label, web.AREA, hint=hint, error=error, value=value)


def _reason(line: SideActLine, value: str, error: str) -> FieldView:
    return reason(line.kind, value, error)


def _until(line: SideActLine, value: str, error: str) -> FieldView:
    label = _("Paling lambat sampai tanggal")
    return FieldView(field_id(line.kind, UNTIL), UNTIL, label, web.DATE, error=error, value=value)


def _attached(line: SideActLine, _value: str, error: str) -> FieldView:
    return FieldView(
        field_id(line.kind, ATTACHED),
        ATTACHED,
        _("Berkas"),
        web.FILES,
        hint=advice(ALL_KINDS),
        error=error,
        optional=True,
        accept=web.accept(sorted(ALL_KINDS)),
    )


def _authority(line: SideActLine, value: str, error: str) -> FieldView:
    label = _("Instansi yang dituju")
    return FieldView(field_id(line.kind, AUTHORITY), AUTHORITY, label, error=error, value=value)


def _target(line: SideActLine, value: str, error: str) -> FieldView:
    """Where there is one service only, it is chosen already."""
    chosen = value or (line.targets[0][0] if len(line.targets) == 1 else "")
    key = f"{line.kind}-{TARGET}"
    return FieldView(
        field_id(line.kind, TARGET),
        TARGET,
        _("Dialihkan ke layanan"),
        web.for_one_of(line.targets),
        error=error,
        value=chosen,
        choices=web.choices(key, line.targets, [chosen]),
    )


_DRAW: Mapping[str, Callable[[SideActLine, str, str], FieldView]] = {
    TEXT: _text,
    REASON: _reason,
    UNTIL: _until,
    ATTACHED: _attached,
    AUTHORITY: _authority,
    TARGET: _target,
}
