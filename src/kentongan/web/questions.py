"""From the questions of a form to the fields of a page, with what was typed and what is wrong with it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from kentongan.questions.fields import ADD_ROW, PARTS, REMOVE_ROW, name, row_prefix, rows_shown
from kentongan.questions.model import Choice, Condition, Form, Kind, Question, Section
from kentongan.reports.files import Sealed
from kentongan.web import fields as web
from kentongan.web.fields import FieldView

Typed = Mapping[str, Sequence[str]]
Errors = Mapping[str, str]  # field name -> words

LONG_ROWS, PLAIN_ROWS = 8, 4
UPLOAD, UNSTAGE = "_unggah", "_buang"  # buttons: keep the chosen files, remove a kept one
PARTS_TEMPLATE, GROUP_TEMPLATE = "web/questions/parts.html", "web/questions/group.html"
FILES_TEMPLATE, CONDITION_TEMPLATE = "web/questions/files.html", "web/questions/condition.html"


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of a repeatable group, with the button that takes it away."""

    title: str
    remove: str
    fields: tuple["AnyField", ...]


@dataclass(frozen=True, slots=True)
class PartsView:
    """A question of several parts: a period, a place."""

    id: str
    label: str
    hint: str
    error: str
    optional: bool
    parts: tuple[FieldView, ...]
    anchor: str  # where the error summary leads; the bare id may be that of a part
    template: str = PARTS_TEMPLATE


@dataclass(frozen=True, slots=True)
class GroupView:
    """A question that may be answered several times, row by row."""

    id: str
    label: str
    hint: str
    error: str
    optional: bool
    rows: tuple[RowView, ...]
    add_name: str
    remove_name: str
    key: str
    add_label: str
    template: str = GROUP_TEMPLATE


TEMPLATES: Mapping[Kind, str] = {
    "long-text": web.AREA,
    "several": web.CHECKS,
    "date": web.DATE,
    "file": FILES_TEMPLATE,
    "statement": web.TICK,
}
PART_WORDS: Mapping[Kind, Mapping[str, tuple[object, str]]] = {
    "period": {
        "dari": (gettext_lazy("Mulai (tanggal, bulan, atau tahun saja)"), web.LINE),
        "sampai": (gettext_lazy("Sampai"), web.LINE),
        "nanti": (gettext_lazy("Belum terjadi, tetapi akan terjadi"), web.TICK),
    },
    "place": {
        "": (gettext_lazy("Tempat"), web.LINE),
        "kecamatan": (gettext_lazy("Kecamatan"), web.LINE),
        "desa": (gettext_lazy("Desa atau kelurahan"), web.LINE),
    },
}


@dataclass(frozen=True, slots=True)
class FilesView(FieldView):
    """A question that takes files, with those that have already arrived."""

    waiting: tuple[tuple[str, Sealed], ...] = ()
    upload_name: str = UPLOAD
    unstage_name: str = UNSTAGE


@dataclass(frozen=True, slots=True)
class ConditionView:
    """Questions that are asked only after a certain answer. Without script the page cannot hide them: it says so."""

    hint: str
    fields: tuple["AnyField", ...]
    template: str = CONDITION_TEMPLATE


AnyField = FieldView | PartsView | GroupView | ConditionView


@dataclass(frozen=True, slots=True)
class SectionView:
    """A heading with its fields."""

    title: str
    intro: str
    fields: tuple[AnyField, ...]


