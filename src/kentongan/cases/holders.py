"""From what a decision names (posts, persons chosen earlier) to persons, and from a person to what the engine sees."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from kentongan.agencies.models import Post
from kentongan.officers import reads as officers
from kentongan.officers.models import Officer
from kentongan.sop import engine

from .errors import Refused
from .models import Case


def holders_of(case: Case, names: Iterable[str], at: datetime) -> list[Officer]:
    """Return who sits there at that moment with a vouched-for key, each once."""
    return each_once(*groups_of(case, [names], at))


def groups_of(case: Case, groups: Sequence[Iterable[str]], at: datetime) -> list[list[Officer]]:
    """Return the same for several groups of names, in one query for all posts."""
    wanted = [list(group) for group in groups]
    posts = {name for group in wanted for name in group if not name.startswith(engine.OFFICER)}
    held = officers.holders_for(case.service, posts, at) if posts else {}
    return [each_once(*(held.get(name) or _person(case, name, at) for name in group)) for group in wanted]


def each_once(*lists: Iterable[Officer]) -> list[Officer]:
    """Return all of them, in order, nobody twice."""
    return list({officer.pk: officer for found in lists for officer in found}.values())


def need_seated(case: Case, chosen: Mapping[str, str], at: datetime) -> None:
    """See that whoever is chosen by name sits in this office today. Raises `Refused("unknown-value")`.

    Somebody of another office is as unknown as somebody who does not exist.
    """
    for name, seat in chosen.items():
        if not _person(case, seat, at):
            raise Refused("unknown-value", {"name": name, "value": seat})


def _person(case: Case, name: str, at: datetime) -> list[Officer]:
    if not name.startswith(engine.OFFICER):
        return []
    username = name.removeprefix(engine.OFFICER)
    found = Officer.objects.filter(username=username).select_related("agency")
    return [officer for officer in found if seats_of(case, officer, at)]


def seats_of(case: Case, officer: Officer, now: datetime) -> tuple[Post, ...]:
    """Return the seats in which somebody may act on the case today."""
    return tuple(officers.seats_for(case.service, officer, now))


def doer(case: Case, officer: Officer, capacity: str, now: datetime) -> engine.Doer:
    """Return who acts, as the engine sees them. Nobody at a desk sits where the reporter does."""
    held = frozenset(post.key for post in seats_of(case, officer, now)) - {engine.REPORTER}
    return engine.Doer(officer.username, capacity, held)
