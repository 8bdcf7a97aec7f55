"""Lengths say little: steps are few, never below the text, never far above it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.vault.padding import COARSE, file_step, pad, padme, text_step, unpad


@settings(deadline=None)
@given(st.integers(1, 2**40))
def test_padme_adds_at_most_twelve_per_cent_and_stays_on_its_step(size):
    assert size <= padme(size) <= size * 1.12
    assert padme(padme(size)) == padme(size)


@settings(deadline=None)
@given(st.integers(1, 2**40), st.integers(0, 2**20))
def test_steps_never_go_down(size, more):
    assert text_step(size) <= text_step(size + more)
    assert file_step(size) <= file_step(size + more)


@settings(deadline=None)
@given(st.integers(COARSE, 2**40))
def test_big_things_waste_at_most_twelve_per_cent(size):
    assert text_step(size) <= size * 1.12
    assert file_step(size) <= size * 1.12


@settings(deadline=None)
@given(st.integers(1, 2**45))
def test_a_files_steps_are_whole_kibibytes_so_that_its_length_lies_in_one_frame(size):
    assert file_step(size) % 1024 == 0


def test_the_steps_are_few():
    assert {text_step(size) for size in range(1, COARSE + 1)} == {2**n for n in range(8, 15)}
    assert len({file_step(size) for size in range(1, 20 * 2**20, 512)}) < 300


@pytest.mark.parametrize(("one", "other"), [(b"", b"a" * 252), (b"Tono", b"0812 3456 7890")])
def test_short_things_look_alike(one, other):
    assert len(pad(one)) == len(pad(other)) == 256


@settings(deadline=None)
@given(st.binary(max_size=40_000))
def test_what_is_padded_comes_back(text):
    assert unpad(pad(text)) == text


@settings(deadline=None)
@given(st.binary(max_size=600))
def test_no_other_bytes_are_taken_for_padded_text(raw):
    text = unpad(raw)
    assert text is None or pad(text) == raw
