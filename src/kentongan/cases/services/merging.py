"""Merging: what two cases are about is handled once, in the case that goes on.

* Both are of one service and open, both are mine, and the one that goes on still runs through its SOP.
* Every report goes over with all that was said in it; who held it in the case that leaves reads no more of it.
* Who the reporters are stays sealed to whom it was sealed: identities are nobody's to hand on here.
* Who is excluded from one of the two is excluded from both, and holds nothing of either from now on.
* The reporters are never told of each other. What they read from now on is how the case that goes on stands.
"""

from collections.abc import Collection
from datetime import datetime

from kentongan.officers.models import Officer
from kentongan.officers.services.login import Unlocked

from .. import keys, leaving, links, notes, side_acts, telling
from ..access import lock_together
from ..errors import NoSuchCase, Refused, need_text
from ..excluding import exclude, stay
from ..opened import Desk, open_desk, record
from ..side_acts import MERGE, open_desk_for

MERGED = "merged"


def merge(
    *, code: str, turn: int, into: str, reason: str, by: Unlocked, capacity: str, now: datetime
) -> None:
    """Let the reports of a case be handled in another one. Raises `Refused`, `NoSuchCase`."""
    with leaving.once(by, code, turn, MERGED):
        lock_together(by.officer, [code, into], now)
        desk = open_desk_for(MERGE, code, turn, by=by, capacity=capacity, now=now)
        other = _other(desk, into)
        why = need_text(reason, "reason-missing")
        desk, other, stand_ins = _without_the_excluded(desk, other)
        for ring, joined in ((desk.ring, into), (other.ring, code)):
            notes.write(ring, by, why, now, kind=MERGED, other=joined)
        _hand_over(desk, other)
        leaving.leave(desk, MERGED)
        record(other, "case.joined", reports=other.case.links.count())
        telling.case_arrived(other.case, stand_ins, now)


def _other(desk: Desk, into: str) -> Desk:
    """Return the case that goes on, opened. Raises `Refused`: out of reach and absent are the same."""
    if into == desk.case.code:
        raise Refused("same-case")
    try:
        other = open_desk(into, None, desk.by, desk.capacity, desk.now)
    except NoSuchCase:
        raise Refused("no-such-target") from None
    if other.case.service_id != desk.case.service_id:
        raise Refused("other-service")
    refused = side_acts.refusal(other.case, MERGE)
    if refused:
        raise Refused(refused)
    return other


def _without_the_excluded(desk: Desk, other: Desk) -> tuple[Desk, Desk, list[Officer]]:
    """Exclude from each whom the other excludes, before anything of one lies in the other; return both, and who stands
    in where the one that goes on has lost whoever was at its step."""
    from_one, from_other = desk.state.excluded, other.state.excluded
    if from_other - from_one:
        desk = exclude(desk, _officers(from_other - from_one))
    if not from_one - from_other:
        return desk, other, []
    other = exclude(other, _officers(from_one - from_other))
    return desk, other, stay(other)


def _officers(names: Collection[str]) -> list[Officer]:
    return list(Officer.objects.filter(username__in=names))


def _hand_over(desk: Desk, other: Desk) -> None:
    for link in links.close(desk.case):
        links.put(other.case, link.report)
        keys.hand_report_on(desk.ring, link, other.ring, whole=True)
