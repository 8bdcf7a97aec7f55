"""Reading the chain from its first event to its last, believing nothing but the arithmetic.

What a change of the rows looks like:
* a changed row: its link no longer follows from its body (`changed`), or, where the link was changed too,
  the next row's does not follow from it (`broken`);
* a removed, inserted or moved row: numbers that are not 1, 2, 3, ... (`gap`), or links that do not follow;
* a cut tail: the head row is ahead of the last event (`head-differs`); where the head row was cut as well,
  only a head that somebody outside holds shows it (`cut-tail`), as it shows a chain rewritten whole
  (`rewritten`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from kentongan.journal import chain as chains
from kentongan.journal.models import Event, Head

Code = Literal["changed", "broken", "gap", "head-differs", "cut-tail", "rewritten"]


class PublishedHead(NamedTuple):
    """The end of an agency's chain as somebody outside the database holds it."""

    agency: str
    number: int
    link: str


@dataclass(frozen=True, slots=True)
class Flaw:
    """One place where the trail does not hold. `chain` is empty where the agency's own chain is meant."""

    code: Code
    agency: str
    chain: str
    number: int


@dataclass(slots=True)
class _Walk:
    """What has been read of one agency so far."""

    number: int = 0
    link: str = ""
    chains: dict[str, tuple[int, str]] = field(default_factory=dict)


def verify(agency: str | None = None, heads: Iterable[PublishedHead] = ()) -> list[Flaw]:
    """Return every flaw of one agency's trail, or of all; an empty list where it holds."""
    rows = Event.objects.order_by("agency", "agency_number", "id")
    stored = Head.objects.order_by("agency", "chain")
    outside = list(heads)
    if agency is not None:
        rows, stored = rows.filter(agency=agency), stored.filter(agency=agency)
        outside = [head for head in outside if head.agency == agency]
    held = {(head.agency, head.number): set[str]() for head in outside}
    walks: dict[str, _Walk] = {}
    flaws: list[Flaw] = []
    for event in rows.iterator(chunk_size=2000):
        walk = walks.setdefault(event.agency, _Walk())
        flaws += _step(walk, event)
        if (event.agency, event.agency_number) in held:
            held[event.agency, event.agency_number].add(event.agency_link)
    flaws += _against_stored(walks, list(stored))
    flaws += _against_outside(held, outside)
    return flaws


def _step(walk: _Walk, event: Event) -> Iterator[Flaw]:
    number, prev = walk.chains.get(event.chain, (0, ""))
    body = chains.Body(**{name: getattr(event, name) for name in chains.Body.__slots__})
    if event.agency_number != walk.number + 1:
        yield Flaw("gap", event.agency, "", event.agency_number)
    if event.number != number + 1:
        yield Flaw("gap", event.agency, event.chain, event.number)
    if event.prev != prev:
        yield Flaw("broken", event.agency, event.chain, event.number)
    if event.link != chains.link(event.prev, body):
        yield Flaw("changed", event.agency, event.chain, event.number)
    if event.agency_link != chains.agency_link(walk.link, event.link):
        yield Flaw("broken", event.agency, "", event.agency_number)
    walk.chains[event.chain] = (event.number, event.link)
    walk.number, walk.link = event.agency_number, event.agency_link


def _against_stored(walks: dict[str, _Walk], stored: list[Head]) -> Iterator[Flaw]:
    found = {(head.agency, head.chain): (head.number, head.link) for head in stored}
    read = {
        (agency, chain): end
        for agency, walk in walks.items()
        for chain, end in [("", (walk.number, walk.link)), *walk.chains.items()]
    }
    for agency, chain in sorted(found.keys() | read.keys()):
        if found.get((agency, chain)) != read.get((agency, chain)):
            number = read.get((agency, chain), (0, ""))[0]
            yield Flaw("head-differs", agency, chain, number)


def _against_outside(held: dict[tuple[str, int], set[str]], outside: list[PublishedHead]) -> Iterator[Flaw]:
    for head in outside:
        links = held[head.agency, head.number]
        if not links:
            yield Flaw("cut-tail", head.agency, "", head.number)
        elif head.link not in links:
            yield Flaw("rewritten", head.agency, "", head.number)
