"""Access codes, sessions and recorded signatures."""

import os
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.vault import codes, officers, sessions, signatures
from kentongan.vault.envelopes import BadEnvelope
from kentongan.vault.places import Place

PEPPER, SECRET = os.urandom(32), os.urandom(32)


class TestAccessCodes:
    @settings(deadline=None)
    @given(st.binary(max_size=40))
    def test_a_form_sent_twice_gives_one_code(self, nonce):
        code = codes.code_from_secret(PEPPER, SECRET, nonce)
        assert codes.code_from_secret(PEPPER, SECRET, nonce) == code
        assert codes.read_code(code) == code
        assert [len(group) for group in code.split("-")] == [5] * 5

    def test_another_form_cookie_or_installation_gives_another(self):
        made = {
            codes.code_from_secret(PEPPER, SECRET, b"1"),
            codes.code_from_secret(PEPPER, SECRET, b"2"),
            codes.code_from_secret(PEPPER, os.urandom(32), b"1"),
            codes.code_from_secret(os.urandom(32), SECRET, b"1"),
        }
        assert len(made) == 4

    def test_look_up_and_key_are_apart_and_read_tolerantly(self):
        code = codes.code_from_secret(PEPPER, SECRET, b"")
        typed = code.lower().replace("-", " ")
        assert codes.lookup_id(PEPPER, typed) == codes.lookup_id(PEPPER, code)
        assert codes.reporter_wrapping_key(PEPPER, typed) == codes.reporter_wrapping_key(PEPPER, code)
        assert codes.lookup_id(PEPPER, code) != codes.reporter_wrapping_key(PEPPER, code)

    def test_without_the_pepper_a_found_code_cannot_be_tested(self):
        code = codes.code_from_secret(PEPPER, SECRET, b"")
        assert codes.lookup_id(PEPPER, code) != codes.lookup_id(os.urandom(32), code)

    def test_secrets_that_could_be_guessed_are_refused(self):
        with pytest.raises(ValueError, match="pepper"):
            codes.code_from_secret(bytes(31), SECRET, b"")
        with pytest.raises(ValueError, match="cookie"):
            codes.code_from_secret(PEPPER, bytes(31), b"")
        with pytest.raises(ValueError, match="pepper"):
            codes.lookup_id(b"", codes.code_from_secret(PEPPER, SECRET, b""))


class TestSessions:
    @settings(deadline=None)
    @given(st.binary(max_size=2000))
    def test_the_cookie_opens_its_payload(self, payload):
        assert sessions.open_session(SECRET, sessions.seal_session(SECRET, payload)) == payload

    def test_another_cookie_opens_nothing(self):
        with pytest.raises(BadEnvelope, match=r"^key$"):
            sessions.open_session(PEPPER, sessions.seal_session(SECRET, b"payload"))

    def test_id_key_and_drafts_are_apart(self):
        made = {
            sessions.session_id(SECRET),
            sessions.session_key(SECRET),
            sessions.draft_key(SECRET),
            sessions.draft_key(SECRET, b"form"),
        }
        assert len(made) == 4

    def test_a_cookie_that_could_be_guessed_is_refused(self):
        with pytest.raises(ValueError, match="cookie"):
            sessions.session_id(bytes(31))


PLACE = Place("i", "a", "surat-1", "papers", 1, "naskah", 2)
AT = datetime(2026, 3, 2, 8, 30, 1, 999_999, tzinfo=UTC)


def said(**changes) -> signatures.Statement:
    usual = {"place": PLACE, "digest": bytes(32), "username": "hana", "capacity": "kepala", "at": AT}
    return signatures.Statement(**usual | changes)


class TestSignatures:
    KEYS = officers.generate()

    def test_it_holds_for_what_was_said(self):
        signatures.verify(self.KEYS.public, said(), signatures.sign(self.KEYS, said()))

    def test_it_holds_in_any_zone_and_to_the_second(self):
        signature = signatures.sign(self.KEYS, said())
        elsewhere = AT.astimezone(timezone(timedelta(hours=8))).replace(microsecond=0)
        signatures.verify(self.KEYS.public, said(at=elsewhere), signature)

    @pytest.mark.parametrize(
        "changes",
        [
            {"digest": b"\1" * 32},
            {"username": "tono"},
            {"capacity": "plt"},
            {"at": AT + timedelta(seconds=1)},
        ],
    )
    def test_it_does_not_hold_for_anything_else(self, changes):
        signature = signatures.sign(self.KEYS, said())
        with pytest.raises(BadEnvelope, match=r"^signature$"):
            signatures.verify(self.KEYS.public, said(**changes), signature)

    @pytest.mark.parametrize("changes", [{"digest": b"short"}, {"at": AT.replace(tzinfo=None)}])
    def test_half_a_statement_is_not_signed(self, changes):
        with pytest.raises(ValueError, match="SHA-256"):
            signatures.sign(self.KEYS, said(**changes))
