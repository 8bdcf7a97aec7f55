"""Taking the steps of the SOP: begin, contribute, close. The engine decides; this module makes it so.

* Nothing is written before the engine has allowed the act; whatever fails afterwards takes everything back.
* The form carries the turn. A turn that somebody else has closed is refused; the same act of the same person,
  sent twice, is success.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from kentongan.officers import reads as officers
from kentongan.officers.services.login import Unlocked
from kentongan.reports.files import Sealed
from kentongan.sop import engine

from .. import contributions, delivery, supplies
from ..access import was_closed_by
from ..errors import NoSuchCase, Refused
from ..models import Turn
from ..moving import advance, freeze
from ..opened import Desk, open_desk, record
from ..supplies import Supplies


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
    given = supplies.read(desk.step, None, values, {})
    # What is chosen or signed belongs to the closing; what is written is kept.
    kept = replace(
        given, texts={n: t for n, t in given.texts.items() if n.input in {"text", "number", "link"}}
    )
    for need in sorted(kept.keys):
        desk.decide(engine.Contribute(need))
    _contribute(desk, kept)
    record(desk, "case.contributed", step=desk.case.step, count=len(kept.keys))


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
            _close(open_desk(code, turn, by, capacity, now), outcome, values, files)
    except (Refused, NoSuchCase) as refused:
        again = isinstance(refused, NoSuchCase) or refused.code == "turn-taken"
        if not (again and was_closed_by(by.officer, code, turn, outcome)):
            raise


def _close(
    desk: Desk,
    outcome: str | None,
    values: Mapping[str, str],
    files: Mapping[str, Sequence[Sealed]],
) -> None:
    given = _given(desk, outcome, values, files)
    decision = desk.decide(engine.Close(outcome, given.keys, given.chosen, given.bound))
    _contribute(desk, given)
    freeze(desk, decision)
    delivery.deliver(desk.ring, desk.sop, desk.step, decision, by=desk.by, now=desk.now)
    advance(desk, decision, desk.state.after(decision, given.present))


def _given(
    desk: Desk, outcome: str | None, values: Mapping[str, str], files: Mapping[str, Sequence[Sealed]]
) -> Supplies:
    """Return what was supplied for the outcome, or for the one that the chosen facts lead to."""
    if outcome is None:
        offered = supplies.read(desk.step, None, values, {})
        led = desk.step.led({**desk.state.chosen, **offered.chosen})
        outcome = led.key if led else None
    return supplies.read(desk.step, outcome, values, files)
