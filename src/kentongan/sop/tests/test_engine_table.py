"""Every SOP that is shipped, every step, every act, every outcome, every post: the engine allows exactly what
the file says, read a second time by `raw_sop`, and refuses everything else."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from kentongan.sop.engine import (
    Begin,
    Close,
    Contribute,
    Decision,
    Doer,
    Facts,
    Pause,
    Refusal,
    Resume,
    decide,
    entry,
)
from kentongan.sop.tests.raw_sop import Need, RawSop, Way
from kentongan.sop.tests.samples import SOPS, profile, sop

PAT = "officer:pat"
OF_PAPERS = ("konsep", "paraf", "tanda tangan", "nomor", "bukti kirim")


@cache
def raw(path: Path) -> RawSop:
    return RawSop(path.read_text(), dict(profile(path.parents[1]).heads))


def head(path: Path) -> str:
    return next(iter(raw(path).units.values()), "")


def everybody(path: Path) -> list[Doer]:
    """One officer for each post, Pat who was chosen by name, the reporter, and who claims what is not theirs."""
    posts = [Doer(f"of-{post}", post, frozenset({post})) for post in profile(path.parents[1]).posts]
    pat, rani = Doer("pat", "staf", frozenset({"staf"})), Doer("rani", "pelapor", frozenset({"pelapor"}))
    claimed = [replace(pat, capacity="pelapor"), *(replace(pat, capacity=each.capacity) for each in posts)]
    return [*posts, pat, rani, *claimed, Doer("otto", "kadis")]


def sits(doer: Doer, seats: set[str]) -> bool:
    return doer.capacity in doer.posts and (f"officer:{doer.id}" in seats or doer.capacity in seats)


def taker(path: Path, step: str, way: Way) -> Doer:
    """The first who may take this way out."""
    return next(each for each in everybody(path) if sits(each, raw(path).taking(step, way, head(path))))


def bound(path: Path) -> dict[str, str]:
    actors = raw(path).file["pelaksana"].items()
    by = {name: actor["dari"] for name, actor in actors if actor["jenis"] == "terikat"}
    return {name: PAT if each == "orang" else head(path) for name, each in by.items()}


def everything(path: Path) -> frozenset[str]:
    """All that can stand: whatever is asked anywhere, and every stage of every paper."""
    papers = raw(path).file.get("naskah", {})
    return frozenset(raw(path).every_key | {f"{word}: {paper}" for word in OF_PAPERS for paper in papers})


def cases(path: Path) -> Iterator[tuple[str, Way, dict[str, str], Facts]]:
    """Every step, every way out, and for each every value that leads there."""
    for step in raw(path).steps:
        for way in raw(path).ways(step):
            for fact, value in pairs(path, step, way):
                chosen = {other: raw(path).values(other)[0] for other in raw(path).file.get("fakta", {})}
                chosen |= {fact: value} if fact else {}
                asked = {need.fact for need in way.needs if need.fact}
                earlier = {name: each for name, each in chosen.items() if name not in asked}
                now = {name: each for name, each in chosen.items() if name in asked}
                yield step, way, now, facts_at(path, step, way, earlier)


def pairs(path: Path, step: str, way: Way) -> list[tuple[str, str]]:
    if not way.condition:
        return [("", "")]
    (fact,) = way.condition
    return [(fact, each) for each in raw(path).values(fact) if raw(path).leads(step, way, fact, each)]


def given_before(way: Way) -> frozenset[str]:
    """What others gave in the turn, and the drafts that they signed: given once more, these void what they gave."""
    others = [need for need in way.needs if need.by != "pelaksana"]
    drafts = {f"konsep: {need.object}" for need in others if need.word in OF_PAPERS}
    return frozenset(need.key for need in way.needs if need in others or need.key in drafts)


def facts_at(path: Path, step: str, way: Way, chosen: dict[str, str]) -> Facts:
    before = given_before(way)
    return Facts(step=step, chosen=chosen, bound=bound(path), supplied=everything(path), contributed=before)


def closing(way: Way, chosen: dict[str, str], *, without: Need | None = None) -> Close:
    given = [need for need in way.needs if need is not without and need.key not in given_before(way)]
    return Close(
        outcome=way.key,
        supplies=frozenset(need.key for need in given if not need.is_choice),
        chosen={fact: value for fact, value in chosen.items() if any(need.fact == fact for need in given)},
        bound={need.object: PAT for need in given if need.word == "orang"},
    )


def ask(path: Path, facts: Facts, act, doer: Doer):
    return decide(sop(path), facts, act, doer, raw(path).units)


every_sop = pytest.mark.parametrize("path", SOPS, ids=lambda path: path.stem)


@every_sop
def test_each_outcome_is_taken_by_its_posts_only_and_leads_where_the_file_says(path):
    for step, way, chosen, facts in cases(path):
        for doer in everybody(path):
            answer = ask(path, facts, closing(way, chosen), doer)
            acting, taking = raw(path).acting(step, head(path)), raw(path).taking(step, way, head(path))
            assert isinstance(answer, Decision) == sits(doer, taking), (step, doer)
            if isinstance(answer, Decision):
                assert (answer.outcome, answer.to, answer.ends) == (way.key, way.to, way.to is None)
                assert [each.key for each in answer.effects] == way.effects
                unit = raw(path).units[chosen["unit"]] if "unit" in chosen else head(path)
                expected = raw(path).acting(way.to, unit) if way.to else set()
                assert set(answer.posts) == expected
                assert set(answer.participants) == (raw(path).helping(way.to, unit) if way.to else set())
            else:
                assert answer.code == ("not-your-outcome" if sits(doer, acting) else "not-your-post")


@every_sop
def test_an_order_from_the_group_is_recorded_by_who_the_file_says_with_what_was_said_there(path):
    """R003-06: the head orders in the group, the operator writes it down; who gave the order never does."""
    order = "berkas: perintah dari grup"
    for step, way, chosen, facts in cases(path):
        act = closing(way, chosen)
        recorded = replace(act, recorded=True, supplies=act.supplies | {order})
        acting, recording = raw(path).acting(step, head(path)), raw(path).recording(step, head(path))
        for doer in everybody(path):
            answer = ask(path, facts, recorded, doer)
            own = any(sits(replace(doer, capacity=post), acting) for post in doer.posts)
            if sits(doer, recording) and not own:
                assert isinstance(answer, Decision)
                assert (answer.recorded, answer.to, order in answer.supplied) == (True, way.to, True)
                without = ask(path, facts, replace(act, recorded=True), doer)
                assert without == Refusal("missing", {"needs": order})
            else:
                assert isinstance(answer, Refusal)
                assert answer.code == "not-your-post"
            if sits(doer, raw(path).taking(step, way, head(path))):
                assert ask(path, facts, replace(recorded, recorded=False), doer).code == "not-here"


@every_sop
def test_no_outcome_of_another_step_is_taken(path):
    for step, way, chosen, facts in cases(path):
        own = {each.key for each in raw(path).ways(step)}
        doer = taker(path, step, way)
        for other in raw(path).every_way | {""}:
            act = Close(other, closing(way, chosen).supplies, chosen, closing(way, chosen).bound)
            answer = ask(path, facts, act, doer)
            if other not in own:
                assert answer == Refusal("no-such-outcome", {"outcome": other})


@every_sop
def test_no_outcome_is_taken_against_the_fact(path):
    for step, way, chosen, facts in cases(path):
        doer = taker(path, step, way)
        for other in raw(path).ways(step):
            if way.condition and other.condition and other.key != way.key:
                act = Close(other.key, chosen=chosen)
                assert ask(path, facts, act, doer).code in ("decided-by-fact", "not-here")


@every_sop
def test_each_thing_asked_for_is_missed_and_nothing_optional_is(path):
    for step, way, chosen, facts in cases(path):
        doer = taker(path, step, way)
        for need in way.needs:
            kept = Facts(
                step=step,
                chosen={**facts.chosen, **({need.fact: chosen[need.fact]} if need.fact else {})},
                bound=facts.bound,
                supplied=facts.supplied,
                contributed=facts.contributed - {need.key},
            )
            answer = ask(path, kept, closing(way, chosen, without=need), doer)
            assert isinstance(answer, Decision) == need.optional, (step, need)
            if isinstance(answer, Refusal):
                assert answer == Refusal("missing", {"needs": need.key})


@every_sop
def test_what_a_step_requires_from_before_is_missed(path):
    for step, way, chosen, facts in cases(path):
        doer = taker(path, step, way)
        for required in raw(path).steps[step].get("perlu", []):
            if required not in {need.key for need in way.needs}:
                less = Facts(step, facts.chosen, facts.bound, facts.supplied - {required}, facts.contributed)
                answer = ask(path, less, closing(way, chosen), doer)
                assert isinstance(answer, Refusal)
                assert (answer.code, required in answer.params["needs"]) == ("missing", True)


@every_sop
def test_begin_pause_and_resume(path):
    for step in raw(path).steps:
        for doer in everybody(path):
            acts = sits(doer, raw(path).acting(step, head(path)))
            running = Facts(step=step, bound=bound(path))
            paused = Facts(step=step, bound=bound(path), paused=True)
            assert isinstance(ask(path, running, Begin(), doer), Decision) == acts
            may_pause = acts and "jeda" in raw(path).steps[step]
            assert isinstance(ask(path, running, Pause(), doer), Decision) == may_pause
            assert isinstance(ask(path, paused, Resume(), doer), Decision) == acts
            for act, facts in [(Begin(), paused), (Pause(), paused), (Close(), paused), (Resume(), running)]:
                assert isinstance(ask(path, facts, act, doer), Refusal)


@every_sop
def test_each_contribution_comes_from_those_whose_it_is(path):
    for step in raw(path).steps:
        asked = {need.key: need for way in raw(path).ways(step) for need in way.needs}
        acting, helping = raw(path).acting(step, head(path)), raw(path).helping(step, head(path))
        givers = {"peserta": helping, "yang hadir": acting | helping}
        facts = Facts(step=step, bound=bound(path), supplied=everything(path))
        for key in raw(path).every_key:
            need = asked.get(key)
            for doer in everybody(path):
                plain = need is not None and not need.is_choice and not raw(path).is_from_a_book(need)
                allowed = plain and sits(
                    doer, givers.get(need.by) or raw(path).giving(step, need, head(path))
                )
                answer = ask(path, facts, Contribute(key), doer)
                assert isinstance(answer, Decision) == allowed, (step, key, doer)


@every_sop
def test_an_excluded_officer_and_an_ended_case_allow_nothing(path):
    for step, way, chosen, facts in cases(path):
        for doer in everybody(path):
            for act in (
                closing(way, chosen),
                Begin(),
                Pause(),
                Resume(),
                *(Contribute(n.key) for n in way.needs),
            ):
                out = Facts(step, facts.chosen, facts.bound, facts.supplied, excluded=frozenset({doer.id}))
                assert ask(path, out, act, doer) == Refusal("conflict-of-interest")
                assert ask(path, Facts(step=None), act, doer) == Refusal("case-ended")


@every_sop
def test_a_case_begins_where_the_file_says(path):
    first = raw(path).first[raw(path).file["mulai"]]
    assert (entry(sop(path)).to, set(entry(sop(path)).posts)) == (first, raw(path).acting(first, ""))


@every_sop
def test_who_closed_the_other_step_does_not_close_this_one(path):
    for step, way, chosen, facts in cases(path):
        others = raw(path).steps[step].get("bedakan_dari", [])
        doer = taker(path, step, way)
        for other in raw(path).steps:
            closed = Facts(
                step,
                facts.chosen,
                facts.bound,
                facts.supplied,
                facts.contributed,
                closed_by={other: frozenset({doer.id})},
            )
            answer = ask(path, closed, closing(way, chosen), doer)
            assert isinstance(answer, Refusal) == (other in others), (step, other)
            if isinstance(answer, Refusal):
                assert answer.code == "same-person"


def test_the_five_procedures_of_the_seeds_are_among_them():
    assert len(SOPS) >= 7  # five shipped, two made up
