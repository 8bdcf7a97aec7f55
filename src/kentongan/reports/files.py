"""Sealed files: what the row tells and what only the compartment's key tells.

A file's own key lies inside the row's seal with its name, type, true length and the fingerprint of its plaintext.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kentongan.vault import files as streams
from kentongan.vault.places import Place

from . import blobs
from .compartments import Compartment, from_text, place, to_text
from .models import File


@dataclass(frozen=True, slots=True)
class Sealed:
    """A file that has been streamed through encryption and lies on the disk, not yet part of anything."""

    blob: str
    name: str
    media_type: str
    size: int
    padded_size: int
    digest: str
    fingerprint: str
    key: bytes = field(repr=False)
    note: str = ""

    def described(self) -> dict[str, Any]:
        """Return what the row seals."""
        return {
            "name": self.name,
            "type": self.media_type,
            "size": self.size,
            "fingerprint": self.fingerprint,
            "key": to_text(self.key),
            "note": self.note,
        }

    @classmethod
    def from_row(cls, *, blob: str, padded_size: int, digest: str, described: Mapping[str, Any]) -> "Sealed":
        """Return the file that a row and its opened seal describe."""
        return cls(
            blob=blob,
            name=described["name"],
            media_type=described["type"],
            size=described["size"],
            padded_size=padded_size,
            digest=digest,
            fingerprint=described["fingerprint"],
            key=from_text(described["key"]),
            note=described["note"],
        )


def discard(files: Iterable[Sealed]) -> None:
    """Remove files that nothing took over."""
    for file in files:
        blobs.delete(file.blob)


def body_place(blob: str) -> Place:
    """Return the place of a file's bytes: known before anybody knows what the file belongs to."""
    return place(agency="", object_name=f"file:{blob}", compartment="file", field="body")


def attach(sealed: Sealed, *, owner: str, compartment: Compartment, message: int | None = None) -> File:
    """Write the row that makes the file part of a report or case."""
    return File.objects.create(
        owner=owner,
        compartment=compartment.place.compartment,
        epoch=compartment.epoch,
        message=message,
        sealed=compartment.seal(f"file:{sealed.blob}", sealed.described()),
        blob=sealed.blob,
        padded_size=sealed.padded_size,
        digest=sealed.digest,
    )


def opened(row: File, compartment: Compartment) -> Sealed:
    """Return the file behind a row. Raises `BadEnvelope` where the row was changed or moved."""
    described = compartment.open(f"file:{row.blob}", row.sealed)
    return Sealed.from_row(blob=row.blob, padded_size=row.padded_size, digest=row.digest, described=described)


def plaintext(sealed: Sealed) -> Iterator[bytes]:
    """Yield the file's bytes. Raises `BadEnvelope` where it was cut, extended, changed or swapped."""
    with blobs.reader(sealed.blob) as source:
        yield from streams.open_stream(sealed.key, body_place(sealed.blob), source)
