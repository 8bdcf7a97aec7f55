"""What the pages of the books are given: plain values, opened with the keys of who asks.

A row stands only for a case that the reader holds a key of. What a page says in its own words (status, channel) comes
as a code; everything else comes as it is read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

ColumnKind = Literal[
    "day", "channel", "status", "step", "ended", "due", "fact", "unit", "need", "files"
]  # what `tanggal`, `kanal`, `status`, `langkah`, `selesai`, `batas`, a fact or a need of the SOP file becomes


@dataclass(frozen=True, slots=True)
class BookLine:
    """A book that I keep. `years` are those in which I can read an entry, and this one; the newest first."""

    service: int
    service_name: str
    key: str
    label: str
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ChecksLine:
    """A daily duty whose book I keep (SOP rows marked `rutin`)."""

    service: int
    service_name: str
    row: str
    title: str
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Books:
    """Every book that I keep."""

    books: tuple[BookLine, ...]
    checks: tuple[ChecksLine, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a book; `label` is the SOP's own, empty where its kind says it all."""

    key: str
    kind: ColumnKind
    label: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a column: `code` of a status or channel, `day` or `at` of a time, `text` of anything else.

    A channel that the profile names itself has its name in `text`. Of files `text` says how many there are.
    """

    kind: ColumnKind
    text: str = ""
    code: str = ""
    day: date | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class BookRow:
    """One entry. `code` names the case; `void` is why the entry no longer counts, a code."""

    number: int
    number_text: str
    code: str
    day: date
    cells: tuple[Cell, ...]
    void: str = ""


@dataclass(frozen=True, slots=True)
class RecapLine:
    """How often something was entered: by month, January first, and in all. `code` and `text` as in a cell."""

    code: str
    text: str
    months: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Recap:
    """A column of the rows summed up; the totals of its lines sum to the rows that count."""

    column: Column
    lines: tuple[RecapLine, ...]
    months: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class BookPage:
    """A year of a book, or a month of it, newest last. `channels`: what may be filtered by, code and name."""

    service: int
    service_name: str
    agency_name: str
    kind: Literal["wbs", "aduan"]
    key: str
    label: str
    year: int
    month: int  # 0: the whole year
    channel: str  # "": all of them
    years: tuple[int, ...]
    channels: tuple[tuple[str, str], ...]
    columns: tuple[Column, ...]
    rows: tuple[BookRow, ...]
    recaps: tuple[Recap, ...]  # of an aduan service
    capacities: tuple[tuple[str, str], ...]  # seats, key and name, in which I keep the book
    zone: str


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A daily duty done: what was found where, and by whom."""

    day: date
    counts: Mapping[str, int]
    by: str
    capacity: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ChecksPage:
    """A year of a daily duty, newest last."""

    service: int
    service_name: str
    agency_name: str
    row: str
    title: str
    sources: tuple[str, ...]
    year: int
    years: tuple[int, ...]
    rows: tuple[CheckRow, ...]
    capacities: tuple[tuple[str, str], ...]
    zone: str
