"""What the pages are given: plain values, already opened with the keys of who asks.

No page holds a model or a key. What stands here was readable by the person who asked, and nothing else is here.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

# A note, or the reason of an act.
NoteKind = Literal[
    "note",
    "refused",
    "referred",
    "withdrawn",
    "merged",
    "reopened",
    "objected",
    "converted",
    "recused",
    "order-confirmed",
    "order-denied",
]


@dataclass(frozen=True, slots=True)
class FileLine:
    """A sealed file, as its reader may see it."""

    code: str
    name: str
    media_type: str
    size: int
    note: str


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """A question of the archived form with what was answered."""

    label: str
    label_en: str
    value: str
    value_en: str = ""


@dataclass(frozen=True, slots=True)
class MessageLine:
    """One message of the dialogue. `day` is all that a WBS reporter's side shows of its time."""

    from_reporter: bool
    kind: Literal["message", "answer", "completion", "refused", "referred", "withdrawn", "identity-read"]
    text: str
    day: date
    files: tuple[FileLine, ...]
    number: str = ""  # the letter's number, where the message is the signed answer
    signed_as: str = ""  # capacity of who signed it
    signature_holds: bool = False
    until: date | None = None  # by when the reporter is asked to complete ("completion")
    about: str = ""  # to which authority it was referred ("referred")


@dataclass(frozen=True, slots=True)
class ReporterPage:
    """What an access code opens: status, answer and messages; in WBS never what was sent."""

    agency: str
    service: str
    service_name: str
    kind: Literal["wbs", "aduan"]
    status: str
    day: date
    messages: tuple[MessageLine, ...]
    ended: bool
    steps: tuple[tuple[str, str], ...] = ()  # outcome key and label of the step that is the reporter's now


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of the SOP on the case page, the present one lit."""

    number: str
    title: str
    actors: str
    effort: str
    state: Literal["done", "now", "ahead"]
    added: bool  # runs, but is not in the signed table


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that the present step asks for."""

    key: str  # the need's key: "catatan", "konsep: surat-balasan"
    name: str  # the HTML name
    kind: str  # the English code of the vocabulary: note, fact, unit, draft, signature, number, delivery, ...
    label: str  # from the SOP file; empty where the word of the vocabulary says it all
    paper: str  # the paper's name where the need speaks of one
    optional: bool
    choices: tuple[tuple[str, str], ...]
    value: str  # what stands there already (draft, earlier contribution)
    text: str = ""  # what is read before it is signed or delivered
    files: tuple[FileLine, ...] = ()  # what this turn holds; photos before they are approved
    from_book: bool = False  # the number is taken from a book when the step closes: nothing is typed
    mark: str = ""  # of what is signed: which text and photos it is that are shown
    given: bool = False  # I have given it in this turn; giving it again is possible


@dataclass(frozen=True, slots=True)
class OutcomeButton:
    """One way to close the step. `refused` is the code that guards the service too."""

    key: str
    label: str
    fields: tuple[Field, ...]
    refused: str
    leads_to: str  # title of the next step
    referral: str  # name of the other SOP, where the outcome leaves this one


@dataclass(frozen=True, slots=True)
class StepForm:
    """The form of the present step: exactly what it asks, and the ways out of it."""

    turn: int
    step: str
    title: str
    begun_at: datetime | None
    effort: str  # waktu, as signed
    over_effort: bool
    capacities: tuple[tuple[str, str], ...]  # post key and name in which I may act here
    fields: tuple[Field, ...]
    outcomes: tuple[OutcomeButton, ...]
    decided_by_fact: bool  # the outcome follows from what was chosen: one button
    referral: str  # where the matter is while this step is open (SOP Surat Keluar)
    contributes: bool = False  # I take part only: each field is given by itself, and no outcome is mine
    gave: tuple[str, ...] = ()  # names of those present who have given what all of them must give
    awaited: tuple[str, ...] = ()  # and of those who have not
    records_for: str = ""  # I write down what this actor ordered in the group
    needs_explanation: bool = False  # closing now wants the need "alasan ketidaksesuaian"


@dataclass(frozen=True, slots=True)
class TurnLine:
    """One visit to a step that has been closed."""

    number: int
    step: str
    title: str
    outcome: str
    by: str
    capacity: str
    closed_at: datetime
    minutes: int | None
    over_effort: bool
    due: datetime | None
    late: bool
    entries: tuple["EntryLine", ...]  # what was supplied, opened
    recorded_for: str = ""  # the seat whose order from the group `by` wrote down
    order: Literal["", "waiting", "confirmed", "denied"] = ""
    confirmed_by: str = ""
    deviation: "DeviationLine | None" = None
    left: str = ""  # the exit by which the case left its SOP here; `outcome` is empty then


