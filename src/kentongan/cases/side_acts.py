"""Acts beside the SOP: the profile names for each who may do it, and on what legal basis.

Holding a key is not enough: "anybody with the case" has no legal basis that an office could name.
"""

from datetime import datetime

from kentongan.agencies import reads as agencies
from kentongan.officers.models import Officer

from .errors import Refused
from .holders import seats_of
from .models import Case

MESSAGE, NOTE, READ_IDENTITY = "pesan", "catatan", "baca-identitas"


def holders_of_act(case: Case, act: str) -> frozenset[str]:
    """Return the posts that the profile in force gives the act to."""
    service = agencies.profile(case.service.agency).services.get(case.service.key)
    acts = service.side_acts if service else ()  # a service that the profile no longer names has none
    return frozenset(post for each in acts if each.kind == act for post in each.holders)


def may(case: Case, act: str, officer: Officer, now: datetime) -> bool:
    """Whether the officer sits on a post that has the act."""
    return bool(_seats(case, officer, now) & holders_of_act(case, act))


def need_holder(case: Case, act: str, officer: Officer, capacity: str, now: datetime) -> None:
    """See that the act is done in a capacity that has it. Raises `Refused("not-your-act")`."""
    if capacity not in _seats(case, officer, now) & holders_of_act(case, act):
        raise Refused("not-your-act")


def _seats(case: Case, officer: Officer, now: datetime) -> frozenset[str]:
    return frozenset(post.key for post in seats_of(case, officer, now))
