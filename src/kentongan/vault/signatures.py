"""An officer's recorded signature over a paper: who signed which bytes, where, in which capacity, when.

It proves within this system; it is not the certified electronic signature of PP 71/2019.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.exceptions import InvalidSignature

from kentongan.vault.envelopes import SIGNATURE, BadEnvelope, body, parts
from kentongan.vault.keys import verify_key
from kentongan.vault.officers import OfficerKeys
from kentongan.vault.places import Place

SIGNATURE_BYTES = 64
DIGEST_BYTES = 32


@dataclass(frozen=True, slots=True)
class Statement:
    """What is signed: the paper's place and SHA-256, who signs, in which capacity, when (to the second)."""

    place: Place
    digest: bytes
    username: str
    capacity: str
    at: datetime

    def encode(self, signer_public: bytes) -> bytes:
        """Return the bytes that are signed; the signer's own key is among them."""
        if len(self.digest) != DIGEST_BYTES or self.at.tzinfo is None:
            raise ValueError("a statement has a SHA-256 and an aware time")
        seconds = int(self.at.astimezone(UTC).timestamp())
        place = self.place.encode()
        return parts(
            SIGNATURE.label, place, self.digest, self.username, self.capacity, seconds, signer_public
        )


def sign(keys: OfficerKeys, statement: Statement) -> bytes:
    """Sign a statement (Ed25519, RFC 8032)."""
    return bytes([SIGNATURE.byte]) + keys.sign(statement.encode(keys.public))


def verify(public: bytes, statement: Statement, signature: bytes) -> None:
    """Check a recorded signature. Raises `BadEnvelope` ("signature" where it is another statement's)."""
    raw = body(SIGNATURE, signature, exactly=SIGNATURE_BYTES)
    try:
        verify_key(public).verify(raw, statement.encode(public))
    except InvalidSignature:
        raise BadEnvelope("signature") from None
