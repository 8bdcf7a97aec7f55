"""Which way a sample case goes through its SOP, and what must be chosen for it to go there. Pure."""

from collections.abc import Mapping, Sequence

from kentongan.sop.model import Outcome, Sop, Step
from kentongan.sop.walks import Walk


def route(sop: Sop, start: str, through: Sequence[str], to: str | None) -> Walk:
    """Return the shortest way from a step over these ways out ("7a: selesai") to another; `to` None is the end.

    Raises `LookupError` where there is none.
    """
    found: list[tuple[str, str]] = []
    here: str | None = start
    for each in through:
        step, _, outcome = each.partition(": ")
        found += _way(sop, here, step)
        found.append((step, outcome))
        here = sop.steps[step].outcomes[outcome].to
    return (*found, *_way(sop, here, to))


def _way(sop: Sop, start: str | None, to: str | None) -> Walk:
    ways: dict[str | None, Walk] = {start: ()}
    waiting = [start]
    for here in waiting:
        for outcome in () if here is None else sop.steps[here].outcomes.values():
            if outcome.to not in ways:
                ways[outcome.to] = (*ways[here], (here or "", outcome.key))
                waiting.append(outcome.to)
    if to not in ways:
        raise LookupError(f"{start} to {to}")
    return ways[to]


def choices(
    sop: Sop, walk: Walk, units: Sequence[str], wanted: Mapping[str, str] | None = None
) -> list[dict[str, str]]:
    """Return for each place of the walk the facts to choose there, so that the later ways follow from them."""
    plan: list[dict[str, str]] = [{} for _ in walk]
    asked: dict[str, int] = {}
    for place, (key, way) in enumerate(walk):
        step, outcome = sop.steps[key], sop.steps[key].outcomes[way]
        for fact in (need.fact for need in step.asks(outcome) if need.fact):
            asked[fact] = place
            plan[place][fact] = (wanted or {}).get(fact) or _values(sop, fact, units)[0]
        if outcome.fact and step.led(plan[asked[outcome.fact]]) != outcome:
            plan[asked[outcome.fact]][outcome.fact] = _leading(sop, step, outcome, units)
    return plan


def _leading(sop: Sop, step: Step, outcome: Outcome, units: Sequence[str]) -> str:
    fits = (
        each
        for each in _values(sop, outcome.fact or "", units)
        if step.led({outcome.fact or "": each}) == outcome
    )
    return next(fits)


def _values(sop: Sop, fact: str, units: Sequence[str]) -> Sequence[str]:
    return units if sop.facts[fact].source else list(sop.facts[fact].values)
