"""Internal notes of a case: sealed in the handling compartment, numbered in their order.

The reason of an act beside the SOP is such a note, of that act's kind.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Max

from kentongan.officers.services.login import Unlocked
from kentongan.reports.files import Sealed, attach

from . import keys
from .keys import Keyring
from .models import Case, Note


def keep(case: Case, by: Unlocked, text: str, now: datetime, *, kind: str = "note") -> None:
    """Write the note's row; the act that it belongs to writes the journal."""
    write(keys.keyring(case, by), by, text, now, kind=kind)


def write(
    ring: Keyring,
    by: Unlocked,
    text: str,
    now: datetime,
    *,
    kind: str,
    about: str = "",
    other: str = "",
    files: Sequence[Sealed] = (),
) -> None:
    """Write a note with what belongs to it: an authority, another case, and files, which become the case's."""
    case, username = ring.case, by.officer.username
    last = Note.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0
    rows = [attach(file, owner=case.object_name, compartment=ring.now) for file in files]
    value = {"kind": kind, "text": text, "about": about, "other": other, "files": [row.code for row in rows]}
    Note.objects.create(
        case=case,
        number=last + 1,
        by=username,
        at=now,
        epoch=case.epoch,
        sealed=ring.now.seal(field(last + 1, username), value),
    )


def is_kept(ring: Keyring, by: Unlocked, text: str, *, kind: str = "note") -> bool:
    """Whether this very note of this person is the last one: then it was sent twice."""
    last = Note.objects.filter(case=ring.case).order_by("number").last()
    if last is None or (last.by, last.epoch) != (by.officer.username, ring.case.epoch):
        return False
    found = opened(ring, last)
    return (found["kind"], found["text"]) == (kind, text)


def opened(ring: Keyring, note: Note) -> Mapping[str, Any]:
    """Return what a note says. Raises `BadEnvelope` where it was moved or changed."""
    return ring.handling[note.epoch].open(field(note.number, note.by), note.sealed)


def field(number: int, by: str) -> str:
    """Return the place of a note within its compartment: number and author are bound to the text."""
    return f"note:{number}:{by}"
