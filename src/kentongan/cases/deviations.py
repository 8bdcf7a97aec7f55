"""Steps closed late or over their standard time, where the service keeps a record of it (seed 002, warning 2).

The step goes on with the officer's reason, sealed with the file; the record stays open until the superior's note. To
hold the step back until then would only make a late case later.
"""

from collections.abc import Mapping
from datetime import datetime

from kentongan.agencies import reads as agencies
from kentongan.sop.model import Step

from . import clock
from .errors import Refused
from .keys import Keyring
from .models import Case, Deviation, Turn
from .opened import Desk

REASON = "alasan ketidaksesuaian"  # the key under which the form sends it
SUPERIORS_NOTE = "catatan-atasan"  # the act beside the SOP


def needs_reason(case: Case, step: Step, turn: Turn, now: datetime) -> bool:
    """Whether closing the turn now is a deviation that the service records."""
    if not agencies.as_loaded(case.service).records_deviations:
        return False
    calendar = agencies.calendar(case.service.agency)
    over = clock.is_over(turn, step, calendar, now)
    return over or case.is_late(now)


def reason_for(desk: Desk, values: Mapping[str, str]) -> str:
    """Return the officer's reason, "" where none is needed. Raises `Refused("deviation-reason-missing")`."""
    turn = Turn.objects.get(case=desk.case, number=desk.case.turn)
    if not needs_reason(desk.case, desk.step, turn, desk.now):
        return ""
    reason = values.get(REASON, "").strip()
    if not reason:
        raise Refused("deviation-reason-missing", {"needs": REASON})
    return reason


def keep(desk: Desk, reason: str) -> None:
    """Write the record of the turn that closes; the act that closes it writes the journal."""
    if not reason:
        return
    case = desk.case
    Deviation.objects.create(
        case=case,
        turn=case.turn,
        by=desk.by.officer.username,
        at=desk.now,
        epoch=case.epoch,
        sealed=desk.ring.now.seal(reason_field(case.turn), {"text": reason}),
    )


def reason(ring: Keyring, row: Deviation) -> str:
    """Return the officer's reason. Raises `BadEnvelope` where it was moved or changed."""
    return str(ring.handling[row.epoch].open(reason_field(row.turn), row.sealed)["text"])


def note(ring: Keyring, row: Deviation) -> str:
    """Return the superior's note, "" where there is none yet."""
    if row.note_epoch is None or row.note_sealed is None:
        return ""
    field = note_field(row.turn, row.noted_by)
    return str(ring.handling[row.note_epoch].open(field, row.note_sealed)["text"])


def reason_field(turn: int) -> str:
    """Return the place of a reason within the compartment."""
    return f"deviation:{turn}:reason"


def note_field(turn: int, by: str) -> str:
    """Return the place of the superior's note: who wrote it is bound to the text."""
    return f"deviation:{turn}:note:{by}"
