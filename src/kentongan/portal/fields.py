"""From the questions of a form to the fields of a page, with what was typed and what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from kentongan.questions.fields import ADD_ROW, PARTS, REMOVE_ROW, TICKED, name, row_prefix, rows_shown
from kentongan.questions.model import Choice, Form, Kind, Question, Section
from kentongan.web import fields as web
from kentongan.web.fields import ChoiceView, FieldView

Typed = Mapping[str, Sequence[str]]
Errors = Mapping[str, str]  # field name -> words

LONG_ROWS, PLAIN_ROWS = 8, 4
MODE = "_identitas"
NAMELESS, WITHHELD, NAMED = "tanpa-nama", "dirahasiakan", "dengan-nama"
PARTS_TEMPLATE, GROUP_TEMPLATE = "portal/_parts.html", "portal/_group.html"


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of a repeatable group, with the button that takes it away."""

    title: str
    remove: str
    fields: tuple["FieldView | PartsView | GroupView", ...]


@dataclass(frozen=True, slots=True)
class PartsView:
    """A question of several parts: a period, a place."""

    id: str
    label: str
    hint: str
    error: str
    optional: bool
    parts: tuple[FieldView, ...]
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
    "file": web.FILES,
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

AnyField = FieldView | PartsView | GroupView


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
    files: Sequence[str] = ()

    @property
    def title(self) -> str:
        """The form's title."""
        return in_language(self.form, "title")

    @property
    def intro(self) -> str:
        """What stands before the questions."""
        return in_language(self.form, "intro")

    @property
    def takes_files(self) -> bool:
        """Whether any question takes files."""
        return any(question.kind == "file" for question in self.form.every_question())

    def sections(self, *, identity: bool) -> tuple[SectionView, ...]:
        """Return the headings with their fields: those of the identity compartment, or all others."""
        found = []
        for section in (*self.form.sections, None):
            asked = [
                question
                for question in self.form.questions
                if question.identity == identity and _belongs(question, section, self.form)
            ]
            if asked:
                found.append(SectionView(*_titles(section), tuple(self.draw(question) for question in asked)))
        return tuple(found)

    def draw(self, question: Question, prefix: str = "") -> AnyField:
        """Return one question as a field."""
        if question.kind == "group":
            return self._group(question)
        if len(PARTS.get(question.kind, ("",))) > 1:
            return self._parts(question, prefix)
        return self._field(question, prefix)

    def _field(self, question: Question, prefix: str) -> FieldView:
        key = name(question, prefix)
        picked = list(self.typed.get(key, ()))
        pairs = [(choice.key, in_language(choice, "label")) for choice in question.choices]
        return FieldView(
            id=f"f-{key}",
            name=key,
            label=in_language(question, "label"),
            template=_template(question),
            hint=self._hint(question),
            error=self.errors.get(key, ""),
            value=picked[0] if picked else "",
            optional=not question.required,
            rows=LONG_ROWS if question.kind == "long-text" else PLAIN_ROWS,
            accept=_accept(question),
            choices=web.choices(key, pairs, picked),
        )

    def _parts(self, question: Question, prefix: str) -> PartsView:
        key = name(question, prefix)
        parts = tuple(
            self._part(question, prefix, part, str(label), template)
            for part, (label, template) in PART_WORDS[question.kind].items()
        )
        return PartsView(
            f"f-{key}",
            in_language(question, "label"),
            self._hint(question),
            self.errors.get(key, ""),
            not question.required,
            parts,
        )

    def _part(self, question: Question, prefix: str, part: str, label: str, template: str) -> FieldView:
        key = name(question, prefix, part)
        value = next(iter(self.typed.get(key, ())), "")
        own_error = self.errors.get(key, "") if part else ""
        return FieldView(f"f-{key}", key, label, template, error=own_error, value=value, optional=False)

    def _group(self, group: Question) -> GroupView:
        rows = tuple(
            RowView(
                f"{in_language(group, 'row').capitalize()} {place}",
                f"{group.key}-{number}",
                tuple(self.draw(each, row_prefix(group, number)) for each in group.questions),
            )
            for place, number in enumerate(rows_shown(group, self.typed, self.files), start=1)
        )
        return GroupView(
            f"f-{group.key}",
            in_language(group, "label"),
            self._hint(group),
            self.errors.get(group.key, ""),
            not group.required,
            rows,
            ADD_ROW,
            REMOVE_ROW,
            group.key,
            _("Tambah %(row)s") % {"row": in_language(group, "row")},
        )

    def _hint(self, question: Question) -> str:
        """The help of the question, and when it is asked at all: without script the page cannot hide it."""
        hints = [in_language(question, "help")]
        for condition in question.conditions:
            earlier = self.form.question(condition.question)
            if earlier is not None:
                answers = [_answer(earlier, value) for value in condition.values]
                hints.append(
                    _("Diisi bila “%(question)s” dijawab: %(answers)s.")
                    % {"question": in_language(earlier, "label"), "answers": ", ".join(answers)}
                )
        return " ".join(hint for hint in hints if hint)


def mode_field(chosen: str, error: str) -> FieldView:
    """Return the choice between anonymous, withheld and named, each explained (words.md 6 to 8)."""
    modes = (
        (
            NAMELESS,
            _("Tanpa nama"),
            _("Kami tidak meminta nama. Kami hanya dapat bertanya lewat halaman ini."),
        ),
        (
            WITHHELD,
            _("Nama dirahasiakan"),
            _(
                "Nama disimpan terkunci. Hanya pejabat yang ditunjuk dapat membukanya dengan alasan tertulis, "
                "dan Anda akan diberi tahu di halaman ini."
            ),
        ),
        (
            NAMED,
            _("Dengan nama"),
            _("Petugas yang ditunjuk dapat membaca nama Anda dan menghubungi Anda."),
        ),
    )
    choices = tuple(
        ChoiceView(f"f-{MODE}-{number}" if number else f"f-{MODE}", key, label, hint, key == chosen)
        for number, (key, label, hint) in enumerate(modes)
    )
    return FieldView(
        f"f-{MODE}", MODE, _("Bagaimana dengan nama Anda?"), web.RADIOS, error=error, choices=choices
    )


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
        return web.RADIOS if len(question.choices) <= web.FEW else web.SELECT
    return TEMPLATES.get(question.kind, web.LINE)


def _accept(question: Question) -> str:
    types = question.files.types if question.files else ()
    return ",".join(f".{kind}" for kind in types)


def _answer(question: Question, value: str) -> str:
    found = question.choice(value)
    if found is not None:
        return in_language(found, "label")
    return _("ya") if value == TICKED else value
