"""Moving a case: the turn that closes is frozen, the key goes to who holds the next step, its clock begins.

* Handing a case on is handing its key on, to the persons who hold the next step, take part in it, or write down what
  is ordered for it in the group. Nobody who is excluded gets one.
* Who holds the next step is asked for that step: where nobody is left there, those who stand in for them.
* An exit into another SOP without return takes the key away from everybody who stays behind.
"""

from collections.abc import Iterable, Sequence

from kentongan.agencies import reads as agencies
from kentongan.officers.models import Officer
from kentongan.reports.compartments import HANDLING
from kentongan.sop import engine
from kentongan.sop.model import Referral, Step

from . import clock, keys, links, state, taking_away, telling
from .errors import Refused
from .holders import holders_of
from .models import Case, ReporterAct, Seal, Turn
from .opened import Desk, record
from .state import State


def freeze(desk: Desk, decision: engine.Decision) -> None:
    """Close the present turn's row: outcome, who, effort, lateness."""
    row = Turn.objects.get(case=desk.case, number=desk.case.turn)
    row.outcome, row.closed_by, row.capacity = decision.outcome or "", desk.by.officer.username, desk.capacity
    row.recorded_for = _ordering(desk) if decision.recorded else ""
    clock.close_turn(row, desk.step, agencies.calendar(desk.case.service.agency), now=desk.now)
    row.save()
    # What the reporter did meanwhile, and has not reached the desk yet, is overtaken.
    ReporterAct.objects.filter(case=desk.case, turn=row.number, done=False).update(done=True)


def _ordering(desk: Desk) -> str:
    """Return the seat of those who gave the order that was written down for them."""
    return engine.seats(desk.sop, desk.facts, desk.step.actors)[0]


def advance(desk: Desk, decision: engine.Decision, after: State) -> None:
    """Go where the decision leads. Raises `Refused("turn-taken")`, `Refused("nobody-keyed")`."""
    case, turn = desk.case, desk.case.turn
    moved = Case.objects.filter(pk=case.pk, turn=turn).update(turn=turn + 1)
    if not moved:
        raise Refused("turn-taken")
    case.turn, case.status = turn + 1, decision.status or case.status
    Seal.objects.filter(case=case).update(acting=False)
    holders = [] if decision.to is None else _hand_on(desk, decision.to, decision.referral, after)
    if decision.ends:
        links.close(case)
        case.ended_at, case.end_kind, case.due = desk.now, decision.end_kind, None
    state.write(desk.ring, after)
    case.save()
    record(
        desk,
        "case.ended" if decision.ends else "case.moved",
        turn=turn,
        step=decision.step,
        outcome=decision.outcome or "",
        to=decision.to or "",
    )
    others = [officer for officer in holders if officer.pk != desk.by.officer.pk]
    telling.case_arrived(case, others, desk.now)


def _hand_on(desk: Desk, to: str, referral: Referral | None, after: State) -> list[Officer]:
    case, step = desk.case, desk.sop.steps[to]
    facts = state.facts(case, desk.sop, after, desk.now, entering=to)
    posts = engine.seats(desk.sop, facts, step.actors)
    holders = _persons(desk, posts, after)
    if not holders:
        raise Refused("nobody-keyed")
    keys.share_followed(case, holders, desk.by)
    if referral is not None and not referral.returns:
        taking_away.leave_behind(desk.ring, holders, desk.by)
    group = (engine.seats(desk.sop, facts, actors) for actors in (step.participants, _recorders(step)))
    _share(desk, [seat for seats in group for seat in seats], after, holders)
    keys.grant(desk.ring, holders, acting=True)
    custodian = agencies.as_loaded(case.service).custodian
    custodians = {officer.pk for officer in _persons(desk, [custodian], after)}
    keys.share_identity(desk.ring, [each for each in holders if each.pk in custodians], desk.by)
    keys.reserve(desk.ring, _persons(desk, _reserve_posts(case, posts), after))
    case.step = to
    calendar = agencies.calendar(case.service.agency)
    clock.open_turn(case, desk.sop, calendar, number=case.turn, step=to, at=desk.now)
    return holders


def _persons(desk: Desk, seats: Iterable[str], after: State) -> list[Officer]:
    return holders_of(desk.case, seats, desk.now, without=after.excluded)


def _recorders(step: Step) -> tuple[str, ...]:
    return (step.recorder,) if step.recorder else ()


def _share(desk: Desk, seats: Iterable[str], after: State, holders: Iterable[Officer]) -> None:
    """Give the key to who takes part; whoever has not had it is told (seed 003, step 3: the group)."""
    case, group = desk.case, _persons(desk, seats, after)
    known = set(
        Seal.objects.filter(case=case, compartment=HANDLING, epoch=case.epoch, reserve=False).values_list(
            "officer", flat=True
        )
    )
    known.update(each.pk for each in holders)
    keys.grant(desk.ring, group)
    telling.case_shared(case, [each for each in group if each.pk not in known], desk.now)


def _reserve_posts(case: Case, posts: Sequence[str]) -> list[str]:
    """Return who holds the key in reserve: the service's escrow, or, where the case is with another authority, the
    superiors there. Nobody of the office that it left."""
    agency = case.service.agency
    found = (agencies.post_as_loaded(agency, each) for each in posts if not each.startswith(engine.OFFICER))
    elsewhere = [post for post in found if post is not None and post.other_agency]
    superiors = [post.superior for post in elsewhere if post.superior]
    return superiors or [agencies.as_loaded(case.service).escrow]
