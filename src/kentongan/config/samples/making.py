"""Making the sample cases of an agency: once, all of them or none."""

from datetime import datetime
from pathlib import Path

from django.db import transaction

from kentongan import notices
from kentongan.agencies import reads as agencies
from kentongan.agencies.models import Agency, Service
from kentongan.cases.models import Case

from . import reports
from .hands import Office
from .journeys import Journey, run
from .receiving import Coming


@transaction.atomic
def make(*, agency: Agency, folder: Path, office: Office, now: datetime) -> None:
    """Make the sample cases of each service that has no case yet. Raises `BadFile`, `BadSample`, `NobodyCan`."""
    empty = [each for each in agencies.services(agency) if not Case.objects.filter(service=each).exists()]
    journeys = [each for service in empty for each in _journeys(service, folder, office)]
    run(each.go(now) for each in journeys)
    made = Case.objects.filter(service__in=empty).values_list("code", flat=True)
    for code in made:  # nobody wants a mail today about each thing that happened in months
        notices.drop(act_prefix=f"{code}:")


def codes_shown(agency: Agency, folder: Path, now: datetime) -> list[tuple[str, str]]:
    """Return the access codes that are printed, each with service and status."""
    services = agencies.services(agency)
    coming = [each.coming for service in services for each in _journeys(service, folder, Office({}))]
    shown = ((each, each.status(now)) for each in coming if each.sample.shown)
    return [(each.code, f"{each.service.name}: {status}") for each, status in shown if status]


def _journeys(service: Service, folder: Path, office: Office) -> list[Journey]:
    file = reports.load(folder, service.key)
    return [
        Journey(
            Coming(service, office, sample, number, {**file.answers, **sample.answers}),
            {**file.texts, **sample.texts},
        )
        for number, sample in enumerate(file.reports, 1)
    ]
