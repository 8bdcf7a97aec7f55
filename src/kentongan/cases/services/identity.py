"""Reading who the reporter is: only the custodian can, only with a reason, and never without a trace.

The reading is kept with its reason in a ledger beside the file, the act in the journal, and the reporter is told on
their page (`web.messages`) on which day, without the reader's name. It can also be done after the archive.
"""

from datetime import datetime

from django.db import transaction

from kentongan.officers.services.login import Unlocked

from .. import keys, readings, trail
from ..access import case_for
from ..errors import NoSuchCase, Refused
from ..lines import answer_lines
from ..shapes import AnswerLine
from ..side_acts import READ_IDENTITY, need_holder


@transaction.atomic
def read(
    *, code: str, report: str, reason: str, by: Unlocked, capacity: str, now: datetime
) -> tuple[AnswerLine, ...]:
    """Return the identity that was given, nothing where none was. Raises `Refused("reason-missing")`, `NoSuchCase`."""
    if not reason.strip():
        raise Refused("reason-missing")
    case = case_for(by.officer, code, now, lock=True)
    link = case.links.select_related("report__identity").filter(report__code=report).first()
    if link is None:
        raise NoSuchCase
    need_holder(case, READ_IDENTITY, by.officer, capacity, now)
    trail.need_whole(case)
    found = keys.open_identity(link.report, by).open("identity", link.report.identity.sealed)
    ring = keys.keyring(case, by)
    told = bool(found)
    readings.note(ring, link.report, reason.strip(), told=told, by=by, capacity=capacity, now=now)
    username = by.officer.username
    trail.record("identity.read", case, by=username, capacity=capacity, at=now, report=link.report.code)
    return answer_lines(link.report, found)
