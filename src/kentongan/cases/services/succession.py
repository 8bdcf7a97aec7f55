"""Successors: an archived report is taken up again, or objected to; an aduan goes on as a WBS case.

* Nothing revives an archived case. A new one opens on the same reports and says which it follows (`succeeding`).
* Only the last case of a report has a successor, and only one.
* A conversion ends the aduan at once. Its file goes to who holds the WBS case, and to nobody else any more: not to who
  converted it, nor to who held it in reserve. The identity goes to the custodian of the WBS service where who converts
  can open it; else it stays where it is. The public sees it vanish without a word.
"""

from datetime import datetime

from django.db import transaction

from kentongan.agencies.models import Service
from kentongan.officers.services.login import Unlocked

from .. import clock, keys, leaving, succeeding, taking_away
from ..errors import Refused, need_text
from ..opened import Desk, record
from ..side_acts import CONVERT, OBJECT, REOPEN, open_desk_for


def reopen(*, code: str, reason: str, by: Unlocked, capacity: str, now: datetime) -> str:
    """Take an archived report up again; return the new case's code. Raises `Refused`, `NoSuchCase`."""
    with succeeding.new_name() as new, transaction.atomic():
        desk = open_desk_for(REOPEN, code, None, by=by, capacity=capacity, now=now)
        _take_up(desk, new, "reopened", reason)
    return new


def object_to(*, code: str, reason: str, by: Unlocked, capacity: str, now: datetime) -> str:
    """Take an archived report up on an objection; return the new case's code. Raises `Refused`, `NoSuchCase`."""
    with succeeding.new_name() as new, transaction.atomic():
        desk = open_desk_for(OBJECT, code, None, by=by, capacity=capacity, now=now)
        _take_up(desk, new, "objected", reason)
    return new


def _take_up(desk: Desk, new: str, kind: str, reason: str) -> None:
    why = need_text(reason, "reason-missing")
    service = succeeding.service_of(desk.case.agency, desk.case.service.key, "service-closed")
    found = succeeding.follow(desk, new, service, at=desk.now, kind=kind, reason=why)
    keys.share_identity(found.ring, found.custodians, desk.by)
    record(desk, "case.followed", by_case=new)


def convert(*, code: str, service: str, reason: str, by: Unlocked, capacity: str, now: datetime) -> str:
    """Let an aduan go on as a case of a WBS service; return the new case's code. Raises `Refused`, `NoSuchCase`."""
    with succeeding.new_name() as new, transaction.atomic():
        desk = open_desk_for(CONVERT, code, None, by=by, capacity=capacity, now=now)
        target = _target(desk, service)
        why = need_text(reason, "reason-missing")
        leaving.end_at_once(desk, leaving.CONVERTED)
        at = clock.slot_of(target, now)
        found = succeeding.follow(desk, new, target, at=at, kind="converted", reason=why)
        _let_go(desk, found)
    return new


def _target(desk: Desk, key: str) -> Service:
    if desk.case.service.kind != Service.ADUAN:
        raise Refused("no-such-service")
    found = succeeding.service_of(desk.case.agency, key, "no-such-service")
    if found.kind != Service.WBS:
        raise Refused("no-such-service")
    return found


def _let_go(desk: Desk, found: succeeding.Successor) -> None:
    """Take the old file, with what was merged into it and what it followed, from who does not hold the new case."""
    if not found.custodians:
        raise Refused("nobody-keyed")
    taking_away.from_others(desk.case, found.readers)
    keys.hand_identity_on(found.ring, found.custodians, desk.by)
