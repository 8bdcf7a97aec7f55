"""An order from the group that somebody wrote down: who gave it confirms or denies it later (seed 003, step 5).

* The case goes on with the order at once; its row says for whom it was written down.
* Only a holder of that seat gives their word, once, and never who wrote it down.
* A denial takes nothing back: the recorder is told, the reason lies with the file's notes, the history shows it.
"""

from datetime import datetime

from django.db import transaction

from kentongan.officers.services.login import Unlocked
from kentongan.sop.acts import OFFICER

from .. import notes, telling, trail
from ..access import case_for
from ..errors import Refused
from ..holders import seats_of
from ..models import Case, Turn


@transaction.atomic
def confirm(
    *, code: str, number: int, agrees: bool, reason: str, by: Unlocked, capacity: str, now: datetime
) -> None:
    """Confirm the order of a turn, or deny it with a reason. Raises `Refused`, `NoSuchCase`."""
    case = case_for(by.officer, code, now, lock=True)
    if case.ended_at is not None:
        raise Refused("case-ended")
    turn = _waiting(case, number, by, capacity, now)
    if not agrees and not reason.strip():
        raise Refused("reason-missing")
    trail.need_whole(case)
    turn.confirmed_at, turn.confirmed_by, turn.denied = now, by.officer.username, not agrees
    turn.save(update_fields=["confirmed_at", "confirmed_by", "denied"])
    if reason.strip():
        notes.keep(case, by, reason.strip(), now, kind="order-confirmed" if agrees else "order-denied")
    if not agrees:
        telling.order_denied(case, turn, now)
    kind = "order.confirmed" if agrees else "order.denied"
    trail.record(kind, case, by=by.officer.username, capacity=capacity, at=now, turn=number)


def _waiting(case: Case, number: int, by: Unlocked, capacity: str, now: datetime) -> Turn:
    """Return the turn whose order waits for this person's word. Raises `Refused`."""
    waiting = Turn.objects.exclude(recorded_for="").filter(case=case, number=number, confirmed_at=None)
    turn = waiting.first()
    if turn is None:
        raise Refused("no-waiting-order")
    username = by.officer.username
    seats = {post.key for post in seats_of(case, by.officer, now)}
    if capacity not in seats or turn.recorded_for not in (capacity, f"{OFFICER}{username}"):
        raise Refused("not-your-act")
    if turn.closed_by == username:
        raise Refused("same-person")
    return turn
