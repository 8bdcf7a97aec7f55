"""Keys sealed to persons: to each of them, at one place, and to nobody else."""

import os

import pytest
from tests.vault_second_reader import primitives as prim
from tests.vault_vectors.salamander import two_key

from kentongan.vault import compartments, officers, reporter, wraps
from kentongan.vault.envelopes import BadEnvelope, parts
from kentongan.vault.places import Place

PLACE = Place("i", "a", "o", "report/content", 1)
IDA, TONO = officers.generate(), officers.generate()
RANI = reporter.generate()
SHARE = compartments.new_share()


@pytest.mark.parametrize("keys", [IDA, RANI])
def test_who_is_sealed_to_can_open(keys):
    assert wraps.unwrap(keys, PLACE, wraps.wrap(keys.public, PLACE, SHARE)) == SHARE


@pytest.mark.parametrize("keys", [TONO, RANI])
def test_nobody_else_can(keys):
    with pytest.raises(BadEnvelope, match=r"^sealed$"):
        wraps.unwrap(keys, PLACE, wraps.wrap(IDA.public, PLACE, SHARE))


def test_two_wraps_of_one_key_look_different_and_have_one_length():
    one, other = wraps.wrap(IDA.public, PLACE, SHARE), wraps.wrap(TONO.public, PLACE, SHARE)
    assert len(one) == len(other) == 113
    assert one[1:33] != other[1:33]


@pytest.mark.parametrize("secret", [b"", bytes(31), bytes(33)])
def test_only_keys_are_wrapped(secret):
    with pytest.raises(ValueError, match="32 bytes"):
        wraps.wrap(IDA.public, PLACE, secret)
    with pytest.raises(ValueError, match="32 bytes"):
        wraps.rewrap_symmetric(SHARE, PLACE, secret)


def test_a_key_under_a_key_comes_back():
    blob = wraps.rewrap_symmetric(SHARE, PLACE, bytes(32))
    assert wraps.unwrap_symmetric(SHARE, PLACE, blob) == bytes(32)


def test_one_wrap_cannot_be_made_to_give_two_officers_two_keys():
    """A sender who knows both HPKE keys can make ChaCha20-Poly1305 open for both; the commitment inside refuses."""
    ephemeral = os.urandom(32)
    sides = {}
    for keys in (IDA, TONO):
        info = parts("kentongan/v1/wrap", PLACE.encode(), keys.public)
        enc, key, nonce = prim.hpke_keys(ephemeral, keys.public[1:33], info)
        sides[keys.public] = (key, nonce)
    sealed = two_key(sides[IDA.public], sides[TONO.public], b"", os.urandom(64), free=2)
    for keys in (IDA, TONO):
        info = parts("kentongan/v1/wrap", PLACE.encode(), keys.public)
        assert len(prim.hpke_open(keys.exchange, enc + sealed, info)) == 64
        with pytest.raises(BadEnvelope, match=r"^key$"):
            wraps.unwrap(keys, PLACE, b"\x02" + enc + sealed)


class TestWithoutEitherHalfThereIsNoKey:
    def test_both_halves_count(self):
        shred = compartments.new_share()
        key = compartments.compartment_key(SHARE, shred, PLACE)
        assert key == compartments.compartment_key(SHARE, shred, PLACE.of("field", 3))
        others = [
            compartments.compartment_key(compartments.new_share(), shred, PLACE),
            compartments.compartment_key(SHARE, compartments.new_share(), PLACE),
            compartments.compartment_key(SHARE, shred, Place("i", "a", "o", "report/content", 2)),
        ]
        assert len({key, *others}) == 4
        assert len({compartments.commitment(one) for one in (key, *others)}) == 4

    @pytest.mark.parametrize("lost", [b"", bytes(31), bytes(64)])
    def test_a_destroyed_half_is_not_taken_for_one(self, lost):
        with pytest.raises(BadEnvelope, match=r"^length$"):
            compartments.compartment_key(SHARE, lost, PLACE)
        with pytest.raises(BadEnvelope, match=r"^length$"):
            compartments.compartment_key(lost, SHARE, PLACE)

    def test_bytes_cannot_wander_from_one_half_to_the_other(self):
        both = os.urandom(64)
        with pytest.raises(BadEnvelope, match=r"^length$"):
            compartments.compartment_key(both[:31], both[31:], PLACE)
