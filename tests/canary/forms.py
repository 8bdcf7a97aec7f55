"""Every form in which a mark may lie in a file, and how each is looked for.

* What changes text byte by byte (UTF-16, hex, base64 in its three alignments, escapes) is looked for as bytes.
* PostgreSQL's own compression puts a control byte between every eight: a window of eight is looked for.
* What compresses (zlib, raw deflate in zip, gzip, bz2, xz, and base64 of the first two) is unpacked wherever such a
  stream begins, and what comes out is searched again.
"""

import base64
import bz2
import lzma
import re
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

WINDOW = 8  # PostgreSQL's pglz: a control byte, then up to eight literal ones
DEEPEST = 4
FINE, PIECE = 4096, 512
LONGEST_OUTPUT = 64 * 1024 * 1024

Patterns = dict[str, tuple[bytes, ...]]


@dataclass(frozen=True)
class Find:
    """Where a mark was found: in what form, behind which unpackings, at which byte."""

    form: str
    path: tuple[str, ...]
    offset: int
    around: bytes


def patterns(stem: str) -> Patterns:
    """Return what the stem looks like in each form."""
    plain = stem.encode()
    windows = tuple(plain[start : start + WINDOW] for start in range(len(plain) - WINDOW + 1))
    return {
        "plain": windows,
        "plain, other case": (plain.lower(), plain.upper()),
        "backwards": (plain[::-1],),
        "utf-16-le": (stem.encode("utf-16-le")[:-1],),
        "utf-16-be": (stem.encode("utf-16-be")[1:],),
        "utf-32": (stem.encode("utf-32-le")[:-3],),
        "hex": (plain.hex().encode(), plain.hex().upper().encode()),
        "json, all escaped": ("".join(f"\\u{ord(each):04x}" for each in stem).encode(),),
        "percent": ("".join(f"%{ord(each):02X}" for each in stem).encode(),),
        "octal": ("".join(f"\\{ord(each):03o}" for each in stem).encode(),),
        "base64": tuple(_base64(plain, shift) for shift in range(3)),
        "base64 of utf-16": tuple(_base64(stem.encode("utf-16-le"), shift) for shift in range(3)),
        "base64 of base64": tuple(_base64(_base64(plain, a), b) for a in range(3) for b in range(3)),
        "base32": tuple(_base32(plain, shift) for shift in range(5)),
        "base85": tuple(_base85(plain, shift) for shift in range(4)),
    }


def _base64(data: bytes, shift: int) -> bytes:
    """Return the characters that are the same whatever stands before and after."""
    whole = base64.b64encode(bytes(shift) + data)
    first = -(-shift * 8 // 6)
    last = (shift + len(data)) * 8 // 6
    return whole[first:last]


def _base32(data: bytes, shift: int) -> bytes:
    whole = base64.b32encode(bytes(shift) + data)
    return whole[-(-shift * 8 // 5) : (shift + len(data)) * 8 // 5]


def _base85(data: bytes, shift: int) -> bytes:
    skipped = -shift % 4
    usable = (len(data) - skipped) // 4 * 4
    return base64.b85encode(data[skipped : skipped + usable])


def search(data: bytes, looked_for: Patterns, path: tuple[str, ...] = ()) -> Iterator[Find]:
    """Yield every form in which the stem stands in `data`, unpacking what can be unpacked."""
    for form, variants in looked_for.items():
        for variant in variants:
            at = data.find(variant)
            if at >= 0:
                yield Find(form, path, at, data[max(0, at - 30) : at + 60])
                break
    if len(path) < DEEPEST:
        for name, unpacked in unpack(data):
            yield from search(unpacked, looked_for, (*path, name))


def unpack(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield what comes out of every compressed stream that begins anywhere in `data`."""
    for name, starts, unpacker in _STREAMS:
        for start in starts(data):
            unpacked = _unpacked(unpacker(), data, start)
            if unpacked:
                yield name, unpacked
    for found in re.finditer(rb"(?:eJ|eN|eA|eF|H4sI)[A-Za-z0-9+/_-]{14,}", data):
        text = found[0].replace(b"-", b"+").replace(b"_", b"/")
        yield "base64", base64.b64decode(text[: len(text) // 4 * 4])


def _unpacked(unpacker: Any, data: bytes, start: int) -> bytes:
    """Return what can be unpacked before the stream ends or breaks."""
    out = bytearray()
    fine = range(
        start, min(start + FINE, len(data))
    )  # byte by byte: nothing is lost where a short stream breaks
    for place, size in chain(
        ((at, 1) for at in fine), ((at, PIECE) for at in range(start + FINE, len(data), PIECE))
    ):
        try:
            out += unpacker.decompress(data[place : place + size])
        except (zlib.error, OSError, EOFError, lzma.LZMAError, ValueError):
            break
        if unpacker.eof or len(out) > LONGEST_OUTPUT:
            break
    return bytes(out)


def _beginning(pattern: bytes) -> Callable[[bytes], Iterator[int]]:
    return lambda data: (found.start() for found in re.finditer(pattern, data))


def _zip_members(data: bytes) -> Iterator[int]:
    """Where the deflated content behind each local header of a zip begins (APPNOTE 4.3.7)."""
    for found in re.finditer(rb"PK\x03\x04", data):
        lengths = data[found.start() + 26 : found.start() + 30]
        if len(lengths) == 4:
            yield found.start() + 30 + sum(struct.unpack("<HH", lengths))


_STREAMS: tuple[tuple[str, Callable[[bytes], Iterator[int]], Callable[[], Any]], ...] = (
    ("zlib", _beginning(rb"\x78[\x01\x5e\x9c\xda]"), zlib.decompressobj),
    ("gzip", _beginning(rb"\x1f\x8b\x08"), lambda: zlib.decompressobj(zlib.MAX_WBITS | 16)),
    ("zip", _zip_members, lambda: zlib.decompressobj(-zlib.MAX_WBITS)),
    ("bz2", _beginning(rb"BZh[1-9]1AY"), bz2.BZ2Decompressor),
    ("xz", _beginning(rb"\xfd7zXZ\x00"), lzma.LZMADecompressor),
)
