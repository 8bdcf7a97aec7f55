"""Opened compartments: a key, and the place that everything sealed with it is bound to.

The key comes from two halves that never lie together: the share, sealed to persons, and the shred share.
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings

from kentongan.vault import fields
from kentongan.vault.compartments import compartment_key
from kentongan.vault.places import Place

from . import shreds

# What a key opens: the handling of a case; of a report what was sent, what was written since, and who sent it.
HANDLING, CONTENT, DIALOGUE, IDENTITY = "handling", "content", "dialogue", "identity"


def place(
    *, agency: str, object_name: str, compartment: str, epoch: int = 0, field: str = "", revision: int = 0
) -> Place:
    """Return the place in this installation that a seal is bound to."""
    return Place(settings.KENTONGAN["INSTALLATION"], agency, object_name, compartment, epoch, field, revision)


@dataclass(frozen=True, slots=True)
class Compartment:
    """A compartment of one epoch, opened. Its key never shows in a repr."""

    place: Place
    key: bytes = field(repr=False)
    share: bytes = field(repr=False)

    @property
    def epoch(self) -> int:
        """The epoch of the key."""
        return self.place.epoch

    def seal(self, name: str, value: Mapping[str, Any], *, revision: int = 0) -> bytes:
        """Seal a value as the named field."""
        return fields.seal_json(self.key, replace(self.place, field=name, revision=revision), dict(value))

    def open(self, name: str, sealed: bytes | memoryview, *, revision: int = 0) -> dict[str, Any]:
        """Open the named field. Raises `BadEnvelope` where it was moved, changed or replayed."""
        where = replace(self.place, field=name, revision=revision)
        opened: dict[str, Any] = fields.open_json(self.key, where, bytes(sealed))
        return opened


def open_compartment(
    share: bytes, *, agency: str, object_name: str, name: str, epoch: int = 0
) -> Compartment:
    """Return the compartment of this share. Raises `Shredded` where its other half was destroyed."""
    where = place(agency=agency, object_name=object_name, compartment=name, epoch=epoch)
    return Compartment(where, compartment_key(share, shreds.share(object_name), where), share)


def to_text(data: bytes) -> str:
    """Return bytes in the form that sealed JSON holds."""
    return base64.b64encode(data).decode()


def from_text(text: str) -> bytes:
    """Return the bytes of `to_text`."""
    return base64.b64decode(text, validate=True)
