"""The form of the present step as the templates draw it: fields, ways out, and the part of who only takes part."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kentongan.cases.shapes import Field, OutcomeButton, StepForm
from kentongan.desk.fields import AREAS, TICKS, draw
from kentongan.desk.typed import CAPACITY, STEP, Typed
from kentongan.web import words
from kentongan.web.fields import ChoiceView, FieldView, choices

EXPLANATION = "alasan ketidaksesuaian"  # what a late or too long step is explained with


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """One way out of the step: its own fields and its button."""

    key: str
    label: str
    fields: tuple[FieldView, ...]
    why: str
    leads_to: str
    referral: str


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field of the step; `alone`: it can be given by itself, and the step stays open for the others."""

    field: FieldView
    alone: bool
    given: bool  # by me, in this turn


@dataclass(frozen=True, slots=True)
class StepView:
    """The form of the present step."""

    form: StepForm
    heading: str
    fields: tuple[FieldRow, ...]
    outcomes: tuple[OutcomeView, ...]
    capacities: tuple[ChoiceView, ...]

    @property
    def template(self) -> str:
        """The whole step, or the part of somebody who takes part in it."""
        return "desk/_part.html" if self.form.contributes else "desk/_step.html"

    @property
    def is_over(self) -> bool:
        """Whether to say that the standard time is over; the field for the explanation says it itself."""
        return self.form.over_effort and not self.form.needs_explanation


def asked_in(form: StepForm, pressed: str = "") -> dict[str, Field]:
    """Return the fields of the form, with those of the outcome that was pressed or else of all, by their id."""
    ways = [way for way in form.outcomes if pressed in ("", way.key)]
    groups = [(STEP, own_fields(form)), *((way.key, way.fields) for way in ways)]
    return {f"f-{prefix}-{field.name}": field for prefix, fields in groups for field in fields}


def own_fields(form: StepForm) -> tuple[Field, ...]:
    """Return what the step asks whatever its outcome; where it ran over its time, the explanation too."""
    return (*form.fields, _explanation(form)) if form.needs_explanation else form.fields


def _explanation(form: StepForm) -> Field:
    """Of the effort it is said that it is over the standard time, of the deadline that it is past."""
    over, past = (
        _("Melebihi waktu baku. Tulis penjelasan singkat."),
        _("Lewat batas. Tulis penjelasan singkat."),
    )
    label = over if form.over_effort else past
    return Field(EXPLANATION, "alasan-ketidaksesuaian", "reason", label, "", False, (), "")


def is_unsaved(asked: Mapping[str, Field], values: Mapping[str, str]) -> bool:
    """Whether a text was written that the turn does not hold yet."""
    written = (field for field in asked.values() if field.kind in AREAS and field.name in values)
    return any(values[field.name].split() != field.value.split() for field in written)


def drawn(form: StepForm, code: str, typed: Typed, acting: str) -> StepView:
    """Return the form with what was typed into it."""
    return StepView(
        form,
        _heading(form),
        tuple(_rows(form, code, typed)),
        tuple(_outcome(each, code, typed) for each in form.outcomes),
        choices(CAPACITY, form.capacities, [acting]),
    )


def _heading(form: StepForm) -> str:
    if form.records_for:
        return _("Catat perintah %(who)s dari grup") % {"who": form.records_for}
    return form.title


def _rows(form: StepForm, code: str, typed: Typed) -> Iterator[FieldRow]:
    """Where several people sign, each can as soon as there is something to sign, whoever closes the step."""
    own = own_fields(form)
    several = bool(form.gave or form.awaited)
    for field, view in zip(own, _fields(own, code, STEP, typed), strict=True):
        alone = several and field.kind in TICKS and bool(field.text) and not field.given
        yield FieldRow(view, alone, field.given and field.kind in TICKS)


def _fields(fields: Sequence[Field], code: str, prefix: str, typed: Typed) -> tuple[FieldView, ...]:
    values, errors = typed.of(STEP), typed.wrong(STEP)
    return tuple(draw(each, code=code, prefix=prefix, typed=values, errors=errors) for each in fields)


def _outcome(outcome: OutcomeButton, code: str, typed: Typed) -> OutcomeView:
    return OutcomeView(
        outcome.key,
        outcome.label or _("Selesai"),
        _fields(outcome.fields, code, outcome.key, typed),
        words.refusal(outcome.refused) if outcome.refused else "",
        outcome.leads_to,
        outcome.referral,
    )
