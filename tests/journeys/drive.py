"""Driving a case along a walk of its SOP through the pages, each step by a person who holds it.

The driver knows no agency: who acts follows from the SOP and the profile, what is filled in from the form on the page.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import islice

from conftest import Office

from kentongan.agencies import reads as agencies
from kentongan.sop.model import Outcome, Sop, Step
from kentongan.sop.walks import Walk
from tests.browser import Browser, Form, log_in

Fill = Callable[[str], str]


class Driver:
    """Officers' browsers, opened when first needed and kept: each with their own session and keys."""

    def __init__(self, office: Office, fill: Fill = lambda name: f"Isi {name}.") -> None:
        self.office = office
        self.agency = agencies.agency(office.agency)
        self.sop = agencies.sop(office.service.sop_version_id)
        self.units = agencies.units(self.agency)
        self.fill = fill
        self._browsers: dict[str, Browser] = {}
        self._unit = ""

    def browser(self, username: str) -> Browser:
        """Return the officer's browser, logged in anew where the session has run out."""
        if username not in self._browsers:
            self._browsers[username] = log_in(username, self.office.passwords[username])
        browser = self._browsers[username].open("/meja/")
        if browser.url != "/meja/":
            del self._browsers[username]
            return self.browser(username)
        return browser

    def walk(self, code: str, walk: Walk) -> Iterator[tuple[Step, Outcome]]:
        """Take every step of the walk; yields after each, for the test to look."""
        plan = planned(self.sop, walk, self.units)
        for place, (step, outcome) in enumerate(walk):
            self.take(code, self.sop.steps[step], self.sop.steps[step].outcomes[outcome], plan[place])
            yield self.sop.steps[step], self.sop.steps[step].outcomes[outcome]

    def walk_to(self, code: str, walk: Walk, step: str) -> None:
        """Carry the case along the walk until it stands at this step."""
        before = [key for key, _ in walk].index(step)
        for _ in islice(self.walk(code, walk), before):
            pass

    def take(self, code: str, step: Step, outcome: Outcome, chosen: Mapping[str, str]) -> None:
        """Begin and close one step on the case page."""
        browser = self.browser(self.holder(step)).open(f"/meja/berkas/{code}/")
        assert browser.response.status_code == 200, (step.key, browser.text)
        begin = [form for form in browser.forms if form.action.endswith("/mulai/")]
        if begin:
            browser.press(begin[0])
        self.office.clock.forward(minutes=1)
        form = browser.form("/selesai/")
        browser.send(form, self._filled(form, step, outcome, chosen), self._button(form, outcome))
        assert browser.url == "/meja/", (step.key, outcome.key, browser.text)
        self._unit = chosen.get("unit", self._unit)

    def holder(self, step: Step) -> str:
        """Return the sample officer who holds the step: named like the post."""
        actor = self.sop.actors[step.actors[0]]
        return self.units[self._unit] if actor.bound_by == "unit" else actor.posts[0]

    def _button(self, form: Form, outcome: Outcome) -> tuple[str, str] | None:
        """Where what is chosen on this page decides, it has one button without a name."""
        named = [button[:2] for button in form.buttons if button[0] == "outcome"]
        assert named or outcome.fact
        return ("outcome", outcome.key) if named else None

    def _filled(self, form: Form, step: Step, outcome: Outcome, chosen: Mapping[str, str]) -> dict[str, str]:
        filled = {}
        for need in step.asks(outcome):
            name = need.key.replace(": ", "--").replace(" ", "-")
            if need.kind in {"photo", "document"}:
                continue
            if need.fact:
                filled[name] = chosen[need.fact]
            elif form.names.get(name) == "checkbox":
                filled[name] = form.options[name][0]
            else:
                filled[name] = self.fill(name)
        return filled


def planned(sop: Sop, walk: Walk, units: Mapping[str, str]) -> list[dict[str, str]]:
    """Return for each place of the walk the facts to choose there, so that later outcomes follow from them."""
    plan: list[dict[str, str]] = [{} for _ in walk]
    asked: dict[str, int] = {}
    for place, (key, way) in enumerate(walk):
        step, outcome = sop.steps[key], sop.steps[key].outcomes[way]
        for need in step.asks(outcome):
            if need.fact:
                asked[need.fact] = place
                plan[place][need.fact] = _values(sop, need.fact, units)[0]
        if outcome.fact:
            plan[asked[outcome.fact]][outcome.fact] = _leading(sop, step, outcome, units)
    return plan


def _values(sop: Sop, fact: str, units: Mapping[str, str]) -> list[str]:
    return list(units) if sop.facts[fact].source else list(sop.facts[fact].values)


def _leading(sop: Sop, step: Step, outcome: Outcome, units: Mapping[str, str]) -> str:
    named = {value for each in step.outcomes.values() for value in each.values}
    rest = [value for value in _values(sop, outcome.fact or "", units) if value not in named]
    return rest[-1] if outcome.rest else outcome.values[0]
