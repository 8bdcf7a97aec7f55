"""From what was opened to the lines of a page: messages, files, answers, the arithmetic of a deadline.

An old report reads as it was asked: its answers are said with the form under which they were given.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from kentongan.agencies import reads as agencies
from kentongan.questions.rendering import Line, render
from kentongan.reports import dialogue
from kentongan.reports.files import Sealed
from kentongan.reports.models import Report

from .models import Turn
from .shapes import AnswerLine, DueLine, FileLine, IntakeLine, MessageLine


def message_line(message: dialogue.Opened, zone: ZoneInfo) -> MessageLine:
    """Return an opened message as a page shows it."""
    value = message.value
    return MessageLine(
        from_reporter=message.row.from_reporter,
        kind=value["kind"],
        text=value["text"],
        day=message.row.at.astimezone(zone).date(),
        files=tuple(file_line(row.code, sealed) for row, sealed in message.files),
        number=value.get("number", ""),
        signed_as=value.get("signed_as", ""),
        signature_holds=value.get("holds", False),
        until=date.fromisoformat(value["until"]) if "until" in value else None,
        about=value.get("about", ""),
    )


def file_line(code: str, sealed: Sealed) -> FileLine:
    """Return a file as a page lists it."""
    return FileLine(code, sealed.name, sealed.media_type, sealed.size, sealed.note)


def intake_line(value: Mapping[str, Any]) -> IntakeLine:
    """Return how a report came, as the officer who took it in noted it."""
    referral = value["referral"]
    return IntakeLine(
        channel=value["channel"],
        channel_label=value["channel_label"],
        received=date.fromisoformat(value["received"]),
        serial=value["serial"],
        sender=referral.get("sender", ""),
        letter_number=referral.get("letter_number", ""),
        letter_date=_day(referral.get("letter_date", "")),
        answer_to=referral.get("answer_to", ""),
        answer_by=_day(referral.get("answer_by", "")),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def answer_lines(report: Report, answers: Mapping[str, Any]) -> tuple[AnswerLine, ...]:
    """Return a line for every answer, in both languages."""
    return tuple(_answer_line(each) for each in render(agencies.form(report.form), answers))


def _answer_line(line: Line) -> AnswerLine:
    place = f" {line.row}: " if line.group else ""
    return AnswerLine(
        label=f"{line.group_label}{place}{line.label}",
        label_en=f"{line.group_label_en}{place}{line.label_en}",
        value=line.text,
        value_en=line.text_en,
    )


def due_lines(turn: Turn | None) -> tuple[DueLine, ...]:
    """Return the days of an open turn's deadline, nothing where none is open."""
    lines = [] if turn is None or turn.closed_at else turn.explanation
    return tuple(
        DueLine(
            day=date.fromisoformat(line["day"]),
            reason=line["code"],
            name=line["name"],
            minutes=line["minutes"],
            days=line["days"],
            provisional=line["provisional"],
        )
        for line in lines
    )
