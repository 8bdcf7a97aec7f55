"""Lengths that say little: texts and files grow in documented steps (SPEC.md 4.3, 7.4).

* texts: powers of two from 256 bytes to 16 KiB, so that a name, a telephone number and an empty field look
  alike;
* above 16 KiB, and for files always: Padmé (Nikitin and others, "Reducing Metadata Leakage from Encrypted
  Files and Communication with PURBs", 2019), at most 12 % more, O(log log n) bits of the length told.
"""

from __future__ import annotations

from typing import Final

SMALLEST_TEXT: Final = 256
COARSE: Final = 16 * 1024
LENGTH_BYTES: Final = 4


def padme(size: int) -> int:
    """Round up to a number whose binary form has as many significant bits as its exponent's length."""
    exponent = size.bit_length() - 1
    free_bits = max(0, exponent - exponent.bit_length())
    mask = (1 << free_bits) - 1
    return (size + mask) & ~mask


def text_step(size: int) -> int:
    """Return the padded size of a text of `size` bytes (its length prefix counted)."""
    if size > COARSE:
        return padme(size)
    return max(SMALLEST_TEXT, 1 << (size - 1).bit_length())


def file_step(size: int) -> int:
    """Return the padded size of a file of `size` bytes (its length trailer counted)."""
    return max(COARSE, padme(size))


def pad(text: bytes) -> bytes:
    """Prefix the length and fill up with zeros to the next step."""
    framed = len(text).to_bytes(LENGTH_BYTES, "big") + text
    return framed.ljust(text_step(len(framed)), b"\0")


def unpad(padded: bytes) -> bytes | None:
    """Return the text, or None where a right writer would have made other bytes."""
    end = LENGTH_BYTES + int.from_bytes(padded[:LENGTH_BYTES], "big")
    text = padded[LENGTH_BYTES:end]
    # Rebuilding is the whole check: length in range, right step, nothing but zeros behind the text.
    return text if pad(text) == padded else None
