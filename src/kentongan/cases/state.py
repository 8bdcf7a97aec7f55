"""What the engine needs to know of a case, sealed: facts chosen, persons bound, what stands supplied.

It is read with the acting holder's key and handed to the engine; nothing of it is in a clear column. Its revision
is the case's turn, so that an older state put back into the row does not open.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from kentongan.prepared import Prepared
from kentongan.sop import engine

from .keys import Keyring
from .models import Case, Contribution, Turn


@dataclass(frozen=True, slots=True)
class State:
    """The sealed facts of a case; persons by username."""

    chosen: Mapping[str, str] = field(default_factory=dict)
    bound: Mapping[str, str] = field(default_factory=dict)
    supplied: frozenset[str] = frozenset()
    present: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()

    def dump(self) -> dict[str, Any]:
        """Return the state as it is sealed."""
        return {
            "chosen": dict(self.chosen),
            "bound": dict(self.bound),
            "supplied": sorted(self.supplied),
            "present": sorted(self.present),
            "excluded": sorted(self.excluded),
        }

    @classmethod
    def load(cls, value: Mapping[str, Any]) -> "State":
        """Return the state that was sealed."""
        return cls(
            value["chosen"],
            value["bound"],
            frozenset(value["supplied"]),
            frozenset(value["present"]),
            frozenset(value["excluded"]),
        )

    def after(self, decision: engine.Decision, present: frozenset[str] = frozenset()) -> "State":
        """Return the state that a decision leaves behind, with who was noted as present."""
        return replace(
            self,
            chosen=dict(decision.chosen),
            bound=dict(decision.bound),
            supplied=frozenset(decision.supplied),
            present=self.present | present,
        )


def read(ring: Keyring) -> State:
    """Open the state of the case. Raises `BadEnvelope` where it was moved, changed or put back."""
    return State.load(ring.now.open("state", ring.case.state, revision=ring.case.turn))


def write(ring: Keyring, state: State) -> None:
    """Seal the state for the case's present turn and epoch."""
    ring.case.state = ring.now.seal("state", state.dump(), revision=ring.case.turn)


_contributed = Prepared(
    lambda case, turn: Contribution.objects.filter(case=case, turn=turn).values_list("need", "by")
)
_closed = Prepared(
    lambda case: Turn.objects.filter(case=case, closed_at__isnull=False).values_list("step", "closed_by")
)


def facts(case: Case, state: State) -> engine.Facts:
    """Return what the engine is given: the sealed state, and what the rows say of turns and contributions."""
    contributors: dict[str, set[str]] = {}
    for need, by in _contributed(case.pk, case.turn):
        contributors.setdefault(need, set()).add(by)
    closed_by: dict[str, set[str]] = {}
    for step, by in _closed(case.pk):
        closed_by.setdefault(step, set()).add(by)
    return engine.Facts(
        step=None if case.ended_at else case.step,
        chosen=state.chosen,
        bound=state.bound,
        supplied=state.supplied,
        contributed=frozenset(contributors),
        contributors={need: frozenset(who) for need, who in contributors.items()},
        present=state.present,
        closed_by={step: frozenset(who) for step, who in closed_by.items()},
        excluded=state.excluded,
    )
