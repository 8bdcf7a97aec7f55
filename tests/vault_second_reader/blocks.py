"""SPEC.md 2 to 4 and 10.1: parts, places, derivation, padding, envelopes, symbol codes."""

import hmac
import unicodedata
from collections.abc import Callable

from cryptography.exceptions import InvalidTag

from . import primitives as prim

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Bad(Exception):
    """A reason of section 14."""


def check(holds: object, reason: str) -> None:
    if not holds:
        raise Bad(reason)


# -- 2 --
def parts(*values: bytes | str | int) -> bytes:
    out = b""
    for value in values:
        if isinstance(value, int):
            out += value.to_bytes(8, "big")
        else:
            raw = value.encode() if isinstance(value, str) else value
            out += len(raw).to_bytes(4, "big") + raw
    return out


def place(given: dict) -> bytes:
    head = [given[name] for name in ("installation", "agency", "object", "compartment", "epoch")]
    return b"\x01" + parts(*head) + parts(given.get("field", ""), given.get("revision", 0))


def whole(given: dict) -> bytes:
    return place(given | {"field": "", "revision": 0})


def derive(key: bytes, label: str, context: bytes = b"", salt: bytes = b"", length: int = 32) -> bytes:
    return prim.expand(prim.extract(salt, key), parts(label, context), length)


# -- 3 --
LABELS = {
    1: "kentongan/v1/field",
    3: "kentongan/v1/key-under-key",
    5: "kentongan/v1/session",
    6: "kentongan/v1/locked-officer",
}


def head(kind: int, blob: bytes) -> None:
    check(blob[:1] == bytes([kind]), "type")


def open_envelope(kind: int, key: bytes, context: bytes, blob: bytes) -> bytes:
    head(kind, blob)
    check(len(blob) >= 73, "length")
    nonce, commitment, sealed = blob[1:25], blob[25:57], blob[57:]
    both = derive(key, LABELS[kind], context, nonce, 64)
    check(hmac.compare_digest(commitment, both[32:]), "key")
    return opened(lambda: prim.xchacha_open(both[:32], nonce, sealed, context))


def opened(attempt: Callable[[], bytes]) -> bytes:
    try:
        return attempt()
    except InvalidTag:
        raise Bad("sealed") from None


# -- 4 --
def padme(n: int) -> int:
    exponent = len(f"{n:b}") - 1
    bits = len(f"{exponent:b}") if exponent else 0
    step = 2 ** max(0, exponent - bits)
    return -(-n // step) * step


def text_step(n: int) -> int:
    if n > 16384:
        return padme(n)
    step = 256
    while step < n:
        step *= 2
    return step


def file_step(n: int) -> int:
    return max(16384, padme(n))


def unpad(padded: bytes) -> bytes:
    end = 4 + int.from_bytes(padded[:4], "big")
    check(len(padded) >= end >= 4, "padding")
    check(len(padded) == text_step(end) and not any(padded[end:]), "padding")
    return padded[4:end]


# -- 10.1 --
def times(one: int, other: int) -> int:
    total = 0
    while other:
        if other & 1:
            total ^= one
        one, other = one << 1, other >> 1
        if one & 32:
            one ^= 0b100101
    return total


def weighted(values: list[int]) -> int:
    """Horner's way, from the last symbol to the first: sum of symbol i times a^i."""
    total = 0
    for value in reversed(values):
        total = times(total, 2) ^ value
    return total


def read_symbols(text: str, count: int) -> str:
    check(len(text) <= 200, "not-a-code")
    typed = unicodedata.normalize("NFKC", text).upper()
    kept = [c for c in typed if unicodedata.category(c) not in ["Zs", "Zl", "Zp", "Pd", "Pc", "Cf", "Cc"]]
    plain = "".join(kept).translate(str.maketrans("OILU", "011V"))
    check(len(plain) == count and not set(plain) - set(ALPHABET), "not-a-code")
    check(weighted([ALPHABET.index(c) for c in plain]) == 0, "mistyped")
    return grouped(plain)


def write_symbols(secret: bytes, count: int) -> str:
    bits = "".join(f"{byte:08b}" for byte in secret)
    values = [int(bits[at : at + 5], 2) for at in range(0, 5 * (count - 1), 5)]
    check_symbol = next(last for last in range(32) if weighted([*values, last]) == 0)
    return grouped("".join(ALPHABET[value] for value in [*values, check_symbol]))


def grouped(plain: str) -> str:
    return "-".join(plain[at : at + 5] for at in range(0, len(plain), 5))