@dataclass(frozen=True, slots=True)
class DeviationLine:
    """Why a step was late or took longer than its standard, and what the superior noted."""

    reason: str
    by: str
    note: str
    noted_by: str
    noted_at: datetime | None
    may_note: bool  # the note is mine to write


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One thing that was supplied in a turn; `label` is the SOP's own, empty where `kind` says it all."""

    kind: str
    label: str
    text: str
    files: tuple[FileLine, ...] = ()
    by: str = ""  # who gave it, where that is not who closed the turn
    changes: tuple[tuple[Literal["same", "added", "removed"], str], ...] = ()  # against the text before it


@dataclass(frozen=True, slots=True)
class IntakeLine:
    """How a report came that an officer took in; for a referral whom else we must answer, and by when."""

    channel: str
    channel_label: str  # the profile's own name for it, "" where the vocabulary has the words
    received: date
    serial: int  # of the printed form, 0 where it came without one
    sender: str
    letter_number: str
    letter_date: date | None
    answer_to: str
    answer_by: date | None


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report as its handler reads it."""

    code: str
    slot: datetime
    answers: tuple[AnswerLine, ...]
    files: tuple[FileLine, ...]
    may_read_identity: bool  # a name was given, and it is sealed to who asks
    intake: IntakeLine | None = None  # None where it came by our own pages


@dataclass(frozen=True, slots=True)
class CasePage:
    """The case page: report, SOP with the present step lit, the form of this step, messages, history."""

    code: str
    service_name: str
    kind: Literal["wbs", "aduan"]
    sop_title: str
    sop_number: str
    status: str
    ended: bool
    end_kind: str
    due: datetime | None
    is_late: bool
    promised: datetime | None  # the first date said, where the deadline has moved since
    due_lines: tuple["DueLine", ...]
    reports: tuple[ReportView, ...]
    steps: tuple[StepLine, ...]
    form: StepForm | None
    waiting_for: str  # who holds the present step, where it is not me
    messages: tuple[MessageLine, ...]
    notes: tuple["NoteLine", ...]
    history: tuple[TurnLine, ...]
    zone: str
    may_write: bool = True  # the profile gives me the act, and the case is open
    may_note: bool = True
    efforts: "Efforts | None" = None  # None where the SOP states no effort for what was done
    copy_text: str = ""  # the approved answer, to be posted where the complaint came from
    copy_photos: tuple[FileLine, ...] = ()  # and the photos approved with it
    told: tuple["ToldLine", ...] = ()  # who was told that the file is shared
    turn: int = 0  # what a form of an act beside the SOP carries
    acts: tuple["SideActLine", ...] = ()
    pauses: tuple["PauseLine", ...] = ()
    readings: tuple["ReadingLine", ...] = ()
    follows: str = ""  # the code of the case that this one takes up again
    may_open_followed: bool = False


@dataclass(frozen=True, slots=True)
class SideActLine:
    """An act beside the SOP that the profile gives me: its form is offered, or it says why not now."""

    kind: str  # the profile's word; "lanjutkan" where it ends a pause
    refused: str = ""
    basis: str = ""  # the legal basis that the profile names
    capacities: tuple[tuple[str, str], ...] = ()  # my seats that have it
    targets: tuple[tuple[str, str], ...] = ()  # key and name of the services that a complaint may go over to


@dataclass(frozen=True, slots=True)
class PauseLine:
    """A pause of a turn: from when to when, and why."""

    turn: int
    since: datetime
    until: datetime
    by: str
    reason: str
    for_reporter: bool
    resumed_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """That an identity was opened: who, in which seat, when and why."""

    by: str
    capacity: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Efforts:
    """Minutes of work on the path that the case has taken: what the SOP states, and what it took."""

    signed: int
    taken: int


@dataclass(frozen=True, slots=True)
class ToldLine:
    """A notice to somebody of the group, as far as it has come."""

    name: str
    state: str  # of the notice: queued, sending, sent or failed


@dataclass(frozen=True, slots=True)
class DueLine:
    """One day in the arithmetic of a deadline."""

    day: date
    reason: str
    name: str
    minutes: int
    days: int = 0
    provisional: bool = False  # the calendar of that day may still change


@dataclass(frozen=True, slots=True)
class NoteLine:
    """An internal note in the handling compartment."""

    by: str
    at: datetime
    text: str
    kind: NoteKind = "note"
    about: str = ""  # to which authority
    other: str = ""  # the code of the other case, where two were merged
    files: tuple[FileLine, ...] = ()
