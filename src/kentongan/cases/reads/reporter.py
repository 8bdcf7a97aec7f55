"""What an access code opens: status, answer, messages and their files.

* A slip of the pen, a text that is no code and a code that nobody has are told apart; nothing else is told.
* A reporter sees status, answer and messages. In WBS never what was sent, and days instead of minutes.
* They are told on which day their name was opened, never by whom; and nothing of other reporters, whose reports may
  be handled with theirs.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from kentongan.reports import dialogue, files, reporters
from kentongan.reports.models import Report
from kentongan.reports.reporters import ReporterKey
from kentongan.sop.vocabulary import RECEIVED
from kentongan.vault import codes

from .. import readings, reporter_steps
from ..access import case_of, report_for, reports_for
from ..errors import NoSuchCase, WrongCode
from ..lines import file_line, message_line
from ..models import Case
from ..pauses import ANSWERED, WAITING
from ..shapes import FileLine, MessageLine, ReporterPage


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
    return tuple(_page(key, report, now) for report in reports_for(key))


def _page(key: ReporterKey, report: Report, now: datetime) -> ReporterPage:
    case = case_of(report)
    service = case.service  # of a report that became a WBS case, the WBS service
    zone = ZoneInfo(service.agency.zone)
    messages = _messages(key, report)
    return ReporterPage(
        agency=service.agency.key,
        service=service.key,
        service_name=service.name,
        kind="wbs" if service.kind == service.WBS else "aduan",
        status=_status(case, messages, now),
        day=report.slot.astimezone(zone).date(),
        messages=_lines(report, messages, zone),
        ended=case.ended_at is not None,
        steps=tuple((way.key, way.label) for way in reporter_steps.ways(case, now)),
    )


def _status(case: Case, messages: Sequence[dialogue.Opened], now: datetime) -> str:
    """Who has answered waits for the office, whenever somebody there takes note of it."""
    if case.slot > now:
        return RECEIVED
    answered = case.status == WAITING and messages and messages[-1].row.from_reporter
    return ANSWERED if answered else case.status


def _lines(report: Report, messages: Sequence[dialogue.Opened], zone: ZoneInfo) -> tuple[MessageLine, ...]:
    found = [(each.row.at, message_line(each, zone)) for each in messages]
    found += [(at, _reading_line(at, zone)) for at in readings.told_to(report)]
    return tuple(line for _, line in sorted(found, key=lambda each: each[0]))


def _reading_line(at: datetime, zone: ZoneInfo) -> MessageLine:
    return MessageLine(False, "identity-read", "", at.astimezone(zone).date(), files=())


def _messages(key: ReporterKey, report: Report) -> list[dialogue.Opened]:
    return dialogue.read(report, reporters.dialogues(key, report), until=None)


def file(key: ReporterKey, report_index: int, file_code: str) -> tuple[FileLine, Iterator[bytes]]:
    """Return a file of the dialogue, opened as it is read. Raises `NoSuchCase`."""
    for message in _messages(key, report_for(key, report_index)):
        for row, sealed in message.files:
            if row.code == file_code:
                return file_line(row.code, sealed), files.plaintext(sealed)
    raise NoSuchCase
