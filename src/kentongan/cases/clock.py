"""Clocks of a turn: when it entered, by when it is due, and how that was computed.

* The deadline is `batas`, never `waktu`: who sits in a meeting is not late after three minutes (`waktu` is what
  the work takes: PermenPANRB 35/2012).
* Effort runs from "Mulai" to "Selesai" in working time without pauses, and is held against `waktu`.
* What was on time or late is frozen when the turn is closed.
* The steps of the reporter have no clock: the SOP binds the office, not them.
* A pause takes nothing away from the time and adds nothing to it: what was left when it began is left when it ends.
"""

from datetime import datetime, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from kentongan.agencies import reads as agencies
from kentongan.agencies.models import Service
from kentongan.sop import worktime
from kentongan.sop.calendars import Calendar
from kentongan.sop.model import Sop, Step

from .models import Case, Pause, Turn

PAUSED = "paused"  # a line of the arithmetic: from this day on the turn waited
_MINUTE = timedelta(minutes=1)


def slot_of(service: Service, now: datetime) -> datetime:
    """Return when what a reporter does now reaches the desk."""
    return worktime.slot(agencies.calendar(service.agency), now, cast(worktime.Grid, service.slot))


def is_clocked(sop: Sop, step: Step) -> bool:
    """Whether somebody of the office is waited for."""
    return any(sop.actors[actor].kind != "reporter" for actor in step.actors)


def open_turn(case: Case, sop: Sop, calendar: Calendar, *, number: int, step: str, at: datetime) -> None:
    """Write the turn that begins now, and the deadline into the case."""
    plan_turn(case, sop, calendar, number=number, step=step, at=at).save()


def plan_turn(case: Case, sop: Sop, calendar: Calendar, *, number: int, step: str, at: datetime) -> Turn:
    """Return the turn that begins now, not yet written, and put the deadline into the case."""
    turn = Turn(case=case, number=number, step=step, entered_at=at)
    found = sop.steps[step]
    if is_clocked(sop, found):
        limit = worktime.limit_of(found)
        turn.due = turn.promised = worktime.deadline(calendar, at, found)
        turn.provisional = worktime.is_provisional(calendar, at, limit)
        turn.explanation = [_line(line) for line in worktime.explain(calendar, at, limit)]
    case.due = turn.due
    return turn


def resume_turn(turn: Turn, step: Step, calendar: Calendar, *, since: datetime, at: datetime) -> None:
    """Move the deadline of a turn that waited from `since`: what was left then runs from `at` on.

    The first promise stays. Who was late before the pause is late after it.
    """
    if turn.due is None or turn.due <= since:
        return
    scale = worktime.limit_of(step).scale
    if scale == "calendar":
        due = turn.due + (at - since)
    else:
        due = worktime.shift(calendar, at, worktime.between(calendar, since, turn.due))
    lines = worktime.explain_until(calendar, at, due, scale)
    day = since.astimezone(ZoneInfo(calendar.zone)).date().isoformat()
    waited = {"day": day, "code": PAUSED, "name": "", "minutes": 0, "days": 0, "provisional": False}
    before = [line for line in turn.explanation if line["day"] <= day]
    turn.explanation = [*before, waited, *(_line(line) for line in lines)]
    turn.due, turn.provisional = due, any(line.provisional for line in lines)


def _line(line: worktime.Line) -> dict[str, Any]:
    return {
        "day": line.date.isoformat(),
        "code": line.code,
        "name": line.name,
        "minutes": int(line.counted / _MINUTE),
        "days": line.days,
        "provisional": line.provisional,
    }


def close_turn(turn: Turn, step: Step, calendar: Calendar, *, now: datetime) -> None:
    """Freeze effort and lateness. Without "Mulai" there is no effort to speak of."""
    turn.closed_at = now
    turn.late = turn.due is not None and now > turn.due
    if turn.begun_at is None:
        return
    effort = worktime.between(calendar, turn.begun_at, now) - _waited(turn, calendar)
    turn.effort_minutes = int(effort / _MINUTE)
    turn.over_effort = is_over(turn, step, calendar, now)


def is_over(turn: Turn, step: Step, calendar: Calendar, now: datetime) -> bool:
    """Whether the work, once begun, took longer than the signed SOP states."""
    if turn.begun_at is None or step.effort is None:
        return False
    waited = _waited(turn, calendar)
    if waited:  # as if it had been done without a break
        now = worktime.shift(calendar, turn.begun_at, worktime.between(calendar, turn.begun_at, now) - waited)
    return now > worktime.add(calendar, turn.begun_at, step.effort)


def _waited(turn: Turn, calendar: Calendar) -> timedelta:
    """The working time in which the turn was paused after its work began: nobody worked on it then."""
    assert turn.begun_at is not None
    rows = Pause.objects.filter(case=turn.case_id, turn=turn.number, resumed_at__gt=turn.begun_at)
    spans = (
        worktime.between(calendar, max(row.since, turn.begun_at), row.resumed_at)
        for row in rows
        if row.resumed_at is not None
    )
    return sum(spans, timedelta())
