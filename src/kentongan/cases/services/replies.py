"""What a reporter writes: it reaches the desk with the next slot."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from kentongan.reports import dialogue, reporters
from kentongan.reports.files import Sealed, discard
from kentongan.reports.reporters import ReporterKey

from .. import clock, telling, trail
from ..access import case_of, report_for
from ..errors import Refused


@transaction.atomic
def write(*, key: ReporterKey, report_index: int, text: str, files: Sequence[Sealed], now: datetime) -> None:
    """Append a reporter's message; sent twice it is one. Raises `Refused("nothing-written")`, `NoSuchCase`."""
    if not text.strip() and not files:
        raise Refused("nothing-written")
    report = report_for(key, report_index)
    case = case_of(report, lock=True)
    if case.ended_at is not None:
        raise Refused("case-ended")
    was_whole = trail.is_whole(case)
    at = clock.slot_of(case.service, now)
    open_to_me = reporters.dialogues(key, report)
    now_open, value = open_to_me[max(open_to_me)], {"kind": "message", "text": text.strip()}
    if dialogue.is_said(report, now_open, value=value, from_reporter=True, files=files):
        discard(files)
        return
    message = dialogue.add(report, now_open, value=value, from_reporter=True, at=at, files=files)
    # Nobody silences a reporter by spoiling a row; the difference stays to be seen.
    facts = {} if was_whole else {"rows": trail.DIFFERS}
    trail.record("reporter.wrote", case, by="reporter", at=at, number=message.number, **facts)
    telling.message_arrived(case, message.number, at)
