"""Stepping back: an officer with a conflict of interest lets go of a report, and holds nothing of it afterwards.

* Any officer who holds the report may; the reason stays sealed in the file (UU 30/2014: who has a conflict of interest
  says so, and does not act).
* The key goes at once, also from earlier cases of the same report and from what was held in reserve. A new epoch
  begins for all others: what follows is closed to whoever left, whatever they kept.
* They are excluded from now on: no step, no stand-in and no successor gives them the key again.
* Where nobody is left at the present step, who stands in for them gets it; where nobody stands in, nothing changes. So
  with the identity, where nobody else could open it.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from kentongan import notices
from kentongan.agencies import reads as agencies
from kentongan.officers.models import Officer
from kentongan.officers.services.login import Unlocked
from kentongan.sop import engine

from .. import bends, keys, links, notes, state, telling
from ..access import cases_for, lock_together
from ..errors import Refused, need_text
from ..holders import holders_of
from ..models import Case, CaseReport, Seal
from ..opened import Desk, open_desk, record
from ..side_acts import RECUSE, open_desk_for
from ..state import State


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
    case, username = desk.case, desk.by.officer.username
    after = replace(desk.state, excluded=desk.state.excluded | {username})
    _pass_identity_on(desk, after)
    keys.remove(desk.ring, desk.by.officer)
    notices.drop(recipient=username, act_prefix=f"{case.code}:")
    stand_ins = [] if _somebody_acts(case) else _stand_ins(desk, after)
    keys.grant(desk.ring, stand_ins, acting=True)
    state.write(desk.ring, after)
    case.save(update_fields=["epoch", "state"])
    record(desk, "case.recused", turn=case.turn)
    telling.case_arrived(case, stand_ins, desk.now)


def _somebody_acts(case: Case) -> bool:
    return Seal.objects.filter(case=case, epoch=case.epoch, acting=True).exists()


def _stand_ins(desk: Desk, after: State) -> list[Officer]:
    facts = state.facts(desk.case, desk.sop, after, desk.now)
    return _persons(desk, after, engine.seats(desk.sop, facts, desk.step.actors))


def _pass_identity_on(desk: Desk, after: State) -> None:
    """Seal the identities that nobody else can open to who stands in for their custodian."""
    mine = [link.report for link in links.present(desk.case) if _is_mine_alone(desk, link)]
    if not mine:
        return
    custodian = agencies.as_loaded(desk.case.service).custodian
    gone = bends.of(desk.case, desk.step, excluded=after.excluded, closed_by={}, at=desk.now)
    persons = _persons(desk, after, [gone.get(custodian, custodian)])
    keys.share_identity(desk.ring, persons, desk.by)


def _is_mine_alone(desk: Desk, link: CaseReport) -> bool:
    seals = keys.identity_seals(link.report)
    me = desk.by.officer
    return seals.filter(officer=me).exists() and not seals.exclude(officer=me).exists()


def _persons(desk: Desk, after: State, seats: Iterable[str]) -> list[Officer]:
    found = holders_of(desk.case, seats, desk.now, without=after.excluded)
    if not found:
        raise Refused("nobody-keyed")
    return found
