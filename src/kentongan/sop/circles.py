"""Whether the facts that were chosen can lead a case in circles for ever.

An arrow that a fact chooses is not open to a case whose fact says otherwise. So an end must be reachable not
only from every step, but from every step with every choice with which a case can stand there: a loop that only
"belum" leaves by "selesai" must let somebody choose again.
"""

from collections.abc import Iterator, Mapping
from itertools import product

from . import vocabulary as words
from .model import Need, Sop

Choices = frozenset[tuple[str, str]]  # (fact, value), each fact at most once
Standing = tuple[str, Choices]  # step, and what was chosen on the way


def trapped(sop: Sop) -> Mapping[str, Choices]:
    """Return the steps at which a case can stand without a way to an end, each with choices that lead there."""
    values = _deciding(sop)
    follows = _explored(sop, values)
    free: set[Standing] = set()
    before = -1
    while before < len(free):  # grows backwards from the ends until nothing is added
        before = len(free)
        free |= {here for here, nexts in follows.items() if None in nexts or free & nexts}
    stuck = sorted((step, sorted(chosen)) for step, chosen in follows.keys() - free)
    found = dict(reversed(stuck))  # of several choices, the first by name
    return {step: frozenset(found[step]) for step in sop.steps if step in found}


def _deciding(sop: Sop) -> Mapping[str, frozenset[str]]:
    """Return the facts that choose an outcome somewhere, with their values; units that no outcome names are alike."""
    ways = [way for step in sop.steps.values() for way in step.outcomes.values() if way.fact]
    named = {str(way.fact): frozenset[str]() for way in ways}
    for way in ways:
        named[str(way.fact)] |= {*way.values, *sop.facts[str(way.fact)].values}
    return {fact: each | {words.REST} if sop.facts[fact].source else each for fact, each in named.items()}


def _explored(
    sop: Sop, values: Mapping[str, frozenset[str]]
) -> Mapping[Standing, frozenset[Standing | None]]:
    found: dict[Standing, frozenset[Standing | None]] = {}
    waiting: list[Standing] = [(sop.start, frozenset())]
    while waiting:
        here = waiting.pop()
        if here not in found:
            found[here] = frozenset(_moves(sop, values, *here))
            waiting += [each for each in found[here] if each]
    return found


def _moves(
    sop: Sop, values: Mapping[str, frozenset[str]], key: str, chosen: Choices
) -> Iterator[Standing | None]:
    step = sop.steps[key]
    for now in _chosen(step.needs, values, chosen):
        for outcome in step.outcomes.values():
            if outcome.fact is None or step.led(dict(now)) == outcome:
                for after in _chosen(outcome.needs, values, now):
                    yield (outcome.to, after) if outcome.to else None


def _chosen(
    needs: tuple[Need, ...], values: Mapping[str, frozenset[str]], chosen: Choices
) -> Iterator[Choices]:
    """Yield what may be chosen afterwards; what is optional may also be left as it was."""
    asked = [need for need in needs if need.fact in values]
    before = dict(chosen)
    for picked in product(*([*sorted(values[str(need.fact)]), *[""] * need.optional] for need in asked)):
        new = {str(need.fact): value for need, value in zip(asked, picked, strict=True) if value}
        yield frozenset({**before, **new}.items())
