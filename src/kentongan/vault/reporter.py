"""A reporter's key pair: officers seal new epochs to its public half, the access code opens the other.

The public half is bound into the lock: a row whose public key was exchanged is noticed at the next visit.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from kentongan.vault.envelopes import (
    KEY_BYTES,
    LOCKED_REPORTER,
    REPORTER_PUBLIC,
    BadEnvelope,
    need_key,
    new_nonce,
    parts,
    seal,
    unseal,
)


@dataclass(frozen=True, slots=True, eq=False)
class ReporterKeys:
    """The private X25519 key of a reporter."""

    exchange: bytes = field(repr=False)
    public: bytes = field(init=False)

    def __post_init__(self) -> None:
        need_key(self.exchange)
        opens = X25519PrivateKey.from_private_bytes(self.exchange).public_key().public_bytes_raw()
        object.__setattr__(self, "public", bytes([REPORTER_PUBLIC.byte]) + opens)


def generate() -> ReporterKeys:
    """Draw a new key pair."""
    return ReporterKeys(os.urandom(KEY_BYTES))


def lock_reporter(keys: ReporterKeys, wrapping_key: bytes) -> bytes:
    """Lock a reporter's key under the access code's wrapping key."""
    return seal(LOCKED_REPORTER, wrapping_key, parts(keys.public), keys.exchange, new_nonce())


def unlock_reporter(blob: bytes, wrapping_key: bytes, public: bytes) -> ReporterKeys:
    """Open a reporter's key and see that it belongs to the row's `public`. Raises `BadEnvelope`."""
    raw = unseal(LOCKED_REPORTER, wrapping_key, parts(public), blob)
    if len(raw) != KEY_BYTES:
        raise BadEnvelope("length")
    keys = ReporterKeys(raw)
    if keys.public != public:
        raise BadEnvelope("public")
    return keys
