"""Acts beside the SOP: the profile names for each who may do it, and on what legal basis.

Holding a key is not enough: "anybody with the case" has no legal basis that an office could name.
"""

from datetime import datetime

from kentongan.agencies import reads as agencies
from kentongan.agencies.models import Service
from kentongan.officers import reads as officers
from kentongan.officers.models import Officer

from .errors import Refused
from .holders import seats_of
from .models import Case

MESSAGE, NOTE, READ_IDENTITY, RECEIVE = "pesan", "catatan", "baca-identitas", "terima"


def holders_of_act(case: Case, act: str) -> frozenset[str]:
    """Return the posts that the profile in force gives the act to."""
    return _holders(case.service, act)


def seats_with(service: Service, act: str, officer: Officer, now: datetime) -> dict[str, str]:
    """Return the seats of the officer, by key and name, that have an act which needs no case yet."""
    held = officers.seats_for(service, officer, now)
    given = _holders(service, act)
    return {post.key: post.name for post in held if post.key in given}


def _holders(service: Service, act: str) -> frozenset[str]:
    found = agencies.profile(service.agency).services.get(service.key)
    acts = found.side_acts if found else ()  # a service that the profile no longer names has none
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
