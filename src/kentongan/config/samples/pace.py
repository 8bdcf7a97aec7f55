"""When things happened in a sample case: moments of working time, counted back from now. Pure."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from kentongan.sop import worktime
from kentongan.sop.calendars import Calendar

_DAY, _HOUR, _MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
EARLY = 40  # minutes after the office opens: nobody begins with the key in the door


def moments(
    calendar: Calendar, now: datetime, *, first: int, last: int, count: int, turn: int = 0
) -> list[datetime]:
    """Return so many moments of working time in order, from `first` working days ago to `last` working days ago.

    `turn` sets samples of one day a little apart.
    """
    start = _morning(calendar, now, first) + turn * 7 * _MINUTE
    end = max(start, _morning(calendar, now, last) + (90 + turn * 5) * _MINUTE)
    end = min(end, now - _MINUTE)
    worked = worktime.between(calendar, start, end)
    return [
        start,
        *(worktime.shift(calendar, start, worked * n / max(1, count - 1)) for n in range(1, count)),
    ]


def _morning(calendar: Calendar, now: datetime, ago: int) -> datetime:
    """The morning of the working day so many ago; 0 is the last one that has begun."""
    return next(islice(_mornings(calendar, now), ago, None))


def _mornings(calendar: Calendar, now: datetime) -> Iterator[datetime]:
    zone = ZoneInfo(calendar.zone)
    day: date = now.astimezone(zone).date()
    while True:
        spans = calendar.day(day).spans
        if spans:
            opens = datetime.combine(day, datetime.min.time(), zone) + (spans[0].opens + EARLY) * _MINUTE
            if opens + 2 * _HOUR < now:
                yield opens
        day -= _DAY
