"""What has happened in a case, step by step, with what was supplied."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Literal

from kentongan.agencies import reads as agencies
from kentongan.officers import reads as officers
from kentongan.officers.services.login import Unlocked
from kentongan.sop.acts import REPORTER
from kentongan.sop.model import ORDER_FROM_GROUP, Need, Sop, Step

from .. import contributions, deviations, side_acts
from ..keys import Keyring
from ..lines import file_line
from ..models import LEFT, Case, Contribution, Turn
from ..shapes import DeviationLine, EntryLine, StepLine, TurnLine
from ..supplies import label_of
from .changes import changes


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


def turns(ring: Keyring, sop: Sop, who: Unlocked, now: datetime) -> tuple[TurnLine, ...]:
    """Return the closed turns with what was supplied in each, opened."""
    closed = list(ring.case.turns.filter(closed_at__isnull=False))
    closers = {turn.number: turn.closed_by for turn in closed}
    entries = _entries(ring, sop, closers)
    noted = _deviations(ring, who, now)
    return tuple(
        replace(_turn_line(ring.case, sop, turn), entries=tuple(found), deviation=noted.get(turn.number))
        for turn in closed
        for found in (entries.get(turn.number, ()),)
    )


def _entries(ring: Keyring, sop: Sop, closers: Mapping[int, str]) -> dict[int, list[EntryLine]]:
    """Return what was supplied, by turn; a draft with what it changed of the text before it."""
    found: dict[int, list[EntryLine]] = {}
    texts: dict[str, str] = {}
    needs = _needs(sop)
    for row in Contribution.objects.filter(case=ring.case):
        need, value = needs[row.need], contributions.opened(ring, row)
        line = _entry(ring, sop, need, row, value)
        if row.by != closers.get(row.turn, row.by):
            line = replace(line, by=officers.name_of(row.by))
        if need.kind == "draft":
            before, texts[need.key] = texts.get(need.key), line.text
            line = replace(
                line, changes=changes(before, line.text) if before not in (None, line.text) else ()
            )
        found.setdefault(row.turn, []).append(line)
    return found


def _entry(ring: Keyring, sop: Sop, need: Need, row: Contribution, value: Mapping[str, Any]) -> EntryLine:
    return EntryLine(
        kind=need.kind,
        label=label_of(sop, need),
        text=_spoken(ring, sop, need, str(value.get("text", ""))),
        files=tuple(
            file_line(file.code, sealed) for file, sealed in contributions.files_in(ring, row, value)
        ),
    )


def _deviations(ring: Keyring, who: Unlocked, now: datetime) -> dict[int, DeviationLine]:
    rows = list(ring.case.deviations.all())
    may = bool(rows) and side_acts.may(ring.case, deviations.SUPERIORS_NOTE, who.officer, now)
    me = who.officer.username
    return {
        row.turn: DeviationLine(
            reason=deviations.reason(ring, row),
            by=officers.name_of(row.by),
            note=deviations.note(ring, row),
            noted_by=officers.name_of(row.noted_by) if row.noted_by else "",
            noted_at=row.noted_at,
            may_note=may and row.noted_at is None and row.by != me,
        )
        for row in rows
    }


def _spoken(ring: Keyring, sop: Sop, need: Need, text: str) -> str:
    """Return a choice by its name instead of its key."""
    if need.kind == "unit":
        return agencies.unit_names(ring.case.service.agency).get(text, text)
    if need.kind in {"person", "attendance"}:
        return ", ".join(officers.name_of(each) for each in text.split())
    return sop.facts[need.fact].values.get(text, text) if need.fact else text


def _needs(sop: Sop) -> dict[str, Need]:
    asked = (need for step in sop.steps.values() for need in (*step.every_need(), ORDER_FROM_GROUP))
    return {need.key: need for need in asked}


def _turn_line(case: Case, sop: Sop, turn: Turn) -> TurnLine:
    step, agency = sop.steps[turn.step], case.service.agency
    is_reporters = turn.capacity == REPORTER
    assert turn.closed_at is not None
    return TurnLine(
        number=turn.number,
        step=turn.step,
        title=step.title,
        outcome=step.outcomes[turn.outcome].label if turn.outcome in step.outcomes else "",
        left=turn.outcome.removeprefix(LEFT) if turn.outcome.startswith(LEFT) else "",
        by=_reporter(sop) if is_reporters else officers.name_of(turn.closed_by),
        capacity="" if is_reporters else officers.seat_name(agency, turn.capacity),
        closed_at=turn.closed_at,
        minutes=turn.effort_minutes,
        over_effort=turn.over_effort,
        due=turn.due,
        late=turn.late,
        entries=(),
        recorded_for=officers.seat_name(agency, turn.recorded_for) if turn.recorded_for else "",
        order=_order(turn),
        confirmed_by=officers.name_of(turn.confirmed_by) if turn.confirmed_by else "",
    )


def _reporter(sop: Sop) -> str:
    """The SOP's own name for who reported."""
    return next(actor.label for actor in sop.actors.values() if actor.kind == "reporter")


def _order(turn: Turn) -> Literal["", "waiting", "confirmed", "denied"]:
    if not turn.recorded_for:
        return ""
    if turn.confirmed_at is None:
        return "waiting"
    return "denied" if turn.denied else "confirmed"
