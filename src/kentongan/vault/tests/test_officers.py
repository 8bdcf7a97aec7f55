"""Officers' keys, passwords, recovery codes, and reporters' keys."""

import os

import pytest

from kentongan.vault import officers, passwords, reporter
from kentongan.vault.envelopes import BadEnvelope
from kentongan.vault.symbols import MistypedCode, NotACode

CHEAP = passwords.Cost(memory_kib=64, passes=1, lanes=1)
PEPPER = os.urandom(32)


class TestKeys:
    def test_they_come_back_from_their_bundle(self):
        keys = officers.generate()
        assert officers.load(keys.serialize()).public == keys.public

    def test_no_two_are_the_same(self):
        assert officers.generate().public != officers.generate().public
        assert reporter.generate().public != reporter.generate().public

    def test_keys_of_another_length_are_none(self):
        for one, other in [(bytes(31), bytes(32)), (bytes(32), bytes(33))]:
            with pytest.raises(ValueError, match="32 bytes"):
                officers.OfficerKeys(one, other)
        with pytest.raises(ValueError, match="32 bytes"):
            reporter.ReporterKeys(b"")

    def test_the_fingerprint_can_be_read_out(self):
        groups = officers.fingerprint(officers.generate().public).split(" ")
        assert [len(group) for group in groups] == [4] * 8

    def test_the_text_form_comes_back(self):
        public = officers.generate().public
        assert officers.read_public_text(f"# akar\n{officers.public_text(public)}\n") == public


class TestPasswords:
    def test_a_log_in_opens_the_keys(self):
        keys, salt = officers.generate(), passwords.new_salt(CHEAP)
        verifier, wrapping = passwords.password_keys("rahasia", salt, PEPPER)
        locked = officers.lock(keys, wrapping, "ida")
        again, once_more = passwords.password_keys("rahasia", salt, PEPPER)
        assert again == verifier
        assert officers.unlock(locked, once_more, "ida").public == keys.public

    def test_the_verifier_opens_nothing(self):
        verifier, wrapping = passwords.password_keys("rahasia", passwords.new_salt(CHEAP), PEPPER)
        locked = officers.lock(officers.generate(), wrapping, "ida")
        assert verifier != wrapping
        with pytest.raises(BadEnvelope, match=r"^key$"):
            officers.unlock(locked, verifier, "ida")

    def test_the_production_cost_stands_in_the_salt(self):
        salt = passwords.new_salt()
        assert salt[:7].hex() == "15" + "00010000" + "03" + "01"
        assert len(salt) == 23
        assert passwords.new_salt() != salt

    def test_a_pepper_that_could_be_guessed_is_refused(self):
        with pytest.raises(ValueError, match="pepper"):
            passwords.password_keys("rahasia", passwords.new_salt(CHEAP), b"short")
        with pytest.raises(ValueError, match="pepper"):
            passwords.recovery_key(passwords.new_recovery_code(), b"short", "ida")


class TestRecovery:
    def test_a_code_opens_the_second_copy(self):
        keys, code = officers.generate(), passwords.new_recovery_code()
        locked = officers.lock(keys, passwords.recovery_key(code, PEPPER, "ida"), "ida")
        typed = passwords.recovery_key(code.lower().replace("-", " "), PEPPER, "ida")
        assert officers.unlock(locked, typed, "ida").public == keys.public

    def test_it_has_six_groups_of_five_and_is_drawn_anew(self):
        code = passwords.new_recovery_code()
        assert [len(group) for group in code.split("-")] == [5] * 6
        assert passwords.RECOVERY.read(code) == code
        assert passwords.new_recovery_code() != code

    def test_slips_are_told_from_other_things(self):
        code = passwords.new_recovery_code()
        wrong = ("1" if code[0] == "0" else "0") + code[1:]
        with pytest.raises(MistypedCode):
            passwords.recovery_key(wrong, PEPPER, "ida")
        with pytest.raises(NotACode):
            passwords.recovery_key("rahasia", PEPPER, "ida")
