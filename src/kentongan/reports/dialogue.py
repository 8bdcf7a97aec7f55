"""The dialogue of a report: messages both ways and the answer, sealed to its case and its reporter.

A reporter's message carries the slot in which it reaches the desk; before that the desk does not see it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max

from .compartments import DIALOGUE, Compartment
from .files import Sealed, attach, opened
from .models import File, Message, Report


@dataclass(frozen=True, slots=True)
class Opened:
    """One message, opened."""

    row: Message
    value: Mapping[str, Any]
    files: tuple[tuple[File, Sealed], ...]


def add(
    report: Report,
    compartment: Compartment,
    *,
    value: Mapping[str, Any],
    from_reporter: bool,
    at: datetime,
    files: Sequence[Sealed] = (),
) -> Message:
    """Append a message in the compartment's epoch."""
    last = Message.objects.filter(report=report).aggregate(last=Max("number"))["last"] or 0
    message = Message.objects.create(
        report=report,
        number=last + 1,
        epoch=compartment.epoch,
        from_reporter=from_reporter,
        at=at,
        sealed=compartment.seal(_field(last + 1, from_reporter), value),
    )
    for each in files:
        attach(each, owner=report.object_name, compartment=compartment, message=message.number)
    return message


def is_said(
    report: Report,
    compartment: Compartment,
    *,
    value: Mapping[str, Any],
    from_reporter: bool,
    files: Sequence[Sealed] = (),
) -> bool:
    """Whether the same side's last word was this very one, with these very files: then it was sent twice."""
    last = Message.objects.filter(report=report).order_by("number").last()
    if last is None or (last.from_reporter, last.epoch) != (from_reporter, compartment.epoch):
        return False
    if compartment.open(_field(last.number, from_reporter), last.sealed) != value:
        return False
    before = [
        sealed.fingerprint for _, sealed in _files(report, {last.epoch: compartment}).get(last.number, ())
    ]
    return sorted(before) == sorted(file.fingerprint for file in files)


def _field(number: int, from_reporter: bool) -> str:
    # Who spoke is part of the place: nobody can turn a question into an answer by changing a column.
    return f"message:{number}:{'reporter' if from_reporter else 'desk'}"


def read(report: Report, compartments: Mapping[int, Compartment], *, until: datetime | None) -> list[Opened]:
    """Return the messages of the epochs that are open to who asks, in order, up to a moment where one is given."""
    # By the time that is said of it: a reporter's message stands where its slot is, not where it was written.
    rows = Message.objects.filter(report=report, epoch__in=compartments).order_by("at", "number")
    if until is not None:
        rows = rows.exclude(from_reporter=True, at__gt=until)
    files = _files(report, compartments)
    return [
        Opened(
            row,
            compartments[row.epoch].open(_field(row.number, row.from_reporter), row.sealed),
            tuple(files.get(row.number, ())),
        )
        for row in rows
    ]


def _files(
    report: Report, compartments: Mapping[int, Compartment]
) -> dict[int | None, list[tuple[File, Sealed]]]:
    found: dict[int | None, list[tuple[File, Sealed]]] = {}
    rows = File.objects.filter(owner=report.object_name, compartment=DIALOGUE, epoch__in=compartments)
    for row in rows:
        found.setdefault(row.message, []).append((row, opened(row, compartments[row.epoch])))
    return found
