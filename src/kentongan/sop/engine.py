"""What an SOP allows: one rule, `decide`, for the service, for the button and for its tooltip.

Pure: no Django, no clock, no database. The rules, in the order they are asked:

1. an officer whom the case excludes never touches it, whatever the post, and learns nothing of it;
2. a case that has ended takes no act;
3. the officer acts in a post that the present step names. Where nobody is left in any of them, the posts that
   stand in for them act; a bound actor is the head of the chosen unit, or the chosen person, and where that
   person is excluded, those who chose; what an outside party decided is recorded by the post named for it.
   Where the SOP says so, somebody else closes the step with what those whose it is ordered in the group;
4. a paused step only resumes, and only a step that the SOP lets pause pauses;
5. an outcome is one of the step's, and taken by those of its actors whose it is. Where a fact chooses it,
   nobody chooses against the fact, except by an outcome that the SOP calls free; a fact has only the values
   that the SOP or the profile gives it;
6. who closed a step from which this one must differ (`bedakan_dari`) does not close this one;
7. nothing is supplied that the step does not ask for, nor by somebody whose it is not to give;
8. everything that the step asks for and requires has been supplied: a choice at the closing itself, what
   "yang hadir" must give by everybody present. What was signed or approved of an older draft is not given;
9. the case goes where the outcome leads, to the posts of that step, with its effects: no further (`going`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from . import vocabulary as words
from .acts import (
    OFFICER,
    REPORTER,
    Act,
    Begin,
    Close,
    Contribute,
    Decision,
    Doer,
    Facts,
    Pause,
    Refusal,
    Resume,
)
from .going import DONE, REFERRED, enter, entry, go, leave
from .model import Need, Outcome, Sop, Step
from .seats import acting, is_excluded, seats, sits
from .supplies import keys, prerequisites, standing, voided

__all__ = [
    "DONE",
    "OFFICER",
    "REFERRED",
    "REPORTER",
    "Act",
    "Begin",
    "Close",
    "Contribute",
    "Decision",
    "Doer",
    "Facts",
    "Pause",
    "Refusal",
    "Resume",
    "decide",
    "entry",
    "leave",
    "may_record",
    "options",
    "seats",
    "values_of",
    "voided",
]


@dataclass(frozen=True, slots=True)
class _Turn:
    """What is asked: at which step of which case, by whom; `units` are unit → post of its head."""

    sop: Sop
    facts: Facts
    step: Step
    doer: Doer
    units: Mapping[str, str]
    recorded: bool = False

    @property
    def acting(self) -> tuple[str, ...]:
        """Who closes the step: those whose it is, or who writes down what they ordered in the group."""
        if self.recorded and self.step.recorder:
            return seats(self.sop, self.facts, (self.step.recorder,))
        return acting(self.sop, self.facts, self.step)

    @property
    def helping(self) -> tuple[str, ...]:
        return seats(self.sop, self.facts, self.step.participants)


def decide(sop: Sop, facts: Facts, act: Act, doer: Doer, units: Mapping[str, str]) -> Decision | Refusal:
    """Return what the act does, or the first rule that forbids it; `units` are unit → post of its head."""
    if doer.id in facts.excluded:
        return Refusal("conflict-of-interest")
    if facts.step is None:
        return Refusal("case-ended")
    turn = _Turn(sop, facts, sop.steps[facts.step], doer, units, isinstance(act, Close) and act.recorded)
    refused = _presence(turn, act)
    if refused:
        return refused
    if isinstance(act, Close):
        return _close(turn, act)
    refused = _contribution(turn, act.need) if isinstance(act, Contribute) else None
    return refused or enter(sop, facts, facts.step, facts.step)


def options(
    sop: Sop, facts: Facts, doer: Doer, units: Mapping[str, str]
) -> tuple[tuple[Outcome, Refusal | None], ...]:
    """Return every outcome of the present step, and why the doer may not take it.

    Asks `decide` itself, as if the doer had filled in everything that is theirs to give. Who may only record
    what was ordered in the group is asked for that.
    """
    step = sop.steps.get(facts.step or "")
    if step is None:
        return ()
    found = []
    turn = _Turn(sop, facts, step, doer, units, recorded=may_record(sop, facts, doer))
    for outcome in step.outcomes.values():
        result = decide(sop, facts, _filled(turn, outcome), doer, units)
        found.append((outcome, result if isinstance(result, Refusal) else None))
    return tuple(found)


def may_record(sop: Sop, facts: Facts, doer: Doer) -> bool:
    """Whether the doer may close the present step with what was ordered in the group by those whose it is.

    Not who sits there too: nobody records an order to themselves, or confirms their own record.
    """
    step = sop.steps.get(facts.step or "")
    if step is None or step.recorder is None or doer.id in facts.excluded:
        return False
    own = acting(sop, facts, step)
    holds = any(sits(replace(doer, capacity=post), own) for post in doer.posts)
    return sits(doer, seats(sop, facts, (step.recorder,))) and not holds


# -- rules 1 to 4 ------------------------------------------------------------------------------------


def _presence(turn: _Turn, act: Act) -> Refusal | None:
    helps = isinstance(act, Contribute) and sits(turn.doer, turn.helping)
    acts = may_record(turn.sop, turn.facts, turn.doer) if turn.recorded else sits(turn.doer, turn.acting)
    if not helps and not acts:
        return Refusal("not-your-post", {"actors": ", ".join(turn.step.actors)})
    if turn.facts.paused and not isinstance(act, Resume):
        return Refusal("paused")
    if isinstance(act, Resume) and not turn.facts.paused:
        return Refusal("not-paused")
    if isinstance(act, Pause) and turn.step.pause is None:
        return Refusal("no-pause-here")
    return None


# -- rules 5 to 8: closing ----------------------------------------------------------------------------


def _close(turn: _Turn, act: Close) -> Decision | Refusal:
    chosen = {**turn.facts.chosen, **act.chosen}
    outcome = _unknown_value(turn, act) or _outcome(turn.step, act, chosen)
    if isinstance(outcome, Refusal):
        return outcome
    given = _given(turn, outcome, act)
    # What others signed or approved in this turn was an older text than the one that is given now.
    facts = replace(turn.facts, contributed=turn.facts.contributed - voided(turn.sop, given))
    turn = replace(turn, facts=facts)
    refused = _not_theirs(turn, outcome) or _same_person(turn) or _stray(turn, outcome, act)
    refused = refused or _missing(turn, outcome, given)
    if refused:
        return refused
    stands = given | (facts.contributed & keys(_asked(turn, outcome)))
    after = replace(
        facts,
        chosen=chosen,
        bound={**facts.bound, **act.bound, **_heads(turn, act)},
        supplied=standing(turn.sop, turn.step, outcome, facts.supplied, stands),
    )
    return replace(go(turn.sop, after, turn.step, outcome), recorded=turn.recorded)


def _asked(turn: _Turn, outcome: Outcome) -> tuple[Need, ...]:
    return turn.step.asks(outcome, recorded=turn.recorded)


def _not_theirs(turn: _Turn, outcome: Outcome) -> Refusal | None:
    """A recorder writes down the outcome of those whose step it is, whoever of them may take it."""
    theirs = turn.recorded or not outcome.by or sits(turn.doer, seats(turn.sop, turn.facts, outcome.by))
    return None if theirs else Refusal("not-your-outcome", {"actors": ", ".join(outcome.by)})


def _same_person(turn: _Turn) -> Refusal | None:
    closed = (turn.facts.closed_by.get(other, frozenset()) for other in turn.step.distinct_from)
    if any(turn.doer.id in officers for officers in closed):
        return Refusal("same-person", {"steps": ", ".join(turn.step.distinct_from)})
    return None


def _unknown_value(turn: _Turn, act: Close) -> Refusal | None:
    """An excluded person is as unknown as one who does not exist: the answer must not tell them apart."""
    for fact, value in act.chosen.items():
        if fact not in turn.sop.facts or value not in values_of(turn.sop, fact, turn.units):
            return Refusal("unknown-value", {"name": fact, "value": value})
    for name, seat in act.bound.items():
        if not seat.startswith(OFFICER) or is_excluded(turn.facts, seat):
            return Refusal("unknown-value", {"name": name, "value": seat})
    return None


def values_of(sop: Sop, fact: str, units: Mapping[str, str]) -> tuple[str, ...]:
    """Return the values that the fact may have in this agency."""
    return tuple(units) if sop.facts[fact].source else tuple(sop.facts[fact].values)


def _outcome(step: Step, act: Close, chosen: Mapping[str, str]) -> Outcome | Refusal:
    if act.outcome is not None and act.outcome not in step.outcomes:
        return Refusal("no-such-outcome", {"outcome": act.outcome})
    wanted = step.outcomes[act.outcome] if act.outcome is not None else None
    follows = step.led(chosen)
    if wanted is None:
        return follows or _the_only(step) or Refusal("outcome-needed")
    if wanted.fact is None or wanted == follows:
        return wanted
    if follows is None:
        return Refusal("missing", {"needs": _choice_key(step, wanted.fact)})
    return Refusal("decided-by-fact", {"fact": wanted.fact, "outcome": follows.key})


def _the_only(step: Step) -> Outcome | None:
    return next(iter(step.outcomes.values())) if len(step.outcomes) == 1 else None


def _choice_key(step: Step, fact: str) -> str:
    return next((need.key for need in step.needs if need.fact == fact), fact)


def _given(turn: _Turn, outcome: Outcome, act: Close) -> frozenset[str]:
    """A choice is given by its value, never by its name alone."""
    return keys(
        need
        for need in _asked(turn, outcome)
        if need.fact in act.chosen
        or need.binds in act.bound
        or (_is_plain(need) and need.key in act.supplies)
    )


def _is_plain(need: Need) -> bool:
    return not (need.fact or need.binds)


def _is_from_a_book(sop: Sop, need: Need) -> bool:
    """The book gives the number, in the transaction that closes the step: nobody types it beforehand."""
    return need.kind == "number" and sop.papers[str(need.paper)].book is not None


def _stray(turn: _Turn, outcome: Outcome, act: Close) -> Refusal | None:
    asked = {need.key: need for need in _asked(turn, outcome)}
    chosen = act.chosen.keys() - {need.fact for need in asked.values()}
    bound = act.bound.keys() - {need.binds for need in asked.values()}
    stray = sorted((act.supplies - asked.keys()) | chosen | bound)
    if stray:
        return Refusal("not-here", {"needs": ", ".join(stray)})
    foreign = sorted(key for key in act.supplies if not _may_give(turn, asked[key]))
    return Refusal("not-yours-to-give", {"needs": ", ".join(foreign)}) if foreign else None


def _may_give(turn: _Turn, need: Need) -> bool:
    """Where no attendance list names anybody, any who act or take part may give for those present."""
    if need.by == "participants":
        return sits(turn.doer, turn.helping)
    if need.by == "present" and turn.facts.present:
        return turn.doer.id in turn.facts.present
    return sits(turn.doer, turn.acting) or (need.by == "present" and sits(turn.doer, turn.helping))


def _missing(turn: _Turn, outcome: Outcome, given: frozenset[str]) -> Refusal | None:
    here = given | turn.facts.contributed
    needed = [need for need in _asked(turn, outcome) if not need.optional or need.key in here]
    before = [*turn.step.requires, *sorted(prerequisites(turn.sop, needed))]
    lacking = [need.key for need in needed if need.key not in here]
    lacking += [key for key in before if key not in here | turn.facts.supplied]
    if lacking:
        return Refusal("missing", {"needs": ", ".join(dict.fromkeys(lacking))})
    waiting = [need.key for need in needed if need.by == "present" and _awaited(turn, need, given)]
    return Refusal("not-all-present-gave", {"needs": ", ".join(waiting)}) if waiting else None


def _awaited(turn: _Turn, need: Need, given: frozenset[str]) -> frozenset[str]:
    """Return those present who have not given it; who was excluded since cannot hold the others up."""
    stands = need.key in turn.facts.contributed
    gave = turn.facts.contributors.get(need.key, frozenset()) if stands else frozenset()
    own = {turn.doer.id} if need.key in given else set()
    return turn.facts.present - turn.facts.excluded - gave - own


def _contribution(turn: _Turn, key: str) -> Refusal | None:
    asked = {need.key: need for need in turn.step.every_need()}
    need = asked.get(key)
    if need is None:
        return Refusal("not-here", {"needs": key})
    if not _is_plain(need) or _is_from_a_book(turn.sop, need):
        return Refusal("only-at-close", {"needs": key})
    if not _may_give(turn, need) or not _is_for_them(turn, need):
        return Refusal("not-yours-to-give", {"needs": key})
    lacking = sorted(prerequisites(turn.sop, [need]) - turn.facts.supplied - turn.facts.contributed)
    return Refusal("missing", {"needs": ", ".join(lacking)}) if lacking else None


def _is_for_them(turn: _Turn, need: Need) -> bool:
    """What only an outcome of others asks for is theirs: who reported writes nothing into the office's form."""
    asking = (way for way in turn.step.outcomes.values() if need.key in keys(turn.step.asks(way)))
    return need.by != "actors" or any(_not_theirs(turn, way) is None for way in asking)


