"""Logging in, sessions, passwords and recovery codes."""

import pytest

from kentongan.officers import stretching
from kentongan.officers.errors import NotAllowed, SessionOver, WrongLogin
from kentongan.officers.models import Officer
from kentongan.officers.services import login, password, people, recovery
from kentongan.officers.services.login import Unlocked
from kentongan.officers.tests.cast import NOW, log_in
from kentongan.officers.tests.cast import password as typed
from kentongan.vault.envelopes import BadEnvelope
from kentongan.vault.symbols import MistypedCode, NotACode


class TestUnlock:
    def test_the_password_opens_the_keys(self, cast) -> None:
        unlocked = log_in("ida")
        assert unlocked.officer.username == "ida"
        assert unlocked.keys.public == bytes(unlocked.officer.public)

    def test_a_capital_or_a_blank_in_the_name_is_forgiven(self, cast) -> None:
        assert login.unlock(" Ida ", typed("ida")).officer.username == "ida"

    @pytest.mark.parametrize(
        ("username", "word"), [("ida", "salah-salah"), ("ida", ""), ("siapa", typed("ida")), ("", "")]
    )
    def test_a_wrong_name_and_a_wrong_password_are_the_same(self, cast, unchanged, username, word) -> None:
        with unchanged(), pytest.raises(WrongLogin) as wrong:
            login.unlock(username, word)
        assert wrong.value.args == ()

    def test_who_has_left_cannot_log_in(self, cast) -> None:
        people.end(officer=Officer.objects.get(username="ida"), by=cast.administrator, now=NOW)
        with pytest.raises(WrongLogin):
            log_in("ida")

    @pytest.mark.parametrize("username", ["ida", "siapa", "lama"])
    def test_every_attempt_costs_one_slow_hash_of_the_same_price(self, cast, monkeypatch, username) -> None:
        people.end(officer=cast.new("lama"), by=cast.administrator, now=NOW)
        spent = []

        def count(word: str, salt: bytes, pepper: bytes) -> tuple[bytes, bytes]:
            spent.append(bytes(salt)[:7])
            return really(word, salt, pepper)

        really = stretching.password_keys
        monkeypatch.setattr(stretching, "password_keys", count)
        with pytest.raises(WrongLogin):
            login.unlock(username, "salah-salah")
        assert spent == [stretching.fresh_salt()[:7]]

    def test_nobody_is_locked_out_by_a_stranger(self, cast) -> None:
        for _ in range(30):
            with pytest.raises(WrongLogin):
                login.unlock("ida", "salah-salah")
        assert log_in("ida")

    def test_a_row_put_together_from_two_opens_nothing(self, cast) -> None:
        ida, otto = (Officer.objects.get(username=name) for name in ("ida", "otto"))
        Officer.objects.filter(pk=ida.pk).update(salt=otto.salt, verifier=otto.verifier, wrapped=otto.wrapped)
        with pytest.raises(WrongLogin):
            login.unlock("ida", typed("otto"))

    def test_without_the_pepper_the_password_is_worth_nothing(self, cast, settings) -> None:
        settings.KENTONGAN = {**settings.KENTONGAN, "PEPPER": bytes(32)}
        with pytest.raises(WrongLogin):
            log_in("ida")


class TestSession:
    def test_what_is_dumped_loads_again(self, cast) -> None:
        unlocked = log_in("ida")
        again = Unlocked.load(unlocked.dump())
        assert again.officer == unlocked.officer
        assert again.keys.serialize() == unlocked.keys.serialize()

    def test_it_is_over_when_the_officer_leaves(self, cast) -> None:
        saved = log_in("ida").dump()
        people.end(officer=Officer.objects.get(username="ida"), by=cast.administrator, now=NOW)
        with pytest.raises(SessionOver):
            Unlocked.load(saved)

    def test_it_is_over_when_the_officer_has_other_keys(self, cast) -> None:
        saved = log_in("ida").dump()
        ida = Officer.objects.get(username="ida")
        people.renew(officer=ida, password="kata-sandi-baru", by=cast.administrator, now=NOW)
        with pytest.raises(SessionOver):
            Unlocked.load(saved)

    def test_keys_do_not_show_when_it_is_printed(self, cast) -> None:
        unlocked = log_in("ida")
        assert unlocked.keys.exchange.hex() not in repr(unlocked)
        assert repr(unlocked.keys.exchange) not in repr(unlocked)


