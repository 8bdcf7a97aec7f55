"""What has to be chosen on the way, so that a walk leads where it should: read from the SOP, before the first step."""

from collections.abc import Mapping

from kentongan.sop.model import Outcome, Sop, Step
from kentongan.sop.walks import Walk


def planned(sop: Sop, walk: Walk, units: Mapping[str, str]) -> list[dict[str, str]]:
    """Return for each place of the walk the facts to choose there, so that later outcomes follow from them."""
    plan: list[dict[str, str]] = [{} for _ in walk]
    asked: dict[str, int] = {}
    for place, (key, way) in enumerate(walk):
        step, outcome = sop.steps[key], sop.steps[key].outcomes[way]
        for need in step.asks(outcome):
            if need.fact and not (need.optional and need.fact in asked):
                asked[need.fact] = place
                plan[place][need.fact] = _values(sop, need.fact, units)[0]
        if outcome.fact:
            plan[asked[outcome.fact]][outcome.fact] = _leading(sop, step, outcome, units)
    return plan


def _values(sop: Sop, fact: str, units: Mapping[str, str]) -> list[str]:
    return list(units) if sop.facts[fact].source else list(sop.facts[fact].values)


def _leading(sop: Sop, step: Step, outcome: Outcome, units: Mapping[str, str]) -> str:
    named = {value for each in step.outcomes.values() for value in each.values}
    rest = [value for value in _values(sop, outcome.fact or "", units) if value not in named]
    return rest[-1] if outcome.rest else outcome.values[0]


def told_after(sop: Sop, step: Step, outcome: Outcome, before: str) -> str:
    """Return the status that the SOP has the reporter read once the step is closed with this outcome."""
    entered = sop.steps[outcome.to].status if outcome.to else step.status
    return outcome.status or entered or before
