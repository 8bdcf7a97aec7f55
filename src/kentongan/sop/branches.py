"""Whether the outcomes of a step are complete: `bila` must partition one closed fact.

* All outcomes with `bila` speak of the same fact, each of exactly one.
* Every value leads to exactly one of them; `selain` is every value that no other outcome names, once.
* The values of a fact that comes from the profile (units) are not known here, so it needs a `selain`.
* Beside outcomes with `bila` another is a free choice, and says so (`bebas = true`).
"""

from collections import Counter
from collections.abc import Iterator

from kentongan.problems import Finding

from . import vocabulary as words
from .schema import FactTable, OutcomeTable, SopTable
from .tables import Placed, outcomes, running


def check_branches(sop: SopTable) -> Iterator[Finding]:
    """Yield every step whose outcomes leave a value without a way, or give it two."""
    for step in running(sop):
        conditional = [(place, each) for place, each in outcomes(step) if each.condition is not None]
        yield from _free(step, bool(conditional))
        found = list(_one_fact(conditional))
        yield from found
        if conditional and not found:
            fact = next(iter(conditional[0][1].condition or {}))
            yield from _partition(step, conditional, fact, sop.facts[fact])


def _free(step: Placed, conditional: bool) -> Iterator[Finding]:
    for place, outcome in outcomes(step):
        if outcome.free and (outcome.condition is not None or not conditional):
            yield Finding(f"{place}.bebas", "free-without-condition")
        if conditional and outcome.condition is None and not outcome.free:
            yield Finding(place, "free-or-conditional")


def _one_fact(conditional: list[tuple[str, OutcomeTable]]) -> Iterator[Finding]:
    facts = [next(iter(each.condition), "") for _, each in conditional if each.condition is not None]
    for place, outcome in conditional:
        names = list(outcome.condition or {})
        if names != [facts[0]]:
            yield Finding(f"{place}.bila", "one-fact", {"facts": ", ".join(sorted({*names, facts[0]}))})


def _partition(
    step: Placed, conditional: list[tuple[str, OutcomeTable]], fact: str, table: FactTable
) -> Iterator[Finding]:
    named = [(place, value) for place, each in conditional for value in (each.condition or {})[fact]]
    times = Counter(value for _, value in named)
    for place, value in named:
        if times[value] > 1 and place == [at for at, each in named if each == value][-1]:
            yield Finding(f"{place}.bila.{fact}", "double-value", {"value": value})
            times[value] = 1  # said once, at the last place that names it
    place_of_rest = next((place for place, value in named if value == words.REST), None)
    uncovered = [value for value in table.values if value not in times]
    if table.source:
        if place_of_rest is None:
            yield Finding(f"{step.place}.pilihan", "rest-needed", {"fact": fact})
    elif place_of_rest is None and uncovered:
        yield Finding(
            f"{step.place}.pilihan", "uncovered-values", {"fact": fact, "values": ", ".join(uncovered)}
        )
    elif place_of_rest is not None and not uncovered:
        yield Finding(f"{place_of_rest}.bila.{fact}", "empty-rest", {"fact": fact})
