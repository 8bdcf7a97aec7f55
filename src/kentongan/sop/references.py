"""Everything in an SOP file that points at something: does it exist, and is it of the right sort?

Asked in the file's order: numbers and keys that stand twice; lanes; who acts; facts, papers, publications, books
and persons that a step asks for, requires or does; the steps that `lanjut`, `bedakan_dari` and `mulai` name; the
printed items that a flag stands beside.
"""

from collections.abc import Callable, Iterator

from kentongan.problems import Finding

from . import vocabulary as words
from .names import known_as, twice
from .schema import Block, RowTable, SopTable
from .tables import Placed, effects, entries, needs, outcomes, placed, running, targets


def check_references(sop: SopTable) -> Iterator[Finding]:
    """Yield every reference that leads nowhere and every name that stands twice."""
    yield from twice((f"{each.place}.nomor", each.table.number) for each in placed(sop))
    yield from twice((f"tabel.lajur[{lane.key}].kunci", lane.key) for lane in sop.grid.lanes)
    yield from _recorders(sop)
    yield from _steps_named(sop)
    for step in placed(sop):
        yield from _lanes(sop, step)
        yield from _actors(sop, step)
        yield from _objects(sop, step)
        yield from _conditions(sop, step)
    yield from _flags(sop)


def _post_actor(sop: SopTable, place: str, name: str) -> Iterator[Finding]:
    """Who records an outside party's decision, or is told of a missed routine, must be able to log in."""
    yield from known_as(place, name, sop.actors, "unknown-actor")
    if name in sop.actors and sop.actors[name].kind != "pos":
        yield Finding(place, "not-a-post", {"name": name})


def _recorders(sop: SopTable) -> Iterator[Finding]:
    for key, actor in sop.actors.items():
        if actor.recorded_by is not None:
            yield from _post_actor(sop, f"pelaksana.{key}.dicatat_oleh", actor.recorded_by)


def _lanes(sop: SopTable, step: Placed) -> Iterator[Finding]:
    if isinstance(step.table, RowTable):
        known = [lane.key for lane in sop.grid.lanes]
        for number, lane in enumerate(step.table.lanes, 1):
            yield from known_as(f"{step.place}.lajur[{number}]", lane, known, "unknown-lane")


def _actors(sop: SopTable, step: Placed) -> Iterator[Finding]:
    for word, names in (("pelaksana", step.table.actors), ("peserta", step.table.participants)):
        for number, name in enumerate(names, 1):
            yield from known_as(f"{step.place}.{word}[{number}]", name, sop.actors, "unknown-actor")
    if step.table.recorder is not None:
        yield from _post_actor(sop, f"{step.place}.dicatat_dari_grup", step.table.recorder)
    for place, outcome in outcomes(step):
        for number, name in enumerate(outcome.by, 1):
            yield from known_as(f"{place}.oleh[{number}]", name, step.table.actors, "not-of-this-step")
    routine = step.table.routine if isinstance(step.table, RowTable) else None
    if routine:
        yield from _post_actor(sop, f"{step.place}.rutin.beri_tahu", routine.alert)


def _objects(sop: SopTable, step: Placed) -> Iterator[Finding]:
    for number, required in enumerate(step.table.requires, 1):
        yield from _need(sop, f"{step.place}.perlu[{number}]", *words.split_word(required))
    for place, need in needs(step):
        yield from _need(sop, place, need.kind, need.object)
    for place, effect in effects(step):
        yield from _effect(sop, place, *words.split_word(effect))


def _effect(sop: SopTable, place: str, word: str, object_: str | None) -> Iterator[Finding]:
    sort = words.EFFECTS[word][1]
    if sort == "paper" and object_ is not None:
        yield from known_as(place, object_, sop.papers, "unknown-paper")
    if sort == "book":
        yield from known_as(place, str(object_), sop.books, "unknown-book")
    content = words.split_public(str(object_))[1] if sort == "public" else None
    if content is not None:
        yield from known_as(place, content, sop.publications, "unknown-publication")


def _need(sop: SopTable, place: str, word: str, object_: str | None) -> Iterator[Finding]:
    sort = words.NEEDS[word].object
    if sort == "paper":
        yield from known_as(place, str(object_), sop.papers, "unknown-paper")
    if sort == "publication":
        yield from known_as(place, str(object_), sop.publications, "unknown-publication")
    if sort == "person":
        yield from known_as(place, str(object_), sop.actors, "unknown-actor")
        if object_ in sop.actors and sop.actors[object_].bound_by != "orang":
            yield Finding(place, "not-bound-by-person", {"name": object_})
    fact = object_ if sort == "fact" else word if word in (words.CLASSIFICATION, words.UNIT) else None
    if fact is not None:
        yield from known_as(place, fact, sop.facts, "unknown-fact")


def _conditions(sop: SopTable, step: Placed) -> Iterator[Finding]:
    for place, outcome in outcomes(step):
        for fact, values in (outcome.condition or {}).items():
            yield from known_as(f"{place}.bila.{fact}", fact, sop.facts, "unknown-fact")
            if fact in sop.facts and values != [words.REST] and not sop.facts[fact].source:
                for value in values:
                    yield from known_as(
                        f"{place}.bila.{fact}", value, sop.facts[fact].values, "unknown-value"
                    )


def _steps_named(sop: SopTable) -> Iterator[Finding]:
    known = entries(sop)
    yield from _step("mulai", sop.start, known)
    for step in running(sop):
        for place, target in targets(step):
            yield from _step(place, target, known)
        for number, other in enumerate(step.table.distinct_from, 1):
            place = f"{step.place}.bedakan_dari[{number}]"
            yield from _step(place, other, known)
            if step.table.number in known.get(other, ()):
                yield Finding(place, "distinct-from-itself", {"name": other})


def _step(place: str, name: str, known: dict[str, tuple[str, ...]]) -> Iterator[Finding]:
    yield from known_as(place, name, known, "unknown-step")
    if known.get(name) == ():
        yield Finding(place, "step-does-not-run", {"name": name})


BLOCKS: dict[str, Callable[[SopTable], Block | None]] = {
    "dasar_hukum": lambda sop: sop.bases,
    "kualifikasi": lambda sop: sop.qualifications,
    "keterkaitan": lambda sop: sop.related,
    "peralatan": lambda sop: sop.equipment,
    "peringatan": lambda sop: sop.warnings,
    "pencatatan": lambda sop: sop.records,
}


def _flags(sop: SopTable) -> Iterator[Finding]:
    for key, block_of in BLOCKS.items():
        block = block_of(sop)
        for number, flag in enumerate(block.flags if block else (), 1):
            if block and not 1 <= flag.item <= len(block.items):
                place = f"{key}.tanda[{number}].butir"
                yield Finding(place, "unknown-item", {"name": str(flag.item), "count": str(len(block.items))})
