"""A case on somebody's desk: locked, opened with their keys, whole, and ready for an act in one capacity."""

from dataclasses import dataclass
from datetime import datetime

from kentongan.agencies import reads as agencies
from kentongan.officers.services.login import Unlocked
from kentongan.sop import engine
from kentongan.sop.model import Sop, Step

from . import keys, state, trail
from .access import case_for
from .errors import Refused
from .holders import doer, need_choosable
from .keys import Keyring
from .models import Case
from .state import State


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

    @property
    def facts(self) -> engine.Facts:
        """What the engine is given of the case."""
        return state.facts(self.case, self.sop, self.state, self.now)

    def decide(self, act: engine.Act) -> engine.Decision:
        """Ask the engine. Raises `Refused` with the first rule that forbids the act."""
        decision = engine.decide(
            self.sop,
            self.facts,
            act,
            doer(self.case, self.by.officer, self.capacity, self.now),
            agencies.units(self.case.service.agency),
        )
        if isinstance(decision, engine.Refusal):
            raise Refused(decision.code, decision.params)
        if isinstance(act, engine.Close):
            need_choosable(self.case, self.sop, act.bound, without=self.state.excluded, at=self.now)
        return decision


def open_desk(code: str, turn: int | None, by: Unlocked, capacity: str, now: datetime) -> Desk:
    """Lock and open a case for an act; `turn` is the one that the form carried. Raises `NoSuchCase`, `Refused`."""
    case = case_for(by.officer, code, now, lock=True)
    if turn is not None and case.turn != turn:
        raise Refused("turn-taken")
    trail.need_whole(case)
    ring = keys.keyring(case, by)
    return Desk(ring, agencies.sop(case.sop_version), state.read(ring), by, capacity, now)


def record(desk: Desk, kind: str, **facts: str | int) -> None:
    """Write the act into the journal, with the digest of the rows as it leaves them."""
    username = desk.by.officer.username
    trail.record(kind, desk.case, by=username, capacity=desk.capacity, at=desk.now, **facts)
