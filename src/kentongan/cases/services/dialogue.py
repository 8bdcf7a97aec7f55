"""The reporter's side of a case: what an access code opens, and what its holder writes.

* A slip of the pen, a text that is no code and a code that nobody has are told apart; nothing else is told.
* A reporter sees status, answer and messages. In WBS never what was sent, and days instead of minutes.
* What a reporter writes reaches the desk with the next slot.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from kentongan import notices
from kentongan.reports import dialogue, files, reporters
from kentongan.reports.compartments import Compartment
from kentongan.reports.files import Sealed
from kentongan.reports.models import Report
from kentongan.reports.reporters import ReporterKey
from kentongan.sop.vocabulary import RECEIVED
from kentongan.vault import codes

from .. import clock, trail
from ..errors import NoSuchCase, Refused
from ..models import Case, Seal
from ..shapes import FileLine, MessageLine, ReporterPage


class WrongCode(Exception):
    """The access code opens nothing; `reason` is "mistyped", "not-a-code" or "unknown"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def enter(code: str) -> ReporterKey:
    """Return what an access code opens. Raises `WrongCode`."""
    try:
        read = codes.read_code(code)
    except codes.MistypedCode as slip:
        raise WrongCode("mistyped") from slip
    except codes.NotACode as nothing:
        raise WrongCode("not-a-code") from nothing
    found = reporters.enter(read)
    if found is None:
        raise WrongCode("unknown")
    return found


def page(key: ReporterKey, now: datetime) -> tuple[ReporterPage, ...]:
    """Return a page for each report under this code, the newest first."""
    reports = Report.objects.filter(code__in=key.reports).select_related("service__agency").order_by("-id")
    return tuple(_page(key, report, now) for report in reports)


def _page(key: ReporterKey, report: Report, now: datetime) -> ReporterPage:
    service = report.service
    case = _case(report)
    zone = ZoneInfo(service.agency.zone)
    return ReporterPage(
        agency=service.agency.key,
        service=service.key,
        service_name=service.name,
        kind="wbs" if service.kind == service.WBS else "aduan",
        status=case.status if case.slot <= now else RECEIVED,
        day=report.slot.astimezone(zone).date(),
        messages=_messages(report, reporters.dialogues(key, report), zone),
        ended=case.ended_at is not None,
        next_release=clock.slot_of(service, now),
    )


def _case(report: Report) -> Case:
    return Case.objects.filter(links__report=report).latest("id")


def _messages(report: Report, open_to_me: dict[int, Compartment], zone: ZoneInfo) -> tuple[MessageLine, ...]:
    return tuple(message_line(each, zone) for each in dialogue.read(report, open_to_me, until=None))


def message_line(each: dialogue.Opened, zone: ZoneInfo) -> MessageLine:
    """Return an opened message as a page shows it."""
    value = each.value
    return MessageLine(
        from_reporter=each.row.from_reporter,
        kind=value["kind"],
        text=value["text"],
        day=_day(each.row.at, zone),
        files=tuple(file_line(row.code, sealed) for row, sealed in each.files),
        number=value.get("number", ""),
        signed_as=value.get("signed_as", ""),
        signature_holds=value.get("holds", False),
    )


def _day(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()


def file_line(code: str, sealed: Sealed) -> FileLine:
    """Return a file as a page lists it."""
    return FileLine(code, sealed.name, sealed.media_type, sealed.size, sealed.note)


@transaction.atomic
def write(key: ReporterKey, *, report_index: int, text: str, files: Sequence[Sealed], now: datetime) -> None:
    """Append a reporter's message; it reaches the desk with the next slot. Raises `Refused("nothing-written")`."""
    if not text.strip() and not files:
        raise Refused("nothing-written")
    report = _report(key, report_index)
    case = _case(Report.objects.get(pk=report.pk))
    case = Case.objects.select_for_update(of=("self",)).select_related("service__agency").get(pk=case.pk)
    if case.ended_at is not None:
        raise Refused("case-ended")
    was_whole = trail.is_whole(case)
    at = clock.slot_of(case.service, now)
    open_to_me = reporters.dialogues(key, report)
    message = dialogue.add(
        report,
        open_to_me[max(open_to_me)],
        value={"kind": "message", "text": text.strip()},
        from_reporter=True,
        at=at,
        files=files,
    )
    # Nobody silences a reporter by spoiling a row; the difference stays to be seen.
    facts = {} if was_whole else {"rows": trail.DIFFERS}
    trail.record("reporter.wrote", case, by="reporter", at=at, number=message.number, **facts)
    _tell(case, message.number, at)


def _tell(case: Case, number: int, at: datetime) -> None:
    for seal in Seal.objects.filter(case=case, acting=True).select_related("officer"):
        notices.queue(
            act=f"{case.code}:message:{number}",
            recipient=seal.officer.username,
            kind="message-arrived",
            at=at,
        )


def _report(key: ReporterKey, index: int) -> Report:
    found = Report.objects.filter(code__in=key.reports).select_related("service__agency").order_by("-id")
    try:
        return found[index]
    except IndexError:
        raise NoSuchCase from None


def file(key: ReporterKey, report_index: int, file_code: str) -> tuple[FileLine, Iterator[bytes]]:
    """Return a file of the dialogue, opened as it is read. Raises `NoSuchCase`."""
    report = _report(key, report_index)
    for message in dialogue.read(report, reporters.dialogues(key, report), until=None):
        for row, sealed in message.files:
            if row.code == file_code:
                return file_line(row.code, sealed), files.plaintext(sealed)
    raise NoSuchCase
