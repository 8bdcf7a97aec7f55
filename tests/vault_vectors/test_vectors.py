"""The vault answers its frozen vectors exactly, and its makers still make them byte for byte."""

import json
from collections import Counter

import pytest
from cryptography.exceptions import InvalidTag

from kentongan.vault.envelopes import FIELD, derive
from tests.vault_second_reader import primitives as prim

from . import ours, sealed
from .make import BOOKS, FOLDER, text

FILES = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))}
VECTORS = [
    pytest.param(case, book["bases"], id=f"{name}: {case['do']}: {case['name']}")
    for name, book in FILES.items()
    for case in book["cases"]
]


@pytest.mark.parametrize(("case", "bases"), VECTORS)
def test_the_vault_answers_as_the_file_says(case, bases):
    assert ours.read(case, bases) == (case["expect"], case.get("result"))


@pytest.mark.parametrize("name", sorted(BOOKS))
def test_the_files_are_frozen(name):
    # A difference here is a change of format: give it a new first byte, leave these as they are.
    assert text(BOOKS[name]()) == (FOLDER / f"{name}.json").read_text(encoding="utf-8")


def test_every_file_has_its_maker():
    assert set(FILES) == set(BOOKS)


def test_there_are_more_failures_than_successes_and_every_reason_occurs():
    told = Counter(case["expect"] for book in FILES.values() for case in book["cases"])
    assert sum(told.values()) > 2 * told["ok"]
    assert set(told) == {
        *("ok", "type", "length", "key", "sealed", "padding", "contents", "truncated", "extended"),
        *("public", "signature", "chain", "cycle", "depth", "ended", "mistyped", "not-a-code"),
    }


def test_no_two_cases_of_a_file_have_the_same_name():
    for book in FILES.values():
        names = [(case["do"], case["name"]) for case in book["cases"]]
        assert len(set(names)) == len(names)


def test_the_two_key_ciphertext_would_open_under_both_keys_without_the_commitment():
    """Otherwise the vectors on it would prove nothing."""
    nonce, (first, second) = sealed.salamander_field()
    where = sealed.PLACE.encode()
    texts = []
    for key in (sealed.KEY, sealed.OTHER_KEY):
        inner = derive(key, FIELD.label, where, salt=nonce, length=64)[:32]
        texts.append(prim.xchacha_open(inner, nonce, first[57:], where))
    assert texts[0] != texts[1]
    assert first[57:] == second[57:]
    with pytest.raises(InvalidTag):
        prim.xchacha_open(bytes(32), nonce, first[57:], where)
