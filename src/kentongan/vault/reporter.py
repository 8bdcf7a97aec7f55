"""A reporter's key pair: officers seal new epochs of the dialogue to its public half.

The private half lies in the list that is sealed under the access code's wrapping key (SPEC.md 17, `reporter:`).
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from kentongan.vault.envelopes import KEY_BYTES, REPORTER_PUBLIC, need_key


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
