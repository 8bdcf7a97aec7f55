"""Leaving the SOP: a report is refused, referred to an authority, or withdrawn by who sent it.

* Each has its holders and its legal basis in the profile, and a reason, which stays sealed in the file.
* What is said to the reporter is that reason, or to whom the matter went; who they are never goes along.
* In WBS a withdrawal ends nothing (PP 94/2021 binds the superior who knows, complaint or not): it is noted with what
  the officer makes of it, and the case goes on.
"""

from collections.abc import Sequence
from datetime import datetime

from kentongan.agencies import reads as agencies
from kentongan.agencies.models import Service
from kentongan.officers.services.login import Unlocked
from kentongan.reports.files import Sealed

from .. import leaving, notes, saying, side_acts
from ..errors import need_text
from ..models import Case
from ..opened import Desk, record
from ..side_acts import open_desk_for

REFUSED, REFERRED, WITHDRAWN = "refused", "referred", "withdrawn"


def refuse(*, code: str, turn: int, reason: str, by: Unlocked, capacity: str, now: datetime) -> None:
    """Say that a report cannot be processed, and why. Raises `Refused`, `NoSuchCase`."""
    with leaving.once(by, code, turn, REFUSED):
        desk = open_desk_for(side_acts.REFUSE, code, turn, by=by, capacity=capacity, now=now)
        why = need_text(reason, "reason-missing")
        notes.write(desk.ring, by, why, now, kind=REFUSED)
        saying.say(desk.ring, {"kind": REFUSED, "text": why}, now)
        leaving.leave(desk, REFUSED)


def refer(
    *,
    code: str,
    turn: int,
    authority: str,
    reason: str,
    files: Sequence[Sealed],
    by: Unlocked,
    capacity: str,
    now: datetime,
) -> None:
    """Refer a report to another authority; `authority` is an outside party of the profile, or its name in words.

    Raises `Refused`, `NoSuchCase`.
    """
    with leaving.once(by, code, turn, REFERRED):
        desk = open_desk_for(side_acts.REFER, code, turn, by=by, capacity=capacity, now=now)
        whom = _name_of(desk.case, need_text(authority, "authority-missing"))
        why = need_text(reason, "reason-missing")
        notes.write(desk.ring, by, why, now, kind=REFERRED, about=whom, files=files)
        saying.say(desk.ring, {"kind": REFERRED, "text": why, "about": whom}, now)
        leaving.leave(desk, REFERRED)


def withdraw(*, code: str, turn: int, reason: str, by: Unlocked, capacity: str, now: datetime) -> None:
    """Note that the reporter withdraws; an aduan ends by it. Raises `Refused`, `NoSuchCase`."""
    with leaving.once(by, code, turn, WITHDRAWN):
        desk = open_desk_for(side_acts.WITHDRAW, code, turn, by=by, capacity=capacity, now=now)
        why = need_text(reason, "reason-missing")
        if desk.case.service.kind == Service.WBS:
            _note_only(desk, why)
            return
        notes.write(desk.ring, by, why, now, kind=WITHDRAWN)
        saying.say(desk.ring, {"kind": WITHDRAWN, "text": ""}, now)
        leaving.leave(desk, WITHDRAWN)


def _name_of(case: Case, authority: str) -> str:
    return agencies.profile(case.service.agency).outside.get(authority, authority)


def _note_only(desk: Desk, why: str) -> None:
    if notes.is_kept(desk.ring, desk.by, why, kind=WITHDRAWN):
        return
    notes.write(desk.ring, desk.by, why, desk.now, kind=WITHDRAWN)
    record(desk, "case.withdrawal-noted", turn=desk.case.turn)
