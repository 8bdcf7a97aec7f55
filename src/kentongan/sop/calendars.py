"""An office's calendar: when it works, when it does not, and why not.

Pure. The rules:
* hours belong to a weekday and are local time of the office; a weekday without hours is closed;
* a period (Ramadan) replaces the hours of the whole week while it lasts;
* a holiday closes the day, whatever the hours: libur nasional, cuti bersama (SKB of three ministers)
  and days of the region alike;
* a day outside the loaded years, or one that the file calls estimated, is provisional: counted by the
  hours that are known, but not promised as certain, as the SKB of its holidays is not out yet;
* a calendar that never opens cannot be made, so nothing that walks one can loop for ever
  (Zammad #2497).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Literal

from pydantic import Field

from kentongan.problems import Finding, refuse
from kentongan.toml_files import Table, read_toml

DAY = 24 * 60  # minutes; 24.00 is the end of a day and no time of the next (Zammad #3180)

# Indonesia has three zones under four IANA names and no summer time. That the list is closed keeps it
# true that a local day always has 1,440 minutes.
ZONES = ("Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura")

HolidayKind = Literal["national", "joint-leave", "regional"]
DayCode = Literal["working", "weekend", "closed", "holiday", "joint-leave", "regional-holiday"]
HOLIDAY_CODES: dict[HolidayKind, DayCode] = {
    "national": "holiday",
    "joint-leave": "joint-leave",
    "regional": "regional-holiday",
}


@dataclass(frozen=True, slots=True)
class Span:
    """Working time within a day, in minutes from local midnight; `closes` is no longer part of it."""

    opens: int
    closes: int

    def __post_init__(self) -> None:
        if not 0 <= self.opens < self.closes <= DAY:
            raise ValueError(f"no span of a day: {self.opens} to {self.closes}")


Week = tuple[tuple[Span, ...], ...]  # seven days, Monday first; spans in order, none over another


@dataclass(frozen=True, slots=True)
class Period:
    """Days on which other hours hold, both ends included."""

    name: str
    first: date
    last: date
    week: Week
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day on which the office is closed, and by whose decision."""

    name: str
    kind: HolidayKind = "national"
    source: str = ""
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """What one date is to the office; `name` is the holiday or the period that makes it so."""

    date: date
    code: DayCode
    name: str
    spans: tuple[Span, ...]
    provisional: bool


@dataclass(frozen=True, slots=True)
class Calendar:
    """Hours, periods and holidays of one office. Raises `ValueError` where it would never open."""

    zone: str
    week: Week
    periods: tuple[Period, ...] = ()
    holidays: Mapping[date, Holiday] = field(default_factory=dict)
    years: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if not any(self.week):
            raise ValueError("a calendar without hours")

    def covers(self, day: date) -> bool:
        """Whether the holidays of that day's year are loaded."""
        return day.year in self.years

    def day(self, day: date) -> Day:
        """Return what the date is: its hours, and the reason where it has none."""
        period = next((each for each in self.periods if each.first <= day <= each.last), None)
        holiday = self.holidays.get(day)
        provisional = not self.covers(day) or any(each.estimated for each in (period, holiday) if each)
        if holiday:
            return Day(day, HOLIDAY_CODES[holiday.kind], holiday.name, (), provisional)
        usual = self.week[day.weekday()]
        spans = period.week[day.weekday()] if period else usual
        return Day(day, _code(spans, usual), period.name if period else "", spans, provisional)


def _code(spans: tuple[Span, ...], usual: tuple[Span, ...]) -> DayCode:
    """A day that only the period closes is not called a weekend."""
    if spans:
        return "working"
    return "closed" if usual else "weekend"


# -- the file ----------------------------------------------------------------------------------------

WEEKDAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
KINDS: dict[str, HolidayKind] = {
    "nasional": "national",
    "cuti bersama": "joint-leave",
    "daerah": "regional",
}
_SPAN = re.compile(r"(\d\d)\.([0-5]\d)-(\d\d)\.([0-5]\d)")


class _WeekTable(Table):
    senin: list[str] = []
    selasa: list[str] = []
    rabu: list[str] = []
    kamis: list[str] = []
    jumat: list[str] = []
    sabtu: list[str] = []
    minggu: list[str] = []


class _PeriodTable(Table):
    nama: str = Field(min_length=1)
    dari: date
    sampai: date
    perkiraan: bool = False
    jam: _WeekTable


