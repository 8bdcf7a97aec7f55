"""What was answered, said with the form under which it was answered: old reports read as they were asked."""

from collections.abc import Mapping
from typing import Any

from kentongan.agencies import reads as agencies
from kentongan.questions.rendering import Line, render
from kentongan.reports.models import Report

from .shapes import AnswerLine


def answer_lines(report: Report, answers: Mapping[str, Any]) -> tuple[AnswerLine, ...]:
    """Return a line for every answer, in both languages."""
    return tuple(_line(each) for each in render(agencies.form(report.form), answers))


def _line(line: Line) -> AnswerLine:
    place = f" {line.row}: " if line.group else ""
    return AnswerLine(
        label=f"{line.group_label}{place}{line.label}",
        label_en=f"{line.group_label_en}{place}{line.label_en}",
        value=line.text,
        value_en=line.text_en,
    )
