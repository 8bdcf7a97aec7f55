"""The reporter's own steps (seed 002, step 7: the answer is received), taken without any key to the case.

* Which ways out are open is asked of the engine with what the clear rows say: the step, and whether it waits. What the
  step requires stands on every path to it (the check of an SOP proves it), and its ways follow from no fact.
* Such a way asks for nothing, does nothing beside going on, and leads to somebody who holds the step already: so no
  key is handed on, and the sealed state stays as it is (`state`).
* The next turn begins with the slot in which the act reaches the desk. Who reported is never late.
"""

from datetime import datetime

from kentongan.agencies import reads as agencies
from kentongan.officers.models import Officer
from kentongan.sop import engine
from kentongan.sop.model import Outcome, Sop

from . import clock, state, telling, trail
from .holders import holders_of
from .models import Case, Pause, ReporterAct, Seal, Turn

NAME = "reporter"  # stands where an officer's username would
_ME = engine.Doer(NAME, engine.REPORTER, frozenset({engine.REPORTER}))


def ways(case: Case, now: datetime) -> tuple[Outcome, ...]:
    """Return the outcomes of the present step that the reporter may take now."""
    sop = agencies.sop(case.sop_version_id)
    step = sop.steps[case.step]
    if case.slot > now or all(sop.actors[actor].kind != "reporter" for actor in step.actors):
        return ()
    if ReporterAct.objects.filter(case=case, turn=case.turn).exists():
        return ()
    return tuple(each for each in step.outcomes.values() if _decided(case, sop, each.key) is not None)


def _decided(case: Case, sop: Sop, outcome: str) -> engine.Decision | None:
    step = sop.steps[case.step]
    facts = engine.Facts(
        step=None if case.ended_at else step.key,
        supplied=frozenset(step.requires),
        paused=state.is_paused(case),
    )
    decision = engine.decide(sop, facts, engine.Close(outcome), _ME, {})
    if isinstance(decision, engine.Refusal) or decision.to is None or decision.effects:
        return None
    return decision


def was_taken(case: Case, outcome: str) -> bool:
    """Whether the reporter's last act was this very one: then it was sent twice."""
    last = ReporterAct.objects.filter(case=case).order_by("id").last()
    return last is not None and last.outcome == outcome and last.turn >= case.turn - 1


def apply(case: Case, act: ReporterAct) -> bool:
    """Close the turn as the reporter did; False where the step waits just now. The case is locked."""
    sop, whole = agencies.sop(case.sop_version_id), trail.is_whole(case)
    decision = _decided(case, sop, act.outcome)
    if decision is None or decision.to is None:
        return False
    at = _close(case, act)
    act.done = True
    act.save(update_fields=["done"])
    case.turn, case.step, case.status = act.turn + 1, decision.to, decision.status or case.status
    calendar = agencies.calendar(case.service.agency)
    clock.open_turn(case, sop, calendar, number=case.turn, step=decision.to, at=at)
    case.save()
    going = _go_on(case, decision, at)
    # Nobody silences a reporter by spoiling a row; the difference stays to be seen.
    facts: dict[str, str | int] = {} if whole else {"rows": trail.DIFFERS}
    facts |= {"turn": act.turn, "step": decision.step, "outcome": act.outcome, "to": decision.to}
    trail.record("case.moved", case, by=NAME, capacity=engine.REPORTER, at=at, **facts)
    telling.case_arrived(case, going, at)
    return True


def _close(case: Case, act: ReporterAct) -> datetime:
    """Close the turn's row; an officer's "Mulai", or a pause, may have come between the slot and the worker."""
    row = Turn.objects.get(case=case, number=act.turn)
    row.outcome, row.closed_by, row.capacity = act.outcome, NAME, engine.REPORTER
    pauses = Pause.objects.filter(case=case, turn=act.turn).values_list("resumed_at", flat=True)
    row.closed_at = at = max([act.slot, *(each for each in (row.begun_at, *pauses) if each)])
    row.save()
    return at


def _go_on(case: Case, decision: engine.Decision, at: datetime) -> list[Officer]:
    """Let the next step be theirs who hold it, among those whose the closed step was; return them.

    Who was chosen by name stands in the sealed state: then it is all of those.
    """
    acting = Seal.objects.filter(case=case, acting=True).select_related("officer")
    going = {each.pk for each in holders_of(case, decision.posts, at)}
    if any(seal.officer_id in going for seal in acting):
        acting.exclude(officer__in=going).update(acting=False)
    return [seal.officer for seal in acting.all()]
