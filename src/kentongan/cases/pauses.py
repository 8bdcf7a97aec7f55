"""Pauses of a turn: the deadline stands still, and what was left of it runs on afterwards.

* A step pauses where its SOP says so (`jeda`), and no longer than that.
* While it waits the case is due when the pause is over at the latest; nothing of it is dropped.
* Where the office waited for the reporter, its clock runs again from the slot of their answer, not from when somebody
  notices it.
* Ended is what the reporter reads of it too: they are asked nothing any more.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import F, Min, Q

from kentongan.agencies import reads as agencies
from kentongan.officers import reads as officers
from kentongan.reports.models import Message
from kentongan.sop import worktime

from . import clock
from .errors import Refused
from .keys import Keyring
from .models import Case, Pause, Turn
from .opened import Desk

WAITING = "menunggu-jawaban"  # what the reporter reads while they are asked for something
ANSWERED = "diperiksa"  # and once they have answered


def need_not_past(case: Case, until: date, now: datetime) -> None:
    """See that a date lies ahead. Raises `Refused("date-past")`."""
    if until < officers.day_in(case.service.agency, now):
        raise Refused("date-past")


def begin(desk: Desk, reason: str, until: date, *, for_reporter: bool) -> None:
    """Let the present turn wait. Raises `Refused` ("date-past", "pause-too-long")."""
    case, pause = desk.case, desk.step.pause
    assert pause is not None
    need_not_past(case, until, desk.now)
    latest = worktime.add(agencies.calendar(case.service.agency), desk.now, pause)
    if until > officers.day_in(case.service.agency, latest):
        raise Refused("pause-too-long")
    row = Pause(
        case=case,
        turn=case.turn,
        since=desk.now,
        until=min(latest, _end_of(case, until)),
        for_reporter=for_reporter,
        by=desk.by.officer.username,
        capacity=desk.capacity,
        epoch=case.epoch,
    )
    row.sealed = desk.ring.now.seal(_field(row), {"reason": reason})
    row.save()
    case.due = row.until
    case.save(update_fields=["due"])


def _end_of(case: Case, day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(case.service.agency.zone))


def reason(ring: Keyring, row: Pause) -> str:
    """Return why a turn was paused. Raises `BadEnvelope` where the row was moved or changed."""
    return str(ring.handling[row.epoch].open(_field(row), row.sealed)["reason"])


def _field(row: Pause) -> str:
    return f"pause:{row.turn}:{row.since.timestamp()}:{row.by}"


def end(desk: Desk) -> bool:
    """Let the present turn go on; False where it does not wait."""
    case = desk.case
    row = Pause.objects.filter(case=case, resumed_at=None).first()
    if row is None:
        return False
    row.resumed_at, row.resumed_by = _runs_again(row, desk.now), desk.by.officer.username
    row.save(update_fields=["resumed_at", "resumed_by"])
    turn = Turn.objects.get(case=case, number=row.turn)
    calendar = agencies.calendar(case.service.agency)
    clock.resume_turn(turn, desk.step, calendar, since=row.since, at=row.resumed_at)
    turn.save(update_fields=["due", "explanation", "provisional"])
    case.due = turn.due
    if case.status == WAITING:
        case.status = desk.step.status or ANSWERED
    case.save(update_fields=["due", "status"])
    return True


def _runs_again(row: Pause, now: datetime) -> datetime:
    answer = answered_at(row.case, row.since, now) if row.for_reporter else None
    return min(now, row.until, answer or now)


def answered_at(case: Case, since: datetime, now: datetime) -> datetime | None:
    """Return the slot of the first message that a reporter of the case wrote since then, None where none has come."""
    theirs = Q(report__links__case=case) & (
        Q(report__links__until_message=None) | Q(number__lte=F("report__links__until_message"))
    )
    found = Message.objects.filter(theirs, from_reporter=True, at__gte=since, at__lte=now)
    first: datetime | None = found.aggregate(first=Min("at"))["first"]
    return first
