"""Random SOPs: the proof refuses exactly what is unsound, and nobody who follows a sound one gets stuck."""

from collections import deque

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kentongan.problems import BadFile
from kentongan.sop.engine import Close, Decision, Doer, Facts, Refusal, decide, entry
from kentongan.sop.loader import load_sop
from kentongan.sop.model import Sop
from kentongan.sop.tests.random_sops import RandomSop, random_sops

ANA = Doer("ana", "a", frozenset({"a"}))
MANY = settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow], deadline=None)


def problems(made: RandomSop) -> set[tuple[str, str]]:
    try:
        load_sop(made.text(), "acak", "acak")
    except BadFile as error:
        return {(each.key, each.code) for each in error.problems}
    return set()


@MANY
@given(random_sops(wild=True))
def test_exactly_what_is_unsound_is_refused(made):
    assert problems(made) == made.flaws()


@MANY
@given(random_sops(wild=False))
def test_of_those_with_a_spine_too(made):
    assert problems(made) == made.flaws()


def tamed(made: RandomSop) -> Sop:
    """The same SOP without what it cannot keep: requirements are dropped until it is sound."""
    for step in made.steps.values():
        if step.by_fact or "pilih: f" in step.needs:
            step.needs["pilih: f"] = False
        if step.needs.keys() & {"paraf: p", "tanda tangan: p"}:
            step.needs["konsep: p"] = False
    while made.flaws():
        held = made.standing()
        for step in made.steps.values():
            kept = held[step.number] if step.ways[0][0] is not None else ()
            step.requires = [each for each in step.requires if each in kept]
    return load_sop(made.text(), "acak", "acak")


def closings(sop: Sop, facts: Facts, *, with_optional: bool) -> list[Close]:
    """Every closing of the present step that supplies what is asked for."""
    step, found = sop.steps[str(facts.step)], []
    for way in step.outcomes.values():
        asked = [need for need in step.asks(way) if with_optional or not need.optional]
        for value in ("x", "y") if any(need.fact for need in asked) else ("",):
            supplies = frozenset(need.key for need in asked if not need.fact)
            found.append(Close(way.key, supplies, {"f": value} if value else {}))
    return found


def taken(sop: Sop, facts: Facts) -> list[tuple[Close, Decision]]:
    """Every closing that is allowed; who supplies everything is only ever refused for the fact."""
    allowed = []
    for with_optional in (False, True):
        for act in closings(sop, facts, with_optional=with_optional):
            answer = decide(sop, facts, act, ANA, {})
            if isinstance(answer, Decision):
                allowed.append((act, answer))
            else:
                assert answer.code == "decided-by-fact" or (answer.code == "missing" and not with_optional)
    return allowed


def moved(decision: Decision) -> Facts:
    return Facts(step=decision.to, chosen=decision.chosen, supplied=decision.supplied)


def can_end(sop: Sop, facts: Facts) -> bool:
    waiting, seen = deque([facts]), set()
    while waiting:
        here = waiting.popleft()
        for _, decision in taken(sop, here):
            if decision.ends:
                return True
            state = (decision.to, tuple(decision.chosen.items()), decision.supplied)
            if state not in seen:
                seen.add(state)
                waiting.append(moved(decision))
    return False


@MANY
@given(random_sops(wild=False), st.data())
def test_nobody_who_follows_a_sound_sop_gets_stuck(made, data):
    sop = tamed(made)
    facts = Facts(step=entry(sop).to)
    for _ in range(8):
        ways = taken(sop, facts)
        assert ways
        assert can_end(sop, facts)
        act, decision = data.draw(st.sampled_from(ways))
        stated = sop.steps[str(facts.step)].outcomes[str(decision.outcome)]
        assert (decision.to, decision.outcome) == (stated.to, act.outcome)
        assert decision.ends == (stated.to is None)
        if decision.ends:
            return
        facts = moved(decision)


@MANY
@given(random_sops(wild=False), st.data())
def test_no_step_is_closed_without_what_it_asks_for(made, data):
    sop = tamed(made)
    facts = Facts(step=entry(sop).to)
    for _ in range(6):
        act, decision = data.draw(st.sampled_from(taken(sop, facts)))
        step = sop.steps[str(facts.step)]
        must = {need.key for need in step.needs if not need.optional and not need.fact}
        for key in must:
            less = Close(act.outcome, act.supplies - {key}, act.chosen)
            answer = decide(sop, facts, less, ANA, {})
            assert isinstance(answer, Refusal)
            assert answer.code == "missing"
        if decision.ends:
            return
        facts = moved(decision)
