"""A form: what a reporter is asked, as values.

Pure. A form is archived as the canonical text of these values under its SHA-256, and an old report is
shown with the form under which it came in. So that the hash of an old form never changes, what has its
default value is left out of the canonical text: a field that a later version adds needs a default that
means "as before".
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from kentongan.problems import BadFile, Problem

Kind = Literal[
    "text",
    "long-text",
    "choice",
    "several",
    "date",
    "period",
    "place",
    "amount",
    "file",
    "statement",
    "group",
]

# What a file is by its content, never by its name. A form that names none takes the usual ones: these seven stand
# for ever, or old forms would have another hash.
TYPES = ("jpg", "png", "pdf", "mp3", "mp4", "rar", "zip")
EVERY_TYPE = (*TYPES, "webp", "heic")
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers that a question offers; `help` explains it where it is chosen, not where it is read."""

    key: str
    label: str
    label_en: str
    help: str = ""
    help_en: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """The question is asked only where an earlier one was answered with one of these values."""

    question: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileRule:
    """Which files a question takes; whoever receives them checks type and size."""

    types: tuple[str, ...] = TYPES
    largest: int = 20 * MEGABYTE
    most: int = 10


@dataclass(frozen=True, slots=True)
class Question:
    """One question, or a group of them that may be answered several times."""

    key: str
    kind: Kind
    label: str
    label_en: str
    help: str = ""
    help_en: str = ""
    required: bool = False
    identity: bool = False
    section: str = ""
    conditions: tuple[Condition, ...] = ()  # all must hold
    longest: int = 0
    choices: tuple[Choice, ...] = ()
    source: str = ""  # whose list the choices are, until `Form.filled`
    unit: str = ""
    files: FileRule | None = None
    questions: tuple["Question", ...] = ()
    least_rows: int = 0
    most_rows: int = 0
    row: str = ""
    row_en: str = ""

    def choice(self, key: str) -> Choice | None:
        """Return the choice of that key, None where the question does not offer it."""
        return next((each for each in self.choices if each.key == key), None)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its questions: a page of its own where the form goes step by step."""

    key: str
    title: str
    title_en: str
    intro: str = ""
    intro_en: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """All that is asked, in order."""

    title: str
    title_en: str
    questions: tuple[Question, ...]
    intro: str = ""
    intro_en: str = ""
    sections: tuple[Section, ...] = ()

    def question(self, key: str) -> Question | None:
        """Return the question of that key, None where the form does not ask it."""
        return next((each for each in self.questions if each.key == key), None)

    @property
    def sources(self) -> frozenset[str]:
        """The lists whose values the form still lacks."""
        return frozenset(each.source for each in self.every_question() if each.source and not each.choices)

    def every_question(self) -> Iterator[Question]:
        """Yield every question, those within groups after their group."""
        for question in self.questions:
            yield question
            yield from question.questions

    def filled(self, lists: Mapping[str, tuple[Choice, ...]]) -> "Form":
        """Return the form with the agency's own lists (units) in place, as it is shown and archived."""
        return replace(self, questions=tuple(_filled(each, lists) for each in self.questions))


def _filled(question: Question, lists: Mapping[str, tuple[Choice, ...]]) -> Question:
    return replace(
        question,
        choices=lists.get(question.source, question.choices),
        questions=tuple(_filled(each, lists) for each in question.questions),
    )


_FORM = TypeAdapter(Form)


def canonical(form: Form) -> bytes:
    """Return the one text of this form; the same values always give the same bytes."""
    return _FORM.dump_json(form, exclude_defaults=True)


def digest(form: Form) -> str:
    """Return the SHA-256 of the canonical text, under which the form is archived."""
    return hashlib.sha256(canonical(form)).hexdigest()


def load_archived(text: bytes, file: str = "") -> Form:
    """Return the form whose canonical text this is. Raises `BadFile`."""
    try:
        return _FORM.validate_json(text, strict=True)
    except ValidationError as error:
        raise BadFile((Problem(file, "", "bad-archive"),)) from error
