"""What three strangers see of a case after each step: the reporter, who has no key, and the public.

What they should see is reckoned from the SOP and from who sits where; nothing of it is asked of the program.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kentongan.board.models import Publication
from kentongan.cases.models import Case
from kentongan.papers.models import Entry
from kentongan.sop.acts import REPORTER
from kentongan.sop.model import Effect, Need, Outcome, Step
from kentongan.sop.vocabulary import RECEIVED
from kentongan.web import words

from .drive import Driver
from .filling import name_of
from .planning import told_after

OPEN, NONE = 200, 404


@dataclass
class Follower:
    """Goes along with a case and holds what is seen against what the SOP says."""

    driver: Driver
    code: str
    status: str = RECEIVED
    reached: set[str] = field(default_factory=set)
    greeted: set[str] = field(default_factory=set)  # who was seen to have the case, once
    public: tuple[str, str] | None = None  # the status and the text that everybody may read
    entries: set[tuple[str, str]] = field(default_factory=set)  # (book, paper)

    def __post_init__(self) -> None:
        first = self.driver.sop.steps[self.driver.sop.start]
        self.status = first.status or self.status
        self.reached = self._hands(first)
        self.look()

    def follow(self, step: Step, outcome: Outcome) -> None:
        """Reckon what the step has changed, and look."""
        sop = self.driver.sop
        self.status = told_after(sop, step, outcome, self.status)
        self._note_effects(step, outcome)
        if outcome.to is not None:
            after = sop.steps[outcome.to]
            referral = outcome.referral or after.referral
            leaves = referral is not None and not referral.returns
            self.reached = self._hands(after) | (set() if leaves else self.reached)
            self.greeted &= self.reached
        self.look()

    def _hands(self, step: Step) -> set[str]:
        recorders = (step.recorder,) if step.recorder else ()
        names = (*step.actors, *step.participants, *recorders)
        return set(self.driver.people(names)) - {REPORTER}

    def _note_effects(self, step: Step, outcome: Outcome) -> None:
        numbered = {
            (paper.book, need.paper)
            for need in step.asks(outcome)
            if need.kind == "number" and (paper := self.driver.sop.papers[need.paper]).book
        }
        self.entries |= numbered
        for effect in step.does(outcome):
            if effect.kind == "book" and effect.object not in {book for book, _ in numbered}:
                self.entries.add((effect.object, ""))
            if effect.kind == "public":
                self.public = (effect.object, self._published_text(effect))

    def _published_text(self, effect: Effect) -> str:
        """What the driver typed for the text of the publication; without contents nothing but the status shows."""
        publication = self.driver.sop.publications[effect.content] if effect.content else None
        need = next((each for each in self._needs() if publication and each.key == publication.text), None)
        return self.driver.fill(name_of(need)) if need else ""

    def _needs(self) -> Iterator[Need]:
        return (need for step in self.driver.sop.steps.values() for need in step.every_need())

    def look(self) -> None:
        """What the reporter reads, who may open the case, what is public."""
        assert str(words.STATUSES[self.status]) in self.driver.reporter.page().text
        everybody = set(self.driver.office.passwords)
        assert {who: self._answer(who) for who in everybody - self.reached} == dict.fromkeys(
            everybody - self.reached, NONE
        )
        new = self.reached - self.greeted
        assert {who: self._answer(who) for who in new} == dict.fromkeys(new, OPEN)
        self.greeted |= new
        assert self.published == ([self.public] if self.public else [])

    def _answer(self, username: str) -> int:
        return self.driver.client(username).get(f"/meja/berkas/{self.code}/", secure=True).status_code

    @property
    def published(self) -> list[tuple[str, str]]:
        """Status and text of what the public may read."""
        return list(Publication.objects.filter(withdrawn=False).values_list("status", "text"))

    def look_at_the_end(self) -> None:
        """Archived; whoever had it may read it on; the books have exactly what was to be entered."""
        case = Case.objects.get(code=self.code)
        assert case.ended_at is not None
        assert {self._answer(who) for who in self.reached} == {OPEN}
        found = Entry.objects.values_list("book__kind", "number")
        assert sorted(kind for kind, _ in found) == sorted(book for book, _ in self.entries)
        assert {number for kind, number in found} <= set(range(1, len(self.entries) + 1))
