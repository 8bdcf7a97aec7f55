"""From what a decision names (posts, persons chosen earlier) to persons, and from a person to what the engine sees."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from kentongan.agencies import reads as agencies
from kentongan.agencies.models import Post
from kentongan.officers import reads as officers
from kentongan.officers.models import Officer
from kentongan.sop import engine
from kentongan.sop.model import Sop
from kentongan.sop.vocabulary import ATTENDANCE

from .errors import Refused
from .models import Case


def holders_of(
    case: Case, names: Iterable[str], at: datetime, *, without: Collection[str] = ()
) -> list[Officer]:
    """Return who sits there at that moment with a vouched-for key, each once; nobody who is to be left out."""
    found = each_once(*groups_of(case, [names], at))
    return [officer for officer in found if officer.username not in without]


def groups_of(case: Case, groups: Sequence[Iterable[str]], at: datetime) -> list[list[Officer]]:
    """Return the same for several groups of names, in one query for all posts."""
    wanted = [list(group) for group in groups]
    posts = {name for group in wanted for name in group if not name.startswith(engine.OFFICER)}
    held = officers.holders_for(case.service, posts, at) if posts else {}
    return [each_once(*(held.get(name) or _person(case, name, at) for name in group)) for group in wanted]


def each_once(*lists: Iterable[Officer]) -> list[Officer]:
    """Return all of them, in order, nobody twice."""
    return list({officer.pk: officer for found in lists for officer in found}.values())


def attending(case: Case, sop: Sop, facts: engine.Facts, at: datetime) -> list[tuple[Officer, str]]:
    """Return who may be noted as present at the step: who acts in it or takes part, each with their post's name."""
    step, posts = sop.steps[str(facts.step)], agencies.profile(case.service.agency).posts
    seats = engine.seats(sop, facts, (*step.actors, *step.participants))
    found: dict[int, tuple[Officer, str]] = {}
    for seat, held in zip(seats, groups_of(case, [[seat] for seat in seats], at), strict=True):
        for officer in held:
            found.setdefault(officer.pk, (officer, posts[seat].name if seat in posts else ""))
    return [each for each in found.values() if each[0].username not in facts.excluded]


def need_attending(case: Case, sop: Sop, facts: engine.Facts, present: Collection[str], at: datetime) -> None:
    """See that everybody on an attendance list could be there. Raises `Refused("unknown-value")`."""
    if not present:
        return
    known = {officer.username for officer, _ in attending(case, sop, facts, at)}
    for name in sorted(set(present) - known):
        raise Refused("unknown-value", {"name": ATTENDANCE, "value": name})


def choosable(
    case: Case, sop: Sop, actor: str, *, without: Collection[str], at: datetime, near: str = ""
) -> list[tuple[Officer, str]]:
    """Return who may be chosen for a step by name, each with the name of their post; the unit of `near` first.

    They hold a vouched-for key today, on one of the posts that the SOP names for it, or on any of the office.
    """
    profile = agencies.profile(case.service.agency)
    posts = [profile.posts[key] for key in sop.actors[actor].posts or profile.posts if key in profile.posts]
    unit = profile.posts[near].unit if near in profile.posts else None
    posts.sort(key=lambda post: unit is None or post.unit != unit)
    held = officers.holders_for(case.service, [post.key for post in posts], at)
    found: dict[int, tuple[Officer, str]] = {}
    for post in posts:
        for officer in held.get(post.key, ()):
            found.setdefault(officer.pk, (officer, post.name))
    return [each for each in found.values() if each[0].username not in without]


def need_choosable(
    case: Case, sop: Sop, chosen: Mapping[str, str], *, without: Collection[str], at: datetime
) -> None:
    """See that whoever is chosen by name may be chosen. Raises `Refused("unknown-value")`.

    Somebody of another office is as unknown as somebody who does not exist.
    """
    for actor, seat in chosen.items():
        known = choosable(case, sop, actor, without=without, at=at)
        if seat not in {f"{engine.OFFICER}{officer.username}" for officer, _ in known}:
            raise Refused("unknown-value", {"name": actor, "value": seat})


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
    return _doer(officer, capacity, seats_of(case, officer, now))


def doers(case: Case, officer: Officer, now: datetime) -> list[tuple[Post, engine.Doer]]:
    """Return somebody once for each of their seats, acting in it."""
    held = seats_of(case, officer, now)
    return [(post, _doer(officer, post.key, held)) for post in held]


def _doer(officer: Officer, capacity: str, held: Iterable[Post]) -> engine.Doer:
    return engine.Doer(officer.username, capacity, frozenset(post.key for post in held) - {engine.REPORTER})
