"""Where somebody may take in reports that came by another way, and by which ways they come there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from kentongan.agencies import reads as agencies
from kentongan.agencies.models import Service
from kentongan.officers import reads as officers
from kentongan.officers.services.login import Unlocked

from .. import side_acts
from ..errors import NoSuchCase
from ..services.taking_in import BOX, REFERRAL, channels


@dataclass(frozen=True, slots=True)
class Receiving:
    """A service for which somebody has the act, the seats in which they have it, and the channels with their names."""

    service: Service
    seats: Mapping[str, str]
    channels: Mapping[str, str]  # "" where the vocabulary has the words
    today: date

    @property
    def has_box(self) -> bool:
        """Whether printed forms come in."""
        return BOX in self.channels

    @property
    def has_referrals(self) -> bool:
        """Whether other authorities pass reports on."""
        return REFERRAL in self.channels


def receiving(who: Unlocked, now: datetime) -> tuple[Receiving, ...]:
    """Return the services for which this person may take reports in."""
    held = {each.post.agency_id: each.post.agency for each in officers.capacities(who.officer, now)}
    found = (
        _receiving(service, who, now) for agency in held.values() for service in agencies.services(agency)
    )
    return tuple(each for each in found if each.seats)


def receiving_at(who: Unlocked, agency: str, service: str, now: datetime) -> Receiving:
    """Return one of them. Raises `NoSuchCase`: a service that is not theirs and one that is not there look the same."""
    found = agencies.service(agency, service)
    if found is None:
        raise NoSuchCase
    place = _receiving(found, who, now)
    if not place.seats:
        raise NoSuchCase
    return place


def _receiving(service: Service, who: Unlocked, now: datetime) -> Receiving:
    return Receiving(
        service=service,
        seats=side_acts.seats_with(service, side_acts.RECEIVE, who.officer, now),
        channels=channels(service),
        today=officers.day_in(service.agency, now),
    )
