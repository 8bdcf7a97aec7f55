"""Codes copied by hand: every slip of the two kinds is found, and what people type is read."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.vault.symbols import (
    ALPHABET,
    ORDER,
    WEIGHTS,
    MistypedCode,
    NotACode,
    SymbolCode,
    multiply,
    weighted,
)

CODES = [SymbolCode(symbols=25), SymbolCode(symbols=30), SymbolCode(symbols=31)]
ACCESS = CODES[0]


class TestTheField:
    def test_it_is_a_field_of_32(self):
        for one in range(1, 32):
            products = {multiply(one, other) for other in range(1, 32)}
            assert products == set(range(1, 32))

    def test_multiplication_commutes_and_distributes(self):
        for a, b, c in itertools.product(range(32), repeat=3):
            assert multiply(a, b) == multiply(b, a)
            assert multiply(a, b ^ c) == multiply(a, b) ^ multiply(a, c)

    def test_the_weights_are_all_that_are_not_zero_once_each(self):
        assert sorted(WEIGHTS) == list(range(1, 32))


class TestEverySlipIsFound:
    """The sum is linear, so a slip shows by what it adds to the sum, whatever the code: these lists are all of them."""

    def test_every_single_wrong_symbol_changes_the_sum(self):
        for at, change in itertools.product(range(ORDER), range(1, 32)):
            assert multiply(WEIGHTS[at], change) != 0

    def test_every_exchange_of_two_different_symbols_changes_the_sum(self):
        for one, other in itertools.combinations(range(ORDER), 2):
            for x, y in itertools.combinations(range(32), 2):
                before = multiply(WEIGHTS[one], x) ^ multiply(WEIGHTS[other], y)
                after = multiply(WEIGHTS[one], y) ^ multiply(WEIGHTS[other], x)
                assert before != after

    @pytest.mark.parametrize("code", CODES)
    def test_in_a_whole_code_through_the_reader(self, code):
        printed = code.write(bytes(range(3, 23))).replace("-", "")
        assert code.read(printed).replace("-", "") == printed
        for at, symbol in itertools.product(range(code.symbols), ALPHABET):
            if symbol != printed[at]:
                with pytest.raises(MistypedCode):
                    code.read(printed[:at] + symbol + printed[at + 1 :])
        for one, other in itertools.combinations(range(code.symbols), 2):
            symbols = list(printed)
            symbols[one], symbols[other] = symbols[other], symbols[one]
            if symbols[one] != symbols[other]:
                with pytest.raises(MistypedCode):
                    code.read("".join(symbols))


@settings(deadline=None)
@given(st.binary(min_size=15, max_size=15))
def test_a_code_carries_all_120_bits(secret):
    code = ACCESS.write(secret).replace("-", "")
    bits = "".join(f"{ALPHABET.index(symbol):05b}" for symbol in code[:24])
    assert int(bits, 2).to_bytes(15, "big") == secret
    assert weighted([ALPHABET.index(symbol) for symbol in code]) == 0


@settings(deadline=None)
@given(st.binary(min_size=15, max_size=15), st.data())
def test_however_it_is_typed_it_is_read(secret, data):
    code = ACCESS.write(secret)
    spellings = {"0": "0oOｏ", "1": "1iIlL１", "V": "vVuU", "-": "- –—_\u2011\u00a0\n"}
    typed = "".join(
        data.draw(st.sampled_from(spellings.get(symbol, symbol + symbol.lower()))) for symbol in code
    )
    assert ACCESS.read(typed) == code


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_a_code_a_slip_or_none(text):
    try:
        code = ACCESS.read(text)
    except (MistypedCode, NotACode) as refused:
        assert not refused.args
    else:
        assert ACCESS.read(code) == code


@pytest.mark.parametrize("text", ["", "0", "*" * 25, "0" * 24, "0" * 26, "ä" * 25, " " * 201, "0" * 10**6])
def test_what_has_another_length_or_other_symbols_is_no_code(text):
    with pytest.raises(NotACode):
        ACCESS.read(text)
