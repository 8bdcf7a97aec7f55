"""From what a decision names (posts, persons chosen earlier) to persons, and from a person to what the engine sees."""

from collections.abc import Iterable
from datetime import datetime

from kentongan.agencies.models import Post
from kentongan.officers import reads as officers
from kentongan.officers.models import Officer
from kentongan.sop import engine

from .models import Case

PERSON = "officer:"  # how the engine names a person instead of a post


def holders_of(case: Case, names: Iterable[str], at: datetime) -> list[Officer]:
    """Return who sits there at that moment with a vouched-for key, each once."""
    found: dict[int, Officer] = {}
    for name in names:
        for officer in _holders(case, name, at):
            found.setdefault(officer.pk, officer)
    return list(found.values())


def _holders(case: Case, name: str, at: datetime) -> list[Officer]:
    if name.startswith(PERSON):
        return list(Officer.objects.filter(username=name.removeprefix(PERSON), ended_at__isnull=True))
    return officers.holders(Post.objects.get(agency=case.service.agency, key=name), at)


def seats_of(case: Case, officer: Officer, now: datetime) -> tuple[Post, ...]:
    """Return the seats that somebody holds in the case's agency."""
    held = (each.post for each in officers.capacities(officer, now))
    return tuple(post for post in held if post.agency_id == case.service.agency_id)


def doer(case: Case, officer: Officer, capacity: str, now: datetime) -> engine.Doer:
    """Return who acts, as the engine sees them."""
    held = frozenset(post.key for post in seats_of(case, officer, now))
    return engine.Doer(officer.username, capacity, held)
