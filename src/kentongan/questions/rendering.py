"""An old report, shown with the form under which it came in: each answer with its question, in both
languages, in the order in which it was asked."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .days import spoken, spoken_en
from .model import Choice, Form, Kind, Question
from .values import Value


@dataclass(frozen=True, slots=True)
class Line:
    """One answer as it is read. In a group `row` counts from 1 and the group's label stands beside."""

    key: str
    kind: Kind
    label: str
    label_en: str
    text: str
    text_en: str
    value: Value
    row: int = 0
    group: str = ""
    group_label: str = ""
    group_label_en: str = ""


def render(form: Form, answers: Mapping[str, Value]) -> tuple[Line, ...]:
    """Return a line for every answer, from the answers or from the identity of one report."""
    return tuple(line for each in form.questions if each.key in answers for line in _lines(each, answers))


def _lines(question: Question, answers: Mapping[str, Value]) -> Iterator[Line]:
    if question.kind != "group":
        yield _line(question, answers[question.key])
        return
    for number, row in enumerate(answers[question.key], 1):
        for each in question.questions:
            if each.key in row:
                yield _line(each, row[each.key], number, question)


def _line(question: Question, value: Value, row: int = 0, group: Question | None = None) -> Line:
    text, text_en = _words(question, value)
    return Line(
        key=question.key,
        kind=question.kind,
        label=question.label,
        label_en=question.label_en,
        text=text,
        text_en=text_en,
        value=value,
        row=row,
        group=group.key if group else "",
        group_label=group.label if group else "",
        group_label_en=group.label_en if group else "",
    )


# -- words, in Indonesian and in English -------------------------------------------------------------

Words = tuple[str, str]


def _words(question: Question, value: Value) -> Words:
    speak = SPEAKERS.get(question.kind)
    return speak(question, value) if speak else (value, value)


def _choice(question: Question, value: str) -> Words:
    return _several(question, [value])


def _several(question: Question, keys: Sequence[str]) -> Words:
    # An answer is always one of the archived form's own choices; a key that is none is shown as it is.
    found = [question.choice(key) or Choice(key, key, key) for key in keys]
    return ", ".join(each.label for each in found), ", ".join(each.label_en for each in found)


def _date(_: Question, day: str) -> Words:
    return spoken(day), spoken_en(day)


def _period(_: Question, value: Mapping[str, Value]) -> Words:
    ends = list(dict.fromkeys(value[key] for key in ("from", "to") if key in value))
    only_end = "to" in value and "from" not in value
    words, words_en = " sampai ".join(map(spoken, ends)), " to ".join(map(spoken_en, ends))
    if only_end:
        words, words_en = f"sampai {words}", f"until {words_en}"
    if "later" in value:
        words, words_en = _and(words, "akan terjadi"), _and(words_en, "has yet to happen")
    return words, words_en


def _and(words: str, more: str) -> str:
    return f"{words}, {more}" if words else more


def _place(_: Question, value: Mapping[str, str]) -> Words:
    whole = ", ".join(value.values())
    return whole, whole


def _amount(question: Question, value: int) -> Words:
    figure = f"{value:,}"
    return _counted(figure.replace(",", "."), question.unit), _counted(figure, question.unit)


def _counted(figure: str, unit: str) -> str:
    """A currency stands before its figure, anything else that is counted after it."""
    return f"Rp {figure}" if unit == "Rp" else f"{figure} {unit}".strip()


def _file(_: Question, value: Mapping[str, Value]) -> Words:
    count = value["count"]
    return f"{count} berkas", "1 file" if count == 1 else f"{count} files"


def _statement(_: Question, __: Value) -> Words:
    return "Ya", "Yes"


SPEAKERS: Mapping[Kind, Callable[[Question, Value], Words]] = {
    "choice": _choice,
    "several": _several,
    "date": _date,
    "period": _period,
    "place": _place,
    "amount": _amount,
    "file": _file,
    "statement": _statement,
}
