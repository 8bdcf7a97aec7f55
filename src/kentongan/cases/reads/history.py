"""What has happened in a case, step by step, with what was supplied."""

from kentongan.officers import reads as officers
from kentongan.sop.model import Need, Sop, Step

from .. import contributions
from ..keys import Keyring
from ..models import Case, Contribution, Turn
from ..shapes import StepLine, TurnLine
from ..supplies import label_of


def steps(case: Case, sop: Sop) -> tuple[StepLine, ...]:
    """Return the SOP's running steps, the present one lit."""
    done = set(case.turns.filter(closed_at__isnull=False).values_list("step", flat=True))
    return tuple(_step_line(case, sop, step, done) for step in sop.steps.values())


def _step_line(case: Case, sop: Sop, step: Step, done: set[str]) -> StepLine:
    now = step.key == case.step and case.ended_at is None
    return StepLine(
        number=step.key,
        title=step.title,
        actors=", ".join(sop.actors[actor].label for actor in step.actors),
        effort=effort_of(sop, step),
        state="now" if now else "done" if step.key in done else "ahead",
        added=step.added,
    )


def effort_of(sop: Sop, step: Step) -> str:
    """Return `waktu` as it was signed for the row that the step belongs to."""
    return next((row.time for row in (*sop.rows, *sop.sheet.added) if step.key in row.steps), "")


def turns(ring: Keyring, sop: Sop) -> tuple[TurnLine, ...]:
    """Return the closed turns with what was supplied in each, opened."""
    entries: dict[int, list[tuple[str, str]]] = {}
    for row in Contribution.objects.filter(case=ring.case):
        entries.setdefault(row.turn, []).append(_entry(ring, sop, row))
    closed = ring.case.turns.filter(closed_at__isnull=False)
    return tuple(_turn_line(sop, turn, tuple(entries.get(turn.number, ()))) for turn in closed)


def _entry(ring: Keyring, sop: Sop, row: Contribution) -> tuple[str, str]:
    value = contributions.opened(ring, row)
    need = _needs(sop).get(row.need)
    text = str(value.get("text", "")) or ", ".join(value.get("files", ()))
    if need is not None and need.fact in sop.facts:
        text = sop.facts[str(need.fact)].values.get(text, text)
    return (row.need if need is None else label_of(sop, need) or need.kind), text


def _needs(sop: Sop) -> dict[str, Need]:
    return {
        need.key: need
        for step in sop.steps.values()
        for outcome in step.outcomes.values()
        for need in step.asks(outcome)
    }


def _turn_line(sop: Sop, turn: Turn, entries: tuple[tuple[str, str], ...]) -> TurnLine:
    step = sop.steps[turn.step]
    assert turn.closed_at is not None
    return TurnLine(
        number=turn.number,
        step=turn.step,
        title=step.title,
        outcome=step.outcomes[turn.outcome].label,
        by=officers.name_of(turn.closed_by),
        capacity=turn.capacity,
        closed_at=turn.closed_at,
        minutes=turn.effort_minutes,
        over_effort=turn.over_effort,
        due=turn.due,
        late=turn.late,
        entries=entries,
    )
