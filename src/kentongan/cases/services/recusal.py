"""Stepping back: an officer with a conflict of interest lets go of a report, and holds nothing of it afterwards.

* Any officer who holds the report may; the reason stays sealed in the file (UU 30/2014: who has a conflict of interest
  says so, and does not act).
* The key goes at once, also from earlier cases of the same report and from what was held in reserve. A new epoch
  begins for all others: what follows is closed to whoever left, whatever they kept.
* They are excluded from now on: no step, no stand-in and no successor gives them the key again.
* Where nobody is left at the present step, who stands in for them gets it; where nobody stands in, nothing changes. So
  with the identity, where nobody else could open it.
"""

from datetime import datetime

from django.db import transaction

from kentongan.officers.models import Officer
from kentongan.officers.services.login import Unlocked

from .. import excluding, notes, telling
from ..access import cases_for, lock_together
from ..errors import need_text
from ..models import CaseReport
from ..opened import Desk, open_desk, record
from ..side_acts import RECUSE, open_desk_for


@transaction.atomic
def recuse(*, code: str, reason: str, by: Unlocked, capacity: str, now: datetime) -> None:
    """Let go of a report for good. Raises `Refused` ("reason-missing", "nobody-keyed"), `NoSuchCase`."""
    others = _others(by.officer, code, now)
    lock_together(by.officer, [code, *others], now)
    desk = open_desk_for(RECUSE, code, None, by=by, capacity=capacity, now=now)
    why = need_text(reason, "reason-missing")
    for each in (desk, *[open_desk(other, None, by, capacity, now) for other in others]):
        notes.write(each.ring, by, why, now, kind="recused")
        _step_back(each)


def _others(officer: Officer, code: str, now: datetime) -> list[str]:
    """Return the other open cases that this person holds of the same reports: one that left for another by a merge."""
    reports = CaseReport.objects.filter(case__code=code).values("report")
    found = cases_for(officer, now).filter(links__report__in=reports, ended_at=None).exclude(code=code)
    return sorted(set(found.values_list("code", flat=True)))


def _step_back(desk: Desk) -> None:
    case = desk.case
    stand_ins = excluding.stay(excluding.exclude(desk, [desk.by.officer]))
    record(desk, "case.recused", turn=case.turn)
    telling.case_arrived(case, stand_ins, desk.now)
