"""Texts at their place: round trips of every shape, and nothing opens anywhere else."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.vault import fields
from kentongan.vault.envelopes import BadEnvelope, parts
from kentongan.vault.places import Place

KEY = bytes(range(32))
PLACE = Place("i", "a", "o", "c", 1, "f", 1)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
numbers = st.integers(0, 2**64 - 1)
places = st.builds(Place, words, words, words, words, numbers, words, numbers)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | words,
    lambda inner: st.lists(inner) | st.dictionaries(words, inner),
)


@settings(deadline=None)
@given(places, st.binary(max_size=3000))
def test_a_text_opens_where_it_was_sealed(place, text):
    assert fields.open(KEY, place, fields.seal(KEY, place, text)) == text


@settings(deadline=None)
@given(places, places)
def test_no_two_places_are_the_same_bytes(one, other):
    assert (one == other) == (one.encode() == other.encode())


@settings(deadline=None)
@given(places, places)
def test_a_text_opens_nowhere_else(place, other):
    blob = fields.seal(KEY, place, b"x")
    if place != other:
        with pytest.raises(BadEnvelope, match=r"^key$"):
            fields.open(KEY, other, blob)


@settings(deadline=None)
@given(values)
def test_json_comes_back(value):
    assert fields.open_json(KEY, PLACE, fields.seal_json(KEY, PLACE, value)) == json.loads(json.dumps(value))


def test_json_that_nobody_else_reads_is_not_sealed():
    with pytest.raises(ValueError, match="JSON compliant"):
        fields.seal_json(KEY, PLACE, float("nan"))


@settings(deadline=None)
@given(st.binary(min_size=1, max_size=400), st.data())
def test_every_flipped_bit_is_noticed(text, data):
    blob = fields.seal(KEY, PLACE, text)
    bit = data.draw(st.integers(0, 8 * len(blob) - 1))
    spoilt = bytearray(blob)
    spoilt[bit // 8] ^= 1 << bit % 8
    with pytest.raises(BadEnvelope):
        fields.open(KEY, PLACE, bytes(spoilt))


def test_the_same_text_never_looks_the_same():
    one, other = fields.seal(KEY, PLACE, b""), fields.seal(KEY, PLACE, b"")
    assert len(one) == len(other)
    assert not {one[at : at + 16] for at in range(1, len(one), 16)} & {
        other[at : at + 16] for at in range(1, len(other), 16)
    }


def test_an_earlier_value_does_not_come_back_once_the_row_knows_its_revision():
    earlier = fields.seal(KEY, PLACE.of("f", 1), b"a first wording")
    with pytest.raises(BadEnvelope, match=r"^key$"):
        fields.open(KEY, PLACE.of("f", 2), earlier)
    assert fields.open(KEY, PLACE.of("f", 1), earlier) == b"a first wording"


@pytest.mark.parametrize("key", [b"", bytes(31), bytes(33)])
def test_a_key_of_another_length_is_the_callers_mistake(key):
    with pytest.raises(ValueError, match="32 bytes"):
        fields.seal(key, PLACE, b"")
    with pytest.raises(ValueError, match="32 bytes"):
        fields.open(key, PLACE, bytes(400))


def test_a_place_has_no_number_below_zero():
    with pytest.raises(OverflowError):
        Place("i", "a", "o", "c", -1).encode()


def test_a_whole_place_is_its_compartments():
    assert PLACE.whole() == Place("i", "a", "o", "c", 1) == PLACE.of("other", 9).whole()


@settings(deadline=None)
@given(st.lists(words | st.binary(max_size=9)), st.lists(words | st.binary(max_size=9)))
def test_parts_are_told_apart(one, other):
    def raw(values):
        return [value.encode() if isinstance(value, str) else value for value in values]

    assert (parts(*one) == parts(*other)) == (raw(one) == raw(other))
