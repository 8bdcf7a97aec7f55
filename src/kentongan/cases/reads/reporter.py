"""What an access code opens: status, answer, messages and their files.

* A slip of the pen, a text that is no code and a code that nobody has are told apart; nothing else is told.
* A reporter sees status, answer and messages. In WBS never what was sent, and days instead of minutes.
"""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from kentongan.reports import dialogue, files, reporters
from kentongan.reports.models import Report
from kentongan.reports.reporters import ReporterKey
from kentongan.sop.vocabulary import RECEIVED
from kentongan.vault import codes

from ..access import case_of, report_for, reports_for
from ..errors import NoSuchCase, WrongCode
from ..lines import file_line, message_line
from ..shapes import FileLine, ReporterPage


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
    service = report.service
    case = case_of(report)
    zone = ZoneInfo(service.agency.zone)
    return ReporterPage(
        agency=service.agency.key,
        service=service.key,
        service_name=service.name,
        kind="wbs" if service.kind == service.WBS else "aduan",
        status=case.status if case.slot <= now else RECEIVED,
        day=report.slot.astimezone(zone).date(),
        messages=tuple(message_line(each, zone) for each in _messages(key, report)),
        ended=case.ended_at is not None,
    )


def _messages(key: ReporterKey, report: Report) -> list[dialogue.Opened]:
    return dialogue.read(report, reporters.dialogues(key, report), until=None)


def file(key: ReporterKey, report_index: int, file_code: str) -> tuple[FileLine, Iterator[bytes]]:
    """Return a file of the dialogue, opened as it is read. Raises `NoSuchCase`."""
    for message in _messages(key, report_for(key, report_index)):
        for row, sealed in message.files:
            if row.code == file_code:
                return file_line(row.code, sealed), files.plaintext(sealed)
    raise NoSuchCase
