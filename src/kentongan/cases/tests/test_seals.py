"""Seals and signatures against who writes rows: a flag, a key or a name changed in a row opens and proves nothing."""

import pytest

from kentongan.agencies import reads as agencies
from kentongan.cases import contributions, keys, reads, signing
from kentongan.cases.models import Contribution, Seal
from kentongan.cases.tests.conftest import WALK, Desk
from kentongan.officers.models import FormerKey, Officer
from kentongan.officers.services import people
from kentongan.reports.compartments import to_text
from kentongan.sop.model import Need
from kentongan.vault import officers as vault
from kentongan.vault import signatures
from kentongan.vault.envelopes import BadEnvelope

ESCROW = "kabid-pengaduan"


def test_a_reserve_whose_flag_is_changed_opens_no_page(desk: Desk) -> None:
    desk.report()
    Seal.objects.filter(reserve=True).update(reserve=False)
    with pytest.raises(BadEnvelope, match="sealed"):
        reads.case_page(desk.office.officer(ESCROW), desk.case.code, desk.now)


def test_a_seal_said_to_be_in_reserve_opens_as_none(desk: Desk) -> None:
    desk.report()
    kasi = desk.office.officer("kasi-pengaduan")
    Seal.objects.filter(officer=kasi.officer).update(reserve=True)
    with pytest.raises(BadEnvelope, match="sealed"):
        keys._open(desk.case, Seal.objects.get(officer=kasi.officer, compartment=keys.HANDLING), kasi)


def test_who_held_it_in_reserve_and_handles_it_now_gets_a_seal_of_their_own(desk: Desk) -> None:
    desk.report()
    before = Seal.objects.get(reserve=True)
    desk.act(*WALK["3"])
    (after,) = Seal.objects.filter(officer__username=ESCROW)
    assert (after.reserve, after.acting, after.epoch) == (False, True, before.epoch)
    assert bytes(after.wrap) != bytes(before.wrap)
    assert reads.case_page(desk.office.officer(ESCROW), desk.case.code, desk.now).form is not None


def signature_of(desk: Desk) -> bool:
    """Whether the letter's signature holds, as who sends the letter finds it."""
    ring = keys.keyring(desk.case, desk.office.officer("kasi-pengaduan"))
    found = signing.signature(ring, agencies.sop(desk.case.sop_version), "surat-balasan")
    assert found is not None
    return found.holds


def forge_signature(desk: Desk) -> bytes:
    """A holder of the case changes the letter and signs it with a key just made; return that key."""
    ring, forged = keys.keyring(desk.case, desk.office.officer("kasi-pengaduan")), vault.generate()
    draft = Contribution.objects.filter(need="konsep: surat-balasan").latest("id")
    seal_anew(ring, draft, {"text": "Isi lain"})
    row = Contribution.objects.get(need="tanda tangan: surat-balasan")
    value = contributions.opened(ring, row)
    digest = signing._digest(ring, agencies.sop(desk.case.sop_version), Need("signature", "surat-balasan"))
    statement = signing._statement(
        ring, row.need, digest=digest, by=row.by, capacity=value["text"], at=desk.now
    )
    signed = {"public": to_text(forged.public), "signature": to_text(signatures.sign(forged, statement))}
    seal_anew(ring, row, {**value, **signed, "at": desk.now.isoformat()})
    return forged.public


def seal_anew(ring: keys.Keyring, row: Contribution, value: dict[str, str]) -> None:
    row.sealed = ring.handling[row.epoch].seal(contributions._field(row), value, revision=row.revision)
    row.save()


@pytest.fixture
def signed(desk: Desk) -> Desk:
    """The Kabid has signed the letter."""
    desk.report()
    desk.walk_to("8b")
    return desk


def test_a_signature_holds_by_a_key_of_who_signed(signed: Desk) -> None:
    assert signature_of(signed)


def test_a_signature_by_a_key_that_nobody_has_does_not_hold(signed: Desk) -> None:
    forge_signature(signed)
    assert not signature_of(signed)


def test_nor_where_the_key_is_said_to_be_a_former_one(signed: Desk) -> None:
    kabid = Officer.objects.get(username=ESCROW)
    FormerKey.objects.create(
        officer=kabid,
        public=forge_signature(signed),
        vouched_by=kabid.vouched_by,
        vouch=bytes(kabid.vouch),
        replaced_at=signed.now,
    )
    assert not signature_of(signed)


def test_a_signature_outlives_its_key(signed: Desk) -> None:
    people.renew(
        officer=Officer.objects.get(username=ESCROW), password="kata sandi baru", by=None, now=signed.now
    )
    assert signature_of(signed)
