"""Taking the steps of the SOP: begin, contribute, close. The engine decides; this module makes it so.

* Nothing is written before the engine has allowed the act; whatever fails afterwards takes everything back.
* The form carries the turn. A turn that somebody else has closed is refused; the same act of the same person,
  sent twice, is success.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from kentongan.officers import reads as officers
from kentongan.officers.services.login import Unlocked
from kentongan.reports.files import Sealed
from kentongan.sop import engine
from kentongan.sop.model import Need

from .. import bookkeeping, contributions, delivery, deviations, publishing, signing, state, supplies, telling
from ..access import was_closed_by
from ..errors import NoSuchCase, Refused
from ..holders import need_attending
from ..models import Turn
from ..moving import advance, freeze
from ..opened import Desk, open_desk, record
from ..supplies import SIGNED, Supplies

KEPT = {"text", "number", "link", "date"}  # what is chosen or signed belongs to the closing


@dataclass(frozen=True, slots=True)
class _Typed:
    """What came with the form that closes a step."""

    values: Mapping[str, str]
    files: Mapping[str, Sequence[Sealed]]
    recorded: bool


@transaction.atomic
def begin(*, code: str, turn: int, by: Unlocked, capacity: str, now: datetime) -> None:
    """Say "Mulai": from here the effort is counted. A second time changes nothing."""
    desk = open_desk(code, turn, by, capacity, now)
    desk.decide(engine.Begin())
    begun = Turn.objects.filter(case=desk.case, number=turn, begun_at__isnull=True).update(
        begun_at=now, begun_by=by.officer.username
    )
    if begun:
        record(desk, "case.begun", step=desk.case.step)


@transaction.atomic
def save_draft(
    *, code: str, turn: int, values: Mapping[str, str], by: Unlocked, capacity: str, now: datetime
) -> None:
    """Keep what was written so far within the turn, without closing it. Raises `Refused`."""
    desk = open_desk(code, turn, by, capacity, now)
    given = supplies.read(desk.sop, desk.step, None, values, {}).only(lambda need: need.input in KEPT)
    for need in given.needs:
        desk.decide(engine.Contribute(need.key))
    _keep(desk, _anew(desk, given))


def contribute(
    *,
    code: str,
    turn: int,
    need: str,
    values: Mapping[str, str],
    files: Mapping[str, Sequence[Sealed]],
    by: Unlocked,
    capacity: str,
    now: datetime,
) -> None:
    """Give one thing within the turn: who takes part, or was present, gives what is theirs. Raises `Refused`.

    Signing twice what still stands is signing once.
    """
    publishing.need_drawable(code=code, files=files, by=by, now=now)
    with transaction.atomic():
        desk = open_desk(code, turn, by, capacity, now)
        desk.decide(engine.Contribute(need))
        read = supplies.read(desk.sop, desk.step, None, values, files)
        signing.need_as_read(desk.ring, desk.sop, read.texts)
        _give(desk, read.only(lambda each: each.key == need), need)


def _give(desk: Desk, given: Supplies, need: str) -> None:
    if not given.keys:
        raise Refused("nothing-written", {"needs": need})
    supplies.need_addresses(given)
    if given.present:
        need_attending(desk.case, desk.sop, desk.facts, given.present, desk.now)
        state.write(desk.ring, desk.state.attended(given.present))
        desk.case.save(update_fields=["state"])
    _keep(desk, _anew(desk, given))


def _keep(desk: Desk, given: Supplies) -> None:
    if given.keys:
        _contribute(desk, given)
        record(desk, "case.contributed", step=desk.case.step, count=len(given.keys))
        _ask_to_sign(desk, given)


def _ask_to_sign(desk: Desk, given: Supplies) -> None:
    """Where everybody present puts their name to a text, a new text calls them (seed 002, step 5)."""
    drafted = any(need.kind == "draft" for need in given.needs)
    if drafted and any(need.by == "present" for need in desk.step.every_need()):
        facts = desk.facts
        awaited = facts.present - facts.excluded - {desk.by.officer.username}
        telling.signature_awaited(desk.case, awaited, desk.now)


def _contribute(desk: Desk, given: Supplies) -> None:
    ring, by, capacity, now = desk.ring, desk.by, desk.capacity, desk.now
    plain = given.only(lambda need: need.kind not in SIGNED)
    contributions.add(ring, plain, by=by, capacity=capacity, now=now)
    name = officers.seat_name(desk.case.service.agency, capacity)
    for need in given.needs:
        if need.kind in SIGNED:
            value = signing.made(ring, desk.sop, need, by=by, capacity_name=name, now=now)
            contributions.write(ring, need, value, by=by, capacity=capacity, now=now)


def _anew(desk: Desk, given: Supplies) -> Supplies:
    """Leave out what this turn holds already, as it is: a text unchanged, a signature that still stands."""
    facts, me = desk.facts, desk.by.officer.username
    new = given.anew(stands=lambda need: contributions.text_of(desk.ring, need.key), held=facts.contributed)
    mine = {need for need, who in facts.contributors.items() if me in who}
    still = mine - engine.voided(desk.sop, new.keys)
    return new.only(lambda need: need.kind not in SIGNED or need.key not in still)


def close_turn(
    *,
    code: str,
    turn: int,
    outcome: str | None,
    values: Mapping[str, str],
    files: Mapping[str, Sequence[Sealed]],
    by: Unlocked,
    capacity: str,
    now: datetime,
    recorded: bool = False,
) -> None:
    """Close the present step with an outcome; None where the facts decide. Raises `Refused`, `NoSuchCase`.

    `recorded`: what was ordered in the group is written down for those whose step it is (seed 003, step 5).
    """
    try:
        # Pictures are drawn before any lock is held; the act takes only what it finds approved itself.
        publishing.need_drawable(code=code, files=files, by=by, now=now)
        drawn = publishing.draw(code=code, outcome=outcome, by=by, now=now)
        with transaction.atomic():
            desk = open_desk(code, turn, by, capacity, now)
            _close(desk, outcome, _Typed(values, files, recorded), drawn)
    except (Refused, NoSuchCase) as refused:
        again = isinstance(refused, NoSuchCase) or refused.code == "turn-taken"
        if not (again and was_closed_by(by.officer, code, turn, outcome)):
            raise


def _close(desk: Desk, outcome: str | None, typed: _Typed, drawn: publishing.Drawn) -> None:
    way = _led(desk, outcome, typed)
    read = supplies.read(desk.sop, desk.step, way, typed.values, typed.files, recorded=typed.recorded)
    signing.need_as_read(desk.ring, desk.sop, read.texts)
    desk, given = replace(desk, state=desk.state.attended(read.present)), _anew(desk, read)
    numbers = supplies.from_books(desk.sop, desk.step, way)
    supplied = given.keys | {need.key for need in numbers}
    decision = desk.decide(engine.Close(outcome, supplied, given.chosen, given.bound, typed.recorded))
    need_attending(desk.case, desk.sop, desk.facts, given.present, desk.now)
    supplies.need_addresses(given)
    reason = deviations.reason_for(desk, typed.values)
    _contribute(desk, given)
    freeze(desk, decision)
    deviations.keep(desk, reason)
    _book(desk, decision, numbers)
    delivery.deliver(desk.ring, desk.sop, desk.step, decision, now=desk.now)
    public = publishing.publish(desk, decision, drawn)
    advance(desk, decision, replace(desk.state.after(decision), public=public))


def _led(desk: Desk, outcome: str | None, typed: _Typed) -> str | None:
    """Return the outcome that was chosen, or the one that the chosen facts lead to, or the only one."""
    if outcome is not None:
        return outcome
    offered = supplies.read(desk.sop, desk.step, None, typed.values, {})
    led = desk.step.led({**desk.state.chosen, **offered.chosen})
    ways = list(desk.step.outcomes)
    return led.key if led else ways[0] if len(ways) == 1 else None


def _book(desk: Desk, decision: engine.Decision, numbers: Iterable[Need]) -> None:
    """Give each paper its number, and enter the case where the step says so."""
    for need in numbers:
        text = bookkeeping.paper_number(desk, need)
        if text != contributions.text_of(desk.ring, need.key):
            value = {"text": text}
            contributions.write(desk.ring, need, value, by=desk.by, capacity=desk.capacity, now=desk.now)
    bookkeeping.enter(desk, desk.step, decision)
