"""Internal notes of a case: sealed in the handling compartment, numbered in their order."""

from datetime import datetime

from django.db.models import Max

from kentongan.officers.services.login import Unlocked

from . import keys
from .models import Case, Note


def keep(case: Case, by: Unlocked, text: str, now: datetime, *, kind: str = "note") -> None:
    """Write the note's row; the act that it belongs to writes the journal."""
    ring = keys.keyring(case, by)
    last = Note.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0
    Note.objects.create(
        case=case,
        number=last + 1,
        by=by.officer.username,
        at=now,
        epoch=case.epoch,
        sealed=ring.now.seal(field(last + 1, by.officer.username), {"kind": kind, "text": text}),
    )


def is_kept(case: Case, by: Unlocked, text: str) -> bool:
    """Whether this very note of this person is the last one: then it was sent twice."""
    last = Note.objects.filter(case=case).order_by("number").last()
    if last is None or (last.by, last.epoch) != (by.officer.username, case.epoch):
        return False
    opened = keys.keyring(case, by).now.open(field(last.number, last.by), last.sealed)
    return opened == {"kind": "note", "text": text}


def field(number: int, by: str) -> str:
    """Return the place of a note within its compartment: number and author are bound to the text."""
    return f"note:{number}:{by}"
