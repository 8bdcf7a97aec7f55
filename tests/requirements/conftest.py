"""A journey of any of the five services, carried to where a test wants to look."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from conftest import Clock, Office

from kentongan.cases.models import Case, Turn
from kentongan.sop.walks import Walk, covering_walks
from tests.browser import Browser
from tests.journeys.drive import Driver
from tests.journeys.reporter import Reporter, send
from tests.journeys.walking import SERVICES
from tests.snapshot import snapshot


@dataclass
class Journey:
    """A report on its way, and the hands that carry it."""

    office: Office
    driver: Driver
    rani: Reporter
    code: str

    @property
    def case(self) -> Case:
        return Case.objects.get(code=self.code)

    @property
    def turn(self) -> Turn:
        """The present turn, or the last."""
        return Turn.objects.filter(case__code=self.code).latest("number")

    def to(self, step: str, *via: str) -> "Journey":
        """Carry it to a step, along the first walk that comes there by these ways ("7a:jawaban")."""
        ways = [tuple(way.split(":")) for way in via]
        walks = covering_walks(self.driver.sop)
        walk = next(walk for walk in walks if all(way in _before(walk, step) for way in ways))
        self.driver.walk_to(self.code, walk, step)
        return self

    def take(self, outcome: str, **chosen: str) -> None:
        """Take the present step with this outcome."""
        step = self.driver.sop.steps[self.case.step]
        self.driver.take(self.code, step, step.outcomes[outcome], chosen)

    def try_to(self, outcome: str, who: str, **typed: str) -> Browser:
        """Close the present step with no more than these fields; the page comes back and nothing has happened."""
        page = self.page(who)
        form, before = page.form("/selesai/"), snapshot()
        named = [button[:2] for button in form.buttons if button[0] == "outcome"]
        page.send(form, typed, ("outcome", outcome) if named else None)
        assert "Belum dicatat" in page.text
        assert snapshot() == before
        return page

    def page(self, username: str) -> Browser:
        """The case page, in somebody's browser."""
        return self.driver.at(username, f"/meja/berkas/{self.code}/")

    def sees(self, username: str) -> bool:
        """Whether somebody may open it."""
        client = self.driver.client(username)
        return client.get(f"/meja/berkas/{self.code}/", secure=True).status_code == 200


def _before(walk: Walk, step: str) -> Walk:
    keys = [key for key, _ in walk]
    return walk[: keys.index(step)] if step in keys else ()


Begin = Callable[[str], Journey]


@pytest.fixture
def begin(offices: Callable[[str], Office], clock: Clock) -> Iterator[Begin]:
    """Send a report to one of the five services, by its number."""

    def report(number: str) -> Journey:
        agency, service = SERVICES[number]
        office = offices(agency)
        rani = send(office, service)
        return Journey(office, Driver(office, service=service, reporter=rani), rani, Case.objects.get().code)

    with clock.everywhere():
        yield report
