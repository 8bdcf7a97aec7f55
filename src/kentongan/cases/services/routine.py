"""The daily duty outside any case (SOP rows marked `rutin`): looked, and found nothing or so many.

One check a day, a row and a service; a check that was written stays as it was.
"""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction

from kentongan import journal
from kentongan.agencies import reads as agencies
from kentongan.agencies.models import Service
from kentongan.officers import reads as officers
from kentongan.officers.services.login import Unlocked
from kentongan.sop.model import Routine

from ..errors import NoSuchCase, Refused
from ..models import RoutineCheck


def check(
    *,
    service: int,
    row: str,
    day: date,
    counts: Mapping[str, int],
    by: Unlocked,
    capacity: str,
    now: datetime,
) -> None:
    """Record the check of a day. Raises `NoSuchCase` for who has no such duty, `Refused`."""
    found = Service.objects.select_related("agency").filter(pk=service).first()
    routine = None if found is None else _duty(found, row, by, capacity, now)
    if found is None or routine is None:
        raise NoSuchCase
    if set(counts) != set(routine.sources) or any(count < 0 for count in counts.values()):
        raise Refused("count-missing")
    try:
        with transaction.atomic():
            RoutineCheck.objects.create(
                service=found,
                row=row,
                day=day,
                counts=dict(counts),
                by=by.officer.username,
                capacity=capacity,
                at=now,
            )
            _record(found, row, day, counts, by=by, capacity=capacity, now=now)
    except IntegrityError:
        raise Refused("checked-already") from None


def _duty(service: Service, row: str, by: Unlocked, capacity: str, now: datetime) -> Routine | None:
    sop = agencies.sop(service.sop_version_id)
    mine = {
        each.post.key
        for each in officers.capacities(by.officer, now)
        if each.post.agency_id == service.agency_id
    }
    for routine in sop.routines:
        if routine.row == row and capacity in mine & sop.posts_of(routine):
            return routine
    return None


def _record(
    service: Service,
    row: str,
    day: date,
    counts: Mapping[str, int],
    *,
    by: Unlocked,
    capacity: str,
    now: datetime,
) -> None:
    journal.record(
        "routine.checked",
        chain=f"routine:{service.agency.key}:{service.key}",
        agency=service.agency.key,
        at=now,
        by=by.officer.username,
        capacity=capacity,
        subject=f"{row}:{day.isoformat()}",
        **{source.replace(" ", "_"): count for source, count in counts.items()},
    )