@dataclass(frozen=True, slots=True)
class Drawer:
    """Draws the questions of one form with one set of typed values."""

    form: Form
    typed: Typed
    errors: Errors
    waiting: Sequence[tuple[str, Sealed]] = ()  # code and file; the note says in which field it arrived

    @property
    def title(self) -> str:
        """The form's title."""
        return in_language(self.form, "title")

    @property
    def intro(self) -> str:
        """What stands before the questions."""
        return in_language(self.form, "intro")

    def sections(self) -> tuple[SectionView, ...]:
        """Return the headings with their fields, in the order of the form."""
        return tuple(
            SectionView(title, intro, tuple(self.runs(asked))) for title, intro, asked in self.headed()
        )

    def headed(self) -> Iterator[tuple[str, str, list[Question]]]:
        """Yield title and introduction of each section with its questions."""
        for section in (*self.form.sections, None):
            asked = [each for each in self.form.questions if _belongs(each, section, self.form)]
            if asked:
                yield *_titles(section), asked

    def runs(self, questions: Sequence[Question]) -> Iterator[AnyField]:
        """Yield the questions; neighbours that hang on the same answer stand together under one sentence."""
        for conditions, run in groupby(questions, key=lambda question: question.conditions):
            fields = tuple(self.draw(question) for question in run)
            if conditions:
                yield ConditionView(self.when(conditions), fields)
            else:
                yield from fields

    def draw(self, question: Question, prefix: str = "") -> AnyField:
        """Return one question as a field."""
        if question.kind == "group":
            return self._group(question)
        if question.kind == "file":
            return self._files(question, prefix)
        if len(PARTS.get(question.kind, ("",))) > 1:
            return self._parts(question, prefix)
        return self._field(question, prefix)

    def _field(self, question: Question, prefix: str) -> FieldView:
        key = name(question, prefix)
        picked = list(self.typed.get(key, ()))
        return FieldView(
            **self._head(question, prefix),
            template=_template(question),
            value=picked[0] if picked else "",
            rows=LONG_ROWS if question.kind == "long-text" else PLAIN_ROWS,
            choices=web.choices(key, _offered(question), picked),
        )

    def _files(self, question: Question, prefix: str) -> FilesView:
        key = name(question, prefix)
        return FilesView(
            **self._head(question, prefix),
            template=FILES_TEMPLATE,
            accept=web.accept(question.files.types if question.files else ()),
            waiting=tuple((code, file) for code, file in self.waiting if file.note == key),
        )

    def _head(self, question: Question, prefix: str) -> dict[str, Any]:
        key = name(question, prefix)
        return {
            "id": f"f-{key}",
            "name": key,
            "label": in_language(question, "label"),
            "hint": in_language(question, "help"),
            "error": self.errors.get(key, ""),
            "optional": not question.required,
        }

    def _parts(self, question: Question, prefix: str) -> PartsView:
        key = name(question, prefix)
        parts = tuple(
            self._part(question, prefix, part, str(label), template)
            for part, (label, template) in PART_WORDS[question.kind].items()
        )
        return PartsView(
            f"f-{key}",
            in_language(question, "label"),
            in_language(question, "help"),
            self.errors.get(key, ""),
            not question.required,
            parts,
            f"f-{key}-semua" if "" in PART_WORDS[question.kind] else f"f-{key}",
        )

    def _part(self, question: Question, prefix: str, part: str, label: str, template: str) -> FieldView:
        key = name(question, prefix, part)
        value = next(iter(self.typed.get(key, ())), "")
        own_error = self.errors.get(key, "") if part else ""
        return FieldView(f"f-{key}", key, label, template, error=own_error, value=value, optional=False)

    def _group(self, group: Question) -> GroupView:
        files = [file.note for _, file in self.waiting]
        rows = tuple(
            RowView(
                f"{in_language(group, 'row').capitalize()} {place}",
                f"{group.key}-{number}",
                tuple(self.draw(each, row_prefix(group, number)) for each in group.questions),
            )
            for place, number in enumerate(rows_shown(group, self.typed, files), start=1)
        )
        return GroupView(
            f"f-{group.key}",
            in_language(group, "label"),
            in_language(group, "help"),
            self.errors.get(group.key, ""),
            not group.required,
            rows,
            ADD_ROW,
            REMOVE_ROW,
            group.key,
            _("Tambah %(row)s") % {"row": in_language(group, "row")},
        )

    def when(self, conditions: Sequence[Condition]) -> str:
        """When these questions are asked, in words."""
        hints = []
        for condition in conditions:
            earlier = self.form.question(condition.question)
            answers = [_answer(earlier, value) for value in condition.values] if earlier else []
            hints.append(_("Diisi bila Anda memilih: %(answers)s.") % {"answers": _(" atau ").join(answers)})
        return " ".join(hints)


def in_language(thing: Form | Question | Choice | Section, attribute: str) -> str:
    """The words of an agency's own form, in the language of the page."""
    own = str(getattr(thing, attribute))
    return own if get_language() != "en" else str(getattr(thing, f"{attribute}_en")) or own


def _titles(section: Section | None) -> tuple[str, str]:
    return ("", "") if section is None else (in_language(section, "title"), in_language(section, "intro"))


def _belongs(question: Question, section: Section | None, form: Form) -> bool:
    if section is None:  # what no section of the form claims
        return question.section not in {each.key for each in form.sections}
    return question.section == section.key


def _template(question: Question) -> str:
    if question.kind == "choice":
        return web.for_one_of(question.choices)
    return TEMPLATES.get(question.kind, web.LINE)


def _offered(question: Question) -> Iterator[tuple[str, str, str]]:
    for each in question.choices:
        yield each.key, in_language(each, "label"), in_language(each, "help")


def _answer(question: Question, value: str) -> str:
    found = question.choice(value)
    return in_language(found or question, "label")
