"""Where nobody is left: in which posts of a case nobody may act, and who stands in for them by the profile in force.

* A post is left when all who hold it with a key are excluded from the case; for a step that somebody else must do
  (`bedakan_dari`) those count too who closed one of the steps that it must differ from.
* A post that nobody holds with a key is not left but empty: nobody stands in for a vacancy unnoticed, and who hands
  on is told so ("nobody-keyed").
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from kentongan.agencies import reads as agencies
from kentongan.officers import reads as officers
from kentongan.sop import agency as described
from kentongan.sop.model import Step

from .models import Case


def of(
    case: Case,
    step: Step,
    *,
    excluded: frozenset[str],
    closed_by: Mapping[str, Iterable[str]],
    at: datetime,
) -> dict[str, str]:
    """Return, for each post in which nobody is left for this step, who stands in: `Facts.bends`."""
    out = excluded.union(*(closed_by.get(other, ()) for other in step.distinct_from))
    if not out:
        return {}
    profile = agencies.profile(case.service.agency)
    held = officers.holders_for(case.service, profile.posts, at)
    gone = [post for post, holders in held.items() if out.issuperset(each.username for each in holders)]
    return described.bends(profile, agencies.as_loaded(case.service), gone)
