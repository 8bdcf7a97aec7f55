"""Public keys as they are stored and sealed to: a kind byte, then raw keys.

An officer's bundle holds an X25519 key (to seal to) and an Ed25519 key (to check signatures with), a
reporter's only the first. A hybrid with ML-KEM will be a new kind byte: whoever seals reads the byte, not
the length.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from kentongan.vault.envelopes import KEY_BYTES, OFFICER_PUBLIC, REPORTER_PUBLIC, BadEnvelope, body, parts

FINGERPRINT_LABEL = "kentongan/v1/fingerprint"


class Opener(Protocol):
    """Whoever can open wraps: officers and reporters."""

    @property
    def public(self) -> bytes: ...

    @property
    def exchange(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Public:
    """The keys of a public bundle, read."""

    exchange: X25519PublicKey
    verify: Ed25519PublicKey | None


def read_public(bundle: bytes) -> Public:
    """Read a public bundle of an officer or reporter. Raises `BadEnvelope` ("type", "length")."""
    if bundle[:1] == bytes([REPORTER_PUBLIC.byte]):
        raw = body(REPORTER_PUBLIC, bundle, exactly=KEY_BYTES)
        return Public(X25519PublicKey.from_public_bytes(raw), None)
    raw = body(OFFICER_PUBLIC, bundle, exactly=2 * KEY_BYTES)
    exchange, verify = raw[:KEY_BYTES], raw[KEY_BYTES:]
    return Public(X25519PublicKey.from_public_bytes(exchange), Ed25519PublicKey.from_public_bytes(verify))


def verify_key(bundle: bytes) -> Ed25519PublicKey:
    """Return the key that checks an officer's signatures. Raises `BadEnvelope`."""
    key = read_public(bundle).verify
    if key is None:
        raise BadEnvelope("public")
    return key


def fingerprint(bundle: bytes) -> str:
    """Return 128 bits of the bundle's SHA-256 as eight groups that two people can read to each other."""
    read_public(bundle)
    digest = hashlib.sha256(parts(FINGERPRINT_LABEL, bundle)).hexdigest()
    return " ".join(digest[at : at + 4] for at in range(0, 32, 4))
