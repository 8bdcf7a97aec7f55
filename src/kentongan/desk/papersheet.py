"""The service's questions as lines and boxes on paper: the same as on the page (SOP 001, step 1: website or paper)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kentongan.questions import Form, Question
from kentongan.questions.model import Kind
from kentongan.web.questions import PART_WORDS, Drawer, in_language

# How many lines are ruled for an answer of each kind; what is not here is ticked.
RULED: dict[Kind, int] = {"text": 1, "long-text": 8, "date": 1, "amount": 1}
ROWS = 2  # of a question that may be answered several times; more go on the back


@dataclass(frozen=True, slots=True)
class PaperField:
    """One question on paper: lines to write on, boxes to tick, parts of it, or what else is to be done."""

    label: str
    hint: str = ""
    lines: range = range(0)
    boxes: tuple[str, ...] = ()
    parts: tuple["PaperField", ...] = ()


@dataclass(frozen=True, slots=True)
class PaperSection:
    """A heading with its questions."""

    title: str
    intro: str
    fields: tuple[PaperField, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form as it is printed."""

    title: str
    sections: tuple[PaperSection, ...]


def drawn(form: Form) -> Sheet:
    """Return the form as it is printed, in the language of the page."""
    drawer = Drawer(form, {}, {})
    sections = tuple(
        PaperSection(title, intro, tuple(_field(each, drawer) for each in questions))
        for title, intro, questions in drawer.headed()
    )
    return Sheet(drawer.title, sections)


def _field(question: Question, drawer: Drawer) -> PaperField:
    return PaperField(
        label=in_language(question, "label"),
        hint=" ".join(_hints(question, drawer)),
        lines=range(RULED.get(question.kind, 0)),
        boxes=_boxes(question),
        parts=tuple(_parts(question, drawer)),
    )


def _hints(question: Question, drawer: Drawer) -> Iterator[str]:
    if question.conditions:
        yield drawer.when(question.conditions)
    if question.kind == "file":
        yield _("Lampirkan pada formulir ini bila ada.")
    if question.kind == "several":
        yield _("Boleh lebih dari satu.")


def _boxes(question: Question) -> tuple[str, ...]:
    if question.kind == "statement":
        return (_("Ya"),)
    return tuple(in_language(each, "label") for each in question.choices)


def _parts(question: Question, drawer: Drawer) -> Iterator[PaperField]:
    for label, _template in PART_WORDS.get(question.kind, {}).values():
        yield PaperField(str(label), lines=range(1))
    if question.kind == "group":
        yield from _rows(question.questions, drawer)


def _rows(questions: Sequence[Question], drawer: Drawer) -> Iterator[PaperField]:
    for number in range(1, ROWS + 1):
        for each in questions:
            field = _field(each, drawer)
            yield PaperField(f"{number}. {field.label}", field.hint, field.lines, field.boxes)
