"""A new case on reports that were handled before: an archived case is never revived.

* It runs by the SOP that its service has now, from the first step, with a key of its own and a dialogue that goes on in
  a new epoch.
* It knows which case it follows. Who gets the new key may read the old file; that one's rows stay as they are.
* Who was excluded stays excluded.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from kentongan.agencies import reads as agencies
from kentongan.agencies.models import Service
from kentongan.officers.models import Officer
from kentongan.reports import shreds
from kentongan.reports.models import new_code
from kentongan.sop import engine

from . import bends, clock, keys, links, notes, state, telling, trail
from .errors import NoSuchCase, Refused
from .holders import each_once, holders_of
from .keys import Keyring
from .models import Case, CaseReport
from .opened import Desk
from .state import State


@dataclass(frozen=True, slots=True)
class Successor:
    """A new case that stands, and who holds it: whose step it is, and who takes part too. `custodians` are those of its
    service."""

    ring: Keyring
    holders: list[Officer]
    readers: list[Officer]
    custodians: list[Officer]


@contextmanager
def new_name() -> Iterator[str]:
    """Give the code of a case whose shred share is durable, before the transaction; taken back where it is refused."""
    code = new_code()
    name = Case(code=code).object_name
    shreds.create(name)
    try:
        yield code
    except (Refused, NoSuchCase):
        shreds.destroy(name)
        raise


def service_of(agency: str, key: str, code: str) -> Service:
    """Return a service that takes reports now. Raises `Refused` with the code where there is none."""
    found = agencies.service(agency, key)
    if found is None or not agencies.is_as_loaded(found):
        raise Refused(code)
    return found


def follow(desk: Desk, code: str, service: Service, *, at: datetime, kind: str, reason: str) -> Successor:
    """Open the case that follows; its reports are free. Raises `Refused("nobody-keyed")`."""
    case = _new_case(desk.case, code, service, at)
    ring = Keyring(case, {})
    ring.handling[case.epoch] = keys.new_handling(case)
    first = _entry(desk, case)
    _open(ring, first, State(excluded=desk.state.excluded).after(first))
    for link in CaseReport.objects.filter(case=desk.case).select_related("report"):
        links.put(case, link.report)
        keys.hand_report_on(desk.ring, link, ring, whole=False)
    found = _seal(desk, ring, first)
    notes.write(ring, desk.by, reason, desk.now, kind=kind)
    trail.record(f"case.{kind}", case, by=desk.by.officer.username, capacity=desk.capacity, at=at)
    telling.case_arrived(case, found.holders, at)
    return found


def _new_case(old: Case, code: str, service: Service, at: datetime) -> Case:
    # In the clear only where the matter is no secret: of a WBS case the channel tells who may have reported.
    channel = old.channel if service.kind == Service.ADUAN else ""
    version = service.sop_version
    return Case(code=code, service=service, sop_version=version, slot=at, channel=channel, follows=old)


def _entry(desk: Desk, case: Case) -> engine.Decision:
    sop, out = agencies.sop(case.sop_version), desk.state.excluded
    gone = bends.of(case, sop.steps[sop.start], excluded=out, closed_by={}, at=desk.now)
    return engine.entry(sop, gone)


def _open(ring: Keyring, first: engine.Decision, begun: State) -> None:
    case = ring.case
    assert first.to is not None
    case.step, case.status = first.to, first.status
    state.write(ring, begun)
    sop, calendar = agencies.sop(case.sop_version), agencies.calendar(case.service.agency)
    turn = clock.plan_turn(case, sop, calendar, number=1, step=first.to, at=case.slot)
    case.save(force_insert=True)
    turn.save()


def _seal(desk: Desk, ring: Keyring, first: engine.Decision) -> Successor:
    said, out = agencies.as_loaded(ring.case.service), desk.state.excluded
    holders, participants, escrow, custodians = (
        holders_of(ring.case, posts, desk.now, without=out)
        for posts in (first.posts, first.participants, [said.escrow], [said.custodian])
    )
    if not holders:
        raise Refused("nobody-keyed")
    keys.grant(ring, participants)
    keys.grant(ring, holders, acting=True)
    keys.reserve(ring, escrow)
    readers = each_once(holders, participants)
    keys.share_followed(ring.case, readers, desk.by)
    return Successor(ring, holders, readers, custodians)
