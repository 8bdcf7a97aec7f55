"""The database administrator: drops the triggers, does as they please, and puts the triggers back."""

from collections.abc import Callable

from django.db import connection

from kentongan.journal.chain import Body, agency_link, link
from kentongan.journal.migrations import _triggers
from kentongan.journal.models import Event, Head


def without_triggers(act: Callable[[], object]) -> None:
    """Do something that the triggers forbid."""
    with connection.cursor() as cursor:
        for statement in _triggers.removals(connection.vendor):
            cursor.execute(statement)
        act()
        for statement in _triggers.statements(connection.vendor):
            cursor.execute(statement)


def recompute(agency: str) -> None:
    """Number and link every event of the agency anew, and set the heads: the most careful forgery there is."""
    Head.objects.filter(agency=agency).delete()
    ends: dict[str, tuple[int, str]] = {}
    place, whole = 0, ""
    for event in Event.objects.filter(agency=agency).order_by("agency_number"):
        number, event.prev = ends.get(event.chain, (0, ""))
        place, event.number, event.agency_number = place + 1, number + 1, place + 1
        event.link = link(event.prev, Body(**{name: getattr(event, name) for name in Body.__slots__}))
        event.agency_link = whole = agency_link(whole, event.link)
        event.save()
        ends[event.chain] = (event.number, event.link)
    ends[""] = (place, whole)
    for chain, (number, last) in ends.items():
        Head.objects.create(agency=agency, chain=chain, number=number, link=last)
