"""Waiting: a turn is paused and resumed where its step allows it, and a reporter is asked for what is missing.

* Who may pause is the profile's, and the step's `jeda` says where and how long; who may begin a pause may end it.
* Who is asked for something has until a date. Where the step allows a pause, the office's clock stands still till then;
  a WBS case is parked, never dropped.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from kentongan.officers.services.login import Unlocked
from kentongan.reports.files import Sealed, discard

from .. import pauses, saying, side_acts
from ..errors import need_text
from ..opened import record
from ..side_acts import open_desk_for


@transaction.atomic
def pause(
    *, code: str, turn: int, reason: str, until: date, by: Unlocked, capacity: str, now: datetime
) -> None:
    """Let the present turn wait. Raises `Refused` ("no-pause-here", "pause-too-long", "date-past"), `NoSuchCase`."""
    desk = open_desk_for(side_acts.PAUSE, code, turn, by=by, capacity=capacity, now=now)
    pauses.begin(desk, need_text(reason, "reason-missing"), until, for_reporter=False)
    record(desk, "case.paused", turn=turn, until=until.isoformat())


@transaction.atomic
def resume(*, code: str, turn: int, by: Unlocked, capacity: str, now: datetime) -> None:
    """Let the turn go on. Raises `Refused("not-paused")`, `NoSuchCase`."""
    desk = open_desk_for(side_acts.RESUME, code, turn, by=by, capacity=capacity, now=now)
    pauses.end(desk)
    record(desk, "case.resumed", turn=turn)


@transaction.atomic
def ask_completion(
    *,
    code: str,
    turn: int,
    text: str,
    until: date,
    files: Sequence[Sealed],
    by: Unlocked,
    capacity: str,
    now: datetime,
) -> None:
    """Ask the reporters for what is missing. Raises `Refused`, `NoSuchCase`."""
    desk = open_desk_for(side_acts.ASK, code, turn, by=by, capacity=capacity, now=now)
    wanted = need_text(text, "nothing-written")
    value = {"kind": "completion", "text": wanted, "until": until.isoformat()}
    if saying.is_said(desk.ring, value, files):
        discard(files)
        return
    if desk.step.pause is None:
        pauses.need_not_past(desk.case, until, now)
    else:
        pauses.begin(desk, wanted, until, for_reporter=True)
    saying.say(desk.ring, value, now, files)
    desk.case.status = pauses.WAITING
    desk.case.save(update_fields=["status"])
    record(desk, "case.completion-asked", turn=turn, until=until.isoformat())
