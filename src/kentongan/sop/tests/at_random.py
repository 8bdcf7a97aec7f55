"""A case that somebody drives at random: contributions, closings with this and that, by anybody, and sometimes an exit.

It keeps the case as a service does, and beside it when each thing was last given: what the engine let pass is held
against that. What was contributed for another outcome than the one taken never became part of the case.
"""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from kentongan.sop.engine import (
    Close,
    Contribute,
    Decision,
    Doer,
    Facts,
    Refusal,
    decide,
    entry,
    leave,
    voided,
)
from kentongan.sop.model import Outcome, Sop
from kentongan.sop.seats import acting, seats
from kentongan.sop.vocabulary import EXITS

NEVER = -1


@dataclass
class AtRandom:
    sop: Sop
    units: Mapping[str, str]
    doers: list[Doer]
    chance: random.Random
    facts: Facts = field(default_factory=lambda: Facts(step=None))
    now: int = 0
    pending: dict[str, int] = field(default_factory=dict)  # given in this turn
    given: dict[str, int] = field(default_factory=dict)  # given in the outcome that was taken

    def run(self, acts: int) -> Iterable[Decision]:
        """Yield every closing that was allowed."""
        self.facts = Facts(step=entry(self.sop).to)
        for self.now in range(1, acts):
            if self.facts.step is None:
                return
            drawn = self.chance.random()
            if drawn < 0.01:
                self.leave()
            elif drawn < 0.35:
                self.contribute()
            else:
                yield from self.close()

    def leave(self) -> None:
        exit = self.chance.choice(EXITS)
        left = leave(self.sop, self.facts, exit)
        assert isinstance(left, Decision)
        self.enter(left)
        self.facts = replace(self.facts, exit=exit)

    def contribute(self) -> None:
        needs = [need.key for need in self.sop.steps[str(self.facts.step)].every_need()]
        if not needs:
            return
        key, doer = self.chance.choice(needs), self.somebody()
        if isinstance(decide(self.sop, self.facts, Contribute(key), doer, self.units), Refusal):
            return
        void = voided(self.sop, frozenset({key}))
        gave = {need: who for need, who in self.facts.contributors.items() if need not in void}
        gave[key] = gave.get(key, frozenset()) | {doer.id}
        contributed = (self.facts.contributed - void) | {key}
        self.facts = replace(self.facts, contributed=contributed, contributors=gave)
        self.pending[key] = self.now

    def close(self) -> Iterable[Decision]:
        step = self.sop.steps[str(self.facts.step)]
        outcome = self.chance.choice(list(step.outcomes.values()))
        act, doer = self.closing(outcome, recorded=self.once_in(3) and step.recorder is not None)
        answer = decide(self.sop, self.facts, act, doer, self.units)
        if isinstance(answer, Refusal):
            return
        self.note(step.asks(step.outcomes[str(answer.outcome)], recorded=act.recorded), act)
        yield answer
        closed = {
            **self.facts.closed_by,
            step.key: self.facts.closed_by.get(step.key, frozenset()) | {doer.id},
        }
        present = (
            {doer.id, self.somebody().id} if "daftar hadir" in act.supplies and self.once_in(2) else set()
        )
        self.enter(answer)
        self.facts = replace(self.facts, closed_by=closed, present=self.facts.present | present)

    def note(self, asked, act: Close) -> None:
        for need in asked:
            if need.key in act.supplies:
                self.given[need.key] = self.now
            elif need.key in self.facts.contributed:
                self.given[need.key] = self.pending[need.key]

    def enter(self, decision: Decision) -> None:
        self.facts = replace(
            self.facts,
            step=decision.to,
            chosen=decision.chosen,
            bound=decision.bound,
            supplied=decision.supplied,
            contributed=frozenset(),
            contributors={},
        )
        self.pending = {}

    def closing(self, outcome: Outcome, *, recorded: bool) -> tuple[Close, Doer]:
        step = self.sop.steps[str(self.facts.step)]
        asked = step.asks(outcome, recorded=recorded)
        plain = {need.key for need in asked if not (need.fact or need.binds)}
        kept = {key for key in plain if not self.once_in(2 if key in self.facts.contributed else 12)}
        chosen = {need.fact: self.chance.choice(self.values(need.fact)) for need in asked if need.fact}
        bound = {need.binds: "officer:pat" for need in asked if need.binds}
        return Close(outcome.key, frozenset(kept), chosen, bound, recorded), self.somebody(recorded=recorded)

    def values(self, fact: str) -> list[str]:
        return list(self.units) if self.sop.facts[fact].source else list(self.sop.facts[fact].values)

    def somebody(self, *, recorded: bool = False) -> Doer:
        """Mostly who may do something here."""
        step = self.sop.steps[str(self.facts.step)]
        here = (*acting(self.sop, self.facts, step), *seats(self.sop, self.facts, step.participants))
        if recorded:
            here = seats(self.sop, self.facts, [str(step.recorder)])
        fitting = [doer for doer in self.doers if {doer.capacity, f"officer:{doer.id}"} & set(here)]
        return self.chance.choice(self.doers if self.once_in(15) or not fitting else fitting)

    def once_in(self, times: int) -> bool:
        return self.chance.random() < 1 / times
