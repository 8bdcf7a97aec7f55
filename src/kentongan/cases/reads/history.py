"""What has happened in a case, step by step, with what was supplied."""

from collections.abc import Iterable, Iterator

from kentongan.agencies import reads as agencies
from kentongan.agencies.models import Agency
from kentongan.officers import reads as officers
from kentongan.reports.files import opened
from kentongan.reports.models import File
from kentongan.sop.model import Need, Sop, Step

from .. import contributions
from ..keys import Keyring
from ..lines import file_line
from ..models import LEFT, Case, Contribution, Turn
from ..shapes import EntryLine, FileLine, StepLine, TurnLine
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
    """Return `waktu` as it was signed for the row that the step belongs to, where the step is held against it."""
    if step.effort is None:
        return ""
    return next((row.time for row in (*sop.rows, *sop.sheet.added) if step.key in row.steps), "")


def turns(ring: Keyring, sop: Sop) -> tuple[TurnLine, ...]:
    """Return the closed turns with what was supplied in each, opened."""
    entries: dict[int, list[EntryLine]] = {}
    for row in Contribution.objects.filter(case=ring.case):
        entries.setdefault(row.turn, []).append(_entry(ring, sop, row))
    closed = ring.case.turns.filter(closed_at__isnull=False)
    agency = ring.case.service.agency
    return tuple(_turn_line(agency, sop, turn, tuple(entries.get(turn.number, ()))) for turn in closed)


def _entry(ring: Keyring, sop: Sop, row: Contribution) -> EntryLine:
    value = contributions.opened(ring, row)
    need = _needs(sop)[row.need]
    return EntryLine(
        kind=need.kind,
        label=label_of(sop, need),
        text=_spoken(ring, sop, need, str(value.get("text", ""))),
        files=tuple(_files(ring, row, value.get("files", ()))),
    )


def _spoken(ring: Keyring, sop: Sop, need: Need, text: str) -> str:
    """Return a choice by its name instead of its key."""
    if need.kind == "unit":
        return agencies.unit_names(ring.case.service.agency).get(text, text)
    if need.kind in {"person", "attendance"}:
        return ", ".join(officers.name_of(each) for each in text.split())
    return sop.facts[need.fact].values.get(text, text) if need.fact else text


def _files(ring: Keyring, row: Contribution, codes: Iterable[str]) -> Iterator[FileLine]:
    for file in File.objects.filter(owner=ring.case.object_name, code__in=list(codes)):
        yield file_line(file.code, opened(file, ring.handling[row.epoch]))


def _needs(sop: Sop) -> dict[str, Need]:
    return {need.key: need for step in sop.steps.values() for need in step.every_need()}


def _turn_line(agency: Agency, sop: Sop, turn: Turn, entries: tuple[EntryLine, ...]) -> TurnLine:
    step = sop.steps[turn.step]
    assert turn.closed_at is not None
    return TurnLine(
        number=turn.number,
        step=turn.step,
        title=step.title,
        outcome=step.outcomes[turn.outcome].label if turn.outcome in step.outcomes else "",
        left=turn.outcome.removeprefix(LEFT) if turn.outcome.startswith(LEFT) else "",
        by=officers.name_of(turn.closed_by),
        capacity=officers.seat_name(agency, turn.capacity),
        closed_at=turn.closed_at,
        minutes=turn.effort_minutes,
        over_effort=turn.over_effort,
        due=turn.due,
        late=turn.late,
        entries=entries,
    )
