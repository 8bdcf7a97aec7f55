"""A stranger who has only SPEC.md opens what the vault sealed, and refuses what it refuses."""

import ast
import io
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kentongan.vault import (
    codes,
    compartments,
    fields,
    files,
    officers,
    passwords,
    reporter,
    sessions,
    signatures,
    vouches,
    wraps,
)
from kentongan.vault.places import Place

from . import primitives as prim
from .reader import DO, read

HERE = Path(__file__).parent
VECTORS = [
    pytest.param(case, book["bases"], id=f"{path.stem}: {case['do']}: {case['name']}")
    for path in sorted((HERE.parent / "vectors" / "vault").glob("*.json"))
    for book in [json.loads(path.read_text(encoding="utf-8"))]
    for case in book["cases"]
]
PLACE = Place("i", "a", "o", "c", 1, "f", 1)
WHERE = {name: getattr(PLACE, name) for name in Place.__slots__}
WHOLE = WHERE | {"field": "", "revision": 0}


@pytest.mark.parametrize(("case", "bases"), VECTORS)
def test_it_answers_every_vector_as_the_file_says(case, bases):
    assert read(case, bases) == (case["expect"], case.get("result"))


def test_it_imports_nothing_of_kentongan():
    readers = [path for path in HERE.glob("*.py") if not path.name.startswith("test_")]
    assert len(readers) == 5
    for path in readers:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not any(name.startswith(("kentongan", "tests", "src")) for name in names)


class TestItOpensWhatTheVaultSealsToday:
    """The vectors are sealed with fixed randomness by test code; these with the vault's public functions."""

    @pytest.mark.parametrize("size", [0, 1, 252, 253, 16381, 100_000])
    def test_texts(self, size):
        key, text = os.urandom(32), os.urandom(size)
        assert DO["field"]({"key": key, "place": WHERE, "blob": fields.seal(key, PLACE, text)}) == text

    @pytest.mark.parametrize("make", [officers.generate, reporter.generate])
    def test_wraps(self, make):
        keys, share = make(), compartments.new_share()
        blob = wraps.wrap(keys.public, PLACE.whole(), share)
        given = {"exchange": keys.exchange, "public": keys.public, "place": WHOLE, "blob": blob}
        assert DO["wrap"](given) == share

    @pytest.mark.parametrize("size", [0, 16376, 65528, 65529, 65536, 131_073, 1_000_000])
    def test_files(self, size):
        key, content = os.urandom(32), os.urandom(size)
        sealer = files.FileSealer(key, PLACE)
        sealed = sealer.header + sealer.push(content) + b"".join(sealer.finish())
        assert DO["file"]({"key": key, "place": WHERE, "file": sealed})[0] == size

    def test_locks_sessions_and_signatures(self):
        keys, key = officers.generate(), os.urandom(32)
        given = {"wrapping_key": key, "username": "sari", "blob": officers.lock(keys, key, "sari")}
        assert DO["officer"](given) == keys.public
        assert DO["session"]({"cookie": key, "blob": sessions.seal_session(key, b"x")})[1] == b"x"
        at = datetime.now(UTC)
        said = signatures.Statement(PLACE, bytes(32), "sari", "p", at)
        given = {"place": WHERE, "digest": bytes(32), "username": "sari", "capacity": "p"}
        given |= {
            "time": int(at.timestamp()),
            "public": keys.public,
            "signature": signatures.sign(keys, said),
        }
        assert DO["signature"](given) == "signed"

    def test_vouches(self):
        root, keys = officers.generate(), officers.generate()
        told = {
            "installation": "i",
            "agency": "a",
            "username": "u",
            "public": keys.public,
            "vouched_by": "root:a",
        }
        vouch = vouches.vouch(root, **told, number=9)
        assert DO["vouch"](told | {"vouch": vouch, "voucher_public": root.public}) == 9

    def test_codes_and_passwords(self):
        pepper, secret = os.urandom(32), os.urandom(32)
        code = codes.code_from_secret(pepper, secret, b"n")
        given = {"pepper": pepper, "secret": secret, "nonce": b"n"}
        assert DO["access-code"](given)[:2] == [code, codes.lookup_id(pepper, code)]
        salt = passwords.new_salt(passwords.Cost(memory_kib=64, passes=1, lanes=1))
        given = {"password": "rahasia", "salt": salt, "pepper": pepper}
        assert tuple(DO["password"](given)) == passwords.password_keys(**given)
        recovery = passwords.new_recovery_code()
        given = {"code": recovery, "pepper": pepper, "username": "u"}
        assert DO["recovery"](given) == passwords.recovery_key(**given)


