"""Taking keys away: from who stays behind, and from who is to hold nothing of a matter any more.

* A matter is more than its case: the same reports lie in the case that was merged into it, and in the one that it
  follows. Who loses the case loses those too. One of them that still waited for its archive is then held by nobody:
  its reports are handled here.
* What was read cannot be unread; what follows (handling and dialogue) is under a new epoch.
* Who can open an identity alone keeps it: a name that nobody can open any more is lost.
"""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Q, QuerySet

from kentongan import notices
from kentongan.officers.models import Officer
from kentongan.officers.services.login import Unlocked
from kentongan.officers.vouching import is_vouched
from kentongan.reports.compartments import HANDLING
from kentongan.reports.models import Report

from . import keys
from .keys import Keyring
from .models import Case, CaseReport, Seal


def leave_behind(ring: Keyring, next_holders: Iterable[Officer], by: Unlocked) -> None:
    """Begin a new epoch for the next holders alone; everybody else's seals go, and what they were to be told.

    The identity goes along where the one who hands over is its custodian; else it stays with the custodian.
    """
    going = list(next_holders)
    from_others(ring.case, going)
    keys.begin_epoch(ring)
    keys.grant(ring, going)
    keys.hand_identity_on(ring, going, by)


def from_others(case: Case, keeping: Iterable[Officer]) -> None:
    """Take the key of the matter, also in reserve, from everybody but these, and what they were to be told."""
    seals = Seal.objects.filter(case__in=_cases(case), compartment=HANDLING)
    _take(seals.exclude(officer__in=list(keeping)))


def from_these(ring: Keyring, officers: Collection[Officer]) -> None:
    """Take from these what they hold of the matter; begin a new epoch for everybody else. Whose key is no longer
    vouched for gets none of it."""
    case = ring.case
    held = Seal.objects.filter(case=case, compartment=HANDLING, epoch=case.epoch).exclude(
        officer__in=officers
    )
    staying = [seal for seal in held.select_related("officer__agency") if is_vouched(seal.officer)]
    mine = Seal.objects.filter(officer__in=officers)
    _take(
        mine.filter(
            Q(case__in=_cases(case), compartment=HANDLING) | Q(compartment__in=_shared(case, officers))
        )
    )
    keys.begin_epoch(ring)
    keys.seal_anew(ring, staying)


def reports_of(case: Case) -> QuerySet[Report]:
    """Return the reports that the case handles, or handled."""
    return Report.objects.filter(links__case=case)


def held_alone(report: Report, officers: Collection[Officer]) -> bool:
    """Whether the identity can be opened by some of these, and by nobody else."""
    seals = keys.identity_seals(report)
    return seals.filter(officer__in=officers).exists() and not seals.exclude(officer__in=officers).exists()


def _shared(case: Case, officers: Collection[Officer]) -> list[str]:
    """The identities that somebody else can open too."""
    return [keys.identity_of(each) for each in reports_of(case) if not held_alone(each, officers)]


def _cases(case: Case) -> "QuerySet[CaseReport, Any]":
    """All cases of the same reports."""
    return CaseReport.objects.filter(report__in=reports_of(case)).values("case")


def _take(seals: QuerySet[Seal]) -> None:
    for code, username in sorted(set(seals.values_list("case__code", "officer__username"))):
        notices.drop(recipient=username, act_prefix=f"{code}:")
    seals.delete()
