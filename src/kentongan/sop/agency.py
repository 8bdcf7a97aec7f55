"""An agency as values: units, posts, services, and who stands in where nobody is left in a post."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .calendars import Calendar
from .model import Sop


@dataclass(frozen=True, slots=True)
class Letterhead:
    lines: tuple[str, ...]
    address: str
    contact: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A bidang; `head` is the post of its head."""

    key: str
    name: str
    head: str


@dataclass(frozen=True, slots=True)
class Post:
    """A seat: a jabatan, or a role by SK (`kind` "peran"); `many` where several sit in it.

    `superior` is a post or an outside party; `other_agency` names the agency whose post it is, if not ours.
    """

    key: str
    name: str
    kind: str
    unit: str | None = None
    superior: str | None = None
    other_agency: str | None = None
    many: bool = False


@dataclass(frozen=True, slots=True)
class SideAct:
    """An act beside the SOP, its holders, and the legal basis on which they do it."""

    kind: str
    holders: tuple[str, ...]
    basis: str


@dataclass(frozen=True, slots=True)
class Channel:
    """By which way a report comes; `label` is "" for a word of `words.CHANNELS`."""

    key: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """A desk: SOP, form and confidentiality. `bends`: who takes over from a reported post, where the superior
    would be the wrong one. `records_deviations`: what was late needs a reason, and the superior's note."""

    key: str
    name: str
    kind: str
    sop: str
    form: str
    slot: str
    custodian: str
    escrow: str
    channels: tuple[Channel, ...] = ()
    bends: Mapping[str, str] = field(default_factory=dict)
    side_acts: tuple[SideAct, ...] = ()
    note: str = ""
    records_deviations: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """An agency, whole; `outside` are parties that never log in: key → name."""

    key: str
    name: str
    short_name: str
    regency: str
    zone: str
    letterhead: Letterhead
    units: Mapping[str, Unit]
    posts: Mapping[str, Post]
    outside: Mapping[str, str]
    services: Mapping[str, Service]
    sops: Mapping[str, Sop]
    calendar: Calendar
    forms: frozenset[str]
    files: Mapping[str, str] = field(repr=False)

    @property
    def heads(self) -> Mapping[str, str]:
        """Unit → post of its head, as the engine asks for it."""
        return {unit.key: unit.head for unit in self.units.values()}


def stand_in(profile: Profile, service: Service, post: str, gone: Iterable[str]) -> str | None:
    """Return the first post, from this one on, that is not among `gone`.

    From a post the work goes where the service says (`bila_dilaporkan`), else to the superior. None where the
    tree leaves the posts that can log in: an outside party handles no case.
    """
    gone = frozenset(gone)
    asked: set[str] = set()
    here: str | None = post
    while here in gone and here not in asked:
        asked.add(here)
        here = service.bends.get(here) or profile.posts[here].superior
    return here if here in profile.posts and here not in gone else None


def bends(profile: Profile, service: Service, gone: Iterable[str]) -> dict[str, str]:
    """Return, for each post in which nobody is left, who stands in ("" where nobody does): `Facts.bends`.

    `gone` is asked anew for each step: to the posts whose holders are all excluded come, for a step with
    `bedakan_dari`, those whose holders all closed the step that it must differ from.
    """
    gone = frozenset(gone)
    return {post: stand_in(profile, service, post, gone) or "" for post in gone}
