"""The ledger of opened identities: who opened one, in which seat, when and why; for the reporter only on which day.

It grows beside the file, also after the archive: who must be told of an answer late may have to be found late. A
reading is never changed or taken away.
"""

from datetime import datetime

from django.db.models import Max

from kentongan.officers.services.login import Unlocked
from kentongan.reports.models import Report

from .keys import Keyring
from .models import Case, IdentityReading


def note(
    ring: Keyring, report: Report, reason: str, *, told: bool, by: Unlocked, capacity: str, now: datetime
) -> None:
    """Write that an identity was opened. `told`: a name was there, so the reporter is told."""
    case = ring.case
    last = IdentityReading.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0
    row = IdentityReading(
        case=case,
        report=report,
        number=last + 1,
        by=by.officer.username,
        capacity=capacity,
        at=now,
        told=told,
        epoch=case.epoch,
    )
    row.sealed = ring.now.seal(_field(row), {"reason": reason})
    row.save(force_insert=True)


def of(case: Case) -> list[IdentityReading]:
    """Return the readings of a case, in their order."""
    return list(case.identity_readings.order_by("number"))


def reason(ring: Keyring, row: IdentityReading) -> str:
    """Return why an identity was opened. Raises `BadEnvelope` where the row was moved or changed."""
    return str(ring.handling[row.epoch].open(_field(row), row.sealed)["reason"])


def told_to(report: Report) -> list[datetime]:
    """Return when the reporter's name was opened, whichever case it was."""
    rows = IdentityReading.objects.filter(report=report, told=True).order_by("at")
    return list(rows.values_list("at", flat=True))


def _field(row: IdentityReading) -> str:
    return f"reading:{row.number}:{row.by}"
