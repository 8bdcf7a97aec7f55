"""What every seal of this house has in common: labels, length prefixes, derivation, commitment.

The rules (SPEC.md 2 and 3):
* the first byte says kind and version together; a byte that is not known opens nothing;
* whatever is derived or signed begins with a label, and every part carries its length, so that no two
  different lists of parts are ever the same bytes;
* ChaCha20-Poly1305 does not commit to its key (one ciphertext can be made to open under two keys). So each
  envelope carries a commitment derived from key, nonce, kind and place; it is compared first, in constant
  time;
* a failure names one of a few reasons and nothing else: no key, no text, no place.
"""

from __future__ import annotations

import hmac
import os
from dataclasses import dataclass
from typing import Final, Literal

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from nacl import bindings as sodium
from nacl.exceptions import CryptoError

aead_encrypt = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt
aead_decrypt = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt
TAG_BYTES: Final = sodium.crypto_aead_xchacha20poly1305_ietf_ABYTES

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 24
COMMITMENT_BYTES: Final = 32
HEAD_BYTES: Final = 1 + NONCE_BYTES + COMMITMENT_BYTES

Reason = Literal[
    "type",  # the first byte is not the one of this kind and version
    "length",  # too short or too long for its kind
    "key",  # the commitment does not fit: another key, or a blob moved from another place
    "sealed",  # the seal does not open: altered, cut, moved or for somebody else
    "padding",  # opened, but length and padding are not what a right writer makes
    "contents",  # opened, but not the JSON it should be
    "truncated",  # a file ends before its final frame
    "extended",  # a file goes on after its final frame
    "public",  # no usable public key
    "signature",  # the signature does not fit what it is said to sign
    "chain",  # the vouches do not lead to the root
    "cycle",  # an officer vouches for themselves, through others or directly
    "depth",  # the chain is longer than any office's
    "ended",  # somebody in the chain is no longer trusted
]


class BadEnvelope(Exception):
    """A sealed or signed thing that must not be believed; `reason` is the only thing it tells."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of envelope in one version: its first byte and the label of its keys."""

    byte: int
    label: str


FIELD: Final = Kind(0x01, "kentongan/v1/field")
WRAP: Final = Kind(0x02, "kentongan/v1/wrap")
KEY_UNDER_KEY: Final = Kind(0x03, "kentongan/v1/key-under-key")
FILE: Final = Kind(0x04, "kentongan/v1/file")
SESSION: Final = Kind(0x05, "kentongan/v1/session")
LOCKED_OFFICER: Final = Kind(0x06, "kentongan/v1/locked-officer")
OFFICER_PUBLIC: Final = Kind(0x10, "kentongan/v1/officer-public")
OFFICER_PRIVATE: Final = Kind(0x11, "kentongan/v1/officer-private")
REPORTER_PUBLIC: Final = Kind(0x12, "kentongan/v1/reporter-public")
VOUCH: Final = Kind(0x13, "kentongan/v1/vouch")
SIGNATURE: Final = Kind(0x14, "kentongan/v1/signature")
PASSWORD_SALT: Final = Kind(0x15, "kentongan/v1/password")
# 0x20 to 0x2f: kept free for codes and shares that are printed beforehand (slips).


def parts(*values: bytes | str | int) -> bytes:
    """Join values so that no other list of values gives the same bytes (SPEC.md 2.1)."""
    return b"".join(_part(value) for value in values)


def _part(value: bytes | str | int) -> bytes:
    if isinstance(value, int):
        return value.to_bytes(8, "big")
    raw = value.encode() if isinstance(value, str) else value
    return len(raw).to_bytes(4, "big") + raw


def derive(
    key: bytes, label: str, context: bytes = b"", *, salt: bytes = b"", length: int = KEY_BYTES
) -> bytes:
    """Derive `length` bytes by HKDF-SHA256 (RFC 5869) under a label and a context."""
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=parts(label, context)).derive(key)


def same(one: bytes, other: bytes) -> bool:
    """Compare two secrets or commitments in constant time."""
    return hmac.compare_digest(one, other)


def need_key(key: bytes) -> None:
    """Refuse a key of a wrong length: a caller's mistake, not a bad envelope."""
    if len(key) != KEY_BYTES:
        raise ValueError("a key has 32 bytes")


def new_nonce() -> bytes:
    """Draw a nonce; 24 random bytes never meet again."""
    return os.urandom(NONCE_BYTES)


def body(kind: Kind, blob: bytes, *, exactly: int | None = None) -> bytes:
    """Return what follows the first byte. Raises `BadEnvelope` ("type", "length")."""
    if not blob or blob[0] != kind.byte:
        raise BadEnvelope("type")
    if exactly is not None and len(blob) != 1 + exactly:
        raise BadEnvelope("length")
    return blob[1:]


def seal(kind: Kind, key: bytes, context: bytes, plaintext: bytes, nonce: bytes) -> bytes:
    """Seal under a key fresh for this nonce, with its commitment in front (SPEC.md 3)."""
    need_key(key)
    inner, commitment = _keys(kind, key, context, nonce)
    return bytes([kind.byte]) + nonce + commitment + aead_encrypt(plaintext, context, nonce, inner)


def unseal(kind: Kind, key: bytes, context: bytes, blob: bytes) -> bytes:
    """Open what `seal` made. Raises `BadEnvelope` ("type", "length", "key", "sealed")."""
    need_key(key)
    raw = body(kind, blob)
    if len(blob) < HEAD_BYTES + TAG_BYTES:
        raise BadEnvelope("length")
    nonce, commitment = raw[:NONCE_BYTES], raw[NONCE_BYTES : HEAD_BYTES - 1]
    inner, expected = _keys(kind, key, context, nonce)
    if not same(commitment, expected):
        raise BadEnvelope("key")
    try:
        return aead_decrypt(raw[HEAD_BYTES - 1 :], context, nonce, inner)
    except CryptoError:
        raise BadEnvelope("sealed") from None


def _keys(kind: Kind, key: bytes, context: bytes, nonce: bytes) -> tuple[bytes, bytes]:
    both = derive(key, kind.label, context, salt=nonce, length=KEY_BYTES + COMMITMENT_BYTES)
    return both[:KEY_BYTES], both[KEY_BYTES:]
