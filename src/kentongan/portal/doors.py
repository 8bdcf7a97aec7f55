"""The ways in: agencies with their services, and whether each of them takes reports now."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404

from kentongan.agencies.models import Agency, Service
from kentongan.officers import reads as officers


@dataclass(frozen=True, slots=True)
class Door:
    """A service as the reporter sees it."""

    service: Service
    key: str
    name: str
    description: str
    is_open: bool
    is_secret: bool  # whistleblowing: advice on the own phone, no way back to what was sent


@dataclass(frozen=True, slots=True)
class House:
    """An agency with its services."""

    key: str
    name: str
    regency: str
    zone: str
    doors: tuple[Door, ...]


def houses(now: datetime) -> tuple[House, ...]:
    """Return every agency, by regency."""
    return tuple(_house(agency, now) for agency in Agency.objects.order_by("regency", "name"))


def house(agency: str, now: datetime) -> House:
    """Return one agency. Raises `Http404`."""
    found = Agency.objects.filter(key=agency).first()
    if found is None:
        raise Http404
    return _house(found, now)


def door(agency: str, service: str, now: datetime) -> tuple[House, Door]:
    """Return a service with its agency. Raises `Http404`."""
    found = house(agency, now)
    for each in found.doors:
        if each.key == service:
            return found, each
    raise Http404


def _house(agency: Agency, now: datetime) -> House:
    services = Service.objects.filter(agency=agency, retired_at=None)
    doors = tuple(
        _door(each, now) for each in services.select_related("agency", "form_version", "sop_version")
    )
    return House(agency.key, agency.name, agency.regency, agency.zone, doors)


def _door(service: Service, now: datetime) -> Door:
    return Door(
        service,
        service.key,
        service.name,
        service.description,
        officers.service_is_open(service, now),
        service.kind == Service.WBS,
    )
