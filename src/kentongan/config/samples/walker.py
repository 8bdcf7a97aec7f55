"""Carrying a sample case through its SOP: each step by who holds it, each field filled by its kind.

* What participants or everybody present must give is given first, each with their own keys, and then the step closed.
* A step of the reporter's own is taken with the reporter's key, where no officer may take that way out.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from kentongan.agencies import reads as agencies
from kentongan.agencies.models import Service
from kentongan.cases.models import Case, Turn
from kentongan.cases.reads import reporter
from kentongan.cases.services import handling, replies
from kentongan.cases.supplies import by_book
from kentongan.officers import reads as officers
from kentongan.reports.files import Sealed
from kentongan.sop.model import Actor, Need, Sop, Step
from kentongan.sop.vocabulary import UNIT
from kentongan.web import uploads

from . import filling
from .hands import Hand, NobodyCan, Office

Texts = Mapping[str, str]
NONE = timedelta()


@dataclass(slots=True)
class Walker:
    """One sample case on its way; `code` opens the reporter's page."""

    service: Service
    office: Office
    case: str
    code: str = field(repr=False)
    number: int
    texts: Texts
    chosen: dict[str, str] = field(default_factory=dict)
    persons: set[str] = field(default_factory=set)
    present: tuple[str, ...] = ()

    @property
    def sop(self) -> Sop:
        """The SOP by which the case runs."""
        return agencies.sop(self._row.sop_version_id)

    @property
    def _row(self) -> Case:
        return Case.objects.get(code=self.case)

    @property
    def step(self) -> Step:
        """Where it stands."""
        return self.sop.steps[self._row.step]

    @property
    def has_ended(self) -> bool:
        """Whether it is in the archive."""
        return self._row.ended_at is not None

    def take(
        self, outcome: str, chosen: Texts, now: datetime, *, begun: timedelta = NONE, recorded: bool = False
    ) -> None:
        """Close the present step. `begun`: how long before "Mulai" was said; `recorded`: ordered in the group."""
        self.closing(outcome, chosen, now, begun=begun, recorded=recorded)()

    def closing(
        self, outcome: str, chosen: Texts, now: datetime, *, begun: timedelta = NONE, recorded: bool = False
    ) -> Callable[[], None]:
        """Do all that comes before the closing, and return the closing itself."""
        step = self.step
        asked = step.asks(step.outcomes[outcome], recorded=recorded)
        self.chosen.update(chosen)
        try:
            hand = self.office.hand(self.case, outcome, now, recorded=recorded)
        except NobodyCan:
            if not any(self.sop.actors[actor].kind == "reporter" for actor in step.actors):
                raise
            return partial(self._as_reporter, outcome, now)
        if begun and not recorded:
            handling.begin(**self._act(hand), now=max(now - begun, self._entered))
        self._together(hand, asked, now)
        values, files = self._filled(asked, now)
        return partial(
            handling.close_turn,
            **self._act(hand),
            outcome=outcome,
            values=values,
            files=files,
            recorded=recorded,
            now=now,
        )

    @property
    def _entered(self) -> datetime:
        return Turn.objects.get(case__code=self.case, number=self._row.turn).entered_at

    def _act(self, hand: Hand) -> dict[str, Any]:
        return {"code": self.case, "turn": self._row.turn, "by": hand.who, "capacity": hand.capacity}

    def _as_reporter(self, outcome: str, now: datetime) -> None:
        key = reporter.enter(self.code)
        replies.close_turn(key=key, report_index=0, outcome=outcome, now=now)
        replies.apply_ripe(now=now + timedelta(days=5))  # whatever the grid, its next slot has come

    def _together(self, hand: Hand, asked: Sequence[Need], now: datetime) -> None:
        """Let everybody give what more than one must give."""
        shared = [need for need in asked if need.by != "actors"]
        if not shared:
            return
        own, _ = self._filled([need for need in asked if need.by == "actors"], now)
        handling.save_draft(**self._act(hand), values=own, now=now)
        for need in shared:
            for each in self._givers(hand, need, now):
                values, files = self._filled([need], now)
                handling.contribute(**self._act(each), need=need.key, values=values, files=files, now=now)

    def _givers(self, hand: Hand, need: Need, now: datetime) -> list[Hand]:
        """Who gives it beside the one who closes: all who were present, or one who takes part."""
        others = {each.who.officer.username: each for each in self.office.hands(self.case, now)}
        others.pop(hand.who.officer.username, None)
        if need.by == "present":
            return [each for name, each in others.items() if name in self.present]
        return [each for each in others.values() if each.form.contributes][:1]

    # -- what is filled in ----------------------------------------------------------------------------

    def _filled(self, needs: Iterable[Need], now: datetime) -> tuple[dict[str, str], dict[str, list[Sealed]]]:
        values = {filling.EXPLANATION: self.texts.get(filling.EXPLANATION, filling.TEXTS["reason"])}
        files = {}
        for need in needs:
            if need.input == "file":
                name, content = filling.file_for(self.sop, need, self.texts, number=self.number)
                files[need.key] = [uploads.seal(name, content)]
            elif not by_book(self.sop, need):
                values[need.key] = self._text(need, now)
        return values, files

    def _text(self, need: Need, now: datetime) -> str:
        if need.fact:
            return self.chosen[need.fact]
        if need.binds:
            return self._person(self.sop.actors[need.binds], now)
        if need.kind == "attendance":
            self.present = self._everybody(now)
            return "\n".join(self.present)
        return filling.text_for(self.sop, need, self.texts, number=self.number, at=now)

    def _person(self, actor: Actor, now: datetime) -> str:
        """Somebody who may be chosen: of the chosen unit where there is one, and not the same one twice."""
        posts = [post for post in agencies.posts(self.service.agency) if post.key in actor.posts]
        own_unit_first = sorted(posts, key=lambda post: post.unit != self.chosen.get(UNIT))
        names = self._names([post.key for post in own_unit_first], now)
        found = next((name for name in names if name not in self.persons), names[0])
        self.persons.add(found)
        return found

    def _everybody(self, now: datetime) -> tuple[str, ...]:
        """Who acts and who takes part at the present step."""
        actors = (self.sop.actors[name] for name in (*self.step.actors, *self.step.participants))
        return tuple(self._names([post for actor in actors for post in actor.posts], now))

    def _names(self, posts: Sequence[str], now: datetime) -> list[str]:
        held = officers.holders_for(self.service, posts, now)
        return list(dict.fromkeys(each.username for post in posts for each in held.get(post, ())))
