"""Who keeps a book: whoever sits on a post that may close a step which enters something there, or numbers from it.

* The steps of the SOP in force count, and those of its earlier versions: a case that began under one still runs.
* Keeping a book opens no case. What the keeper reads there are the cases that they hold a key of.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from kentongan.agencies import reads as agencies
from kentongan.agencies.models import Post, Service, SopVersion
from kentongan.officers import reads as officers
from kentongan.officers.models import Officer
from kentongan.sop.model import Actor, Book, Outcome, Routine, Sop, Step


@dataclass(frozen=True, slots=True)
class Kept:
    """A book of a service, and the seats in which somebody keeps it; `sop` is the newest that names it."""

    service: Service
    sop: Sop
    book: Book
    seats: tuple[Post, ...]


@dataclass(frozen=True, slots=True)
class Watched:
    """A daily duty of a service, and the seats in which somebody has it."""

    service: Service
    sop: Sop
    routine: Routine
    seats: tuple[Post, ...]


def books_of(officer: Officer, now: datetime) -> Iterator[Kept]:
    """Yield the books that somebody keeps."""
    for service, seats in _services(officer, now):
        units = agencies.units(service.agency)
        sops = _sops(service)
        newest: dict[str, Sop] = {}
        for sop in sops:
            for key in sop.books:
                newest.setdefault(key, sop)
        for key, sop in newest.items():
            posts = {post for each in sops for post in _posts(each, key, frozenset(units.values()))}
            mine = tuple(seat for seat in seats if seat.key in posts)
            if mine:
                yield Kept(service, sop, sop.books[key], mine)


def duties_of(officer: Officer, now: datetime) -> Iterator[Watched]:
    """Yield the daily duties that somebody has."""
    for service, seats in _services(officer, now):
        sop = agencies.sop(service.sop_version)
        for routine in sop.routines:
            mine = tuple(seat for seat in seats if seat.key in sop.posts_of(routine))
            if mine:
                yield Watched(service, sop, routine, mine)


def _services(officer: Officer, now: datetime) -> Iterator[tuple[Service, list[Post]]]:
    """The services of the offices where somebody sits, with their seats; also retired ones, whose books remain."""
    offices = {each.post.agency_id for each in officers.capacities(officer, now)}
    found = Service.objects.filter(agency__in=offices).select_related("agency__profile", "sop_version")
    for service in found.defer("agency__profile__text", "sop_version__text"):
        yield service, officers.seats_for(service, officer, now)


def _sops(service: Service) -> list[Sop]:
    """Every version of the service's SOP, the newest first."""
    versions = SopVersion.objects.filter(agency=service.agency, key=service.sop_version.key)
    return [agencies.sop(version) for version in versions.defer("text").order_by("-number")]


def _posts(sop: Sop, book: str, heads: frozenset[str]) -> Iterator[str]:
    for step in sop.steps.values():
        for outcome in step.outcomes.values():
            if _enters(sop, step, outcome, book):
                recorder = (step.recorder,) if step.recorder else ()
                for actor in (*(outcome.by or step.actors), *recorder):
                    yield from _seats(sop, sop.actors[actor], heads)


def _enters(sop: Sop, step: Step, outcome: Outcome, book: str) -> bool:
    named = any(each.kind == "book" and each.object == book for each in step.does(outcome))
    papers = [sop.papers[need.paper] for need in step.asks(outcome) if need.kind == "number" and need.paper]
    return named or any(paper.book == book for paper in papers)


def _seats(sop: Sop, actor: Actor, heads: frozenset[str]) -> frozenset[str]:
    if actor.bound_by == "unit":
        return heads
    if actor.recorded_by is not None:
        return frozenset(sop.actors[actor.recorded_by].posts)
    return frozenset(actor.posts)
