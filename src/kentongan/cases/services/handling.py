"""Taking the steps of the SOP: begin, contribute, close. The engine decides; this module makes it so.

* Nothing is written before the engine has allowed the act; whatever fails afterwards takes everything back.
* The form carries the turn. A turn that somebody else has closed is refused; the same act of the same person,
  sent twice, is success.
* Handing a case on is handing its key on, to the persons who hold the next step.
* An exit into another SOP without return takes the key away from everybody who stays behind.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from kentongan import notices
from kentongan.agencies import reads as agencies
from kentongan.officers import reads as officers
from kentongan.officers.models import Officer
from kentongan.officers.services.login import Unlocked
from kentongan.reports.files import Sealed
from kentongan.sop import engine
from kentongan.sop.model import Sop, Step

from .. import clock, contributions, delivery, keys, state, supplies, telling, trail
from ..access import case_for, was_closed_by
from ..errors import NoSuchCase, Refused
from ..holders import doer, holders_of, need_seated
from ..keys import Keyring
from ..models import Case, Seal, Turn
from ..state import State
from ..supplies import Supplies


@dataclass(frozen=True, slots=True)
class Desk:
    """A case on somebody's desk: locked, opened, and ready for an act in one capacity."""

    ring: Keyring
    sop: Sop
    state: State
    by: Unlocked
    capacity: str
    now: datetime

    @property
    def case(self) -> Case:
        """The case."""
        return self.ring.case

    @property
    def step(self) -> Step:
        """The present step."""
        return self.sop.steps[self.case.step]

    def decide(self, act: engine.Act) -> engine.Decision:
        """Ask the engine. Raises `Refused` with the first rule that forbids the act."""
        decision = engine.decide(
            self.sop,
            state.facts(self.case, self.state),
            act,
            doer(self.case, self.by.officer, self.capacity, self.now),
            agencies.units(self.case.service.agency),
        )
        if isinstance(decision, engine.Refusal):
            raise Refused(decision.code, decision.params)
        if isinstance(act, engine.Close):
            need_seated(self.case, act.bound, self.now)
        return decision


def _desk(code: str, turn: int, by: Unlocked, capacity: str, now: datetime) -> Desk:
    case = case_for(by.officer, code, now, lock=True)
    if case.turn != turn:
        raise Refused("turn-taken")
    trail.need_whole(case)
    ring = keys.keyring(case, by)
    return Desk(ring, agencies.sop(case.sop_version), state.read(ring), by, capacity, now)


@transaction.atomic
def begin(*, code: str, turn: int, by: Unlocked, capacity: str, now: datetime) -> None:
    """Say "Mulai": from here the effort is counted. A second time changes nothing."""
    desk = _desk(code, turn, by, capacity, now)
    desk.decide(engine.Begin())
    begun = Turn.objects.filter(case=desk.case, number=turn, begun_at__isnull=True).update(
        begun_at=now, begun_by=by.officer.username
    )
    if begun:
        _record("case.begun", desk, step=desk.case.step)


@transaction.atomic
def save_draft(
    *, code: str, turn: int, values: Mapping[str, str], by: Unlocked, capacity: str, now: datetime
) -> None:
    """Keep what was written so far within the turn, without closing it. Raises `Refused`."""
    desk = _desk(code, turn, by, capacity, now)
    given = supplies.read(desk.step, None, values, {})
    # What is chosen or signed belongs to the closing; what is written is kept.
    kept = replace(
        given, texts={n: t for n, t in given.texts.items() if n.input in {"text", "number", "link"}}
    )
    for need in sorted(kept.keys):
        desk.decide(engine.Contribute(need))
    _contribute(desk, kept)
    _record("case.contributed", desk, step=desk.case.step, count=len(kept.keys))


def _contribute(desk: Desk, given: Supplies) -> None:
    contributions.add(
        desk.ring,
        given,
        by=desk.by,
        capacity=desk.capacity,
        capacity_name=officers.seat_name(desk.case.service.agency, desk.capacity),
        now=desk.now,
    )


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
) -> None:
    """Close the present step with an outcome; None where the facts decide. Raises `Refused`, `NoSuchCase`."""
    try:
        with transaction.atomic():
            _close(_desk(code, turn, by, capacity, now), turn, outcome, values, files)
    except (Refused, NoSuchCase) as refused:
        again = isinstance(refused, NoSuchCase) or refused.code == "turn-taken"
        if not (again and was_closed_by(by.officer, code, turn, outcome)):
            raise


