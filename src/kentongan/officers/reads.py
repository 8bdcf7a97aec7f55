"""Who sits where. A day is a day of the agency's own zone; both ends of a holding count.

* Only keyed holdings with a whole chain of signatures count: for sealing to, for acting in, for opening a
  service.
* A retired post keeps its holders: a case that began under the old SOP still runs through it.
* Several people may hold one post, a stand-in (Plh, Plt) beside who is definitive. In a WBS service a stand-in counts
  for nothing: they read such reports only where their order says so, and no row says what an order says.
* By a profile that nobody loaded nobody sits anywhere.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from kentongan.agencies import reads as agencies
from kentongan.agencies.models import Agency, Post, Service
from kentongan.officers import trail, vouching
from kentongan.officers.models import Holding, Officer
from kentongan.prepared import Prepared


@dataclass(frozen=True, slots=True)
class Capacity:
    """In which seat an officer may act."""

    post: Post
    holding: Holding


def holders(post: Post, at: datetime) -> list[Officer]:
    """Return who holds the post then and can be sealed to; definitive first, then Plh, then Plt."""
    return list(holders_by_post(post.agency, [post.key], at).get(post.key, ()))


def holders_by_post(
    agency: Agency, keys: Iterable[str], at: datetime, *, stand_ins: bool = True
) -> Mapping[str, list[Officer]]:
    """Return the same for several posts at once, by their keys; a post that nobody holds is not there."""
    found: dict[str, dict[int, Officer]] = {}
    posts = sorted(set(keys)) if agencies.is_loaded(agency) else []
    for holding in _present(_on_posts(agency.pk, *posts) if posts else (), at, agency):
        if stand_ins or holding.kind == Holding.DEFINITIVE:
            found.setdefault(holding.post.key, {}).setdefault(holding.officer_id, holding.officer)
    return {key: list(officers.values()) for key, officers in found.items()}


def holders_for(service: Service, keys: Iterable[str], at: datetime) -> Mapping[str, list[Officer]]:
    """Return who holds these posts and may read what comes to this service."""
    return holders_by_post(service.agency, keys, at, stand_ins=_admits_stand_ins(service))


def capacities(officer: Officer, at: datetime) -> list[Capacity]:
    """Return every seat in which the officer may act then."""
    return [Capacity(holding.post, holding) for holding in _present(_of_officer(officer.pk), at)]


def seats_for(service: Service, officer: Officer, at: datetime) -> list[Post]:
    """Return every seat in which the officer may act then on what came to this service."""
    held = [each for each in capacities(officer, at) if each.post.agency_id == service.agency_id]
    stand_ins = _admits_stand_ins(service)
    return [each.post for each in held if stand_ins or each.holding.kind == Holding.DEFINITIVE]


def _admits_stand_ins(service: Service) -> bool:
    return agencies.as_loaded(service).kind != Service.WBS


def service_is_open(service: Service, at: datetime) -> bool:
    """Whether custodian, escrow and somebody at the first step could read a report that comes in now."""
    if service.retired_at is not None or not agencies.is_as_loaded(service):
        return False
    said = agencies.as_loaded(service)
    needed = ({said.custodian}, {said.escrow}, set(agencies.first_posts(service)))
    held = holders_for(service, set().union(*needed), at)
    return all(posts & held.keys() for posts in needed)


def address_of(username: str) -> str | None:
    """Return where notices go, None where the officer has left or gave no address."""
    officer = Officer.objects.filter(username=username, ended_at=None).first()
    return officer.email or None if officer else None


def name_of(username: str) -> str:
    """Return the name of an officer, also of one who has left; the username itself where nobody has it."""
    return Officer.objects.filter(username=username).values_list("name", flat=True).first() or username


def names_of(usernames: Iterable[str]) -> Mapping[str, str]:
    """Return the same for several at once."""
    wanted = set(usernames)
    found = dict(Officer.objects.filter(username__in=wanted).values_list("username", "name"))
    return {username: found.get(username, username) for username in wanted}


def seat_name(agency: Agency, post: str) -> str:
    """Return the name of a seat, also of a retired one; the key where there is none."""
    found = agencies.post(agency, post)
    return post if found is None else found.name


def day_in(agency: Agency, at: datetime) -> date:
    """Return which day it is at the agency."""
    return at.astimezone(ZoneInfo(agency.zone)).date()


def _keyed(**where: object) -> "QuerySet[Holding]":
    return Holding.objects.filter(**where, keyed_at__isnull=False, officer__ended_at=None)


_on_posts = Prepared(
    lambda agency, *keys: _keyed(post__agency=agency, post__key__in=keys).select_related("officer", "post")
)
_of_officer = Prepared(
    lambda officer: (
        _keyed(officer=officer)
        .select_related("officer", "post__agency")
        .order_by("post__position", "kind", "pk")
    )
)


def _present(rows: Iterable[Holding], at: datetime, agency: Agency | None = None) -> list[Holding]:
    sharing = [_sharing(holding, agency) for holding in rows]
    here = [holding for holding in sharing if holding.covers(day_in(holding.post.agency, at))]
    if not here:
        return []
    said = trail.said_of(here[0].officer.agency.key, {holding.officer.username for holding in here})
    return [holding for holding in here if _counts(holding, said[holding.officer.username], at)]


def _counts(holding: Holding, said: trail.Said, at: datetime) -> bool:
    """Whether signatures and journal bear the row out."""
    return (
        not said.is_over(holding, day_in(holding.post.agency, at))
        and vouching.is_vouched(holding.officer, said)
        and vouching.holding_is_signed(holding)
    )


def _sharing(holding: Holding, agency: Agency | None) -> Holding:
    """Let post and officer speak of one agency in memory: reading it for each of them costs a join."""
    holding.post.agency = agency or holding.post.agency
    if holding.officer.agency_id == holding.post.agency_id:
        holding.officer.agency = holding.post.agency
    return holding
