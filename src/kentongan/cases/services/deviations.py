"""The superior's note on a deviation: it ends what stays open, and never the case's way (seed 002, warning 2).

* Nobody notes on a deviation of their own.
* It may come after the archive: the register of deviations lies beside the file, and is written once.
"""

from datetime import datetime

from django.db import transaction

from kentongan.officers.services.login import Unlocked

from .. import deviations, keys, trail
from ..access import case_for
from ..errors import Refused
from ..models import Deviation
from ..side_acts import need_holder


@transaction.atomic
def note(*, code: str, number: int, text: str, by: Unlocked, capacity: str, now: datetime) -> None:
    """Write the note on the deviation of a turn. Raises `Refused`, `NoSuchCase`."""
    written = text.strip()
    if not written:
        raise Refused("nothing-written")
    case = case_for(by.officer, code, now, lock=True)
    need_holder(case, deviations.SUPERIORS_NOTE, by.officer, capacity, now)
    trail.need_whole(case)
    row = Deviation.objects.filter(case=case, turn=number).first()
    if row is None or row.noted_at is not None:
        raise Refused("no-open-deviation")
    username = by.officer.username
    if row.by == username:
        raise Refused("same-person")
    row.noted_at, row.noted_by, row.note_epoch = now, username, case.epoch
    field = deviations.note_field(number, username)
    row.note_sealed = keys.keyring(case, by).now.seal(field, {"text": written})
    row.save()
    trail.record("deviation.noted", case, by=username, capacity=capacity, at=now, turn=number)
