"""Moving a case: the turn that closes is frozen, the key goes to who holds the next step, its clock begins.

* Handing a case on is handing its key on, to the persons who hold the next step.
* An exit into another SOP without return takes the key away from everybody who stays behind.
"""

from collections.abc import Sequence

from kentongan import notices
from kentongan.agencies import reads as agencies
from kentongan.officers.models import Officer
from kentongan.sop import engine

from . import clock, keys, state, telling
from .errors import Refused
from .holders import holders_of
from .models import Case, Seal, Turn
from .opened import Desk, record
from .state import State


def freeze(desk: Desk, decision: engine.Decision) -> None:
    """Close the present turn's row: outcome, who, effort, lateness."""
    row = Turn.objects.get(case=desk.case, number=desk.case.turn)
    row.outcome, row.closed_by, row.capacity = decision.outcome or "", desk.by.officer.username, desk.capacity
    clock.close_turn(row, desk.step, agencies.calendar(desk.case.service.agency), now=desk.now)
    row.save()


def advance(desk: Desk, decision: engine.Decision, after: State) -> None:
    """Go where the decision leads. Raises `Refused("turn-taken")`, `Refused("nobody-keyed")`."""
    case, turn = desk.case, desk.case.turn
    moved = Case.objects.filter(pk=case.pk, turn=turn).update(turn=turn + 1)
    if not moved:
        raise Refused("turn-taken")
    case.turn, case.status = turn + 1, decision.status or case.status
    Seal.objects.filter(case=case).update(acting=False)
    holders = [] if decision.ends else _hand_on(desk, decision)
    if decision.ends:
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
