"""The one doorway to a case. Nothing else loads one.

* No seal means no case: the query joins the seals of who asks, and a reserve seal (escrow) opens nothing.
* Who sits nowhere in the office today has no case of it, whatever seals they were given when they did.
* A case of the next slot is not there yet, but for its reporter.
* Absent and out of reach raise the same.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, Q, QuerySet

from kentongan.agencies.models import Service
from kentongan.officers import reads as officers
from kentongan.officers.models import Holding, Officer
from kentongan.reports.compartments import HANDLING
from kentongan.reports.models import Report
from kentongan.reports.reporters import ReporterKey

from .errors import NoSuchCase
from .models import Case, Turn


def cases_for(officer: Officer, now: datetime) -> QuerySet[Case]:
    """Return the cases that this person holds a key of the present epoch of, in an office where they sit today."""
    return (
        Case.objects.filter(
            _seated(officer, now),
            slot__lte=now,
            seals__officer=officer,
            seals__compartment=HANDLING,
            seals__reserve=False,
            seals__epoch=F("epoch"),
        )
        .select_related("service__agency__profile", "sop_version")
        .defer("service__agency__profile__text", "sop_version__text")
    )


def _seated(officer: Officer, now: datetime) -> Q:
    """The services of the offices where the person sits; a WBS service only for who sits there definitively."""
    held = officers.capacities(officer, now)
    anywhere = {each.post.agency_id for each in held}
    own = {each.post.agency_id for each in held if each.holding.kind == Holding.DEFINITIVE}
    return Q(service__agency__in=own) | Q(service__agency__in=anywhere, service__kind=Service.ADUAN)


def case_for(officer: Officer, code: str, now: datetime, *, lock: bool = False) -> Case:
    """Return one case, locked for an act where asked. Raises `NoSuchCase`."""
    found = cases_for(officer, now).filter(code=code)
    case = (found.select_for_update(of=("self",)) if lock else found).first()
    if case is None:
        raise NoSuchCase
    return case


def lock_together(officer: Officer, codes: Iterable[str], now: datetime) -> None:
    """Lock several cases for one act, in the order of their ids: two such acts never wait for each other."""
    found = cases_for(officer, now).filter(code__in=list(codes)).order_by("id")
    list(found.select_for_update(of=("self",)))


def was_closed_by(officer: Officer, code: str, turn: int, outcome: str | None) -> bool:
    """Whether this person closed this very turn in this way: then sending it again is success, not an error.

    It needs no seal, because who hands a case to another authority holds none afterwards.
    """
    mine = Turn.objects.filter(case__code=code, number=turn, closed_by=officer.username)
    return (mine if outcome is None else mine.filter(outcome=outcome)).exists()


def reports_for(key: ReporterKey) -> QuerySet[Report]:
    """Return the reports that an access code opened, the newest first."""
    return Report.objects.filter(code__in=key.reports).select_related("service__agency").order_by("-id")


def report_for(key: ReporterKey, index: int) -> Report:
    """Return one of them by its place. Raises `NoSuchCase`."""
    # A printed form under the code may not have come in yet, so there may be fewer reports than keys.
    for report in reports_for(key)[index : index + 1] if 0 <= index < len(key.reports) else ():
        return report
    raise NoSuchCase


def case_of(report: Report, *, lock: bool = False) -> Case:
    """Return the case that handles a report now, or did so last, locked for an act where asked."""
    cases = Case.objects.filter(links__report=report).select_related("service__agency")
    if not lock:
        return cases.latest("links__id")
    locked = cases.select_for_update(of=("self",)).latest("links__id")
    # Who waited for the lock asks again: meanwhile the report may have gone over to another case.
    return locked if case_of(report).pk == locked.pk else case_of(report, lock=True)
