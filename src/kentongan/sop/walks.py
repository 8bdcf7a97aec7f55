"""The smallest set of walks through an SOP that together take every way out of every step.

They are the journeys that a test must make to have seen the whole procedure. A walk goes from the start to an
end and may go round a loop; whether the facts chosen on the way allow it is the engine's to say.

The number: let x(e) ≥ 1 be how often way e is taken. Any k walks that cover the graph are such a flow of
value k from start to end, and any such flow comes apart into k walks and cycles; since every way carries
flow and all lie within reach of the start, each cycle hangs on a walk and can be folded into it. So the
smallest flow is the smallest number of walks. Among those the shortest is taken: one walk costs more than
any length, each way costs 1, and cycles of negative cost are cancelled until none is left (Klein 1967).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .model import Sop

Walk = tuple[tuple[str, str], ...]  # (step, outcome), one after the other
Edge = tuple[str, str, str]  # step, outcome, next step

END = ""  # no step has the empty number


@dataclass(frozen=True, slots=True)
class _Arc:
    """A change of the flow by one: along a way, or back along it."""

    tail: str
    head: str
    cost: int
    edge: int
    change: int


def covering_walks(sop: Sop) -> tuple[Walk, ...]:
    """Return the smallest number of walks that take every (step, outcome), and of those the shortest."""
    edges = [
        (key, outcome.key, outcome.to or END)
        for key, step in sop.steps.items()
        for outcome in step.outcomes.values()
    ]
    return tuple(_walks(sop.start, edges, _smallest_flow(sop.start, edges)))


def _smallest_flow(start: str, edges: Sequence[Edge]) -> list[int]:
    """Return how often each edge is taken."""
    # The last edge closes the circle from the end to the start: it carries the number of walks.
    circle = [*edges, (END, "", start)]
    # More than a cancelled walk can ever cost in length: no way is taken more often than there are ways.
    costs = [1] * len(edges) + [len(edges) ** 2 + 1]
    flow = _any_flow(start, circle)
    cycle = _negative_cycle(circle, costs, flow)
    while cycle:
        for arc in cycle:
            flow[arc.edge] += arc.change
        cycle = _negative_cycle(circle, costs, flow)
    return flow


def _any_flow(start: str, circle: Sequence[Edge]) -> list[int]:
    """Return a flow that takes every edge: one walk for each, by shortest ways from and to."""
    flow = [0] * len(circle)
    for number, (tail, _, head) in enumerate(circle[:-1]):
        taken = [*_way(start, tail, circle[:-1]), number, *_way(head, END, circle[:-1]), len(circle) - 1]
        for each in taken:
            flow[each] += 1
    return flow


def _way(tail: str, head: str, edges: Sequence[Edge]) -> list[int]:
    """Return the edges of a shortest way; the SOP is sound, so there is one."""
    came_by: dict[str, int] = {}
    waiting = [tail]
    for here in waiting:
        for number, (origin, _, to) in enumerate(edges):
            if origin == here and to not in came_by and to != tail:
                came_by[to] = number
                waiting.append(to)
    found: list[int] = []
    while head != tail:
        found.append(came_by[head])
        head = edges[found[-1]][0]
    return found[::-1]


def _arcs(circle: Sequence[Edge], costs: Sequence[int], flow: Sequence[int]) -> Iterator[_Arc]:
    for number, (tail, _, head) in enumerate(circle):
        yield _Arc(tail, head, costs[number], number, 1)
        if flow[number] > 1:  # every edge is taken at least once
            yield _Arc(head, tail, -costs[number], number, -1)


def _negative_cycle(circle: Sequence[Edge], costs: Sequence[int], flow: Sequence[int]) -> list[_Arc]:
    """Return a cycle along which the flow grows cheaper (Bellman and Ford), empty where there is none."""
    arcs = list(_arcs(circle, costs, flow))
    nodes = {arc.tail for arc in arcs}
    distance, came_by, last = dict.fromkeys(nodes, 0), dict[str, _Arc](), None
    for _ in nodes:
        last = None
        for arc in arcs:
            if distance[arc.tail] + arc.cost < distance[arc.head]:
                distance[arc.head] = distance[arc.tail] + arc.cost
                came_by[arc.head], last = arc, arc.head
    if last is None:
        return []
    for _ in nodes:  # so far back one is surely on the cycle
        last = came_by[last].tail
    cycle = [came_by[last]]
    while cycle[-1].tail != last:
        cycle.append(came_by[cycle[-1].tail])
    return cycle


def _walks(start: str, edges: Sequence[Edge], flow: Sequence[int]) -> Iterator[Walk]:
    """Take the flow apart: first the walks, then what is left of it, in loops, wherever it fits."""
    left = {
        key: [edge for number, edge in enumerate(edges) if edge[0] == key for _ in range(flow[number])]
        for key, _, _ in edges
    }
    trails = [_trail(start, left) for _ in range(flow[-1])]
    for trail in trails:
        place = 0
        while place < len(trail):
            here = trail[place][0]
            if left[here]:
                trail[place:place] = _trail(here, left)
            else:
                place += 1
        yield tuple((key, outcome) for key, outcome, _ in trail)


def _trail(start: str, left: dict[str, list[Edge]]) -> list[Edge]:
    """Follow what is left until it ends; in a flow it can only end where it must."""
    trail: list[Edge] = []
    here = start
    while left.get(here):
        trail.append(left[here].pop(0))
        here = trail[-1][2]
    return trail
