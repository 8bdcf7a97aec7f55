"""What the engine needs to know of a case, sealed: facts chosen, persons bound, what stands supplied.

It is read with the acting holder's key and handed to the engine; nothing of it is in a clear column. Its revision
is the turn that the last officer's closing led to, so that an older state put back into the row does not open. Who
reported holds no key to seal it anew: a turn that they close leaves it as it is.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from kentongan.prepared import Prepared
from kentongan.sop import engine
from kentongan.sop.model import Sop
from kentongan.sop.supplies import voided

from . import bends
from .holders import holders_of
from .keys import Keyring
from .models import Case, Contribution, Pause, Turn


@dataclass(frozen=True, slots=True)
class State:
    """The sealed facts of a case; persons by username."""

    chosen: Mapping[str, str] = field(default_factory=dict)
    bound: Mapping[str, str] = field(default_factory=dict)
    supplied: frozenset[str] = frozenset()
    present: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()
    exit: str = ""  # how the case left its SOP: a word of `vocabulary.EXITS`
    public: str = ""  # the random name under which it has been made public

    def dump(self) -> dict[str, Any]:
        """Return the state as it is sealed."""
        return {
            "chosen": dict(self.chosen),
            "bound": dict(self.bound),
            "supplied": sorted(self.supplied),
            "present": sorted(self.present),
            "excluded": sorted(self.excluded),
            "exit": self.exit,
            "public": self.public,
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
            value["exit"],
            value["public"],
        )

    def after(self, decision: engine.Decision) -> "State":
        """Return the state that a decision leaves behind."""
        return replace(
            self,
            chosen=dict(decision.chosen),
            bound=dict(decision.bound),
            supplied=frozenset(decision.supplied),
        )

    def attended(self, present: frozenset[str]) -> "State":
        """Return the state with an attendance list, where one is given: it is the list of the meeting that counts."""
        return replace(self, present=present) if present else self


def read(ring: Keyring) -> State:
    """Open the state of the case. Raises `BadEnvelope` where it was moved, changed or put back."""
    return _opened(ring, _revision(ring.case))


def read_all(rings: Collection[Keyring]) -> list[State]:
    """Open the states of several cases, in their order, with one query. Raises `BadEnvelope`."""
    turns = Turn.objects.filter(case__in=[ring.case.pk for ring in rings], closed_at__isnull=False)
    closed: dict[int, list[tuple[int, str]]] = {}
    for case, number, seat in turns.values_list("case", "number", "capacity"):
        closed.setdefault(case, []).append((number, seat))
    return [_opened(ring, _revision_after(ring.case, closed.get(ring.case.pk, ()))) for ring in rings]


def _opened(ring: Keyring, revision: int) -> State:
    return State.load(ring.now.open("state", ring.case.state, revision=revision))


def write(ring: Keyring, state: State) -> None:
    """Seal the state for the case's present epoch, after the closing turn's row has been written."""
    ring.case.state = ring.now.seal("state", state.dump(), revision=_revision(ring.case))


_NONE = 0  # the revision for which no state was ever sealed
_contributed = Prepared(
    lambda case, turn: Contribution.objects.filter(case=case, turn=turn).values_list("need", "by")
)
_closed = Prepared(
    lambda case: Turn.objects.filter(case=case, closed_at__isnull=False).values_list(
        "step", "closed_by", "number", "capacity"
    )
)
_paused = Prepared(
    lambda case, turn: Pause.objects.filter(case=case, turn=turn, resumed_at__isnull=True).values_list("pk")
)


def _revision(case: Case) -> int:
    closed = _closed(case.pk) if case.pk else ()
    return _revision_after(case, [(number, seat) for _, _, number, seat in closed])


def _revision_after(case: Case, closed: Collection[tuple[int, str]]) -> int:
    """Return what the state is sealed for, after these turns; a case that says it stands elsewhere has none."""
    if case.turn != 1 + max((number for number, _ in closed), default=0):
        return _NONE
    return 1 + max((number for number, seat in closed if seat != engine.REPORTER), default=0)


def facts(case: Case, sop: Sop, state: State, now: datetime, *, entering: str | None = None) -> engine.Facts:
    """Return what the engine is given: the sealed state, and what the rows say of turns and contributions.

    Asked about the step that a decision leads to (`entering`), who is left is reckoned for that step.
    """
    key = entering or case.step
    found = _facts(case, sop, state, now, key)
    return found if entering else replace(found, present=_able(case, sop, found, now))


def _able(case: Case, sop: Sop, found: engine.Facts, now: datetime) -> frozenset[str]:
    """Return who of those present can still give what is theirs: who has left the table since holds up nobody."""
    step = sop.steps.get(found.step or "")
    if step is None or all(need.by != "present" for need in step.every_need()):
        return found.present
    seats = engine.seats(sop, found, (*step.actors, *step.participants))
    return found.present & {officer.username for officer in holders_of(case, seats, now)}


def _facts(case: Case, sop: Sop, state: State, now: datetime, key: str) -> engine.Facts:
    contributors = _standing(sop, _contributed(case.pk, case.turn))
    closed_by: dict[str, set[str]] = {}
    for step, by, *_ in _closed(case.pk):
        closed_by.setdefault(step, set()).add(by)
    return engine.Facts(
        step=None if case.ended_at else key,
        chosen=state.chosen,
        bound=state.bound,
        supplied=state.supplied,
        contributed=frozenset(contributors),
        contributors={need: frozenset(who) for need, who in contributors.items()},
        present=state.present,
        closed_by={step: frozenset(who) for step, who in closed_by.items()},
        excluded=state.excluded,
        bends=bends.of(case, sop.steps[key], excluded=state.excluded, closed_by=closed_by, at=now),
        paused=is_paused(case),
        exit=state.exit,
    )


def is_paused(case: Case) -> bool:
    """Whether the present turn waits."""
    return bool(_paused(case.pk, case.turn))


def _standing(sop: Sop, given: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Return who gave what in this turn, in the order of the rows: what was signed of an earlier draft is void."""
    found: dict[str, set[str]] = {}
    for need, by in given:
        for gone in voided(sop, frozenset({need})):
            found.pop(gone, None)
        found.setdefault(need, set()).add(by)
    return found
