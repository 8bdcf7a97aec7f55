"""From what a decision names (posts, persons chosen earlier) to persons, and from a person to what the engine sees."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from kentongan.agencies.models import Post
from kentongan.officers import reads as officers
from kentongan.officers.models import Officer
from kentongan.sop import engine

from .models import Case


def holders_of(case: Case, names: Iterable[str], at: datetime) -> list[Officer]:
    """Return who sits there at that moment with a vouched-for key, each once."""
    return each_once(*groups_of(case, [names], at))


def groups_of(case: Case, groups: Sequence[Iterable[str]], at: datetime) -> list[list[Officer]]:
    """Return the same for several groups of names, in one query for all posts."""
    wanted = [list(group) for group in groups]
    posts = {name for group in wanted for name in group if not name.startswith(engine.OFFICER)}
    held = officers.holders_by_post(case.service.agency, posts, at) if posts else {}
    return [each_once(*(held.get(name) or _person(name) for name in group)) for group in wanted]


def each_once(*lists: Iterable[Officer]) -> list[Officer]:
    """Return all of them, in order, nobody twice."""
    return list({officer.pk: officer for found in lists for officer in found}.values())


def _person(name: str) -> list[Officer]:
    if not name.startswith(engine.OFFICER):
        return []
    return list(Officer.objects.filter(username=name.removeprefix(engine.OFFICER), ended_at__isnull=True))


def seats_of(case: Case, officer: Officer, now: datetime) -> tuple[Post, ...]:
    """Return the seats that somebody holds in the case's agency."""
    held = (each.post for each in officers.capacities(officer, now))
    return tuple(post for post in held if post.agency_id == case.service.agency_id)


def doer(case: Case, officer: Officer, capacity: str, now: datetime) -> engine.Doer:
    """Return who acts, as the engine sees them."""
    held = frozenset(post.key for post in seats_of(case, officer, now))
    return engine.Doer(officer.username, capacity, held)
