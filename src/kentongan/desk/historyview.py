"""The history as the templates draw it: what changed in a draft, whose order it was, what the superior noted."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kentongan.cases.shapes import CasePage, EntryLine, TurnLine
from kentongan.desk.typed import Typed
from kentongan.web import words
from kentongan.web.fields import AREA, FieldView

SUPERIORS_NOTE = "catatan-atasan"
TEXT = "teks"
# What who comes next has to read first; drafts, answers and papers have places of their own.
PASSED_ON = {"note", "instruction", "decision", "reason"}


@dataclass(frozen=True, slots=True)
class Change:
    """A piece of a draft against the text before it."""

    text: str
    added: bool
    removed: bool


@dataclass(frozen=True, slots=True)
class EntryView:
    """One thing that was supplied."""

    line: EntryLine
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class TurnView:
    """One closed turn; `note` is the field for the superior's note, where it is mine to write."""

    line: TurnLine
    entries: tuple[EntryView, ...]
    order: str
    is_waiting: bool  # for somebody's word: an order to confirm, a note to write
    note: FieldView | None
    note_is_open: bool


@dataclass(frozen=True, slots=True)
class HistoryView:
    """All closed turns. Folded away, but where something in it waits for me or came back."""

    turns: tuple[TurnView, ...]
    is_open: bool


def note_form(number: int) -> str:
    """Return the name of the form for the superior's note on a turn."""
    return f"{SUPERIORS_NOTE}-{number}"


def drawn(page: CasePage, typed: Typed) -> HistoryView:
    """Return the history of the case page."""
    turns = tuple(_turn(each, typed) for each in page.history)
    return HistoryView(turns, any(each.note is not None for each in turns))


def passed_on(page: CasePage) -> TurnView | None:
    """Return what the turn before this one tells who comes next: an order, a correction. None where it is silent."""
    for last in page.history[-1:]:
        told = tuple(EntryView(each, ()) for each in last.entries if each.kind in PASSED_ON and each.text)
        return TurnView(last, told, "", False, None, False) if told else None
    return None


def forms(page: CasePage) -> Iterable[str]:
    """Return the names of the forms that the history offers."""
    return (note_form(each.number) for each in page.history if each.deviation and each.deviation.may_note)


def _turn(line: TurnLine, typed: Typed) -> TurnView:
    form = note_form(line.number)
    may_note = line.deviation is not None and line.deviation.may_note
    return TurnView(
        line,
        tuple(EntryView(each, tuple(_changes(each))) for each in line.entries),
        words.lookup(words.ORDERS, line.order) if line.order else "",
        line.order == "waiting",
        note_field(form, typed) if may_note else None,
        typed.form == form,
    )


def note_field(form: str, typed: Typed) -> FieldView:
    """Return the field for the superior's note."""
    value, error = typed.of(form).get(TEXT, ""), typed.wrong(form).get(TEXT, "")
    return FieldView(f"f-{form}", TEXT, _("Catatan atasan"), AREA, error=error, value=value)


def _changes(entry: EntryLine) -> Iterable[Change]:
    return (Change(text, kind == "added", kind == "removed") for kind, text in entry.changes)
