"""The walks that cover an SOP: every way is taken, no smaller set does, and no shorter one of that size."""

from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.sop.model import Outcome, Sop, Step
from kentongan.sop.tests.samples import SOPS, good, sop
from kentongan.sop.walks import covering_walks


def graph(edges: dict[str, list[str | None]]) -> Sop:
    """An SOP that is only a graph: step → where its outcomes lead, None for the end."""
    steps = {
        key: Step(
            key, key, key, key, (), {f"{key}{n}": Outcome(f"{key}{n}", "", to) for n, to in enumerate(tos)}
        )
        for key, tos in edges.items()
    }
    return Sop("graph", "konsep", next(iter(edges)), None, {}, {}, {}, steps)  # type: ignore[arg-type]


def ways(procedure: Sop) -> set[tuple[str, str]]:
    return {(key, way) for key, step in procedure.steps.items() for way in step.outcomes}


def follows(procedure: Sop, walk) -> bool:
    """Whether each way begins where the one before it led, from the start to an end."""
    here = procedure.start
    for key, way in walk:
        if key != here:
            return False
        here = procedure.steps[key].outcomes[way].to
    return here is None


def sizes(procedure: Sop) -> tuple[int, int]:
    found = covering_walks(procedure)
    return len(found), sum(map(len, found))


def by_force(procedure: Sop) -> tuple[int, int]:
    """The smallest number of walks and their smallest total length, by trying everything.

    First the shortest walk for each set of ways that some walk takes, then every combination of such sets.
    """
    all_ways = frozenset(ways(procedure))
    shortest: dict[frozenset, int] = {}
    layer, seen, length = {(procedure.start, frozenset())}, set(), 0
    while layer:
        length += 1
        seen |= layer
        after = set()
        for here, taken in layer:
            for way in procedure.steps[here].outcomes.values():
                now = taken | {(here, way.key)}
                if way.to is None:
                    shortest.setdefault(now, length)
                else:
                    after.add((way.to, now))
        layer = after - seen
    count = 1
    while True:
        totals = [
            sum(shortest[each] for each in some)
            for some in combinations(shortest, count)
            if frozenset().union(*some) == all_ways
        ]
        if totals:
            return count, min(totals)
        count += 1


@st.composite
def graphs(draw) -> Sop:
    """Sound graphs of up to four steps and seven ways: a spine to the end, and ways thrown in between."""
    keys = "abcd"[: draw(st.integers(1, 4))]
    edges: dict[str, list[str | None]] = {
        key: [after] for key, after in zip(keys, [*keys[1:], None], strict=True)
    }
    extra = draw(st.lists(st.sampled_from(list(product(keys, [*keys, None]))), max_size=7 - len(keys)))
    for origin, to in extra:
        edges[origin].append(to)
    return graph(edges)


@given(graphs())
def test_no_smaller_and_no_shorter_set_of_walks_covers_a_graph(procedure):
    found = covering_walks(procedure)
    assert all(follows(procedure, walk) for walk in found)
    assert {each for walk in found for each in walk} == ways(procedure)
    assert sizes(procedure) == by_force(procedure)


@given(graphs())
def test_the_same_graph_gives_the_same_walks(procedure):
    assert covering_walks(procedure) == covering_walks(procedure)


@pytest.mark.parametrize(
    ("edges", "expected"),
    [
        ({"a": [None]}, (1, 1)),
        ({"a": [None, None, None]}, (3, 3)),
        ({"a": ["b"], "b": [None]}, (1, 2)),
        ({"a": ["a", None]}, (1, 2)),
        ({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": [None, None]}, (2, 6)),
        ({"a": ["b"], "b": ["a", "b", None]}, (1, 5)),
    ],
    ids=["one step", "three ends", "a line", "a step to itself", "a diamond", "loops fold into one walk"],
)
def test_small_graphs(edges, expected):
    assert sizes(graph(edges)) == expected


@pytest.mark.parametrize("path", SOPS, ids=lambda path: path.stem)
def test_the_shipped_sops_are_covered(path):
    found = covering_walks(sop(path))
    assert all(follows(sop(path), walk) for walk in found)
    assert {each for walk in found for each in walk} == ways(sop(path))


def test_fewer_walks_than_ends_cannot_be():
    endings = [way for step in good().steps.values() for way in step.outcomes.values() if way.to is None]
    assert len(covering_walks(good())) >= len(endings)
