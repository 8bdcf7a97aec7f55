"""What an officer writes beside the SOP: a message to the reporter, or a note that stays in the file.

Who may do either is the profile's: each act beside the SOP has its holders and its legal basis there.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from kentongan.officers.services.login import Unlocked
from kentongan.reports.files import Sealed, discard

from .. import keys, notes, saying, side_acts, trail
from ..access import case_for
from ..errors import need_text
from ..models import Case
from ..side_acts import MESSAGE, NOTE


def _open_case(code: str, act: str, by: Unlocked, capacity: str, now: datetime) -> Case:
    case = case_for(by.officer, code, now, lock=True)
    trail.need_whole(case)
    side_acts.need(case, act, by.officer, capacity, now)
    return case


@transaction.atomic
def write(
    *, code: str, text: str, files: Sequence[Sealed], by: Unlocked, capacity: str, now: datetime
) -> None:
    """Write to the reporter of each report in the case; the same twice is once. Raises `Refused`, `NoSuchCase`."""
    message = need_text(text, "nothing-written")
    case = _open_case(code, MESSAGE, by, capacity, now)
    ring, value = keys.keyring(case, by), {"kind": "message", "text": message}
    if saying.is_said(ring, value, files):
        discard(files)
        return
    saying.say(ring, value, now, files)
    trail.record("case.message", case, by=by.officer.username, capacity=capacity, at=now)


@transaction.atomic
def note(*, code: str, text: str, by: Unlocked, capacity: str, now: datetime) -> None:
    """Keep a note in the handling compartment. Raises `Refused`, `NoSuchCase`."""
    written = need_text(text, "nothing-written")
    case = _open_case(code, NOTE, by, capacity, now)
    ring = keys.keyring(case, by)
    if notes.is_kept(ring, by, written):
        return
    notes.write(ring, by, written, now, kind="note")
    trail.record("case.note", case, by=by.officer.username, capacity=capacity, at=now)
