"""What is wrong with a random SOP file, by the second proof: key and code of each flaw, round by round."""

from collections.abc import Iterator

from .random_sops import (
    AFTER,
    ANSWERED,
    APPROVAL,
    DRAFT,
    FACT,
    SHOWN,
    SIGNED,
    VALUES,
    RandomSop,
    RandomStep,
    RandomWay,
)

Flaw = tuple[str, str]
Demand = tuple[str, str, str]  # place, code, what must stand


def flaws(sop: RandomSop) -> set[Flaw]:
    """Everything that is wrong, of the first round that finds anything."""
    found = {(f"{place(step)}.dicatat_dari_grup", "recorder-not-here") for step in unrecordable(sop)}
    return found or uncovered(sop) or unsound(sop) or circles(sop)


def place(step: RandomStep) -> str:
    return f"langkah[{step.number}]"


def unrecordable(sop: RandomSop) -> list[RandomStep]:
    """What somebody signs or approves is not recorded for them, nor what the reporter does."""
    personal = {"paraf: p", SIGNED, APPROVAL}
    return [
        step
        for step in sop.steps.values()
        if step.recorder
        and ("r" in step.actors or any(personal & step.asked(way).keys() for way in step.ways))
    ]


def uncovered(sop: RandomSop) -> set[Flaw]:
    return {
        (f"{place(step)}.pilihan", "uncovered-values")
        for step in sop.steps.values()
        if step.by_fact and {value for way in step.ways for value in way.values or ()} != set(VALUES)
    }


def circles(sop: RandomSop) -> set[Flaw]:
    return {(f"langkah[{key}]", "facts-lead-in-circles") for key in sop.circling()}


def unsound(sop: RandomSop) -> set[Flaw]:
    reachable, ending, held = sop.reachable(), sop.ending(), sop.standing()
    found = {(f"langkah[{key}]", "unreachable") for key in sop.steps.keys() - reachable}
    found |= {(f"langkah[{key}]", "no-end-from-here") for key in reachable - ending}
    for key in reachable:
        step = sop.steps[key]
        found |= set(of_reporter(sop, step))
        for way in step.ways:
            found |= set(missing(step, held[key], demands(step, way)))
            found |= set(of_effects(sop, step, way, held[key]))
    return found


def of_reporter(sop: RandomSop, step: RandomStep) -> Iterator[Flaw]:
    """Who reported only goes on, to those who could have closed the step themselves."""
    others = {name for name in step.actors if name != "r"}
    if "r" not in step.actors:
        return
    if not others:
        yield f"{place(step)}.pelaksana", "reporter-alone"
    for way in step.ways:
        if not way.by or "r" in way.by:
            busy = way.to is None or way.values or step.asked(way) or step.effects
            if busy or not set(sop.steps[way.to or 0].actors) <= others:
                yield f"{place(step)}.pilihan.{way.key}", "reporter-cannot-hand-on"


def demands(step: RandomStep, way: RandomWay) -> Iterator[Demand]:
    """What must stand before the step for it to be closed so; what can be given in it is no demand."""
    asked = step.asked(way)
    for number, key in enumerate(step.requires, 1):
        if key not in asked:
            yield f"{place(step)}.perlu[{number}]", "not-supplied", key
    for at, needs in ((place(step), step.needs), (f"{place(step)}.pilihan.{way.key}", way.needs)):
        for number, (key, optional) in enumerate(needs.items(), 1):
            for before in AFTER.get(key, ()) if not optional else ():
                if before not in asked:
                    yield f"{at}.isi[{number}]", "not-supplied", before
    if way.values is not None and FACT not in step.needs:
        yield f"{place(step)}.pilihan.{way.key}.bila", "fact-not-chosen", FACT


def missing(step: RandomStep, held: frozenset[str], wanted: Iterator[Demand]) -> Iterator[Flaw]:
    for at, code, key in wanted:
        if key not in held:
            yield at, code
        elif step.archives:
            yield at, "archive-needs-earlier"


def of_effects(sop: RandomSop, step: RandomStep, way: RandomWay, held: frozenset[str]) -> Iterator[Flaw]:
    first = 2 if step.archives else 1  # "arsip" stands before them
    for number, effect in enumerate(step.effects, first):
        for code, key in wanted(sop, effect):
            if key not in step.after(frozenset(), way):
                lost = key not in step.after(frozenset({key}), way)
                demand = (f"{place(step)}.hasil[{number}]", code, key)
                yield from missing(step, held - {key} if lost else held, iter([demand]))


def wanted(sop: RandomSop, effect: str) -> Iterator[tuple[str, str]]:
    if effect == ANSWERED:
        yield "effect-without-paper", DRAFT
        if SIGNED in sop.everything:
            yield "effect-without-paper", SIGNED
    if effect == SHOWN or (effect == ANSWERED and sop.published):
        yield "public-without-approval", APPROVAL
