"""One ciphertext with one tag that ChaCha20-Poly1305 opens under two keys ("invisible salamanders").

Poly1305 is linear in its blocks: with both keys known, two free blocks of ciphertext are chosen so that both
tags become the same (Dodis and others 2018; Len, Grubbs, Ristenpart 2021). The commitment of our envelopes is
there to refuse exactly this.
"""

import struct

from tests.vault_second_reader.primitives import keystream

from .book import random

P = 2**130 - 5
CLAMP = 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
Key = tuple[bytes, bytes]


def two_key(one: Key, other: Key, ad: bytes, ciphertext: bytes, free: int) -> bytes:
    """Return ciphertext and tag that open under both (key, nonce); blocks `free`, `free + 1` change."""
    blocks = _blocks(ad, ciphertext)
    first = len(ad + bytes(-len(ad) % 16)) // 16 + free
    secrets = [_poly_key(key) for key in (one, other)]
    for attempt in range(1000):
        tag = int.from_bytes(random(f"salamander {attempt}", 16), "little")
        pair = _solve(blocks, first, secrets, tag)
        if all(2**128 <= value < 2**129 for value in pair):
            raw = b"".join((value - 2**128).to_bytes(16, "little") for value in pair)
            return ciphertext[: 16 * free] + raw + ciphertext[16 * free + 32 :] + tag.to_bytes(16, "little")
    raise AssertionError("no salamander in a thousand tries")


def _poly_key(key: Key) -> tuple[int, int]:
    raw = keystream(key[0], key[1], 0, 32)
    return int.from_bytes(raw[:16], "little") & CLAMP, int.from_bytes(raw[16:], "little")


def _blocks(ad: bytes, ciphertext: bytes) -> list[int]:
    assert len(ciphertext) % 16 == 0
    data = ad + bytes(-len(ad) % 16) + ciphertext + struct.pack("<QQ", len(ad), len(ciphertext))
    return [2**128 + int.from_bytes(data[at : at + 16], "little") for at in range(0, len(data), 16)]


def _solve(blocks: list[int], first: int, secrets: list[tuple[int, int]], tag: int) -> tuple[int, int]:
    """Two linear equations, one a key, in the two free blocks."""
    rows = []
    for r, s in secrets:
        powers = [pow(r, len(blocks) - at, P) for at in range(len(blocks))]
        fixed = sum(
            b * p for at, (b, p) in enumerate(zip(blocks, powers, strict=True)) if at - first not in (0, 1)
        )
        rows.append((powers[first], powers[first + 1], ((tag - s) % 2**128 - fixed) % P))
    (a, b, e), (c, d, f) = rows
    inverse = pow(a * d - b * c, -1, P)
    return (e * d - b * f) * inverse % P, (a * f - e * c) * inverse % P
