"""Sample officers, to try the program: one on every post, and two who may see nothing. Never for real reports.

* Where an SOP lets somebody be chosen by name from a post of many, two sit on it: else a team would be one person.
* Everything follows from the profile, so a second run finds what the first one made and changes nothing.
* The root key of a sample agency lies beside its public half. In a real office it lies in a safe.
* The administrator manages people and holds no post; `otto` is an officer without post or role.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from kentongan.agencies import reads as agencies
from kentongan.agencies.models import Agency, Post
from kentongan.officers.models import Holding, Officer, Role
from kentongan.officers.reads import day_in
from kentongan.officers.services import appointments, people, roots
from kentongan.officers.services.appointments import Root

ADMINISTRATOR = "admin"
OUTSIDER = "otto"

# Names that belong to nobody in particular, and one word each as a password, given out by place.
_NAMES = (
    "Siti Rahmawati", "Bambang Wijaya", "Dewi Lestari", "Agus Santoso", "Ratna Sari", "Hendra Gunawan",
    "Maya Puspita", "Yusuf Hidayat", "Sri Wahyuni", "Rizky Pratama", "Nur Aini", "Joko Susilo",
    "Indah Permata", "Fajar Nugroho", "Lina Marlina", "Teguh Prasetyo", "Wahyu Setiawan", "Endang Kusuma",
    "Arif Rahman", "Yuni Astuti", "Slamet Riyadi", "Tri Handayani", "Dedi Kurniawan", "Rina Anggraini",
    "Eko Saputra", "Fitri Maharani", "Budi Hartono", "Nining Suryani", "Ahmad Fauzi", "Ester Simanjuntak",
    "Gede Wirawan", "Laila Hasanah",
)  # fmt: skip
_WORDS = (
    "flamboyan", "alamanda", "bugenvil", "kemuning", "cenderawasih", "belimbing", "rambutan", "semangka",
    "temulawak", "lengkuas", "matahari", "rembulan", "cakrawala", "samudera", "khatulistiwa", "nusantara",
    "sederhana", "bersahaja", "tenteram", "sejahtera", "permadani", "angklung", "kolintang", "selendang",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SampleOfficer:
    """What the list of log-ins shows."""

    username: str
    password: str
    name: str
    post: str


def make(*, agency: str, now: datetime) -> list[SampleOfficer]:
    """Make root key, administrator, outsider and the officers on every post of the profile; return all log-ins.

    Raises `LookupError` where no such agency is loaded.
    """
    found = agencies.agency(agency)
    if found is None:
        raise LookupError(agency)
    root = _root(agency)
    seats = _seats(found)
    lines = [_seated(post, name, place, root, now) for place, (post, name) in enumerate(seats)]
    outsider = _officer(found, OUTSIDER, len(seats), now)
    administrator = _officer(found, ADMINISTRATOR, len(seats) + 1, now)
    people.grant_role(officer=administrator, agency=found, kind=Role.ADMINISTRATOR, by=None, now=now)
    return [*lines, _line(outsider, len(seats), ""), _line(administrator, len(seats) + 1, "")]


def _seats(agency: Agency) -> list[tuple[Post, str]]:
    """Return every post with the name of who shall sit there, and then the second seats."""
    posts = agencies.posts(agency)
    actors = [
        actor
        for sop in agencies.profile(agency).sops.values()
        for actor in sop.actors.values()
        if actor.bound_by
    ]
    chosen_from = {post for actor in actors for post in actor.posts}
    teams = [post for post in posts if post.many and post.key in chosen_from]
    return [*((post, post.key) for post in posts), *((post, f"{post.key}-2") for post in teams)]


def _root(agency: str) -> Root:
    private = Path(settings.KENTONGAN["ROOTS_DIR"]) / f"{agency}.key"
    return (
        roots.read(agency=agency, private=private)
        if private.exists()
        else roots.make(agency=agency, private=private)
    )


def _seated(post: Post, name: str, place: int, root: Root, now: datetime) -> SampleOfficer:
    """Put an officer on the post and vouch for the key, unless both was done before."""
    officer = _officer(post.agency, name, place, now)
    holding = Holding.objects.filter(post=post, officer=officer).first()
    if holding is None:
        today = day_in(post.agency, now)
        holding = appointments.appoint(post=post, officer=officer, starts_on=today, by=None, now=now)
    if holding.keyed_at is None:
        appointments.key(holding=holding, by=root, now=now)
    return _line(officer, place, post.name)


def _officer(agency: Agency, wanted: str, place: int, now: datetime) -> Officer:
    username = _username(agency, wanted)
    found = Officer.objects.filter(username=username).first()
    if found is not None:
        return found
    officer, _ = people.register(
        agency=agency,
        username=username,
        name=_NAMES[place % len(_NAMES)],
        password=_password(place),
        email=f"{username}@contoh.test",
        by=None,
        now=now,
    )
    return officer


def _username(agency: Agency, wanted: str) -> str:
    """Return the plain name, or a longer one where another agency's sample officer has it."""
    names = (wanted, f"{wanted}.{agency.key.partition('-')[0]}", f"{wanted}.{agency.key}")
    taken = set(
        Officer.objects.exclude(agency=agency).filter(username__in=names).values_list("username", flat=True)
    )
    return next(name for name in names if name not in taken)


def _password(place: int) -> str:
    return _WORDS[place % len(_WORDS)]


def _line(officer: Officer, place: int, post: str) -> SampleOfficer:
    return SampleOfficer(officer.username, _password(place), officer.name, post)
