"""Where a sealed thing belongs, so that it opens nowhere else.

A blob that a database writer moves to another row, epoch, compartment, agency or installation must not open
there, and an old value of a field must not come back once the row knows its revision (SPEC.md 2.2).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kentongan.vault.envelopes import parts

VERSION = b"\x01"


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a sealed thing; `object` is the random code of the report, case or file it belongs to."""

    installation: str
    agency: str
    object: str
    compartment: str
    epoch: int
    field: str = ""
    revision: int = 0

    def encode(self) -> bytes:
        """Return the place as bytes that no other place shares."""
        head = parts(self.installation, self.agency, self.object, self.compartment, self.epoch)
        return VERSION + head + parts(self.field, self.revision)

    def of(self, field: str, revision: int = 0) -> Place:
        """Return the place of one field (or file) in the same compartment."""
        return replace(self, field=field, revision=revision)

    def whole(self) -> Place:
        """Return the place of the compartment itself: no field, no revision."""
        return self.of("")
