"""Texts sealed at their place: what was written, names, notes, answers.

* the length is padded to steps, an empty text too;
* the place, revision included, is bound into the seal: a moved or an earlier value does not open.
"""

from __future__ import annotations

import json
from typing import Any

from kentongan.vault.envelopes import FIELD, BadEnvelope, Kind, new_nonce
from kentongan.vault.envelopes import seal as seal_envelope
from kentongan.vault.envelopes import unseal as open_envelope
from kentongan.vault.padding import pad, unpad
from kentongan.vault.places import Place


def seal(key: bytes, place: Place, plaintext: bytes) -> bytes:
    """Seal a text under a compartment's key for one place."""
    return seal_padded(FIELD, key, place.encode(), plaintext, new_nonce())


def open(key: bytes, place: Place, blob: bytes) -> bytes:
    """Open a text at its place. Raises `BadEnvelope`."""
    return open_padded(FIELD, key, place.encode(), blob)


def seal_json(key: bytes, place: Place, value: Any) -> bytes:
    """Seal a value that JSON can carry."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return seal(key, place, text.encode())


def open_json(key: bytes, place: Place, blob: bytes) -> Any:
    """Open what `seal_json` sealed. Raises `BadEnvelope` ("contents" where it is no JSON)."""
    text = open(key, place, blob)
    try:
        return json.loads(text)
    except ValueError:
        # `from None`: the decoder's error carries the text.
        raise BadEnvelope("contents") from None


def seal_padded(kind: Kind, key: bytes, context: bytes, plaintext: bytes, nonce: bytes) -> bytes:
    """Seal padded text as any kind of envelope; the nonce is the caller's (tests freeze it)."""
    return seal_envelope(kind, key, context, pad(plaintext), nonce)


def open_padded(kind: Kind, key: bytes, context: bytes, blob: bytes) -> bytes:
    """Open what `seal_padded` sealed. Raises `BadEnvelope`."""
    text = unpad(open_envelope(kind, key, context, blob))
    if text is None:
        raise BadEnvelope("padding")
    return text
