"""The ways in: agencies with their services, and whether each of them takes reports now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.http import Http404

from kentongan.agencies import reads as agencies
from kentongan.agencies.models import Agency, Service
from kentongan.officers import reads as officers


@dataclass(frozen=True)
class Door:
    """A service as the reporter sees it."""

    service: Service
    now: datetime

    @property
    def key(self) -> str:
        """Its key in addresses."""
        return self.service.key

    @property
    def name(self) -> str:
        """What it is called."""
        return self.service.name

    @property
    def description(self) -> str:
        """One or two sentences about it."""
        return self.service.description

    @property
    def is_secret(self) -> bool:
        """Whistleblowing: advice on the own phone, no way back to what was sent."""
        return self.service.kind == Service.WBS

    @cached_property
    def is_open(self) -> bool:
        """Whether it takes reports now: asked only where the page says so."""
        return officers.service_is_open(self.service, self.now)


@dataclass(frozen=True, slots=True)
class House:
    """An agency with the services that the page speaks of."""

    key: str
    name: str
    regency: str
    zone: str
    doors: tuple[Door, ...]


def houses(now: datetime) -> tuple[House, ...]:
    """Return every agency, by regency."""
    found = Agency.objects.order_by("regency", "name")
    return tuple(_house(agency, agencies.services(agency), now) for agency in found)


def house(agency: str, now: datetime) -> House:
    """Return one agency with its services. Raises `Http404`."""
    found = agencies.agency(agency)
    if found is None:
        raise Http404
    return _house(found, agencies.services(found), now)


def door(agency: str, service: str, now: datetime) -> tuple[House, Door]:
    """Return a service with its agency. Raises `Http404`."""
    found = agencies.service(agency, service)
    if found is None:
        raise Http404
    house = _house(found.agency, [found], now)
    return house, house.doors[0]


def _house(agency: Agency, services: Iterable[Service], now: datetime) -> House:
    doors = tuple(Door(service, now) for service in services)
    return House(agency.key, agency.name, agency.regency, agency.zone, doors)
