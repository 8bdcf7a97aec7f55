"""Random SOPs: the proof refuses exactly what is unsound, and nobody who follows a sound one gets stuck."""

from collections import deque
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kentongan.problems import BadFile
from kentongan.sop.engine import Close, Decision, Doer, Facts, Refusal, decide, entry
from kentongan.sop.loader import load_sop
from kentongan.sop.model import Outcome, Sop
from kentongan.sop.tests.random_flaws import flaws, of_effects, of_reporter, unrecordable
from kentongan.sop.tests.random_sops import AFTER, FACT, RandomSop, random_sops
from kentongan.sop.vocabulary import GROUP_ORDER

DOERS = {"a": Doer("ana", "a", frozenset({"a"})), "b": Doer("budi", "b", frozenset({"b"}))}
DOERS |= {"r": Doer("rani", "pelapor", frozenset({"pelapor"})), "c": Doer("citra", "c", frozenset({"c"}))}
MANY = settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow], deadline=None)


def problems(made: RandomSop) -> set[tuple[str, str]]:
    try:
        load_sop(made.text(), "acak", "acak")
    except BadFile as error:
        return {(each.key, each.code) for each in error.problems}
    return set()


@MANY
@given(random_sops(wild=True))
def test_exactly_what_is_unsound_is_refused(made):
    assert problems(made) == flaws(made)


@MANY
@given(random_sops(wild=False))
def test_of_those_with_a_spine_too(made):
    assert problems(made) == flaws(made)


def tamed(made: RandomSop) -> Sop:
    """The same SOP without what it cannot keep: it is dropped until the rest is sound."""
    for step in made.steps.values():
        if step.by_fact or FACT in step.needs:
            step.needs[FACT] = False
        asked = {key for way in step.ways for key in step.asked(way)}
        for before in {before for key in asked for before in AFTER.get(key, ())}:
            step.needs[before] = False
            for way in step.ways:
                way.needs.pop(before, None)
    while flaws(made):
        _drop(made)
    return load_sop(made.text(), "acak", "acak")


def _drop(made: RandomSop) -> None:
    held = made.standing()
    for step in unrecordable(made):
        step.recorder = False
    for step in made.steps.values():
        step.requires = [each for each in step.requires if each in held[step.number] and not step.archives]
        if any(list(of_effects(made, step, way, held[step.number])) for way in step.ways):
            step.effects = []
        if list(of_reporter(made, step)):
            step.actors = [name for name in step.actors if name != "r"] or ["a"]
            for way in step.ways:
                way.by = [name for name in way.by if name in step.actors]


def doer_of(sop: Sop, facts: Facts, way: Outcome) -> Doer:
    return DOERS[(way.by or sop.steps[str(facts.step)].actors)[0]]


def closings(sop: Sop, facts: Facts, *, with_optional: bool) -> list[tuple[Close, Doer]]:
    """Every closing of the present step that supplies what is asked for, by its actor and by who records."""
    step, found = sop.steps[str(facts.step)], []
    for way in step.outcomes.values():
        asked = [need for need in step.asks(way) if with_optional or not need.optional]
        for value in ("x", "y") if any(need.fact for need in asked) else ("",):
            supplies = frozenset(need.key for need in asked if not need.fact)
            act = Close(way.key, supplies, {"f": value} if value else {})
            found.append((act, doer_of(sop, facts, way)))
            if step.recorder:
                order = replace(act, supplies=supplies | {GROUP_ORDER}, recorded=True)
                found.append((order, DOERS[step.recorder]))
    return found


def taken(sop: Sop, facts: Facts) -> list[tuple[Close, Doer, Decision]]:
    """Every closing that is allowed; who supplies everything is only ever refused for the fact."""
    allowed = []
    for with_optional in (False, True):
        for act, doer in closings(sop, facts, with_optional=with_optional):
            answer = decide(sop, facts, act, doer, {})
            if isinstance(answer, Decision):
                allowed.append((act, doer, answer))
            else:
                assert answer.code == "decided-by-fact" or (answer.code == "missing" and not with_optional)
    return allowed


def moved(decision: Decision) -> Facts:
    return Facts(step=decision.to, chosen=decision.chosen, supplied=decision.supplied)


def can_end(sop: Sop, facts: Facts) -> bool:
    waiting, seen, ends = deque([facts]), set(), False
    while waiting and not ends:
        for _, _, decision in taken(sop, waiting.popleft()):
            ends = ends or decision.ends
            state = (decision.to, tuple(decision.chosen.items()), decision.supplied)
            if state not in seen:
                seen.add(state)
                waiting.append(moved(decision))
    return ends


@MANY
@given(random_sops(wild=False), st.data())
def test_nobody_who_follows_a_sound_sop_gets_stuck(made, data):
    sop = tamed(made)
    facts = Facts(step=entry(sop).to)
    for _ in range(8):
        ways = taken(sop, facts)
        assert ways
        assert can_end(sop, facts)
        act, _, decision = data.draw(st.sampled_from(ways))
        stated = sop.steps[str(facts.step)].outcomes[str(decision.outcome)]
        assert (decision.to, decision.outcome) == (stated.to, act.outcome)
        assert (decision.ends, decision.recorded) == (stated.to is None, act.recorded)
        if decision.ends:
            return
        facts = moved(decision)


@MANY
@given(random_sops(wild=False), st.data())
def test_no_step_is_closed_without_what_it_asks_for(made, data):
    sop = tamed(made)
    facts = Facts(step=entry(sop).to)
    for _ in range(6):
        act, doer, decision = data.draw(st.sampled_from(taken(sop, facts)))
        step = sop.steps[str(facts.step)]
        must = {need.key for need in step.needs if not need.optional and not need.fact}
        must |= {GROUP_ORDER} if act.recorded else set()
        for key in must:
            less = replace(act, supplies=act.supplies - {key})
            answer = decide(sop, facts, less, doer, {})
            assert isinstance(answer, Refusal)
            assert answer.code == "missing"
        if decision.ends:
            return
        facts = moved(decision)
