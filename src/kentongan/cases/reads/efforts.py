"""How long the work took, beside what the signed SOP states for the rows of the path (R001-12).

* A row of several running steps counts once for each time that the case came to it.
* The reporter's row is printed and never held against anybody: it counts on neither side.
"""

from collections.abc import Iterable
from datetime import timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from kentongan.sop import worktime
from kentongan.sop.calendars import Calendar
from kentongan.sop.durations import BadDuration, Duration, parse
from kentongan.sop.model import Row, Sop

from ..models import Turn
from ..shapes import Efforts

_MINUTE = timedelta(minutes=1)


def efforts(sop: Sop, calendar: Calendar, turns: Iterable[Turn]) -> Efforts | None:
    """Return both sums over the closed turns; None where the SOP states nothing for them."""
    rows = {step: row for row in (*sop.rows, *sop.sheet.added) for step in row.steps}
    clocked = [turn for turn in turns if not _is_the_reporters(sop, turn)]
    visits = [(row, next(group)) for row, group in groupby(clocked, key=lambda turn: rows[turn.step])]
    signed = [
        _minutes(length, calendar, turn) for row, turn in visits if (length := _length(sop, row)) is not None
    ]
    if not signed:
        return None
    return Efforts(signed=sum(signed), taken=sum(turn.effort_minutes or 0 for turn in clocked))


def _is_the_reporters(sop: Sop, turn: Turn) -> bool:
    return any(sop.actors[actor].kind == "reporter" for actor in sop.steps[turn.step].actors)


def _length(sop: Sop, row: Row) -> Duration | None:
    """Return what the row states: as its step reads it, or as it is printed where several steps run for it."""
    read = next((effort for key in row.steps if (effort := sop.steps[key].effort) is not None), None)
    try:
        return read or (parse(row.time) if row.time else None)
    except BadDuration:
        return None


def _minutes(length: Duration, calendar: Calendar, turn: Turn) -> int:
    """A working day has no fixed length: it is as long as the one on which the turn began."""
    if not length.is_working_days:
        return int(length.elapsed / _MINUTE)
    opening = worktime.next_opening(calendar, turn.entered_at).astimezone(ZoneInfo(calendar.zone))
    return length.amount * sum(span.closes - span.opens for span in calendar.day(opening.date()).spans)
