"""Orders from the group that were written down in my name and wait for my word."""

from datetime import datetime

from django.db.models import QuerySet

from kentongan.agencies import reads as agencies
from kentongan.officers import reads as officers
from kentongan.officers.services.login import Unlocked
from kentongan.sop.acts import OFFICER

from ..access import cases_for
from ..list_shapes import OrderLine
from ..models import Turn


def waiting_orders(who: Unlocked, now: datetime) -> tuple[OrderLine, ...]:
    """Return the orders of my seats that I have not confirmed or denied yet, the oldest first."""
    me, held = who.officer.username, _seats(who, now)
    return tuple(
        _line(turn, held)
        for turn in _waiting(who, now)
        if turn.recorded_for == f"{OFFICER}{me}" or (turn.case.service.agency_id, turn.recorded_for) in held
    )


def _seats(who: Unlocked, now: datetime) -> set[tuple[int, str]]:
    return {(each.post.agency_id, each.post.key) for each in officers.capacities(who.officer, now)}


def _waiting(who: Unlocked, now: datetime) -> QuerySet[Turn]:
    mine = cases_for(who.officer, now).filter(ended_at=None).order_by().values("pk")
    rows = Turn.objects.filter(case__in=mine, confirmed_at=None, closed_at__isnull=False)
    rows = rows.exclude(recorded_for="").exclude(closed_by=who.officer.username)
    return rows.select_related("case__service__agency").order_by("closed_at", "pk")


def _line(turn: Turn, held: set[tuple[int, str]]) -> OrderLine:
    case, agency = turn.case, turn.case.service.agency
    # Who was ordered by name (a bound person) answers in whatever seat they have here.
    here = sorted(post for where, post in held if where == agency.pk)
    step = agencies.sop(case.sop_version_id).steps[turn.step]
    assert turn.closed_at is not None
    return OrderLine(
        code=case.code,
        number=turn.number,
        service_name=case.service.name,
        title=step.title,
        outcome=step.outcomes[turn.outcome].label,
        recorded_by=officers.name_of(turn.closed_by),
        capacity=officers.seat_name(agency, turn.recorded_for),
        seat=turn.recorded_for if turn.recorded_for in here else here[0],
        at=turn.closed_at,
    )
