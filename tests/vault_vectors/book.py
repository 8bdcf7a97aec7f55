"""What the makers share: fixed randomness, the usual ways to spoil a blob or a place, a list of cases."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from kentongan.vault.places import Place
from tests.vault_second_reader.reader import to_json

from . import ours

PLACE = Place("instalasi-1", "dinas-a", "7Q2M", "report/content", 3, "uraian", 2)
WHOLE = PLACE.whole()


def random(label: str, size: int = 32) -> bytes:
    """Bytes that look random and are the same in every run."""
    return hashlib.shake_256(b"kentongan vault vectors 1 / " + label.encode()).digest(size)


def told(place: Place) -> dict:
    return {name: getattr(place, name) for name in Place.__slots__}


def moved(place: Place) -> Iterator[tuple[str, Place]]:
    """Every single way to be somewhere else, and two that only length prefixes tell apart."""
    for name in Place.__slots__:
        value = getattr(place, name)
        other = value - 1 if isinstance(value, int) and value else value + 1 if value == 0 else f"{value}x"
        yield f"another {name}", place_with(place, **{name: other})
    yield (
        "letters moved from installation to agency",
        place_with(place, installation=place.installation[:-1], agency=place.installation[-1] + place.agency),
    )
    yield "object and agency exchanged", place_with(place, agency=place.object, object=place.agency)


def place_with(place: Place, **changes: Any) -> Place:
    return Place(**(told(place) | changes))


def flipped(blob: bytes, at: int) -> bytes:
    at %= len(blob)
    return blob[:at] + bytes([blob[at] ^ 1]) + blob[at + 1 :]


def spoiled(blob: bytes) -> Iterator[tuple[str, bytes, str]]:
    """The usual ways to spoil a symmetric envelope (SPEC.md 3): (name, blob, reason)."""
    yield "empty", b"", "type"
    yield "another version", bytes([blob[0] + 0x40]) + blob[1:], "type"
    yield "another kind", bytes([0x02]) + blob[1:], "type"
    yield "first byte alone", blob[:1], "length"
    yield "cut before the ciphertext", blob[:57], "length"
    yield "one byte shorter than any", blob[:72], "length"
    yield "cut to the shortest", blob[:73], "sealed"
    yield "last byte cut", blob[:-1], "sealed"
    yield "one byte more", blob + b"\0", "sealed"
    yield "nonce flipped", flipped(blob, 1), "key"
    yield "nonce's last byte flipped", flipped(blob, 24), "key"
    yield "commitment flipped", flipped(blob, 25), "key"
    yield "commitment's last byte flipped", flipped(blob, 56), "key"
    yield "ciphertext flipped", flipped(blob, 57), "sealed"
    yield "tag flipped", flipped(blob, -1), "sealed"


@dataclass
class Book:
    """One file of vectors."""

    about: str
    bases: dict[str, str] = field(default_factory=dict)
    cases: list[dict] = field(default_factory=list)

    def add(self, name: str, do: str, expect: str = "ok", **given: Any) -> None:
        given = {key: told(value) if isinstance(value, Place) else value for key, value in given.items()}
        case = {"name": name, "do": do, "given": _hex(given), "expect": expect}
        answer, result = ours.read(case, self.bases)
        # A maker that expects something else than the vault answers is wrong, or the vault is.
        if answer != expect:
            raise AssertionError(f"{do}: {name}: expected {expect}, got {answer}")
        self.cases.append(case | ({"result": result} if expect == "ok" else {}))


def _hex(given: Any) -> Any:
    if isinstance(given, dict):
        return {key: _hex(value) for key, value in given.items()}
    return [_hex(value) for value in given] if isinstance(given, list) else to_json(given)