class TestPassword:
    def test_a_new_password_opens_the_same_keys_and_the_old_one_nothing(self, cast) -> None:
        before = log_in("ida")
        password.change(old=typed("ida"), new="kata-sandi-baru", by=before, now=NOW)
        assert login.unlock("ida", "kata-sandi-baru").keys.public == before.keys.public
        with pytest.raises(WrongLogin):
            log_in("ida")

    def test_the_recovery_code_still_works_after_it(self, cast) -> None:
        password.change(old=typed("ida"), new="kata-sandi-baru", by=log_in("ida"), now=NOW)
        recovery.recover(username="ida", code=cast.codes["ida"], password="kata-sandi-lagi", now=NOW)
        assert login.unlock("ida", "kata-sandi-lagi")

    @pytest.mark.parametrize(
        ("old", "new", "error"),
        [("salah-salah", "kata-sandi-baru", WrongLogin), (typed("ida"), "pendek", NotAllowed)],
    )
    def test_a_refusal_changes_nothing(self, cast, unchanged, old, new, error) -> None:
        ida = log_in("ida")
        with unchanged(), pytest.raises(error):
            password.change(old=old, new=new, by=ida, now=NOW)


class TestRecovery:
    def test_the_code_gives_the_same_keys_a_new_password_and_a_new_code(self, cast) -> None:
        before = log_in("ida")
        unlocked, code = recovery.recover(
            username="Ida", code=cast.codes["ida"].lower(), password="kata-sandi-baru", now=NOW
        )
        assert unlocked.keys.public == before.keys.public
        assert login.unlock("ida", "kata-sandi-baru")
        assert recovery.recover(username="ida", code=code, password="kata-sandi-lagi", now=NOW)

    def test_a_code_works_once(self, cast, unchanged) -> None:
        code = cast.codes["ida"]
        recovery.recover(username="ida", code=code, password="kata-sandi-baru", now=NOW)
        with unchanged(), pytest.raises(WrongLogin):
            recovery.recover(username="ida", code=code, password="kata-sandi-lagi", now=NOW)

    @pytest.mark.parametrize("username", ["hana", "siapa"])
    def test_it_opens_nobody_elses_keys(self, cast, unchanged, username) -> None:
        with unchanged(), pytest.raises(WrongLogin):
            recovery.recover(username=username, code=cast.codes["ida"], password="kata-sandi-baru", now=NOW)

    @pytest.mark.parametrize("username", ["ida", "siapa"])
    def test_a_slip_of_the_pen_is_told_apart_for_every_name_alike(self, cast, unchanged, username) -> None:
        code = cast.codes["ida"]
        slip = ("0" if code[0] != "0" else "2") + code[1:]
        with unchanged(), pytest.raises(MistypedCode):
            recovery.recover(username=username, code=slip, password="kata-sandi-baru", now=NOW)
        with unchanged(), pytest.raises(NotACode):
            recovery.recover(username=username, code="bukan kode", password="kata-sandi-baru", now=NOW)

    def test_a_short_password_leaves_the_code_usable(self, cast, unchanged) -> None:
        with unchanged(), pytest.raises(NotAllowed):
            recovery.recover(username="ida", code=cast.codes["ida"], password="pendek", now=NOW)
        assert recovery.recover(username="ida", code=cast.codes["ida"], password="kata-sandi-baru", now=NOW)

    def test_a_copy_from_another_row_opens_nothing(self, cast) -> None:
        hana = Officer.objects.get(username="hana")
        Officer.objects.filter(username="ida").update(recovery_wrapped=hana.recovery_wrapped)
        ida = Officer.objects.get(username="ida")
        with pytest.raises(BadEnvelope):
            stretching.open_second_copy(ida, stretching.code_key(cast.codes["hana"], "hana"))
