"""Keys sealed to persons (HPKE, RFC 9180) or under another key, bound to their place.

* a wrap says in HPKE's `info` where it belongs and for whom; moved to another row, epoch, compartment,
  object or officer it does not open;
* inside it the key is followed by its commitment to place and recipient, because ChaCha20-Poly1305 commits
  to nothing: one wrap cannot be made to give two keys;
* HPKE's base mode does not say *who* sealed. That the right key came out shows by the commitment in its row
  and by what it opens.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from kentongan.vault.envelopes import (
    COMMITMENT_BYTES,
    KEY_BYTES,
    KEY_UNDER_KEY,
    WRAP,
    BadEnvelope,
    body,
    derive,
    need_key,
    new_nonce,
    parts,
    same,
    seal,
    unseal,
)
from kentongan.vault.keys import Opener, read_public
from kentongan.vault.places import Place

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
COMMITMENT_LABEL = "kentongan/v1/wrap-commitment"
WRAP_BYTES = KEY_BYTES + KEY_BYTES + COMMITMENT_BYTES + 16


def wrap(public: bytes, place: Place, secret: bytes) -> bytes:
    """Seal a 32-byte secret to a public bundle at a compartment's place. Raises `BadEnvelope` ("public")."""
    need_key(secret)
    info = _info(public, place)
    recipient = read_public(public).exchange
    try:
        sealed = SUITE.encrypt(secret + _commitment(secret, info), recipient, info=info)
    except ValueError:
        # A public key of low order gives a shared secret that everybody knows (RFC 7748 6.1).
        raise BadEnvelope("public") from None
    return bytes([WRAP.byte]) + sealed


def unwrap(keys: Opener, place: Place, blob: bytes) -> bytes:
    """Open a wrap with an officer's or reporter's keys. Raises `BadEnvelope`."""
    sealed = body(WRAP, blob, exactly=WRAP_BYTES)
    info = _info(keys.public, place)
    private = X25519PrivateKey.from_private_bytes(keys.exchange)
    try:
        opened = SUITE.decrypt(sealed, private, info=info)
    except (InvalidTag, ValueError):
        raise BadEnvelope("sealed") from None
    secret, commitment = opened[:KEY_BYTES], opened[KEY_BYTES:]
    if not same(commitment, _commitment(secret, info)):
        raise BadEnvelope("key")
    return secret


def rewrap_symmetric(key: bytes, place: Place, secret: bytes) -> bytes:
    """Seal a 32-byte key under another key: a report's key under its case's."""
    need_key(secret)
    return seal(KEY_UNDER_KEY, key, place.encode(), secret, new_nonce())


def unwrap_symmetric(key: bytes, place: Place, blob: bytes) -> bytes:
    """Open what `rewrap_symmetric` sealed. Raises `BadEnvelope`."""
    secret = unseal(KEY_UNDER_KEY, key, place.encode(), blob)
    if len(secret) != KEY_BYTES:
        raise BadEnvelope("length")
    return secret


def _info(public: bytes, place: Place) -> bytes:
    return parts(WRAP.label, place.encode(), public)


def _commitment(secret: bytes, info: bytes) -> bytes:
    return derive(secret, COMMITMENT_LABEL, info, length=COMMITMENT_BYTES)
