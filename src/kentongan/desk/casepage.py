"""The case page as the templates draw it: the values of `cases`, with fields, words and links to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kentongan.cases.shapes import AnswerLine, CasePage, FileLine, PauseLine, ReportView
from kentongan.desk import carried as carry
from kentongan.desk import historyview, sideforms, stepview
from kentongan.desk.historyview import HistoryView, TurnView
from kentongan.desk.sideforms import NotNow, SideForm
from kentongan.desk.stepview import StepView
from kentongan.desk.typed import CAPACITY, MESSAGE, NOTE, STEP, Typed
from kentongan.officers import reads as officers
from kentongan.officers.services.login import Unlocked
from kentongan.web import words
from kentongan.web.carried import Carried, rows_for
from kentongan.web.fields import AREA, FILES, ChoiceView, FieldView, accept, choices
from kentongan.web.media_types import ALL_KINDS
from kentongan.web.messages import MessageView
from kentongan.web.messages import draw as draw_message
from kentongan.web.uploads import advice

MESSAGE_FILES = "f-berkas-pesan"  # where the summary leads when a file was not taken


@dataclass(frozen=True, slots=True)
class ReportPart:
    """A report with its answers in the language of the page."""

    report: ReportView
    answers: tuple[tuple[str, str], ...]
    identity: FieldView
    identity_lines: tuple[tuple[str, str], ...]
    is_open: bool  # the form for the reason came back with it


@dataclass(frozen=True, slots=True)
class Copy:
    """What is posted where the complaint came from: the approved text, and its photos to be cleaned."""

    text: str
    photos: tuple[FileLine, ...]

    @property
    def rows(self) -> int:
        """How high the box is in which it is read."""
        return rows_for(self.text)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Everything that the template needs."""

    step: StepView | None
    reports: tuple[ReportPart, ...]
    messages: tuple[MessageView, ...]
    messages_are_open: bool  # the reporter has the last word, or the form came back
    acts: tuple[SideForm, ...]
    not_now: tuple[NotNow, ...]
    an_act_is_open: bool
    pause: PauseLine | None  # while the step waits
    passed_on: TurnView | None  # what was said to who acts now, where I do
    history: HistoryView
    copy: Copy | None  # the approved answer, to be posted elsewhere
    capacities: tuple[ChoiceView, ...]
    capacity: str
    message_fields: tuple[FieldView, ...]
    message_is_open: bool  # a form that came back is not folded away
    note_fields: tuple[FieldView, ...]
    note_is_open: bool
    officer_name: str
    carried: Carried | None  # what was typed into a form that the page no longer has
    uncertain_years: str  # whose calendars the deadline rests on and that may still change

    @property
    def has_acts(self) -> bool:
        """Whether there is anything to say of acts beside the SOP."""
        return bool(self.acts or self.not_now)


Identity = Mapping[str, Sequence[AnswerLine]]


def drawn(
    page: CasePage,
    *,
    who: Unlocked,
    now: datetime,
    capacity: str,
    typed: Typed,
    identity: Identity | None = None,
) -> Drawn:
    """Return the page with its fields filled in."""
    seats = tuple((seat.post.key, seat.post.name) for seat in officers.capacities(who.officer, now))
    acting = capacity or _first(page.form.capacities if page.form else seats)
    return Drawn(
        step=stepview.drawn(page.form, page.code, typed, acting) if page.form else None,
        reports=tuple(_report(each, typed, (identity or {}).get(each.code, ())) for each in page.reports),
        messages=tuple(draw_message(each, for_reporter=False) for each in page.messages),
        messages_are_open=typed.form == MESSAGE or any(each.from_reporter for each in page.messages[-1:]),
        acts=tuple(
            sideforms.drawn(each, code=page.code, kind=page.kind, typed=typed, acting=acting)
            for each in sideforms.offered(page.acts)
        ),
        not_now=sideforms.not_now(page.acts),
        an_act_is_open=typed.form in sideforms.ASKED,
        pause=next((each for each in page.pauses if each.resumed_at is None), None),
        passed_on=historyview.passed_on(page) if page.form else None,
        history=historyview.drawn(page, typed),
        copy=Copy(page.copy_text, page.copy_photos) if page.copy_text or page.copy_photos else None,
        capacities=choices(CAPACITY, dict.fromkeys(seats), [acting]),
        capacity=acting,
        message_fields=_message_fields(typed.of(MESSAGE)),
        message_is_open=typed.form == MESSAGE,
        note_fields=(_area("catatan-baru", _("Catatan untuk berkas ini"), typed.of(NOTE)),),
        note_is_open=typed.form == NOTE,
        officer_name=who.officer.name,
        carried=carry.homeless(typed.values, _names(page).get(typed.form, set())),
        uncertain_years=", ".join(
            sorted({str(line.day.year) for line in page.due_lines if line.provisional})
        ),
    )


def _names(page: CasePage) -> dict[str, set[str]]:
    """The fields that each form of the page has."""
    asked = stepview.asked_in(page.form) if page.form else {}
    return {
        STEP: {field.name for field in asked.values()},
        MESSAGE: {carry.TEXT} if page.may_write else set(),
        NOTE: {carry.TEXT} if page.may_note else set(),
        **{f"identitas-{each.code}": {sideforms.REASON} for each in page.reports},
        **{form: {carry.TEXT} for form in historyview.forms(page)},
        **{line.kind: set(sideforms.names(line.kind)) for line in sideforms.offered(page.acts)},
    }


def _first(seats: Sequence[tuple[str, str]]) -> str:
    return seats[0][0] if seats else ""


def _report(report: ReportView, typed: Typed, identity: Sequence[AnswerLine]) -> ReportPart:
    form = f"identitas-{report.code}"
    return ReportPart(
        report,
        tuple(_line(each) for each in report.answers),
        _area(f"alasan-{report.code}", _("Alasan membuka identitas"), typed.of(form), name="alasan"),
        tuple(_line(each) for each in identity),
        typed.form == form,
    )


def _line(answer: AnswerLine) -> tuple[str, str]:
    if get_language() == "en":
        return answer.label_en or answer.label, answer.value_en or answer.value
    return answer.label, answer.value


def _message_fields(typed: Mapping[str, str]) -> tuple[FieldView, ...]:
    files = FieldView(
        MESSAGE_FILES,
        "berkas",
        _("Berkas"),
        FILES,
        hint=advice(ALL_KINDS),
        optional=True,
        accept=accept(sorted(ALL_KINDS)),
    )
    return (
        _area("pesan-baru", _("Pesan untuk pelapor"), typed, hint=str(words.NEED_HINTS["message"])),
        files,
    )


def _area(key: str, label: str, typed: Mapping[str, str], *, name: str = "teks", hint: str = "") -> FieldView:
    return FieldView(f"f-{key}", name, label, AREA, hint=hint, value=typed.get(name, ""))
