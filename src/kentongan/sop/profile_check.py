"""Whether a profile holds together, and whether every step keeps a holder whoever is reported.

**The accused.** For every service, and with each post in turn as the accused, all of its holders at once (for
a team the hardest case), every running step must still have a holder:

* another post of the step, as the SOP allows any of them to act; else
* the post that `bila_dilaporkan` names for the accused; else the superior, and so on up the tree;
* never only an outside party (it cannot log in). A post of another agency is a post like any other.

A step of a bound unit is asked for every unit of the agency; of a bound person, for those who choose the
person, to whom it falls back. Where the step must differ from another (`bedakan_dari`), it is asked for every
post that may have closed that one, as if a single officer sat there, unless the post has several seats. The
same is asked without any accused, of each outcome that only some of the actors may take, and of the custodian and
the escrow post. Who reported is no holder. Not asked: that two posts are not
held by one person (appointments say so), and units named in a report (whether they stand aside is a decision of an
officer: the unit complained of is often the one that must answer).

A post that takes over from the accused by `bila_dilaporkan` is never below the accused: nobody
looks into their own superior.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from kentongan.agency_folder import PROFILE, form_path, sop_path
from kentongan.problems import Finding, Problem, in_file

from .acts import OFFICER, REPORTER, Facts
from .agency import Profile, Service, bends
from .model import Sop, Step
from .names import known_as, twice
from .profile_schema import ProfileTable
from .seats import seats

SUPERIORS_NOTE = "catatan-atasan"


def check_profile(profile: Profile, table: ProfileTable) -> tuple[Problem, ...]:
    """Return every problem; whether each step keeps a holder is asked only of a profile that holds."""
    found = [
        *in_file(PROFILE, _doubles(table)),
        *in_file(PROFILE, _references(profile, table)),
        *_sops(profile),
        *in_file(PROFILE, _services(profile, table)),
    ]
    found += [] if found else in_file(PROFILE, _tree(profile))
    found += [] if found else in_file(PROFILE, _holders(profile))
    return tuple(found)


def _found(key: str, code: str, **params: str) -> Finding:
    return Finding(key, code, params)


# -- references --------------------------------------------------------------------------------------


def _doubles(table: ProfileTable) -> Iterator[Finding]:
    parties = [*(("pos", each.key) for each in table.posts), *(("luar", each.key) for each in table.outside)]
    units = [("unit", each.key) for each in table.units]
    for names in (parties, units, [("layanan", each.key) for each in table.services]):
        yield from twice((f"{word}[{key}].kunci", key) for word, key in names)
    for service in table.services:
        bends = f"layanan[{service.key}].bila_dilaporkan"
        yield from twice((f"{bends}[{at}].pos", each.post) for at, each in enumerate(service.bends, 1))
        channels = f"layanan[{service.key}].kanal"
        yield from twice((f"{channels}[{at}]", each.key) for at, each in enumerate(service.channels, 1))


def _references(profile: Profile, table: ProfileTable) -> Iterator[Finding]:
    for unit in table.units:
        yield from known_as(f"unit[{unit.key}].kepala", unit.head, profile.posts, "unknown-post")
    for post in table.posts:
        if post.unit is not None:
            yield from known_as(f"pos[{post.key}].unit", post.unit, profile.units, "unknown-unit")
        if post.superior is not None:
            known = [*profile.posts, *profile.outside]
            yield from known_as(f"pos[{post.key}].atasan", post.superior, known, "unknown-post")
    for service in table.services:
        for key, name in _posts_named(service.key, table):
            yield from known_as(key, name, profile.posts, "unknown-post")
    if profile.zone != profile.calendar.zone:
        yield _found("zona", "zones-differ", profile=profile.zone, calendar=profile.calendar.zone)


def _posts_named(key: str, table: ProfileTable) -> Iterator[tuple[str, str]]:
    service = next(each for each in table.services if each.key == key)
    place = f"layanan[{key}]"
    yield f"{place}.penjaga_identitas", service.custodian
    yield f"{place}.pemegang_kunci_cadangan", service.escrow
    for number, bend in enumerate(service.bends, 1):
        yield f"{place}.bila_dilaporkan[{number}].pos", bend.post
        yield f"{place}.bila_dilaporkan[{number}].ke", bend.to
    for number, act in enumerate(service.side_acts, 1):
        for seat, holder in enumerate(act.holders, 1):
            yield f"{place}.tindakan[{number}].pemegang[{seat}]", holder


def _sops(profile: Profile) -> Iterator[Problem]:
    for sop in profile.sops.values():
        yield from in_file(sop_path(sop.key), _taken(profile, sop))


def _taken(profile: Profile, sop: Sop) -> Iterator[Finding]:
    """What an SOP takes from the profile: posts, outside parties, units."""
    for actor in sop.actors.values():
        place = f"pelaksana.{actor.key}"
        for number, post in enumerate(actor.posts, 1):
            yield from known_as(f"{place}.pos[{number}]", post, profile.posts, "unknown-post")
        if actor.outside is not None:
            yield from known_as(f"{place}.luar", actor.outside, profile.outside, "unknown-outside")
    for fact in sop.facts.values():
        if fact.source and not profile.units:
            yield _found(f"fakta.{fact.key}.dari", "no-units", name=fact.key)
    for step in sop.steps.values():
        for outcome in step.outcomes.values():
            by_unit = outcome.fact is not None and sop.facts[outcome.fact].source
            for unit in outcome.values if by_unit else ():
                key = f"{step.place}.pilihan.{outcome.key}.bila.{outcome.fact}"
                yield from known_as(key, unit, profile.units, "unknown-unit")


def _services(profile: Profile, table: ProfileTable) -> Iterator[Finding]:
    for service in table.services:
        place = f"layanan[{service.key}]"
        yield from known_as(f"{place}.sop", service.sop, profile.sops, "unknown-sop")
        if service.form not in profile.forms:
            path = form_path(service.form)
            yield _found(f"{place}.formulir", "unknown-form", name=service.form, path=path)
        if service.custodian == service.escrow:
            key = f"{place}.pemegang_kunci_cadangan"
            yield _found(key, "custodian-is-escrow", name=service.escrow)
        if service.deviations and all(act.kind != SUPERIORS_NOTE for act in service.side_acts):
            yield _found(f"{place}.ketidaksesuaian", "nobody-for-deviations", act=SUPERIORS_NOTE)
        if service.kind == "wbs":
            yield from _secret(profile, place, service.slot, service.sop)


def _secret(profile: Profile, place: str, slot: str, key: str) -> Iterator[Finding]:
    """What a whistleblower does reaches the desk in slots; the public sees no case at all, and no group either."""
    if slot == "tanpa":
        yield _found(f"{place}.slot", "slot-needed")
    sop = profile.sops.get(key)
    ways = ((step, way) for step in (sop.steps.values() if sop else ()) for way in step.outcomes.values())
    if any(effect.kind == "public" for step, way in ways for effect in step.does(way)):
        yield _found(f"{place}.sop", "secret-goes-public", name=key)
    if sop and any(step.recorder for step in sop.steps.values()):
        yield _found(f"{place}.sop", "secret-in-the-group", name=key)


# -- the tree of superiors ---------------------------------------------------------------------------


def _tree(profile: Profile) -> Iterator[Finding]:
    for post in profile.posts.values():
        chain = _superiors(profile, post.key)
        top = chain[-1]
        if len(set(chain)) < len(chain):
            yield _found(f"pos[{post.key}].atasan", "superiors-in-a-circle", path=" → ".join(chain))
        elif top in profile.posts and profile.posts[top].other_agency is None and top == post.key:
            yield _found(f"pos[{post.key}].atasan", "tree-ends-inside", name=post.key)
    for service in profile.services.values():
        for number, (post_key, to) in enumerate(service.bends.items(), 1):
            if post_key in _superiors(profile, to):
                key = f"layanan[{service.key}].bila_dilaporkan[{number}].ke"
                yield _found(key, "bend-to-subordinate", post=post_key, to=to)


def _superiors(profile: Profile, key: str) -> Sequence[str]:
    """Return the post and those above it; the last one stands twice where they go in a circle."""
    chain = [key]
    while chain[-1] in profile.posts and len(set(chain)) == len(chain):
        superior = profile.posts[chain[-1]].superior
        if superior is None:
            break
        chain.append(superior)
    return chain


# -- a holder for every step -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Office:
    """A service in an office where nobody is left in the posts that are `gone`."""

    profile: Profile
    service: Service
    sop: Sop
    gone: frozenset[str]

    def without(self, posts: Iterable[str]) -> "_Office":
        return replace(self, gone=self.gone | frozenset(posts))

    @property
    def bends(self) -> dict[str, str]:
        return bends(self.profile, self.service, self.gone)

    def taking(self, step: Step, facts: Facts) -> tuple[str, ...]:
        """Return who of the offices may take the step."""
        found = seats(self.sop, replace(facts, bends=self.bends), step.actors)
        return tuple(seat for seat in found if seat != REPORTER)

    def is_held(self, step: Step, facts: Facts) -> bool:
        """Whether somebody may take the step, and each of its outcomes."""
        groups = (
            seats(self.sop, replace(facts, bends=self.bends), way.by)
            for way in step.outcomes.values()
            if way.by
        )
        return bool(self.taking(step, facts)) and all(groups)

    def is_single(self, seat: str | None) -> bool:
        return seat in self.profile.posts and not self.profile.posts[str(seat)].many


def _holders(profile: Profile) -> Iterator[Finding]:
    for service in profile.services.values():
        office = _Office(profile, service, profile.sops[service.sop], frozenset())
        always = _alone(office)
        if always:
            yield _left_alone(service, None, always)
        for accused in profile.posts:
            alone = [each for each in _alone(office.without([accused])) if each not in always]
            if alone:
                yield _left_alone(service, accused, alone)


def _alone(office: _Office) -> Sequence[str]:
    """Return the steps that nobody may take, and the keepers of keys for whom nobody stands in."""
    steps = [step.key for step in office.sop.steps.values() if _is_stuck(office, step)]
    keepers = (office.service.custodian, office.service.escrow)
    return [*steps, *(post for post in keepers if office.bends.get(post) == "")]


def _left_alone(service: Service, accused: str | None, steps: Sequence[str]) -> Finding:
    params = {"service": service.key, "steps": ", ".join(steps)}
    if accused is None:
        return _found(f"layanan[{service.key}].sop", "four-eyes-alone", **params)
    return _found(f"pos[{accused}].atasan", "nobody-left", post=accused, **params)


def _is_stuck(office: _Office, step: Step) -> bool:
    """Whether there is a way to this step on which nobody may take it."""
    others = [office.sop.steps[key] for key in step.distinct_from]
    for facts in _bindings(office):
        # Whoever may have closed each of the other steps, or that it was never passed.
        for closers in product(*((*office.taking(other, facts), None) for other in others)):
            single = [str(seat) for seat in closers if office.is_single(seat)]
            if not office.without(single).is_held(step, facts):
                return True
    return False


def _bindings(office: _Office) -> Iterator[Facts]:
    """Yield the ways in which actors may be bound: each unit in turn, persons excluded."""
    actors = office.sop.actors.values()
    persons = {actor.key: f"{OFFICER}?" for actor in actors if actor.bound_by == "person"}
    units = [actor.key for actor in actors if actor.bound_by == "unit"]
    for head in sorted(set(office.profile.heads.values())) if units else [""]:
        bound = {**persons, **dict.fromkeys(units, head)}
        yield Facts(step=None, bound=bound, excluded=frozenset({"?"}))