class TestItsOwnPrimitives:
    """Known answers from the standards: a reader that errs as the vault errs would prove nothing."""

    def test_hkdf_rfc5869_case_1(self):
        prk = prim.extract(bytes(range(13)), b"\x0b" * 22)
        okm = prim.expand(prk, bytes(range(0xF0, 0xFA)), 42)
        assert okm.hex() == (
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
        )

    def test_hchacha20_draft_irtf_cfrg_xchacha_2_2_1(self):
        nonce = bytes.fromhex("000000090000004a0000000031415927")
        expected = "82413b4227b27bfed30e42508a877d73a0f9e4d58a74a853c12ec41326d3ecdc"
        assert prim.hchacha20(bytes(range(32)), nonce).hex() == expected

    def test_hpke_rfc9180_a_2_1(self):
        info = bytes.fromhex("4f6465206f6e2061204772656369616e2055726e")
        ephemeral = bytes.fromhex("f4ec9b33b792c372c1d2c2063507b684ef925b8c75a42dbcbf57d63ccd381600")
        recipient = bytes.fromhex("4310ee97d88cc1f088a5576c77ab0cf5c3ac797f3d95139c6c84b5429c59662a")
        enc, key, nonce = prim.hpke_keys(ephemeral, recipient, info)
        assert enc.hex() == "1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a"
        assert key.hex() == "ad2744de8e17f4ebba575b3f5f5a8fa1f69c2a07f6e7500bc60ca6e3e3ec1c91"
        assert nonce.hex() == "5c4d98150661b848853b547f"

    def test_secretstream_counter_at_its_end_changes_the_key(self):
        stream = prim.Stream(bytes(32), bytes(8), counter=2**32 - 1)
        stream.seal(b"", b"", 0)
        assert stream.counter == 1 and stream.key != bytes(32)

    def test_secretstream_of_libsodium_opens_across_a_change_of_key(self):
        state, key = files.State(), os.urandom(32)
        header = files.init_push(state, key)
        stream = prim.Stream.start(key, header)
        for text, tag in [(b"one", 0), (b"seventeen bytes..", 2), (b"three", 1), (b"", 3)]:
            assert stream.open(files.push(state, text, b"where", tag), b"where") == (text, tag)

    def test_the_vault_opens_what_the_second_stream_seals(self):
        key, header = os.urandom(32), os.urandom(24)
        stream, state = prim.Stream.start(key, header), files.State()
        files.init_pull(state, header, key)
        for text, tag in [(b"x" * 33, 0), (b"", 2), (b"end", 3)]:
            assert files.pull(state, stream.seal(text, b"", tag), b"") == (text, tag)

    def test_the_group_tells_sound_points_from_unsound(self):
        assert prim.is_sound_point(officers.generate().public[33:])
        assert not prim.is_sound_point(bytes(32))
        assert not prim.is_sound_point(b"\x01" + bytes(31))


def test_what_is_read_piece_by_piece_is_the_same(tmp_path):
    """A file that arrives in odd pieces is the same file to both readers."""
    key, content = os.urandom(32), os.urandom(150_000)
    sealer = files.FileSealer(key, PLACE)
    path = tmp_path / "sealed"
    with path.open("wb") as handle:
        handle.write(sealer.header)
        handle.writelines(sealer.push(content[at : at + 1_777]) for at in range(0, len(content), 1_777))
        handle.writelines(sealer.finish())
    assert DO["file"]({"key": key, "place": WHERE, "file": path.read_bytes()})[0] == len(content)
    assert b"".join(files.open_stream(key, PLACE, io.BytesIO(path.read_bytes()))) == content
