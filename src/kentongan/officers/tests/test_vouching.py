"""Whoever can write to the database cannot make a key that is believed."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from kentongan.agencies import reads as agencies
from kentongan.officers import reads, vouching
from kentongan.officers.errors import KeyNotVouched
from kentongan.officers.models import FormerKey, Holding, Officer
from kentongan.officers.services import appointments, people
from kentongan.officers.tests.cast import NOW, TODAY, log_in
from kentongan.vault import officers as vault
from kentongan.vault import signatures, vouches


def get(username: str) -> Officer:
    return Officer.objects.get(username=username)


def change(username: str, **columns: object) -> None:
    Officer.objects.filter(username=username).update(**columns)


def change_holding(username: str, **columns: object) -> None:
    Holding.objects.filter(officer__username=username).update(**columns)


def sits(cast, post: str, at=NOW) -> list[str]:
    return [officer.username for officer in reads.holders(agencies.post(cast.agency, post), at)]


def root_file() -> Path:
    return Path(settings.KENTONGAN["ROOTS_DIR"]) / "contoh.pub"


@pytest.fixture
def tono(cast) -> Officer:
    """Tono is keyed by Ida, so that his chain has two links."""
    appointments.key(holding=Holding.objects.get(officer__username="tono"), by=log_in("ida"), now=NOW)
    assert sits(cast, "penerima") == ["tono"]
    return get("tono")


class TestKeys:
    def test_a_vouched_key_is_given(self, tono) -> None:
        assert vouching.verified_public(tono) == log_in("tono").keys.public

    def test_a_substituted_key_is_not_believed(self, cast, tono) -> None:
        change("tono", public=vault.generate().public)
        with pytest.raises(KeyNotVouched):
            vouching.verified_public(get("tono"))
        assert sits(cast, "penerima") == []

    def test_nor_the_key_and_vouch_of_another_officer(self, cast, tono) -> None:
        ida = get("ida")
        change("tono", public=ida.public, vouch=ida.vouch, vouched_by=ida.vouched_by)
        assert not vouching.is_vouched(get("tono"))
        assert sits(cast, "penerima") == []

    @pytest.mark.parametrize("voucher", ["hana", "otto", "root:contoh", "siapa", "tono", ""])
    def test_another_voucher_is_not_believed(self, cast, tono, voucher) -> None:
        change("tono", vouched_by=voucher)
        assert not vouching.is_vouched(get("tono"))
        assert sits(cast, "penerima") == []

    def test_a_key_vouched_for_by_a_key_of_ones_own_making_is_not_believed(self, cast, tono) -> None:
        forger = vault.generate()
        said = {"installation": "uji", "agency": "contoh", "username": "tono", "vouched_by": "ida"}
        change("tono", vouch=vouches.vouch(forger, public=bytes(tono.public), **said))
        assert not vouching.is_vouched(get("tono"))
        FormerKey.objects.create(officer=get("ida"), public=forger.public, replaced_at=NOW)
        assert not vouching.is_vouched(get("tono"))
        assert sits(cast, "penerima") == []

    def test_when_a_voucher_above_is_forged_all_below_fall(self, cast, tono) -> None:
        change("ida", public=vault.generate().public)
        assert sits(cast, "petugas") == sits(cast, "penerima") == []
        assert sits(cast, "kabid") == ["hana"]

    def test_two_who_vouch_for_each_other_are_not_believed(self, cast) -> None:
        for one, other in (("otto", "tono"), ("tono", "otto")):
            said = {"installation": "uji", "agency": "contoh", "username": one, "vouched_by": other}
            vouch = vouches.vouch(log_in(other).keys, public=bytes(get(one).public), **said)
            change(one, vouch=vouch, vouched_by=other)
        with pytest.raises(KeyNotVouched, match=r"depth|cycle"):
            vouching.verified_public(get("otto"))

    def test_a_vouch_of_another_installation_is_not_believed(self, cast, tono, settings) -> None:
        settings.KENTONGAN = {**settings.KENTONGAN, "INSTALLATION": "lain"}
        assert not vouching.is_vouched(tono)

    def test_an_officer_moved_to_another_agency_is_not_believed(self, cast, tono) -> None:
        other = type(cast.agency).objects.create(
            key="lain", name="", zone="Asia/Jakarta", profile=cast.agency.profile
        )
        root_file().with_name("lain.pub").write_text(root_file().read_text())
        change("tono", agency=other)
        assert not vouching.is_vouched(get("tono"))


class TestRoot:
    def test_without_its_file_nothing_is_believed(self, cast, tono) -> None:
        root_file().unlink()
        with pytest.raises(KeyNotVouched, match="no-root"):
            vouching.verified_public(tono)
        assert sits(cast, "penerima") == sits(cast, "petugas") == []
        assert not vouching.holding_is_signed(Holding.objects.get(officer=tono))

    @pytest.mark.parametrize("text", ["", "kentongan-public-key-1 ????", "kentongan-public-key-1 QUJD"])
    def test_a_file_that_is_no_key_is_refused(self, cast, tono, text) -> None:
        root_file().write_text(text)
        with pytest.raises(KeyNotVouched, match="public"):
            vouching.verified_public(tono)
        root_file().write_bytes(b"\xff\xfe")
        with pytest.raises(KeyNotVouched, match="no-root"):
            vouching.verified_public(tono)

    def test_with_another_root_nothing_is_believed(self, cast, tono) -> None:
        root_file().write_text(vault.public_text(vault.generate().public))
        assert sits(cast, "penerima") == sits(cast, "petugas") == []


class TestHoldings:
    def test_an_officer_moved_to_another_post_by_a_row_does_not_sit_there(self, cast, tono) -> None:
        change_holding("tono", post=agencies.post(cast.agency, "petugas"))
        assert sits(cast, "petugas") == ["ida"]
        assert reads.capacities(tono, NOW) == []

    def test_a_holding_written_by_hand_is_not_believed(self, cast, tono) -> None:
        petugas = agencies.post(cast.agency, "petugas")
        Holding.objects.filter(officer=tono).update(keyed_by="ida", keyed_at=NOW)
        vouch = Holding.objects.get(officer=tono).vouch
        Holding.objects.create(
            post=petugas, officer=tono, kind="definitive", starts_on=TODAY, appointed_at=NOW,
            appointed_by="admin", keyed_at=NOW, keyed_by="ida", vouch=vouch,
        )  # fmt: skip
        assert sits(cast, "petugas") == ["ida"]

    @pytest.mark.parametrize(
        "columns",
        [
            {"kind": "plh"},
            {"starts_on": TODAY - timedelta(days=30)},
            {"ends_on": TODAY + timedelta(days=300)},
            {"keyed_at": NOW + timedelta(hours=1)},
            {"keyed_by": "hana"},
            {"keyed_by": "root:contoh"},
            {"keyed_by": "otto"},
            {"vouch": b""},
        ],
    )
    def test_a_changed_holding_is_not_believed(self, cast, tono, columns) -> None:
        change_holding("tono", **columns)
        assert sits(cast, "penerima") == []

    def test_another_officer_on_the_same_holding_is_not_believed(self, cast, tono) -> None:
        change_holding("tono", officer=get("hana"))
        assert sits(cast, "penerima") == []

    def test_the_signature_of_somebody_unvouched_counts_for_nothing(self, cast) -> None:
        holding = Holding.objects.get(officer__username="tono")
        holding.keyed_at, holding.keyed_by = NOW, "otto"
        holding.vouch = signatures.sign(log_in("otto").keys, vouching.holding_statement(holding, NOW))
        holding.save()
        ida = get("ida")
        change("tono", vouched_by=ida.vouched_by, vouch=ida.vouch)
        assert not vouching.holding_is_signed(Holding.objects.get(pk=holding.pk))
        assert sits(cast, "penerima") == []

    def test_who_was_renewed_and_vouched_for_again_needs_every_post_keyed_again(self, cast, tono) -> None:
        people.renew(officer=tono, password="kata-sandi-baru", by=cast.administrator, now=NOW)
        cast.seat("tono", "petugas")
        assert sits(cast, "petugas") == ["ida", "tono"]
        assert sits(cast, "penerima") == []


BYTES = {"public": 65, "vouch": 73}


@hypothesis_settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(column=st.sampled_from(sorted(BYTES)), place=st.integers(0, 72), mask=st.integers(1, 255))
def test_no_flipped_byte_is_believed(tono, column: str, place: int, mask: int) -> None:
    whole = bytes(getattr(tono, column))
    broken = bytearray(whole)
    broken[place % len(whole)] ^= mask
    change("tono", **{column: bytes(broken)})
    believed = vouching.is_vouched(get("tono"))
    change("tono", **{column: whole})
    assert not believed
