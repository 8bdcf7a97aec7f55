"""Which reports a case handles. A report has one case at a time: the link that is not closed, which is its newest.

A link is closed when the case ends, or hands the report on (merge). It then says up to which message and epoch of the
dialogue the report was this case's: what comes later is the next one's.
"""

from django.db.models import Max

from kentongan.reports.models import DialogueKey, Message, Report

from .models import Case, CaseReport


def present(case: Case) -> list[CaseReport]:
    """Return the links to the reports that the case handles now, each with its report."""
    return list(case.links.filter(until_message=None).select_related("report"))


def put(case: Case, report: Report) -> None:
    """Let the case handle the report from now on; the link before it has been closed."""
    CaseReport.objects.create(case=case, report=report)


def close(case: Case) -> list[CaseReport]:
    """Let the case handle none of its reports any more; return the links that were open."""
    found = present(case)
    for link in found:
        link.until_message = _last(Message, link.report, "number")
        link.until_epoch = _last(DialogueKey, link.report, "epoch")
        link.save(update_fields=["until_message", "until_epoch"])
    return found


def _last(rows: type[Message] | type[DialogueKey], report: Report, column: str) -> int:
    return int(rows.objects.filter(report=report).aggregate(last=Max(column))["last"] or 0)
