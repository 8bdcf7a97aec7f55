"""Who an actor of the SOP is in a case: which posts, which person, and who stands in where nobody is left.

* Any of a step's posts may act. Only where nobody is left in all of them do those act who stand in (`bends`). Who
  reported is no substitute: a step that they or the office may close keeps somebody in the office. An outcome that
  only some of the actors may take keeps somebody too.
* A bound actor is the head of the unit, or the person, that was chosen; where that person is excluded, the
  step falls back to those who chose.
* What an outside party decides is written down by the actor named for it.
"""

from collections.abc import Iterable, Iterator

from .acts import OFFICER, REPORTER, Doer, Facts
from .model import Actor, Sop, Step


def seats(sop: Sop, facts: Facts, names: Iterable[str]) -> tuple[str, ...]:
    """Return who these actors are in this case: posts, "officer:<id>" or "pelapor", each once."""
    found = list(dict.fromkeys(seat for name in names for seat in _seats_of(sop, facts, name, frozenset())))
    left = [seat for seat in found if seat not in facts.bends]
    if left and left != [REPORTER]:
        return tuple(left)
    return (*left, *dict.fromkeys(facts.bends[seat] for seat in found if facts.bends.get(seat)))


def acting(sop: Sop, facts: Facts, step: Step) -> tuple[str, ...]:
    """Return who may close the step in this case, with one outcome or another."""
    groups = (step.actors, *(outcome.by for outcome in step.outcomes.values()))
    return tuple(dict.fromkeys(seat for names in groups for seat in seats(sop, facts, names)))


def _seats_of(sop: Sop, facts: Facts, name: str, asked: frozenset[str]) -> Iterator[str]:
    actor = sop.actors[name]
    if actor.kind == "post":
        yield from actor.posts
    elif actor.kind == "reporter":
        yield REPORTER
    elif actor.recorded_by is not None:
        yield from _seats_of(sop, facts, actor.recorded_by, asked)
    elif name in facts.bound and not is_excluded(facts, facts.bound[name]):
        yield facts.bound[name]
    elif name in facts.bound and name not in asked:
        for chooser in _choosers(sop, actor):
            yield from _seats_of(sop, facts, chooser, asked | {name})


def _choosers(sop: Sop, actor: Actor) -> Iterator[str]:
    for step in sop.steps.values():
        if any(need.binds == actor.key for need in step.every_need()):
            yield from step.actors


def is_excluded(facts: Facts, seat: str) -> bool:
    return seat.startswith(OFFICER) and seat.removeprefix(OFFICER) in facts.excluded


def sits(doer: Doer, taken: Iterable[str]) -> bool:
    """Whether the doer holds one of the seats, in the capacity in which they act.

    Whoever was chosen by name acts from a post too. Nobody but the reporter holds the reporter's seat.
    """
    own = {doer.capacity, f"{OFFICER}{doer.id}"}
    return doer.capacity in doer.posts and not own.isdisjoint(taken)
