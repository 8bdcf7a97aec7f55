"""What private keys alone open: every wrap and every sealed column there is, tried one by one.

The tries go around every room of ours: with the vault's own functions on the rows as they lie in the tables.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.apps import apps
from django.db.models import BinaryField

from kentongan.cases import keys
from kentongan.cases.models import CompartmentKey, Seal
from kentongan.officers.services.login import Unlocked
from kentongan.reports import shreds
from kentongan.reports.compartments import place
from kentongan.reports.models import DialogueKey, Identity
from kentongan.vault import fields, wraps
from kentongan.vault.compartments import compartment_key
from kentongan.vault.envelopes import BadEnvelope
from tests.security.world import World

AGENCY = "kukar-dpmptsp"


@dataclass(frozen=True)
class Opened:
    """What raw keys opened: a row, a column, and under which claim."""

    where: str
    row: int


def opened_by(world: World, who: Unlocked) -> set[Opened]:
    """Try every wrap and every sealed column with these private keys, claiming to be anybody."""
    return {*_wraps(world, who), *_columns(who)}


def _wraps(world: World, who: Unlocked) -> Iterator[Opened]:
    names = [*world.office.passwords, ""]
    for seal in Seal.objects.select_related("case__service__agency"):
        for name, reserve in product(names, (False, True)):
            where = keys._sealed_to(seal.case, seal.compartment, seal.epoch, name, reserve=reserve)
            if _unwraps(who, where, seal.wrap):
                yield Opened(f"Seal {seal.compartment.partition(':')[0]}", seal.pk)
    for row in DialogueKey.objects.select_related("report"):
        where = place(
            agency=AGENCY,
            object_name=row.report.object_name,
            compartment="dialogue",
            epoch=row.epoch,
            field="to-reporter",
        )
        if _unwraps(who, where, row.to_reporter):
            yield Opened("DialogueKey", row.pk)
    for under in CompartmentKey.objects.select_related("case", "report"):
        for secret in _secrets(who):
            if _opens(wraps.unwrap_symmetric, secret, keys._under(under.case, under), bytes(under.wrapped)):
                yield Opened("CompartmentKey", under.pk)


def _columns(who: Unlocked) -> Iterator[Opened]:
    """Every binary column of every table, as a field of any compartment."""
    for model in apps.get_models():
        for column in (each for each in model._meta.get_fields() if isinstance(each, BinaryField)):
            for pk, value in model._default_manager.values_list("pk", column.name):
                for secret, where in product(_secrets(who), _places()):
                    if _opens(fields.open, secret, where, bytes(value)):
                        yield Opened(f"{model._meta.label}.{column.name}", pk)


def _places() -> Iterator[Any]:
    for identity_row in Identity.objects.select_related("report"):
        name = identity_row.report.object_name
        yield place(agency=AGENCY, object_name=name, compartment="identity", field="identity")
        yield place(agency=AGENCY, object_name=name, compartment="content", field="answers")


def _secrets(who: Unlocked) -> list[bytes]:
    """All that somebody with this key could take for a key: their own halves, the shares on the disk."""
    shares = [path.read_bytes() for path in shreds._folder().iterdir()]
    own = [who.keys.exchange, who.keys.signing]
    where = place(agency=AGENCY, object_name="", compartment="content")
    return [*own, *shares, *(compartment_key(mine, share, where) for mine in own for share in shares[:2])]


def _unwraps(who: Unlocked, where: Any, blob: Any) -> bool:
    return _opens(wraps.unwrap, who.keys, where, bytes(blob))


def _opens(attempt: Callable[..., Any], *arguments: Any) -> bool:
    try:
        attempt(*arguments)
    except BadEnvelope:
        return False
    return True