def _close(
    desk: Desk,
    turn: int,
    outcome: str | None,
    values: Mapping[str, str],
    files: Mapping[str, Sequence[Sealed]],
) -> None:
    given = _given(desk, outcome, values, files)
    decision = desk.decide(engine.Close(outcome, given.keys, given.chosen, given.bound))
    _contribute(desk, given)
    _freeze(desk, turn, decision)
    delivery.deliver(desk.ring, desk.sop, desk.step, decision, by=desk.by, now=desk.now)
    _advance(desk, turn, decision, desk.state.after(decision), given.present)


def _given(
    desk: Desk, outcome: str | None, values: Mapping[str, str], files: Mapping[str, Sequence[Sealed]]
) -> Supplies:
    """Return what was supplied for the outcome, or for the one that the chosen facts lead to."""
    if outcome is None:
        offered = supplies.read(desk.step, None, values, {})
        led = desk.step.led({**desk.state.chosen, **offered.chosen})
        outcome = led.key if led else None
    return supplies.read(desk.step, outcome, values, files)


def _freeze(desk: Desk, turn: int, decision: engine.Decision) -> None:
    row = Turn.objects.get(case=desk.case, number=turn)
    row.outcome, row.closed_by, row.capacity = decision.outcome or "", desk.by.officer.username, desk.capacity
    clock.close_turn(row, desk.step, agencies.calendar(desk.case.service.agency), now=desk.now)
    row.save()


def _advance(desk: Desk, turn: int, decision: engine.Decision, after: State, present: frozenset[str]) -> None:
    case = desk.case
    moved = Case.objects.filter(pk=case.pk, turn=turn).update(turn=turn + 1)
    if not moved:
        raise Refused("turn-taken")
    case.turn, case.status = turn + 1, decision.status or case.status
    Seal.objects.filter(case=case).update(acting=False)
    holders = [] if decision.ends else _hand_on(desk, decision)
    if decision.ends:
        case.ended_at, case.end_kind, case.due = desk.now, decision.end_kind, None
    state.write(desk.ring, replace(after, present=after.present | present))
    case.save()
    _record(
        "case.ended" if decision.ends else "case.moved",
        desk,
        turn=turn,
        step=decision.step,
        outcome=decision.outcome or "",
        to=decision.to or "",
    )
    others = [officer for officer in holders if officer.pk != desk.by.officer.pk]
    telling.case_arrived(case, others, desk.now)


def _hand_on(desk: Desk, decision: engine.Decision) -> list[Officer]:
    case = desk.case
    assert decision.to is not None
    holders = holders_of(case, decision.posts, desk.now)
    if not holders:
        raise Refused("nobody-keyed")
    if decision.referral is not None and not decision.referral.returns:
        for username in keys.leave_behind(desk.ring, holders, desk.by):
            notices.drop(recipient=username, act_prefix=f"{case.code}:")
    keys.grant(desk.ring, holders, acting=True)
    keys.grant(desk.ring, holders_of(case, decision.participants, desk.now))
    custodian = agencies.as_loaded(case.service).custodian
    custodians = {officer.pk for officer in holders_of(case, [custodian], desk.now)}
    keys.share_identity(desk.ring, [each for each in holders if each.pk in custodians], desk.by)
    keys.reserve(desk.ring, holders_of(case, _reserve_posts(case, decision.posts), desk.now))
    case.step = decision.to
    calendar = agencies.calendar(case.service.agency)
    clock.open_turn(case, desk.sop, calendar, number=case.turn, step=decision.to, at=desk.now)
    return holders


def _reserve_posts(case: Case, posts: Sequence[str]) -> list[str]:
    """Return who holds the key in reserve: the service's escrow, or, where the case is with another authority, the
    superiors there. Nobody of the office that it left."""
    agency = case.service.agency
    found = (agencies.post_as_loaded(agency, each) for each in posts if not each.startswith(engine.OFFICER))
    elsewhere = [post for post in found if post is not None and post.other_agency]
    superiors = [post.superior for post in elsewhere if post.superior]
    return superiors or [agencies.as_loaded(case.service).escrow]


def _record(kind: str, desk: Desk, **facts: str | int) -> None:
    username = desk.by.officer.username
    trail.record(kind, desk.case, by=username, capacity=desk.capacity, at=desk.now, **facts)
