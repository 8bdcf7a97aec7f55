"""The graph of an SOP: where its arrows lead, and on which path something is missing.

A path is a path of arrows: it is not asked whether a fact that was chosen once rules a later arrow out. The
proof is therefore on the safe side.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping

from .model import Outcome, Sop
from .supplies import surely

State = tuple[str, frozenset[str]]


def edges(sop: Sop) -> Iterator[tuple[str, Outcome]]:
    """Yield every way out of every step, in the file's order."""
    return ((key, outcome) for key, step in sop.steps.items() for outcome in step.outcomes.values())


def reachable(sop: Sop) -> frozenset[str]:
    """Return the steps to which a path leads from the start."""
    return _spread({sop.start}, lambda key: (way.to for way in sop.steps[key].outcomes.values() if way.to))


def ending(sop: Sop) -> frozenset[str]:
    """Return the steps from which a path leads to an end."""
    back: dict[str, list[str]] = {key: [] for key in sop.steps}
    for key, outcome in edges(sop):
        if outcome.to:
            back[outcome.to].append(key)
    return _spread({key for key, outcome in edges(sop) if outcome.to is None}, lambda key: back[key])


def _spread(found: set[str], neighbours: Callable[[str], Iterable[str]]) -> frozenset[str]:
    waiting = list(found)
    while waiting:
        for each in neighbours(waiting.pop()):
            if each not in found:
                found.add(each)
                waiting.append(each)
    return frozenset(found)


def path_without(sop: Sop, wanted: frozenset[str], to: str) -> tuple[str, ...] | None:
    """Return a shortest path from the start on which none of `wanted` stands when it arrives at `to`.

    None where at least one of them stands on every path.
    """
    first: State = (sop.start, frozenset())
    came_from: dict[State, State | None] = {first: None}
    waiting = deque([first])
    while waiting:
        state = waiting.popleft()
        if state == (to, frozenset()):
            return _steps(came_from, state)
        for after in _next(sop, state, wanted):
            if after not in came_from:
                came_from[after] = state
                waiting.append(after)
    return None


def _next(sop: Sop, state: State, wanted: frozenset[str]) -> Iterator[State]:
    key, held = state
    for outcome in sop.steps[key].outcomes.values():
        if outcome.to:
            yield outcome.to, surely(sop, sop.steps[key], outcome, held) & wanted


def _steps(came_from: Mapping[State, State | None], last: State) -> tuple[str, ...]:
    found: list[str] = []
    state: State | None = last
    while state is not None:
        found.append(state[0])
        state = came_from[state]
    return tuple(reversed(found))
