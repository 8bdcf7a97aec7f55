"""Excluding somebody from a case for good: they hold nothing of the matter, and no act brings it back to them.

* The key goes at once, with every case of the same reports and what was held in reserve (`taking_away`).
* Where nobody is left at the present step, who stands in for them gets it. The same with an identity that nobody else
  could open. Where nobody stands in, nothing changes.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace

from kentongan.agencies import reads as agencies
from kentongan.officers.models import Officer
from kentongan.sop import engine

from . import bends, keys, state, taking_away
from .errors import NoSuchCase, Refused
from .holders import holders_of
from .models import Seal
from .opened import Desk


def exclude(desk: Desk, officers: Collection[Officer]) -> Desk:
    """Return the case with these excluded from it; whoever closes the present step or stays at it is the caller's.

    Raises `Refused` ("nobody-keyed", "identity-held-alone").
    """
    names = {officer.username for officer in officers}
    after = replace(desk, state=replace(desk.state, excluded=desk.state.excluded | names))
    _pass_identities_on(after, officers)
    taking_away.from_these(desk.ring, officers)
    return after


def stay(desk: Desk) -> list[Officer]:
    """Let the case stay where it is without whom it lost; return who stands in for them, where nobody else is left.

    Raises `Refused("nobody-keyed")`.
    """
    case = desk.case
    stand_ins = [] if _somebody_acts(desk) else _stand_ins(desk)
    keys.grant(desk.ring, stand_ins, acting=True)
    state.write(desk.ring, desk.state)
    case.save(update_fields=["epoch", "state"])
    return stand_ins


def _somebody_acts(desk: Desk) -> bool:
    return Seal.objects.filter(case=desk.case, epoch=desk.case.epoch, acting=True).exists()


def _stand_ins(desk: Desk) -> list[Officer]:
    return _persons(desk, engine.seats(desk.sop, desk.facts, desk.step.actors))


def _pass_identities_on(desk: Desk, officers: Collection[Officer]) -> None:
    """Seal the identities that nobody else can open to who stands in for their custodian."""
    alone = [each for each in taking_away.reports_of(desk.case) if taking_away.held_alone(each, officers)]
    if not alone:
        return
    custodian = agencies.as_loaded(desk.case.service).custodian
    gone = bends.of(desk.case, desk.step, excluded=desk.state.excluded, closed_by={}, at=desk.now)
    persons = _persons(desk, [gone.get(custodian, custodian)])
    for report in alone:
        try:
            identity = keys.open_identity(report, desk.by)
        except NoSuchCase:
            raise Refused("identity-held-alone") from None
        keys.seal_identity(desk.ring, report, identity, persons)


def _persons(desk: Desk, seats: Iterable[str]) -> list[Officer]:
    found = holders_of(desk.case, seats, desk.now, without=desk.state.excluded)
    if not found:
        raise Refused("nobody-keyed")
    return found
