"""Working time: from when a clock runs, until when, and the arithmetic shown day by day.

Pure. The rules, each the answer to a defect that case systems have had:
* what arrives outside working hours arrives at the next opening;
* minutes and hours are working time; they end at the first moment at which so much has been worked;
* day 0 is the day of receipt; a length in working days ends with the last working hour of its last
  day, and is late only after it;
* calendar time runs on the wall clock in UTC, through nights and holidays;
* `waktu` of an SOP is effort, `batas` is the deadline (PermenPANRB 35/2012): where the profile gives no
  `batas`, minutes and hours of effort may wait until the end of the next working day, days hold as
  written, and a step without any figure has three working days;
* a new holiday never makes a deadline earlier, and more time never either.
Results are in UTC. A naive time is refused: it belongs to no office.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, takewhile
from typing import Literal, Protocol
from zoneinfo import ZoneInfo

from .calendars import Calendar, Day, DayCode, Span
from .durations import Duration, Scale

NEXT_WORKING_DAY = Duration(1, "day", "working")
SERVICE_DEFAULT = Duration(3, "day", "working")  # for a step that states nothing: our own choice, no law's

MINUTE = timedelta(minutes=1)
ONE_DAY = timedelta(days=1)
NONE = timedelta()

Grid = Literal["jam kerja", "1 menit", "tanpa"]
LineCode = DayCode | Literal["received-day", "after-hours", "calendar"]


class Clocked(Protocol):
    """What the deadline rule needs to know of a step."""

    @property
    def effort(self) -> Duration | None: ...

    @property
    def limit(self) -> Duration | None: ...


@dataclass(frozen=True, slots=True)
class Line:
    """One local day of an explanation. `counted` adds up to a length in minutes or hours (or of the
    calendar), `days` to a length in working days."""

    date: date
    code: LineCode
    name: str
    counted: timedelta
    days: int
    provisional: bool


# -- sums --------------------------------------------------------------------------------------------


def add(calendar: Calendar, start: datetime, duration: Duration) -> datetime:
    """Return when a length of time that begins to run at `start` is over."""
    if duration.scale == "calendar":
        return _utc(start) + duration.elapsed
    if duration.is_working_days:
        return _end_of_working_day(calendar, start, duration.amount)
    return shift(calendar, start, duration.elapsed)


def shift(calendar: Calendar, start: datetime, worked: timedelta) -> datetime:
    """Return the first moment from `start` on at which so much time has been worked."""
    spans = _working_spans(calendar, _utc(start))
    opens, closes = next(spans)
    while closes - opens < worked:
        worked -= closes - opens
        opens, closes = next(spans)
    return opens + worked


def between(calendar: Calendar, start: datetime, end: datetime) -> timedelta:
    """Return the working time from `start` to `end`; negative where the end comes first."""
    start, end = _utc(start), _utc(end)
    if end < start:
        return -between(calendar, end, start)
    spans = takewhile(lambda span: span[0] < end, _working_spans(calendar, start))
    return sum((min(closes, end) - opens for opens, closes in spans), NONE)


def next_opening(calendar: Calendar, at: datetime) -> datetime:
    """Return `at` where the office works then, otherwise the moment at which it next opens."""
    return next(_working_spans(calendar, _utc(at)))[0]


def _end_of_working_day(calendar: Calendar, start: datetime, amount: int) -> datetime:
    receipt = _local_date(calendar, next_opening(calendar, start))
    working = (day for day in _days(calendar, receipt + ONE_DAY) if day.spans)
    last = next(islice(working, amount - 1, None))
    return _instant(calendar, last.date, last.spans[-1].closes)


# -- deadlines ---------------------------------------------------------------------------------------


def limit_of(step: Clocked) -> Duration:
    """Return how long the step may wait: its `batas`, or what follows from its `waktu`."""
    if step.limit:
        return step.limit
    if step.effort is None:
        return SERVICE_DEFAULT
    return step.effort if step.effort.unit == "day" else NEXT_WORKING_DAY


def deadline(calendar: Calendar, start: datetime, step: Clocked) -> datetime:
    """Return until when the step may wait; `is_provisional` says whether that can still change."""
    return add(calendar, start, limit_of(step))


def is_provisional(calendar: Calendar, start: datetime, duration: Duration) -> bool:
    """Whether the result rests on a year that is not loaded or on a day that is only estimated."""
    return any(line.provisional for line in explain(calendar, start, duration))


# -- the arithmetic, shown ---------------------------------------------------------------------------


def explain(calendar: Calendar, start: datetime, duration: Duration) -> tuple[Line, ...]:
    """Return a line for every local day from `start` to the end of the duration, with its reason."""
    start, end = _utc(start), add(calendar, start, duration)
    if not duration.is_working_days:
        return explain_until(calendar, start, end, duration.scale)
    receipt = _local_date(calendar, next_opening(calendar, start))
    return tuple(_day_line(day, receipt) for day in _days_until(calendar, start, end))


def explain_until(calendar: Calendar, start: datetime, end: datetime, scale: Scale) -> tuple[Line, ...]:
    """Return a line for every local day between two moments, with the time that counts on it: what was left of a
    length of time after a pause."""
    line = _calendar_line if scale == "calendar" else _time_line
    start, end = _utc(start), _utc(end)
    return tuple(line(calendar, day, start, end) for day in _days_until(calendar, start, end))


def _days_until(calendar: Calendar, start: datetime, end: datetime) -> Iterator[Day]:
    last = _local_date(calendar, end - timedelta.resolution)  # 24.00 belongs to the day that it ends
    return takewhile(lambda day: day.date <= last, _days(calendar, _local_date(calendar, start)))


def _calendar_line(calendar: Calendar, day: Day, start: datetime, end: datetime) -> Line:
    # Holidays do not touch calendar time, so no such line is provisional.
    first, last = _within(calendar, day, start, end)
    return Line(day.date, "calendar", "", last - first, 0, False)


def _day_line(day: Day, receipt: date) -> Line:
    if day.date == receipt:
        return Line(day.date, "received-day", day.name, NONE, 0, day.provisional)
    if day.date < receipt and day.spans:
        return Line(day.date, "after-hours", day.name, NONE, 0, day.provisional)
    return Line(day.date, day.code, day.name, NONE, int(bool(day.spans)), day.provisional)


def _time_line(calendar: Calendar, day: Day, start: datetime, end: datetime) -> Line:
    counted = between(calendar, *_within(calendar, day, start, end))
    # Only the first day can be a working day and yet count nothing: its hours were over.
    code: LineCode = "after-hours" if day.spans and not counted else day.code
    return Line(day.date, code, day.name, counted, 0, day.provisional)


def _within(calendar: Calendar, day: Day, start: datetime, end: datetime) -> tuple[datetime, datetime]:
    """The part of the local day that lies between two moments."""
    midnight = _instant(calendar, day.date, 0)
    return max(start, midnight), min(end, midnight + ONE_DAY)


# -- slots -------------------------------------------------------------------------------------------


def slot(calendar: Calendar, at: datetime, grid: Grid) -> datetime:
    """Return when what a reporter did at `at` is released to the desk: no minute of theirs is kept.

    A moment on the grid is its own slot, so that a slot of a slot changes nothing.
    """
    if grid == "jam kerja":
        return _next_full_working_hour(calendar, _utc(at))
    if grid == "1 menit":
        whole = _utc(at).replace(second=0, microsecond=0)
        return whole if whole == at else whole + MINUTE
    return _utc(at)


def _next_full_working_hour(calendar: Calendar, at: datetime) -> datetime:
    day = _local_date(calendar, at)
    while True:
        for span in calendar.day(day).spans:
            for minute in _full_hours(span):
                if (moment := _instant(calendar, day, minute)) >= at:
                    return moment
        day += ONE_DAY


def _full_hours(span: Span) -> range:
    """The full hours at which a span works; where it has none, its opening, so that none is shut out."""
    hours = range(-(-span.opens // 60) * 60, span.closes, 60)
    return hours or range(span.opens, span.opens + 1)


# -- days and moments --------------------------------------------------------------------------------


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a time without a zone")
    return moment.astimezone(UTC)


def _local_date(calendar: Calendar, moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(calendar.zone)).date()


def _instant(calendar: Calendar, day: date, minute: int) -> datetime:
    """The moment at so many minutes from local midnight; 1,440 is 24.00."""
    midnight = datetime.combine(day, time(), ZoneInfo(calendar.zone))
    return midnight.astimezone(UTC) + minute * MINUTE


def _days(calendar: Calendar, day: date) -> Iterator[Day]:
    while True:
        yield calendar.day(day)
        day += ONE_DAY


def _working_spans(calendar: Calendar, start: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Working time from `start` on, as pairs of moments, without end: a calendar always opens again."""
    day = _local_date(calendar, start)
    while True:
        for span in calendar.day(day).spans:
            opens, closes = (_instant(calendar, day, minute) for minute in (span.opens, span.closes))
            if start < closes:
                yield max(opens, start), closes
        day += ONE_DAY
