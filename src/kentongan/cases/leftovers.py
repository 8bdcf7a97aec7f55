"""What a submission that was cut off leaves behind: shred shares of a report and a case that never came to be.

Shares are durable before the rows are written (a row whose share was lost could never be opened), so a process that
dies in between leaves shares without an owner. They open nothing; the worker destroys them after a month:
a database put back from an old backup knows less than the folder, and that must be noticed before.
"""

from datetime import datetime, timedelta
from itertools import chain

from kentongan.reports import shreds
from kentongan.reports.models import Report

from .models import Case

GRACE = timedelta(days=30)


def sweep(now: datetime) -> int:
    """Destroy shares that belong to nothing; return how many there were."""
    cases = (case.object_name for case in Case.objects.only("code").iterator())
    reports = (report.object_name for report in Report.objects.only("code").iterator())
    return shreds.sweep(chain(cases, reports), before=now - GRACE)
