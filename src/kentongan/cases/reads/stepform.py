"""The form of the present step: exactly what it asks of me, and each way out with the rule that forbids it.

* Whoever acts gets fields and ways out. Who takes part or was present gets what is theirs to give, and no way out.
  Who may write down an order from the group gets the ways of those who gave it, and a field for the order's file.
* The buttons ask the same `decide` that guards the service; so does each field.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from kentongan.agencies import reads as agencies
from kentongan.officers import reads as officers
from kentongan.officers.services.login import Unlocked
from kentongan.sop import engine
from kentongan.sop.model import ORDER_FROM_GROUP, Need, Outcome, Sop, Step

from .. import clock, deviations, state
from ..holders import doers
from ..keys import Keyring
from ..models import Case, Turn
from ..shapes import Field, OutcomeButton, StepForm
from ..state import State
from .fields import Fields
from .history import effort_of

Ways = tuple[tuple[Outcome, engine.Refusal | None], ...]
ACTS, RECORDS, GIVES = "acts", "records", "gives"  # what somebody may do at a step; the first is asked first


@dataclass(frozen=True, slots=True)
class _Seat:
    """One of my seats at this step, and what I may do in it."""

    key: str
    name: str
    part: str
    me: engine.Doer


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the engine is asked about."""

    sop: Sop
    step: Step
    facts: engine.Facts
    units: Mapping[str, str]

    def refusal(self, act: engine.Act, me: engine.Doer) -> str:
        """Return the code of the refusal, "" where the act is allowed."""
        found = engine.decide(self.sop, self.facts, act, me, self.units)
        return found.code if isinstance(found, engine.Refusal) else ""

    def part(self, me: engine.Doer) -> str:
        """Return what somebody may do at this step, "" where they may do nothing."""
        if not self.refusal(engine.Begin(), me):
            return ACTS
        if self.facts.paused:
            return ""
        if engine.may_record(self.sop, self.facts, me):
            return RECORDS
        gives = (not self.refusal(engine.Contribute(need.key), me) for need in self.step.every_need())
        return GIVES if any(gives) else ""

    def fields_of(self, seat: _Seat) -> tuple[Need, ...]:
        """Return what the form asks for, whatever the way out."""
        if seat.part == GIVES:
            return tuple(dict.fromkeys(need for need in self.step.every_need() if self.is_mine(need, seat)))
        mine = tuple(need for need in self.step.needs if self.is_mine(need, seat))
        return (*mine, ORDER_FROM_GROUP) if seat.part == RECORDS else mine

    def is_mine(self, need: Need, seat: _Seat) -> bool:
        """Whether the need is this person's to give; who acts may give it before what it rests on stands."""
        refused = self.refusal(engine.Contribute(need.key), seat.me)
        return {
            ACTS: refused != "not-yours-to-give",
            RECORDS: need.by == "actors",
            GIVES: not refused,
        }[seat.part]


def step_form(
    ring: Keyring, sop: Sop, found: State, *, who: Unlocked, capacity: str, now: datetime
) -> StepForm | None:
    """Return the form, None for who has nothing to do at this step."""
    case = ring.case
    if case.ended_at is not None:
        return None
    units = agencies.units(case.service.agency)
    asked = _Asked(sop, sop.steps[case.step], state.facts(case, sop, found, now), units)
    seats = _seats(ring, asked, who, now)
    if not seats:
        return None
    seat = next((each for each in seats if each.key == capacity), seats[0])
    fields = Fields(ring, sop, asked.facts, seat.me, now)
    return _form(asked, seats, seat, fields)


def _seats(ring: Keyring, asked: _Asked, who: Unlocked, now: datetime) -> list[_Seat]:
    """Return the seats in which the person may do something at this step, by the engine's word."""
    found = [
        _Seat(post.key, post.name, part, me)
        for post, me in doers(ring.case, who.officer, now)
        if (part := asked.part(me))
    ]
    return sorted(found, key=lambda seat: (ACTS, RECORDS, GIVES).index(seat.part))


def _form(asked: _Asked, seats: list[_Seat], seat: _Seat, fields: Fields) -> StepForm:
    sop, step, case = asked.sop, asked.step, fields.ring.case
    turn = case.turns.get(number=case.turn)
    gave, awaited = _present(asked)
    return StepForm(
        turn=turn.number,
        step=step.key,
        title=step.title,
        begun_at=turn.begun_at,
        effort=effort_of(sop, step),
        over_effort=_over(case, step, turn, fields.now),
        capacities=tuple((each.key, each.name) for each in seats),
        fields=fields.of(asked.fields_of(seat)),
        outcomes=() if seat.part == GIVES else tuple(_buttons(asked, seat, fields)),
        decided_by_fact=seat.part != GIVES and _decides_here(step),
        referral=step.referral.sop if step.referral else "",
        contributes=seat.part == GIVES,
        gave=gave,
        awaited=awaited,
        records_for=_labels(sop, step) if seat.part == RECORDS else "",
        needs_explanation=seat.part != GIVES and deviations.needs_reason(case, step, turn, fields.now),
    )


def _labels(sop: Sop, step: Step) -> str:
    return ", ".join(sop.actors[actor].label for actor in step.actors)


def _decides_here(step: Step) -> bool:
    """Whether the outcome follows from what is chosen in this very form."""
    return any(need.fact == way.fact for way in step.outcomes.values() if way.fact for need in step.needs)


def _present(asked: _Asked) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of those present who gave all that everybody present must give, and of those who did not."""
    needs = {need.key for need in asked.step.every_need() if need.by == "present"}
    present = sorted(asked.facts.present - asked.facts.excluded) if needs else []
    gave = [who for who in present if all(who in asked.facts.contributors.get(key, ()) for key in needs)]
    names = officers.names_of(present)
    return tuple(names[who] for who in gave), tuple(names[who] for who in present if who not in gave)


def _over(case: Case, step: Step, turn: Turn, now: datetime) -> bool:
    calendar = agencies.calendar(case.service.agency)
    return clock.is_over(turn, step, calendar, now)


def _buttons(asked: _Asked, seat: _Seat, fields: Fields) -> Iterable[OutcomeButton]:
    ways = _open(asked.step, engine.options(asked.sop, asked.facts, seat.me, asked.units))
    times = Counter(need.key for outcome, _ in ways for need in outcome.needs)
    for outcome, refused in ways:
        own = fields.of(need for need in outcome.needs if asked.is_mine(need, seat))
        yield OutcomeButton(
            key=outcome.key,
            label=outcome.label,
            fields=tuple(_apart(each, outcome) if times[each.key] > 1 else each for each in own),
            refused=_code(refused),
            leads_to=asked.sop.steps[outcome.to].title if outcome.to else "",
            referral=outcome.referral.sop if outcome.referral else "",
        )


def _apart(field: Field, outcome: Outcome) -> Field:
    """Name apart what several ways out ask for: what is written for one is not said for another."""
    return replace(field, name=f"{outcome.key}.{field.name}")


def _open(step: Step, ways: Ways) -> Ways:
    """Leave out the ways that are no business of who asks: those of another actor, and those that an earlier choice
    has closed."""
    closed = {"not-your-outcome"} if _decides_here(step) else {"not-your-outcome", "decided-by-fact"}
    return tuple(way for way in ways if _code(way[1]) not in closed)


def _code(refused: engine.Refusal | None) -> str:
    return refused.code if refused else ""
