"""Reading what a reporter posted: what is kept, what goes to the identity compartment, what is wrong.

Pure. The rules:
* what the form does not ask is ignored;
* a question whose condition does not hold is not asked, so nothing of it is kept, but what was typed
  there stays on the page in case the reporter changes their mind;
* a row of a group counts where anything in it is filled; an empty row is none;
* everything that is wrong is said at once, and everything typed is given back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from . import fields
from .model import Form, Question
from .values import CONTROL, READERS, Posted, Value, Wrong, normal

Answers = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one HTML field, or with a group as a whole. Words are given by the page."""

    key: str
    code: str
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a post comes to. Answers and identity are whole only where there is no error."""

    answers: Answers
    identity: Answers
    errors: tuple[FieldError, ...]
    kept: Mapping[str, tuple[str, ...]]


def file_fields(answers: Answers) -> tuple[str, ...]:
    """Return the fields whose files belong to these answers; whatever else came in is to be dropped."""
    rows = [row for value in answers.values() if isinstance(value, list) for row in value]
    levels = [answers, *(row for row in rows if isinstance(row, dict))]
    values = [value for level in levels for value in level.values() if isinstance(value, dict)]
    return tuple(value["field"] for value in values if "field" in value)


@dataclass(slots=True)
class _Reader:
    data: Mapping[str, Sequence[str]]
    files: Mapping[str, int]
    errors: list[FieldError] = field(default_factory=list)

    def level(self, questions: Sequence[Question], prefix: str, before: Answers) -> dict[str, Value]:
        """Read questions in order; each may depend on the answers before it."""
        found: dict[str, Value] = {}
        for question in questions:
            if is_asked(question, {**before, **found}):
                value = self.answer(question, prefix, {**before, **found})
                if value is not None:
                    found[question.key] = value
        return found

    def answer(self, question: Question, prefix: str, before: Answers) -> Value | None:
        errors = len(self.errors)
        value = self.rows(question, before) if question.kind == "group" else self.value(question, prefix)
        if value is None and question.required and len(self.errors) == errors:
            self.refuse(prefix + question.key, "required")
        return value

    def value(self, question: Question, prefix: str) -> Value | None:
        try:
            return READERS[question.kind](Posted(question, self.data, self.files, prefix))
        except Wrong as wrong:
            self.refuse(fields.name(question, prefix, wrong.part), wrong.code, wrong.params)
            return None

    def rows(self, group: Question, before: Answers) -> Value | None:
        numbers = fields.rows_posted(group, {*self.data, *self.files})
        prefixes = [fields.row_prefix(group, each) for each in numbers]
        filled = [each for each in prefixes if self.is_filled(group, each)]
        if len(filled) > group.most_rows:
            self.refuse(group.key, "too-many-rows", {"most": str(group.most_rows)})
        elif filled and len(filled) < group.least_rows:
            self.refuse(group.key, "too-few-rows", {"least": str(group.least_rows)})
        return [self.level(group.questions, prefix, before) for prefix in filled] or None

    def is_filled(self, group: Question, prefix: str) -> bool:
        names = [name for each in group.questions for name in fields.names(each, prefix)]
        typed = any(value.strip() for name in names for value in self.data.get(name, ()))
        return typed or any(self.files.get(name) for name in names)

    def refuse(self, key: str, code: str, params: Mapping[str, str] | None = None) -> None:
        self.errors.append(FieldError(key, code, params or {}))


def read(form: Form, data: Mapping[str, Sequence[str]], files: Mapping[str, int] | None = None) -> Reading:
    """Return what was answered; `files` says how many files each field received."""
    reader = _Reader(data, files or {})
    found = reader.level(form.questions, "", {})
    inside = {each.key for each in form.questions if each.identity}
    return Reading(
        answers={key: value for key, value in found.items() if key not in inside},
        identity={key: value for key, value in found.items() if key in inside},
        errors=tuple(reader.errors),
        kept=_kept(form, data),
    )


def is_asked(question: Question, answers: Answers) -> bool:
    """Whether the question's conditions hold, given what was answered before it."""
    return all(
        any(value in condition.values for value in _words(answers.get(condition.question)))
        for condition in question.conditions
    )


def _words(answer: Value) -> Sequence[str]:
    if answer is True:
        return (fields.TICKED,)
    return answer if isinstance(answer, list) else [answer]


def _kept(form: Form, data: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """All that was typed in the form's own fields, fit to stand on the page again."""
    asked = fields.every_field(form, data.keys())
    known = {name for each, prefix in asked for name in fields.names(each, prefix)}
    return {
        name: tuple(CONTROL.sub("", normal(value)) for value in values)
        for name, values in data.items()
        if name in known
    }
