"""The key of a compartment comes out of two halves that are never stored together.

* the *share* is sealed to persons (wraps);
* the *shred share* lies in a store of its own with a short backup cycle: once it is destroyed there, no older
  backup of the rest opens any more;
* the key is bound to its compartment: the same two halves give another key at another place.
"""

from __future__ import annotations

import os

from kentongan.vault.envelopes import KEY_BYTES, BadEnvelope, derive
from kentongan.vault.places import Place

KEY_LABEL = "kentongan/v1/compartment-key"
COMMITMENT_LABEL = "kentongan/v1/compartment-commitment"


def new_share() -> bytes:
    """Draw a share (or a shred share): 32 random bytes."""
    return os.urandom(KEY_BYTES)


def compartment_key(share: bytes, shred_share: bytes, place: Place) -> bytes:
    """Derive the key of the compartment of `place`. Raises `BadEnvelope` where a half is missing."""
    # Two fixed lengths side by side are unambiguous, and neither half alone says anything about the key.
    if len(share) != KEY_BYTES or len(shred_share) != KEY_BYTES:
        raise BadEnvelope("length")
    return derive(share + shred_share, KEY_LABEL, place.whole().encode())


def commitment(key: bytes) -> bytes:
    """Return what the row keeps to know its key again: 32 bytes that tell nothing of it."""
    return derive(key, COMMITMENT_LABEL)