class _HolidayTable(Table):
    tanggal: date
    nama: str = Field(min_length=1)
    jenis: Literal["nasional", "cuti bersama", "daerah"]
    sumber: str = ""
    perkiraan: bool = False


class _CalendarTable(Table):
    format: Literal[1] = 1
    zona: str
    tahun: list[int] = Field(min_length=1)
    jam: _WeekTable
    pengganti: list[_PeriodTable] = []
    libur: list[_HolidayTable] = []


def load_calendar(text: str, file: str) -> Calendar:
    """Return the calendar that the file describes. Raises `BadFile` with every problem found."""
    table = read_toml(text, file, _CalendarTable)
    refuse(file, _problems(table))
    return Calendar(
        zone=table.zona,
        week=_week(table.jam),
        periods=tuple(
            Period(each.nama, each.dari, each.sampai, _week(each.jam), each.perkiraan)
            for each in table.pengganti
        ),
        holidays={
            each.tanggal: Holiday(each.nama, KINDS[each.jenis], each.sumber, each.perkiraan)
            for each in table.libur
        },
        years=frozenset(table.tahun),
    )


def _week(table: _WeekTable) -> Week:
    return tuple(tuple(sorted(map(_span, hours), key=_opening)) for _, hours in _weekdays(table))


def _weekdays(table: _WeekTable) -> Iterator[tuple[str, list[str]]]:
    return ((name, getattr(table, name)) for name in WEEKDAYS)


def _opening(span: Span) -> int:
    return span.opens


def _minutes(text: str) -> tuple[int, int] | None:
    """Both ends of "07.30-12.00" in minutes; None where the text is no pair of times of one day."""
    found = _SPAN.fullmatch(text)
    if found is None:
        return None
    hour, minute, end_hour, end_minute = map(int, found.groups())
    opens, closes = hour * 60 + minute, end_hour * 60 + end_minute
    return (opens, closes) if max(opens, closes) <= DAY else None


def _span(text: str) -> Span:
    ends = _minutes(text)
    assert ends is not None, "`_problems` lets no other text pass"
    return Span(*ends)


def _problems(table: _CalendarTable) -> Iterator[Finding]:
    if table.zona not in ZONES:
        yield Finding("zona", "unknown-zone", {"value": table.zona, "known": ", ".join(ZONES)})
    yield from _week_problems("jam", table.jam)
    for number, period in enumerate(table.pengganti, 1):
        key = f"pengganti[{number}]"
        if period.sampai < period.dari:
            yield Finding(f"{key}.sampai", "reversed-period", {"name": period.nama})
        yield from _week_problems(f"{key}.jam", period.jam)
    yield from _overlapping_periods(table.pengganti)
    yield from _holiday_problems(table)


def _week_problems(key: str, table: _WeekTable) -> Iterator[Finding]:
    # A period that never opens would be a closure, and a closure is holidays, each with its source.
    if not any(hours for _, hours in _weekdays(table)):
        yield Finding(key, "no-hours")
    for weekday, hours in _weekdays(table):
        yield from _hours_problems(f"{key}.{weekday}", hours)


def _hours_problems(key: str, hours: Sequence[str]) -> Iterator[Finding]:
    sound = []
    for text in hours:
        ends = _minutes(text)
        if ends is None:
            yield Finding(key, "bad-span", {"value": text})
        elif ends[0] >= ends[1]:
            yield Finding(key, "reversed-span", {"value": text})
        else:
            sound.append((ends, text))
    for (first, text), (second, other) in pairwise(sorted(sound)):
        if second[0] < first[1]:
            yield Finding(key, "overlapping-spans", {"first": text, "second": other})


def _overlapping_periods(periods: Sequence[_PeriodTable]) -> Iterator[Finding]:
    ordered = sorted(enumerate(periods, 1), key=lambda each: each[1].dari)
    for (_, first), (number, second) in pairwise(ordered):
        if second.dari <= first.sampai:
            names = {"first": first.nama, "second": second.nama}
            yield Finding(f"pengganti[{number}].dari", "overlapping-periods", names)


def _holiday_problems(table: _CalendarTable) -> Iterator[Finding]:
    seen: dict[date, str] = {}
    for number, holiday in enumerate(table.libur, 1):
        key = f"libur[{number}].tanggal"
        if holiday.tanggal in seen:
            yield Finding(key, "double-holiday", {"first": seen[holiday.tanggal], "second": holiday.nama})
        if holiday.tanggal.year not in table.tahun:
            yield Finding(key, "year-not-loaded", {"year": str(holiday.tanggal.year)})
        seen[holiday.tanggal] = holiday.nama
