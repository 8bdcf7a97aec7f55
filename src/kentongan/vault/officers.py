"""An officer's keys: made once, locked under password and recovery code, never stored open.

The root key of an agency has the same form; only its public half, in text form, lives on the server.
"""

from __future__ import annotations

import base64
import binascii
import os
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from kentongan.vault.envelopes import (
    KEY_BYTES,
    LOCKED_OFFICER,
    OFFICER_PRIVATE,
    OFFICER_PUBLIC,
    BadEnvelope,
    body,
    need_key,
    new_nonce,
    parts,
    seal,
    unseal,
)
from kentongan.vault.keys import fingerprint, read_public, verify_key

__all__ = [
    "OfficerKeys",
    "fingerprint",
    "generate",
    "load",
    "lock",
    "public_text",
    "read_public",
    "read_public_text",
    "unlock",
]

TEXT_PREFIX = "kentongan-public-key-1"


@dataclass(frozen=True, slots=True, eq=False)
class OfficerKeys:
    """The private keys of an officer or of a root: X25519 to open, Ed25519 to sign."""

    exchange: bytes = field(repr=False)
    signing: bytes = field(repr=False)
    public: bytes = field(init=False)

    def __post_init__(self) -> None:
        need_key(self.exchange)
        need_key(self.signing)
        opens = X25519PrivateKey.from_private_bytes(self.exchange).public_key().public_bytes_raw()
        signs = Ed25519PrivateKey.from_private_bytes(self.signing).public_key().public_bytes_raw()
        object.__setattr__(self, "public", bytes([OFFICER_PUBLIC.byte]) + opens + signs)

    def sign(self, statement: bytes) -> bytes:
        """Sign a statement (Ed25519, RFC 8032). Statements are made by `vouches` and `signatures` only."""
        return Ed25519PrivateKey.from_private_bytes(self.signing).sign(statement)

    def serialize(self) -> bytes:
        """Return the private bundle, to be locked or kept in a sealed session."""
        return bytes([OFFICER_PRIVATE.byte]) + self.exchange + self.signing


def generate() -> OfficerKeys:
    """Draw new keys."""
    return OfficerKeys(os.urandom(KEY_BYTES), os.urandom(KEY_BYTES))


def load(bundle: bytes) -> OfficerKeys:
    """Read a private bundle. Raises `BadEnvelope` ("type", "length")."""
    raw = body(OFFICER_PRIVATE, bundle, exactly=2 * KEY_BYTES)
    return OfficerKeys(raw[:KEY_BYTES], raw[KEY_BYTES:])


def lock(keys: OfficerKeys, wrapping_key: bytes, username: str) -> bytes:
    """Lock an officer's keys under the key of a password or recovery code."""
    return seal(LOCKED_OFFICER, wrapping_key, parts(username), keys.serialize(), new_nonce())


def unlock(blob: bytes, wrapping_key: bytes, username: str) -> OfficerKeys:
    """Open locked keys. Raises `BadEnvelope` ("key" for another password or another officer's row)."""
    return load(unseal(LOCKED_OFFICER, wrapping_key, parts(username), blob))


def public_text(public: bytes) -> str:
    """Return a public bundle as one line of text, as the root's file and printed sheets carry it."""
    read_public(public)
    return f"{TEXT_PREFIX} {base64.b64encode(public).decode()}"


def read_public_text(text: str) -> bytes:
    """Read `public_text` (lines with # are comments). Raises `BadEnvelope` ("public")."""
    lines = [line.split() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    if len(lines) != 1 or len(lines[0]) != 2 or lines[0][0] != TEXT_PREFIX:  # noqa: PLR2004 - prefix and key
        raise BadEnvelope("public")
    try:
        public = base64.b64decode(lines[0][1], validate=True)
        verify_key(public)
    except (binascii.Error, BadEnvelope):
        raise BadEnvelope("public") from None
    return public
