"""Nothing secret in a repr or an error; labels and first bytes serve one purpose each and stand in SPEC.md."""

import io
import os
import pickle
import re
import traceback
from pathlib import Path

import pytest

from kentongan.vault import (
    codes,
    compartments,
    envelopes,
    fields,
    files,
    officers,
    passwords,
    reporter,
    sessions,
    symbols,
    wraps,
)
from kentongan.vault.envelopes import BadEnvelope, Kind
from kentongan.vault.places import Place

ROOM = Path(envelopes.__file__).parent
SPEC = (ROOM / "SPEC.md").read_text(encoding="utf-8")
SOURCE = {path.name: path.read_text(encoding="utf-8") for path in ROOM.glob("*.py")}
PLACE = Place("i", "a", "o", "c", 1)


@pytest.mark.parametrize("keys", [officers.generate(), reporter.generate()])
def test_keys_do_not_show_themselves(keys):
    shown = repr(keys) + str(keys) + f"{keys}"
    secrets = [keys.exchange, getattr(keys, "signing", keys.exchange)]
    for secret in secrets:
        assert repr(secret)[2:-1] not in shown
        assert secret.hex() not in shown


def test_keys_are_not_equal_by_accident_of_comparison():
    keys = officers.generate()
    assert keys != officers.load(keys.serialize())  # identity: no comparison that stops at the first byte


def test_a_sealer_shows_neither_key_nor_content():
    key = os.urandom(32)
    sealer = files.FileSealer(key, PLACE)
    sealer.push(b"Tono mengambil uang")
    assert repr(sealer).startswith("<kentongan.vault.files.FileSealer object")


def _refusals():
    key, keys = os.urandom(32), officers.generate()
    sealed = fields.seal(key, PLACE, b"Tono mengambil uang")
    garbage = fields.seal(key, PLACE, b"Tono")
    return [
        lambda: fields.open(os.urandom(32), PLACE, sealed),
        lambda: fields.open(key, PLACE, sealed[:-1]),
        lambda: fields.open_json(key, PLACE, garbage),
        lambda: wraps.unwrap(keys, PLACE, wraps.wrap(officers.generate().public, PLACE, key)),
        lambda: wraps.unwrap(keys, PLACE, wraps.wrap(keys.public, PLACE, key)[:-1] + b"\0"),
        lambda: compartments.compartment_key(key, b"", PLACE),
        lambda: officers.unlock(officers.lock(keys, key, "ida"), os.urandom(32), "ida"),
        lambda: officers.read_public_text("rahasia"),
        lambda: sessions.open_session(key, sealed),
        lambda: list(files.open_stream(key, PLACE, io.BytesIO(sealed))),
        lambda: codes.read_code("RAHASIA"),
        lambda: codes.read_code("00000-00000-00000-00000-00001"),
        lambda: passwords.recovery_key("RAHASIA", os.urandom(32), "ida"),
    ]


@pytest.mark.parametrize("refusal", _refusals())
def test_an_error_tells_its_reason_and_nothing_else(refusal):
    with pytest.raises((BadEnvelope, symbols.MistypedCode, symbols.NotACode)) as refused:
        refusal()
    error = refused.value
    assert error.args == ((error.reason,) if isinstance(error, BadEnvelope) else ())
    shown = "".join(traceback.format_exception_only(error)) + repr(error)
    assert not re.search(r"Tono|RAHASIA|rahasia|\\x", shown)
    # What the libraries said is not handed on either.
    assert error.__cause__ is None and (error.__context__ is None or error.__suppress_context__)


def test_a_reason_survives_the_way_to_another_process():
    assert pickle.loads(pickle.dumps(BadEnvelope("sealed"))).reason == "sealed"  # noqa: S301


def _labels() -> list[str]:
    return [label for text in SOURCE.values() for label in re.findall(r'"(kentongan/v1/[a-z/-]+)"', text)]


def test_no_label_serves_two_purposes_and_each_stands_in_the_spec():
    labels = _labels()
    assert len(labels) > 20
    assert sorted(set(labels)) == sorted(labels)
    bundles = {"kentongan/v1/officer-public", "kentongan/v1/officer-private", "kentongan/v1/reporter-public"}
    assert [label for label in labels if label not in SPEC and label not in bundles] == []


def test_no_first_byte_has_two_kinds_and_each_stands_in_the_spec():
    kinds = [value for value in vars(envelopes).values() if isinstance(value, Kind)]
    assert len({kind.byte for kind in kinds}) == len(kinds) == 12
    for kind in kinds:
        assert f"| {kind.byte:#04x} |" in SPEC


def test_every_reason_stands_in_the_spec():
    for reason in envelopes.Reason.__args__:
        assert f"`{reason}`" in SPEC


def test_randomness_is_drawn_by_the_operating_system_only():
    for name, text in SOURCE.items():
        assert not re.search(r"^(import|from) (random|secrets|time|datetime import.*now)\b", text, re.M), name
        assert ".now(" not in text