def _heads(turn: _Turn, act: Close) -> Mapping[str, str]:
    """Whoever is bound by the unit is now the head of the one that was chosen."""
    if words.UNIT not in act.chosen:
        return {}
    head = turn.units[act.chosen[words.UNIT]]
    return {actor.key: head for actor in turn.sop.actors.values() if actor.bound_by == "unit"}


# -- what a button asks --------------------------------------------------------------------------------


def _filled(turn: _Turn, outcome: Outcome) -> Close:
    """Return the closing in which the doer gives everything that is theirs to give, and nothing of it twice:
    a draft that is given again makes void what others have signed of it."""
    asked = _asked(turn, outcome)
    lacking = (need for need in asked if need.by == "present" or need.key not in turn.facts.contributed)
    return Close(
        outcome=outcome.key,
        supplies=keys(need for need in lacking if _is_plain(need) and _may_give(turn, need)),
        chosen={need.fact: _fitting(turn, outcome, need.fact) for need in asked if need.fact},
        bound={need.binds: f"{OFFICER}?" for need in asked if need.binds},
        recorded=turn.recorded,
    )


def _fitting(turn: _Turn, outcome: Outcome, fact: str) -> str:
    """Return a value of the fact that leads to the outcome, "" where there is none."""
    known = values_of(turn.sop, fact, turn.units)
    fits = (value for value in known if outcome.fact != fact or turn.step.led({fact: value}) == outcome)
    return next(fits, "")
