"""The proof that an SOP is sound: nobody who follows it gets stuck, nothing is asked that cannot be given.

* Every step is reachable from the start, and an end is reachable from every step, whatever facts were chosen.
* On **every** path to a step what it requires was supplied, or can be supplied in it: `perlu`, what a
  signature or number implies, the fact that `bila` asks, the unit or person that a bound actor is.
* On every path, an answer that goes out exists, and is signed where the SOP has it signed anywhere; what is made
  public was approved as it stands, and so was an answer whose text is also a publication's.
* Where who reported may act, somebody else may too; they only go on, to a step of those others. Who reported holds
  no key of the case that they could hand on.
* The archive step needs nothing that only an earlier step can give: refusing, merging and referring jump to
  it from anywhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kentongan.problems import Finding

from . import vocabulary as words
from .circles import trapped
from .model import Effect, Need, Outcome, Sop, Step
from .paths import ending, path_without, reachable
from .supplies import keys, prerequisites, surely

_UNAPPROVED = "public-without-approval"


@dataclass(frozen=True, slots=True)
class Demand:
    """At `place`, one of `wanted` must stand before the step; `code` says what is wrong where none does.

    `lost`: the step itself makes void what it needs, so that no path helps.
    """

    place: str
    code: str
    wanted: frozenset[str]
    lost: bool = False


def check_soundness(sop: Sop) -> tuple[Finding, ...]:
    """Return every flaw of the graph."""
    if not sop.archives:
        return (Finding("langkah", "no-archive"),)
    found, ends = reachable(sop), ending(sop)
    flaws: list[Finding] = []
    for step in sop.steps.values():
        if step.key not in found:
            flaws.append(Finding(step.place, "unreachable", {"step": step.key}))
        else:
            flaws += _no_end(step, ends)
            flaws += _reporter(sop, step)
            flaws += _supplied(sop, step)
    # Only where every fact is chosen on every path can it be asked where the facts lead.
    return tuple(flaws or _circles(sop))


def _no_end(step: Step, ends: frozenset[str]) -> Iterator[Finding]:
    if step.key not in ends:
        yield Finding(step.place, "no-end-from-here", {"step": step.key})


def _reporter(sop: Sop, step: Step) -> Iterator[Finding]:
    reporters = {name for name in step.actors if sop.actors[name].kind == "reporter"}
    if not reporters:
        return
    others = set(step.actors) - reporters
    if not others:
        yield Finding(f"{step.place}.pelaksana", "reporter-alone", {"step": step.key})
    for outcome in step.outcomes.values():
        theirs = not outcome.by or reporters & set(outcome.by)
        if theirs and not _only_goes_on(sop, step, outcome, others):
            params = {"step": step.key, "outcome": outcome.key}
            yield Finding(f"{step.place}.pilihan.{outcome.key}", "reporter-cannot-hand-on", params)


def _only_goes_on(sop: Sop, step: Step, outcome: Outcome, others: set[str]) -> bool:
    """Whether it asks and does nothing, and only those get to it next who hold the key already."""
    if outcome.to is None or outcome.fact or outcome.referral or step.asks(outcome) or step.does(outcome):
        return False
    to = sop.steps[outcome.to]
    return set(to.actors) <= others and set(to.participants) <= others | set(step.participants)


def _circles(sop: Sop) -> Iterator[Finding]:
    for key, chosen in trapped(sop).items():
        facts = ", ".join(f"{fact} = {value}" for fact, value in sorted(chosen))
        yield Finding(sop.steps[key].place, "facts-lead-in-circles", {"step": key, "facts": facts})


def _supplied(sop: Sop, step: Step) -> Iterator[Finding]:
    for demand in dict.fromkeys(_demands(sop, step)):
        path = path_without(sop, frozenset() if demand.lost else demand.wanted, step.key)
        need = " / ".join(sorted(demand.wanted))
        if path is not None:
            yield Finding(demand.place, demand.code, {"need": need, "path": " → ".join(path)})
        elif step.archives:
            yield Finding(demand.place, "archive-needs-earlier", {"need": need, "step": step.key})


def _demands(sop: Sop, step: Step) -> Iterator[Demand]:
    """Yield what must stand before the step; what can be given in the step itself is no demand."""
    yield from _actor_demands(sop, step)
    for outcome in step.outcomes.values():
        way = f"{step.place}.pilihan.{outcome.key}"
        own = keys(step.asks(outcome))
        for number, required in enumerate(step.requires, 1):
            if required not in own:
                yield Demand(f"{step.place}.perlu[{number}]", "not-supplied", frozenset({required}))
        yield from _implied_demands(sop, f"{step.place}.isi", step.needs, own)
        yield from _implied_demands(sop, f"{way}.isi", outcome.needs, own)
        yield from _fact_demand(step, outcome, way)
        yield from _effect_demands(sop, step, outcome, (f"{step.place}.hasil", step.effects))
        yield from _effect_demands(sop, step, outcome, (f"{way}.hasil", outcome.effects))


def _implied_demands(sop: Sop, at: str, needs: tuple[Need, ...], own: frozenset[str]) -> Iterator[Demand]:
    """What is optional is not demanded: the engine asks for what it implies when somebody gives it."""
    for number, need in enumerate(needs, 1):
        before = prerequisites(sop, [need]) if not need.optional else frozenset()
        for key in sorted(before - own):
            yield Demand(f"{at}[{number}]", "not-supplied", frozenset({key}))


def _actor_demands(sop: Sop, step: Step) -> Iterator[Demand]:
    """The key is handed to persons when the step is entered: who they are cannot be chosen in it."""
    for word, names in (("pelaksana", step.actors), ("peserta", step.participants)):
        for number, name in enumerate(names, 1):
            bound_by = sop.actors[name].bound_by
            if bound_by:
                key = words.UNIT if bound_by == "unit" else words.need_key("orang", name)
                yield Demand(f"{step.place}.{word}[{number}]", "not-bound", frozenset({key}))


def _fact_demand(step: Step, outcome: Outcome, way: str) -> Iterator[Demand]:
    """The fact may be chosen in the step, but not in the outcome that it is to choose."""
    if outcome.fact:
        wanted = frozenset(choosing(outcome.fact))
        if not keys(step.needs) & wanted:
            yield Demand(f"{way}.bila", "fact-not-chosen", wanted)


def _effect_demands(
    sop: Sop, step: Step, outcome: Outcome, stated: tuple[str, tuple[Effect, ...]]
) -> Iterator[Demand]:
    at, effects = stated
    for number, effect in enumerate(effects, 1):
        for code, wanted in _wanted(sop, effect):
            if not surely(sop, step, outcome, frozenset()) & wanted:
                lost = not surely(sop, step, outcome, wanted) & wanted
                yield Demand(f"{at}[{number}]", code, wanted, lost)


def choosing(fact: str) -> tuple[str, ...]:
    """Return the needs with which a fact can be chosen."""
    own = (fact,) if fact in (words.CLASSIFICATION, words.UNIT) else ()
    return (*own, words.need_key("pilih", fact))


def _wanted(sop: Sop, effect: Effect) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield what must stand for the effect, with what is wrong where it does not: of each set at least one."""
    if effect.kind == "answer" and effect.object:
        draft = words.need_key("konsep", effect.object)
        yield "effect-without-paper", frozenset({draft})
        if effect.object in sop.signed:
            yield "effect-without-paper", frozenset({words.need_key("tanda tangan", effect.object)})
        told = [each.key for each in sop.publications.values() if each.text == draft]
        if told:
            yield _UNAPPROVED, frozenset(words.need_key("persetujuan", key) for key in told)
    elif effect.kind == "answer":
        yield "effect-without-paper", _given_anywhere(sop, "answer", "message")
    elif effect.content:
        yield _UNAPPROVED, frozenset({words.need_key("persetujuan", effect.content)})


def _given_anywhere(sop: Sop, *kinds: str) -> frozenset[str]:
    """Return every key of these kinds that the SOP asks for, and the plain word, so that there is one."""
    asked = (need for step in sop.steps.values() for need in step.every_need())
    plain = words.NEED_NAMES[kinds[0]].word
    return frozenset({plain, *(need.key for need in asked if need.kind in kinds)})
