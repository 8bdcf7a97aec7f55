"""What the lists of the desk are given: plain values, as `shapes` are for the page of one case."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One case in the list of who may open it."""

    code: str
    service_name: str
    step: str
    step_title: str
    due: datetime | None
    is_late: bool
    is_mine: bool  # I may take the present step
    unread: int


@dataclass(frozen=True, slots=True)
class MergeCandidate:
    """A case that mine may be merged into: what it is about, and how much of what was sent is alike."""

    code: str
    about: str  # how the report begins
    slot: datetime
    step_title: str
    likeness: int  # in hundredths


@dataclass(frozen=True, slots=True)
class OrderLine:
    """An order from the group that was written down in my name and waits for my word."""

    code: str
    number: int
    service_name: str
    title: str
    outcome: str
    recorded_by: str
    capacity: str  # the seat whose order it was
    seat: str  # in which I answer: its key
    at: datetime


@dataclass(frozen=True, slots=True)
class NonconformanceLine:
    """A turn that was late or took longer than its standard; `open` while the superior's note is missing."""

    code: str
    number: int
    service_name: str
    title: str
    by: str
    closed_at: datetime
    late: bool
    over_effort: bool
    open: bool
    may_note: bool


@dataclass(frozen=True, slots=True)
class RoutineLine:
    """Today's daily duty of a service: not yet done, or who did it and with what result."""

    service: int
    service_name: str
    row: str
    title: str
    sources: tuple[str, ...]
    before: str
    day: date
    done_by: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class DeskPage:
    """The front of the desk: today's duties and the cases I may open."""

    routines: tuple[RoutineLine, ...]
    mine: tuple[InboxRow, ...]
    others: tuple[InboxRow, ...]
    ended: int
