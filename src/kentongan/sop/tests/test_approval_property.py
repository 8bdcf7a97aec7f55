"""No random sequence of acts publishes or sends what the SOP did not approve.

Whenever a decision makes a publication public, its approval was given after the last change of its contents; whenever
one sends a paper that is signed, or approved as the text of a publication, that was given after the last draft. The
times are kept beside the engine, and what is to be approved is read straight from the file.
"""

import random
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from kentongan.sop.engine import Decision, Doer
from kentongan.sop.loader import load_sop
from kentongan.sop.model import Sop
from kentongan.sop.tests.at_random import NEVER, AtRandom
from kentongan.sop.tests.random_sops import ANSWERED, APPROVAL, DRAFT, PHOTO, SHOWN, random_sops
from kentongan.sop.tests.samples import SOPS, profile, sop
from kentongan.sop.tests.test_random_sops import DOERS, problems, tamed

ACTS = 150
FEW = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
seeds = st.integers(0, 2**32)


@dataclass
class Seen:
    """How often something was shown and sent: a test that sees nothing proves nothing."""

    shown: int = 0
    sent: int = 0


def contents(file: dict[str, Any], key: str) -> list[str]:
    table = file["publikasi"][key]
    return [*([table["teks"]] if "teks" in table else []), *table.get("foto", [])]


def is_approved(case: AtRandom, file: dict[str, Any], key: str) -> bool:
    """Whether the approval is younger than everything that it approves."""
    last = max(case.given.get(each, NEVER) for each in contents(file, key))
    return case.given.get(f"persetujuan: {key}", NEVER) >= last > NEVER


def watch(case: AtRandom, decision: Decision, seen: Seen) -> None:
    file = tomllib.loads(case.sop.text) if decision.effects else {}
    for effect in decision.effects:
        assert not (case.facts.exit and effect.kind in ("public", "answer"))
        if effect.kind == "public" and effect.content:
            seen.shown += 1
            assert is_approved(case, file, effect.content), effect
        if effect.kind == "answer" and effect.object:
            seen.sent += 1
            draft = f"konsep: {effect.object}"
            told = [key for key, table in file.get("publikasi", {}).items() if table.get("teks") == draft]
            assert not told or any(is_approved(case, file, key) for key in told), effect
            signature = f"tanda tangan: {effect.object}"
            if (
                f'"{signature}"' in case.sop.text
                or f'jenis = "tanda tangan", objek = "{effect.object}"' in case.sop.text
            ):
                assert case.given.get(signature, NEVER) >= case.given.get(draft, NEVER), effect


def driven(procedure: Sop, units: dict[str, str], doers: list[Doer], seed: int) -> Seen:
    seen = Seen()
    case = AtRandom(procedure, units, doers, random.Random(seed))
    for decision in case.run(ACTS):
        watch(case, decision, seen)
    return seen


def office(path: Path) -> tuple[Sop, dict[str, str], list[Doer]]:
    """An SOP that is shipped, with one officer for each post of its agency, and who reported."""
    agency = profile(path.parents[1])
    doers = [Doer(f"of-{post}", post, frozenset({post})) for post in agency.posts]
    others = [Doer("pat", "staf", frozenset({"staf"})), Doer("rani", "pelapor", frozenset({"pelapor"}))]
    return sop(path), dict(agency.heads), [*doers, *others]


@pytest.mark.parametrize("path", SOPS, ids=lambda path: path.stem)
@FEW
@given(seed=seeds)
def test_no_shipped_sop_shows_or_sends_what_was_not_approved_as_it_stands(path, seed):
    """R003-09, R003-10, R003-11: the head approves what is shown, and what changes goes back to the head."""
    driven(*office(path), seed)


@pytest.mark.parametrize("path", SOPS, ids=lambda path: path.stem)
def test_what_is_driven_at_random_shows_and_sends_something(path):
    procedure, units, doers = office(path)
    runs = [driven(procedure, units, doers, seed) for seed in range(60)]
    effects = {
        (each.kind, bool(each.content or (each.kind == "answer" and each.object)))
        for step in procedure.steps.values()
        for way in step.outcomes.values()
        for each in step.does(way)
    }
    assert (sum(seen.shown for seen in runs) > 0) == (("public", True) in effects)
    assert (sum(seen.sent for seen in runs) > 0) == (("answer", True) in effects)


@st.composite
def telling_sops(draw) -> Sop:
    """Random SOPs in which much is written, approved and shown: whatever of it the room itself takes for sound."""
    made = draw(random_sops(wild=False))
    for step in made.steps.values():
        asked = draw(st.lists(st.sampled_from([DRAFT, PHOTO, APPROVAL]), unique=True))
        step.needs |= {key: key == PHOTO for key in asked}
        step.effects = []
    made.steps[1].needs |= {DRAFT: False, PHOTO: True}
    for step, way in made.ways():
        way.needs = {key: optional for key, optional in way.needs.items() if key not in step.needs}
    tamed(made)
    for step in made.steps.values():
        for effect in draw(st.lists(st.sampled_from([SHOWN, ANSWERED]), unique=True)):
            step.effects.append(effect)
            if problems(made):
                step.effects.remove(effect)
    return load_sop(made.text(), "acak", "acak")


@FEW
@given(procedure=telling_sops(), seed=seeds)
def test_no_random_sop_shows_or_sends_what_was_not_approved_as_it_stands(procedure, seed):
    driven(procedure, {}, list(DOERS.values()), seed)


def test_random_sops_show_and_send_something():
    def tells(drawn: tuple[Sop, int]) -> bool:
        seen = driven(drawn[0], {}, list(DOERS.values()), drawn[1])
        return seen.shown > 0 and seen.sent > 0

    unshrunk = settings(max_examples=500, deadline=None, phases=[Phase.generate])
    assert find(st.tuples(telling_sops(), seeds), tells, settings=unshrunk)
