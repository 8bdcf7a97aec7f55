"""What a person's keys open through every chain that there is: their seals, the case keys, what lies under these.

It goes around every rule of the rooms: the rows as they lie in the tables, and the vault's own functions.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kentongan.cases import keys
from kentongan.cases.models import CompartmentKey, Seal
from kentongan.officers.services.login import Unlocked
from kentongan.reports.compartments import HANDLING, Compartment, open_compartment
from kentongan.reports.models import Report
from kentongan.vault import wraps


@dataclass(frozen=True)
class Reached:
    """A compartment that opened: of a case (by its code) or of a report, and of which epoch."""

    of: str
    name: str
    epoch: int


def reach(who: Unlocked) -> set[Reached]:
    """Return every compartment that these private keys open, also with seals that open nothing on the desk."""
    return set(_reach(who))


def _reach(who: Unlocked) -> Iterator[Reached]:
    for seal in Seal.objects.filter(officer=who.officer).select_related("case__service__agency"):
        if seal.compartment == HANDLING:
            opened = keys._open(seal.case, seal, who)
            yield Reached(seal.case.code, HANDLING, seal.epoch)
            yield from _under(seal, opened)
        else:
            report = Report.objects.get(code=seal.compartment.partition(":")[2])
            found = keys._open(seal.case, seal, who, object_name=report.object_name, name="identity")
            found.open("identity", report.identity.sealed)
            yield Reached(report.code, "identity", 0)


def _under(seal: Seal, handling: Compartment) -> Iterator[Reached]:
    rows = CompartmentKey.objects.filter(case=seal.case, under_epoch=seal.epoch).select_related("report")
    for row in rows:
        share = wraps.unwrap_symmetric(handling.key, keys._under(seal.case, row), bytes(row.wrapped))
        name, epoch = row.compartment, row.epoch
        object_name = row.report.object_name
        found = open_compartment(
            share, agency=seal.case.agency, object_name=object_name, name=name, epoch=epoch
        )
        if name == "content":
            found.open("answers", row.report.content)
        yield Reached(row.report.code, name, epoch)
