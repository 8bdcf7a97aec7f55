"""Driving a case along a walk of its SOP through the pages, each step by a person who holds it.

The driver knows no agency: who acts follows from the SOP and the profile, what is filled in from the form on the page.
Each person has a browser of their own, with their own session and keys; what somebody else must give (one who takes
part, everybody present) is given in that person's browser before the step is closed.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from conftest import Office
from django.test import Client

from kentongan.agencies import reads as agencies
from kentongan.cases.services import replies
from kentongan.officers.models import Holding
from kentongan.sop import vocabulary
from kentongan.sop.acts import REPORTER
from kentongan.sop.model import Need, Outcome, Step
from kentongan.sop.walks import Walk
from tests.browser import Browser, Form, log_in

from .filling import Fill, Filled, fill_in, name_of
from .planning import planned
from .reporter import Reporter

DESK = "/meja/"


@dataclass
class Taken:
    """What was decided on the way: the unit, persons chosen, who closed which step, who was present."""

    unit: str = ""
    bound: dict[str, str] = field(default_factory=dict)
    closed: dict[str, set[str]] = field(default_factory=dict)
    present: list[str] = field(default_factory=list)
    chosen: dict[str, str] = field(default_factory=dict)


class Driver:
    """Officers' browsers, opened when first needed and kept: each with their own session and keys."""

    def __init__(
        self,
        office: Office,
        fill: Fill = lambda name: f"Isi {name}.",
        service: str = "",
        reporter: Reporter | None = None,
        new: Callable[[], Browser] = Browser,
    ) -> None:
        self.office = office
        self.agency = agencies.agency(office.agency)
        services = agencies.services(self.agency)
        self.service = next(each for each in services if service in ("", each.key))
        self.sop = agencies.sop(self.service.sop_version_id)
        self.units = agencies.units(self.agency)
        self.fill = fill
        self.new = new
        self.reporter = reporter
        self.taken = Taken()
        self.recorded: frozenset[str] = frozenset()  # steps whose order came from the group
        self._browsers: dict[str, Browser] = {}
        rows = Holding.objects.filter(post__agency=self.agency).values_list("post__key", "officer__username")
        self._seated: dict[str, list[str]] = {}
        for post, username in rows:
            self._seated.setdefault(post, []).append(username)

    def browser(self, username: str) -> Browser:
        """Return the officer's browser at the front of the desk."""
        return self.at(username, DESK)

    def at(self, username: str, address: str) -> Browser:
        """Return the officer's browser at an address, logged in anew where the session has run out."""
        browser = self._logged_in(username).open(address)
        if browser.url != address:
            del self._browsers[username]
            return self.at(username, address)
        return browser

    def client(self, username: str) -> Client:
        """Return what is below the officer's browser, logged in: for a look that needs no page."""
        return self._logged_in(username).client

    def _logged_in(self, username: str) -> Browser:
        if username not in self._browsers:
            self._browsers[username] = log_in(username, self.office.passwords[username], self.new())
        return self._browsers[username]

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
        """Take one step with this outcome, by whoever holds it."""
        doer = self.doer(step, outcome)
        if doer == REPORTER:
            self._reporter_takes(outcome)
        else:
            self._officer_takes(code, step, outcome, chosen, doer)
        self.taken.closed.setdefault(step.key, set()).add(doer)
        self.taken.unit = chosen.get(vocabulary.UNIT, self.taken.unit)
        self.taken.chosen |= chosen

    def doer(self, step: Step, outcome: Outcome) -> str:
        """Return who closes the step so: somebody who has not closed a step from which this one must differ."""
        names = outcome.by or step.actors
        if step.key in self.recorded and step.recorder:
            names = (step.recorder,)
        closed = {who for other in step.distinct_from for who in self.taken.closed.get(other, ())}
        return next(who for who in self.people(names) if who not in closed)

    def holder(self, step: Step) -> str:
        """Return the sample officer who holds the step."""
        return self.people(step.actors)[0]

    def people(self, names: tuple[str, ...]) -> list[str]:
        """Return who these actors are in this case, by username; who reported comes last."""
        found = dict.fromkeys(who for name in names for who in self._people_of(name))
        return sorted(found, key=lambda who: who == REPORTER)

    def _people_of(self, name: str) -> list[str]:
        actor = self.sop.actors[name]
        if actor.kind == "reporter":
            return [REPORTER]
        if actor.recorded_by:
            return self._people_of(actor.recorded_by)
        if actor.bound_by == "person":
            return [self.taken.bound[name]] if name in self.taken.bound else []
        posts = (self.units[self.taken.unit],) if actor.bound_by else actor.posts
        return [who for post in posts for who in self._seated.get(post, ())]

    # -- the reporter's own steps --------------------------------------------------------------------------

    def _reporter_takes(self, outcome: Outcome) -> None:
        assert self.reporter is not None
        self.reporter.take(outcome.key)
        self.office.clock.forward(minutes=2)
        replies.apply_ripe(now=self.office.clock.now)

    # -- an officer's step ---------------------------------------------------------------------------------

    def _officer_takes(
        self, code: str, step: Step, outcome: Outcome, chosen: Mapping[str, str], doer: str
    ) -> None:
        page = self._begun(code, step, doer)
        given = self._gathered(code, step, outcome, doer)
        if given:
            page = self.at(doer, page.url)
        form = page.form("/selesai/")
        filled = self._filled(form, step.asks(outcome), chosen, outcome.key)
        page.send(form, filled.texts, self._button(form, outcome), filled.files)
        assert page.url == DESK, (step.key, outcome.key, page.text)
        self.taken.bound |= filled.bound
        self.taken.present = filled.present or self.taken.present

    def _begun(self, code: str, step: Step, doer: str) -> Browser:
        page = self.at(doer, f"{DESK}berkas/{code}/")
        assert page.response.status_code == 200, (step.key, doer, page.text)
        begin = [form for form in page.forms if form.action.endswith("/mulai/")]
        if begin:
            page.press(begin[0])
        self.office.clock.forward(minutes=1)
        return page

    def _gathered(self, code: str, step: Step, outcome: Outcome, doer: str) -> bool:
        """Let the others give what is theirs to give: what they put their names to has to stand before."""
        others = [
            (need, who) for need in step.asks(outcome) for who in self.givers(step, need) if who != doer
        ]
        if others:
            self._save(self.at(doer, f"{DESK}berkas/{code}/"), step, outcome)
        for need, who in others:
            self._give(self.at(who, f"{DESK}berkas/{code}/"), need)
        return bool(others)

    def givers(self, step: Step, need: Need) -> list[str]:
        """Return who must give it, where it is not whoever closes the step."""
        if need.by == "present":
            return self.taken.present
        return self.people(step.participants)[:1] if need.by == "participants" else []

    def _save(self, page: Browser, step: Step, outcome: Outcome) -> None:
        """Keep the drafts, so that others can read what they sign."""
        form = page.form("/selesai/")
        form.action = form.action.replace("/selesai/", "/simpan/")
        drafts = [need for need in step.asks(outcome) if need.kind == "draft"]
        page.send(form, self._filled(form, drafts, {}, outcome.key).texts)
        assert "Belum dicatat" not in page.text, page.text

    def _give(self, page: Browser, need: Need) -> None:
        name = name_of(need)
        form = next(form for form in page.forms if name in form.names)
        alone = ("bagian", name)  # the button of who could close the step too, and gives their part only
        filled = self._filled(form, [need], {})
        page.send(form, filled.texts, alone if alone in form.elsewhere else None, filled.files)
        assert "Belum dicatat" not in page.text, page.text

    def _button(self, form: Form, outcome: Outcome) -> tuple[str, str] | None:
        """Where what is chosen on this page decides, it has one button without a name."""
        named = [button[:2] for button in form.buttons if button[0] == "outcome"]
        assert named or outcome.fact
        return ("outcome", outcome.key) if named else None

    def _filled(self, form: Form, needs: Any, chosen: Mapping[str, str], way: str = "") -> Filled:
        taken = set(self.taken.bound.values())
        return fill_in(form, needs, way, chosen=chosen, fill=self.fill, taken=taken)
