"""How an access code stands: whether there is a report under it, and whether it has to be changed first."""

from dataclasses import dataclass

from kentongan.reports import reporters
from kentongan.reports.models import Report
from kentongan.reports.reporters import ReporterKey

from ..services.codes import may_put_off


@dataclass(frozen=True, slots=True)
class Standing:
    """What whoever came in with a code may do now."""

    has_arrived: bool  # no: the printed form still lies in the box, or was never dropped into it
    must_change: bool  # it stood on a slip that an officer had in hand
    may_put_off: bool
    may_wait: (
        bool  # who has put it off may go on; what became a whistleblower's matter meanwhile does not wait
    )


def standing(key: ReporterKey) -> Standing:
    """Return how the code stands. Raises `reporters.CodeGone` where it was changed since."""
    row = reporters.row_of(key)
    may_wait = row.slip and may_put_off(key)
    return Standing(
        has_arrived=Report.objects.filter(code__in=key.reports).exists(),
        must_change=row.slip,
        may_put_off=may_wait and not row.postponed,
        may_wait=may_wait,
    )
