"""The form of the present step: exactly what it asks, and each way out with the rule that forbids it.

The buttons ask the same `decide` that guards the service.
"""

from collections.abc import Iterable
from datetime import datetime

from kentongan.agencies import reads as agencies
from kentongan.officers.services.login import Unlocked
from kentongan.sop import engine
from kentongan.sop.model import Need, Outcome, Sop, Step

from .. import clock, contributions, state
from ..holders import doer, seats_of
from ..keys import Keyring
from ..models import Turn
from ..shapes import Field, OutcomeButton, StepForm
from ..state import State
from ..supplies import SIGNED, label_of
from .history import effort_of

Ways = tuple[tuple[Outcome, engine.Refusal | None], ...]


def step_form(
    ring: Keyring, sop: Sop, found: State, *, who: Unlocked, capacity: str, now: datetime
) -> StepForm | None:
    """Return the form, None for who has nothing to do at this step."""
    case = ring.case
    seats = _capacities(ring, sop, found, who, now)
    if case.ended_at is not None or not seats:
        return None
    acting = capacity if capacity in dict(seats) else seats[0][0]
    step, turn = sop.steps[case.step], case.turns.get(number=case.turn)
    me = doer(case, who.officer, acting, now)
    units = agencies.units(case.service.agency)
    ways = _open(step, engine.options(sop, state.facts(case, found), me, units))
    return StepForm(
        turn=case.turn,
        step=step.key,
        title=step.title,
        begun_at=turn.begun_at,
        effort=effort_of(sop, step),
        over_effort=_over(ring, step, turn, now),
        capacities=seats,
        fields=_fields(ring, sop, step.needs),
        outcomes=tuple(_button(ring, sop, outcome, refused) for outcome, refused in ways),
        decided_by_fact=_decides_here(step),
        referral=step.referral.sop if step.referral else "",
    )


def _decides_here(step: Step) -> bool:
    """Whether the outcome follows from what is chosen in this very form."""
    return any(need.fact == way.fact for way in step.outcomes.values() if way.fact for need in step.needs)


def _open(step: Step, ways: Ways) -> Ways:
    """Leave out the ways that an earlier choice has closed: they are no business of this step any more."""
    return ways if _decides_here(step) else tuple(way for way in ways if _code(way[1]) != "decided-by-fact")


def _code(refused: engine.Refusal | None) -> str:
    return refused.code if refused else ""


def _capacities(
    ring: Keyring, sop: Sop, found: State, who: Unlocked, now: datetime
) -> tuple[tuple[str, str], ...]:
    """Return the seats in which the person may do something at this step, by the engine's word."""
    case = ring.case
    facts = state.facts(case, found)
    units = agencies.units(case.service.agency)
    return tuple(
        (post.key, post.name)
        for post in seats_of(case, who.officer, now)
        if not isinstance(
            engine.decide(sop, facts, engine.Begin(), doer(case, who.officer, post.key, now), units),
            engine.Refusal,
        )
    )


def _over(ring: Keyring, step: Step, turn: Turn, now: datetime) -> bool:
    calendar = agencies.calendar(ring.case.service.agency)
    return turn.begun_at is not None and clock.is_over(step, calendar, turn.begun_at, now)


def _button(ring: Keyring, sop: Sop, outcome: Outcome, refused: engine.Refusal | None) -> OutcomeButton:
    return OutcomeButton(
        key=outcome.key,
        label=outcome.label,
        fields=_fields(ring, sop, outcome.needs),
        refused=_code(refused),
        leads_to=sop.steps[outcome.to].title if outcome.to else "",
        referral=outcome.referral.sop if outcome.referral else "",
    )


def _fields(ring: Keyring, sop: Sop, needs: Iterable[Need]) -> tuple[Field, ...]:
    return tuple(_field(ring, sop, need) for need in needs)


def _field(ring: Keyring, sop: Sop, need: Need) -> Field:
    paper = sop.papers[need.paper].label if need.paper else ""
    return Field(
        key=need.key,
        name=need.key.replace(": ", "--").replace(" ", "-"),
        kind=need.kind,
        label=label_of(sop, need),
        paper=paper,
        optional=need.optional,
        choices=_choices(ring, sop, need),
        value="" if need.kind in SIGNED else _value(ring, need),
        text=contributions.text_of(ring, f"konsep: {need.paper}")
        if need.kind in SIGNED | {"delivery"}
        else "",
    )


def _value(ring: Keyring, need: Need) -> str:
    """What this turn holds already; of a draft, what any turn holds: it is worked on further."""
    found = contributions.latest(ring, need.key)
    if found is None or (need.kind != "draft" and found[0].turn != ring.case.turn):
        return ""
    return str(found[1].get("text", ""))


def _choices(ring: Keyring, sop: Sop, need: Need) -> tuple[tuple[str, str], ...]:
    agency = ring.case.service.agency
    if need.kind == "unit":
        return tuple(agencies.unit_names(agency).items())
    if need.fact:
        return tuple(sop.facts[need.fact].values.items())
    return ()
