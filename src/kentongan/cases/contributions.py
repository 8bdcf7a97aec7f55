"""Contributions of a turn: sealed values by need, each revision kept.

* One row is what one person gave for one need in one go: a text, files, or both (a link and its screenshot).
* What is written comes before what is signed of it: the order of the rows says which text somebody signed.
* What was saved for one way out of a step and left behind by taking another does not count; it stays in the history.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kentongan.agencies import reads as agencies
from kentongan.officers.services.login import Unlocked
from kentongan.prepared import Prepared
from kentongan.reports.files import Sealed, attach
from kentongan.reports.files import opened as opened_file
from kentongan.reports.models import File
from kentongan.sop.model import Need, Sop

from .keys import Keyring
from .models import Contribution, Turn
from .supplies import Supplies


def add(ring: Keyring, supplies: Supplies, *, by: Unlocked, capacity: str, now: datetime) -> None:
    """Seal and write what somebody supplies to the present turn; what is signed has a writer of its own."""
    for need in supplies.needs:
        value: dict[str, Any] = {"text": supplies.texts[need]} if need in supplies.texts else {}
        if need in supplies.files:
            rows = [
                attach(file, owner=ring.case.object_name, compartment=ring.now)
                for file in supplies.files[need]
            ]
            value["files"] = [row.code for row in rows]
        write(ring, need, value, by=by, capacity=capacity, now=now)


def write(
    ring: Keyring, need: Need, value: Mapping[str, Any], *, by: Unlocked, capacity: str, now: datetime
) -> None:
    """Seal and write one value as the next revision of what this person gave."""
    case, username = ring.case, by.officer.username
    before = Contribution.objects.filter(case=case, turn=case.turn, need=need.key, by=username)
    row = Contribution(
        case=case,
        turn=case.turn,
        need=need.key,
        by=username,
        capacity=capacity,
        at=now,
        epoch=case.epoch,
        revision=before.count() + 1,
    )
    row.sealed = ring.now.seal(_field(row), value, revision=row.revision)
    row.save()


def _field(row: Contribution) -> str:
    return f"turn:{row.turn}:{row.need}:{row.by}"


def opened(ring: Keyring, row: Contribution) -> dict[str, Any]:
    """Open one contribution. Raises `BadEnvelope` where it was moved, changed or put back."""
    return ring.handling[row.epoch].open(_field(row), row.sealed, revision=row.revision)


def latest(ring: Keyring, need: str) -> tuple[Contribution, dict[str, Any]] | None:
    """Return the newest contribution of a need in this case that counts, opened."""
    sop, rows = agencies.sop(ring.case.sop_version), _rows(ring.case.pk, need)
    if need in _of_outcomes(sop):
        turns = {turn: (step, outcome) for turn, step, outcome in _turns(ring.case.pk)}
        rows = [row for row in rows if _was_asked(sop, need, *turns[row.turn])]
    return (rows[0], opened(ring, rows[0])) if rows else None


_rows = Prepared(lambda case, need: Contribution.objects.filter(case=case, need=need).order_by("-id"))
_turns = Prepared(lambda case: Turn.objects.filter(case=case).values_list("number", "step", "outcome"))


def _of_outcomes(sop: Sop) -> frozenset[str]:
    """The needs that some outcome asks for, not its step."""
    ways = (way for step in sop.steps.values() for way in step.outcomes.values())
    return frozenset(need.key for way in ways for need in way.needs)


def _was_asked(sop: Sop, need: str, step: str, outcome: str) -> bool:
    """Whether the way that was taken asked for it, or, where the turn is open, any; an exit asks for nothing."""
    found = sop.steps[step]
    way = found.outcomes.get(outcome)
    asked = () if way is None and outcome else found.every_need() if way is None else found.asks(way)
    return any(each.key == need for each in asked)


def text_of(ring: Keyring, need: str) -> str:
    """Return the newest text of a need, "" where there is none."""
    found = latest(ring, need)
    return "" if found is None else str(found[1].get("text", ""))


def files_of(ring: Keyring, need: str) -> list[tuple[File, Sealed]]:
    """Return the newest files of a need, opened, in the order in which they were given."""
    found = latest(ring, need)
    return [] if found is None else files_in(ring, *found)


def files_in(ring: Keyring, row: Contribution, value: Mapping[str, Any]) -> list[tuple[File, Sealed]]:
    """Return the files of one contribution, opened."""
    codes = list(value.get("files", ()))
    rows = File.objects.filter(owner=ring.case.object_name, code__in=codes) if codes else ()
    compartment = ring.handling[row.epoch]
    return sorted(
        ((each, opened_file(each, compartment)) for each in rows), key=lambda pair: codes.index(pair[0].code)
    )
