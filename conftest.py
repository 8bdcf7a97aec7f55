"""The cast and the office of the tests: one real agency, its sample officers, and a clock that stands still.

Rani reports. On the desk: whoever sits on the posts of the profile, each with their own password and keys.
Otto belongs to the agency and may see nothing; the administrator manages people and may see nothing either.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import hypothesis
import pytest
import time_machine
from django.conf import settings
from tests import stencil

pytest_plugins = ["tests.database"]

# Machines are shared and noisy: no property has a stop-watch. CI tries the same examples each time.
hypothesis.settings.register_profile(
    "house",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[hypothesis.HealthCheck.too_slow, hypothesis.HealthCheck.data_too_large],
)
hypothesis.settings.load_profile("house")

AGENCIES = Path(__file__).parent / "agencies"
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # Monday, 09.00 WITA: the office is open


@dataclass
class Clock:
    """The time of a test; it moves only when told."""

    now: datetime = NOW
    follower: Callable[[datetime], None] = lambda _now: None

    def forward(self, **by: float) -> datetime:
        """Let time pass."""
        self.now += timedelta(**by)
        self.follower(self.now)
        return self.now

    @contextmanager
    def everywhere(self) -> Iterator["Clock"]:
        """Let whoever asks for the time get this one: the pages ask the machine."""
        with time_machine.travel(self.now, tick=False) as traveller:
            self.follower = traveller.move_to
            yield self


@dataclass
class Office:
    """A loaded agency with its officers; `passwords` by username."""

    agency: str
    clock: Clock
    passwords: dict[str, str] = field(default_factory=dict)

    @property
    def service(self):
        """The agency's first service."""
        from kentongan.agencies import reads

        return reads.services(reads.agency(self.agency))[0]

    def officer(self, username: str):
        """Log an officer in: their keys, opened with their own password."""
        from kentongan.officers.services import login

        return login.unlock(username, self.passwords[username])


_stencils: dict[tuple[str, str, datetime], tuple[stencil.Stencil, dict[str, str]]] = {}


def load_office(agency: str, clock: Clock, slot: str = "1 menit", within: Path = AGENCIES) -> Office:
    """Load an agency from its folder, with sample officers."""
    roots, key = settings.KENTONGAN["ROOTS_DIR"], (agency, slot, clock.now)
    is_first = stencil.is_empty()
    if is_first and key in _stencils:
        stencil.lay(_stencils[key][0], roots)
        return Office(agency, clock, _stencils[key][1])
    office = Office(agency, clock, _make_office(within / agency, slot, clock.now))
    if is_first:
        _stencils[key] = stencil.take(roots), office.passwords
    return office


def _make_office(folder: Path, slot: str, now: datetime) -> dict[str, str]:
    from kentongan.agencies.services import profiles
    from kentongan.officers.services import samples

    profiles.load(files=profiles.read_folder(folder, slot=slot), by="tests", now=now)
    return {each.username: each.password for each in samples.make(agency=folder.name, now=now)}


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path) -> Iterator[Path]:
    """Give every test folders of its own for blobs, shred shares, roots and heads."""
    folders = {
        name: tmp_path / name.lower() for name in ("BLOBS_DIR", "SHREDS_DIR", "ROOTS_DIR", "HEADS_DIR")
    }
    before = {name: settings.KENTONGAN[name] for name in folders}
    settings.KENTONGAN.update(folders)
    yield tmp_path
    settings.KENTONGAN.update(before)


@pytest.fixture(autouse=True, scope="session")
def english() -> None:
    """Compile the translations, as `make deps` does."""
    from kentongan.web.compile_messages import compile_messages

    compile_messages()


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still until it is told to move."""
    return Clock()


@pytest.fixture
def office(db: None, clock: Clock) -> Office:
    """The agency of the first journey, open for reports."""
    return load_office("kukar-dpmptsp", clock)


@pytest.fixture
def moving(office: Office) -> Iterator[Office]:
    """The same agency, whose clock is that of the pages too."""
    with office.clock.everywhere():
        yield office


@pytest.fixture
def offices(db: None, clock: Clock) -> Callable[[str], Office]:
    """Any agency, by its key."""
    return lambda agency: load_office(agency, clock)


PURE = (
    *(f"src/kentongan/{room}" for room in ("sop", "questions", "vault")),
    *(
        "tests/vault_vectors",
        "tests/vault_second_reader",
        "tests/test_seeds.py",
        "tests/test_seeds_running.py",
    ),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of the pure rooms: they run once, and not once per database."""
    pure = [Path(__file__).parent / path for path in PURE]
    for item in items:
        if any(item.path.is_relative_to(path) for path in pure):
            item.add_marker(pytest.mark.pure)
