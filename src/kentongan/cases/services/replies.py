"""What a reporter writes, and the steps that are theirs: both reach the desk with the next slot."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from kentongan.reports import dialogue, reporters
from kentongan.reports.files import Sealed, discard
from kentongan.reports.reporters import ReporterKey

from .. import clock, reporter_steps, telling, trail
from ..access import case_of, report_for
from ..errors import Refused
from ..models import Case, ReporterAct


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


@transaction.atomic
def close_turn(*, key: ReporterKey, report_index: int, outcome: str, now: datetime) -> None:
    """Take the step that is the reporter's own; sent twice it is one. Raises `Refused`, `NoSuchCase`.

    Where the service releases what reporters do with a slot, the desk learns of it then: until then nothing moves.
    """
    case = case_of(report_for(key, report_index), lock=True)
    if reporter_steps.was_taken(case, outcome):
        return
    if outcome not in {each.key for each in reporter_steps.ways(case, now)}:
        raise Refused("case-ended" if case.ended_at else "not-now")
    was_whole = trail.is_whole(case)
    at = clock.slot_of(case.service, now)
    act = ReporterAct.objects.create(case=case, turn=case.turn, outcome=outcome, slot=at)
    facts = {} if was_whole else {"rows": trail.DIFFERS}
    trail.record("reporter.acted", case, by=reporter_steps.NAME, at=at, turn=case.turn, **facts)
    if at <= now:
        reporter_steps.apply(case, act)


def apply_ripe(*, now: datetime) -> int:
    """Let the steps of reporters whose slot has come reach the desk; return how many did."""
    ripe = ReporterAct.objects.filter(done=False, slot__lte=now).order_by("slot", "id")
    return sum(_apply(pk) for pk in ripe.values_list("pk", flat=True))


@transaction.atomic
def _apply(pk: int) -> bool:
    """What an officer closed before is overtaken: closing marks it (`moving.freeze`)."""
    cases = Case.objects.select_related("service__agency").select_for_update(of=("self",))
    case = cases.get(reporter_acts=pk)
    act = ReporterAct.objects.get(pk=pk)
    return not act.done and reporter_steps.apply(case, act)
