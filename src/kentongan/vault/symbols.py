"""Codes that people copy by hand: 32 symbols, groups of five, a check symbol that finds slips.

* the alphabet has no I, L, O and U (Crockford's); they are read as 1, 1, 0 and V, small letters as
  capitals, full-width forms as plain ones, blanks and dashes as nothing;
* position i of the code has the weight a^i in GF(32) and the weighted sum is zero. The weights are not zero
  and all different (up to 31 symbols), so the sum changes with **every** single wrong symbol and with
  **every** exchange of two different symbols, next to each other or not;
* a slip and something that is no code at all are told apart, because a reporter can mend the first.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
VALUES = {symbol: value for value, symbol in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1, "U": 27}
GROUP = 5
BITS = 5
# x^5 + x^2 + 1 is primitive over GF(2): its root, 2, runs through all 31 values that are not zero.
POLYNOMIAL = 0b100101
ORDER = 31
# Nobody types more around thirty symbols; longer texts are not worth normalising.
LONGEST_TEXT = 200
# What stands between symbols and means nothing: spaces, dashes, underscores and marks that nobody sees.
SEPARATORS = frozenset({"Zs", "Zl", "Zp", "Pd", "Pc", "Cf", "Cc"})


class MistypedCode(Exception):
    """The right number of symbols, but the check symbol says that one is wrong or two have changed places."""


class NotACode(Exception):
    """Too few or too many symbols, or symbols that no code has."""


def multiply(one: int, other: int) -> int:
    """Multiply two values of GF(32)."""
    product = 0
    for bit in range(BITS):
        if other >> bit & 1:
            product ^= one << bit
    for degree in range(2 * BITS - 2, BITS - 1, -1):
        if product >> degree & 1:
            product ^= POLYNOMIAL << (degree - BITS)
    return product


def _powers() -> tuple[int, ...]:
    powers = [1]
    while len(powers) < ORDER:
        powers.append(multiply(powers[-1], 2))
    return tuple(powers)


WEIGHTS = _powers()


def weighted(values: list[int]) -> int:
    """Return the sum of the values, each times its position's weight."""
    total = 0
    for weight, value in zip(WEIGHTS, values, strict=False):
        total ^= multiply(weight, value)
    return total


@dataclass(frozen=True, slots=True)
class SymbolCode:
    """A code of so many symbols, the check symbol counted."""

    symbols: int

    def write(self, secret: bytes) -> str:
        """Return the code of a secret: its leading bits, five to a symbol, then the check symbol."""
        data = self.symbols - 1
        number = int.from_bytes(secret, "big") >> (8 * len(secret) - BITS * data)
        values = [number >> BITS * (data - 1 - at) & ORDER for at in range(data)]
        # weight * check = sum of the rest; the inverse of a^n is a^(31 - n).
        check = multiply(WEIGHTS[-data % ORDER], weighted(values))
        return self._grouped([*values, check])

    def read(self, text: str) -> str:
        """Return the code as it is printed. Raises `MistypedCode` or `NotACode`, neither with the text."""
        if len(text) > LONGEST_TEXT:
            raise NotACode
        plain = unicodedata.normalize("NFKC", text).upper()
        symbols = [symbol for symbol in plain if unicodedata.category(symbol) not in SEPARATORS]
        if len(symbols) != self.symbols or not all(symbol in VALUES for symbol in symbols):
            raise NotACode
        values = [VALUES[symbol] for symbol in symbols]
        if weighted(values):
            raise MistypedCode
        return self._grouped(values)

    def _grouped(self, values: list[int]) -> str:
        text = "".join(ALPHABET[value] for value in values)
        return "-".join(text[at : at + GROUP] for at in range(0, len(text), GROUP))
