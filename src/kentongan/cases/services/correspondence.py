"""What an officer writes beside the SOP: a message to the reporter, or a note that stays in the file.

Who may do either is the profile's: each act beside the SOP has its holders and its legal basis there.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from kentongan.officers.services.login import Unlocked
from kentongan.reports import dialogue
from kentongan.reports.files import Sealed, discard

from .. import keys, notes, trail
from ..access import case_for
from ..errors import Refused
from ..models import Case
from ..side_acts import MESSAGE, NOTE, need_holder


def _need_text(text: str) -> str:
    if not text.strip():
        raise Refused("nothing-written")
    return text.strip()


def _open_case(code: str, act: str, by: Unlocked, capacity: str, now: datetime) -> Case:
    case = case_for(by.officer, code, now, lock=True)
    if case.ended_at is not None:
        raise Refused("case-ended")
    need_holder(case, act, by.officer, capacity, now)
    trail.need_whole(case)
    return case


@transaction.atomic
def write(
    *, code: str, text: str, files: Sequence[Sealed], by: Unlocked, capacity: str, now: datetime
) -> None:
    """Write to the reporter of each report in the case; the same twice is once. Raises `Refused`, `NoSuchCase`."""
    message = _need_text(text)
    case = _open_case(code, MESSAGE, by, capacity, now)
    ring = keys.keyring(case, by)
    value = {"kind": "message", "text": message}
    for link in case.links.select_related("report"):
        report, opened = link.report, ring.dialogue(link.report)
        if dialogue.is_said(report, opened, value=value, from_reporter=False, files=files):
            discard(files)
            return
        dialogue.add(report, opened, value=value, from_reporter=False, at=now, files=files)
    trail.record("case.message", case, by=by.officer.username, capacity=capacity, at=now)


@transaction.atomic
def note(*, code: str, text: str, by: Unlocked, capacity: str, now: datetime) -> None:
    """Keep a note in the handling compartment. Raises `Refused`, `NoSuchCase`."""
    written = _need_text(text)
    case = _open_case(code, NOTE, by, capacity, now)
    if notes.is_kept(case, by, written):
        return
    notes.keep(case, by, written, now)
    trail.record("case.note", case, by=by.officer.username, capacity=capacity, at=now)
