"""Seals and signatures against who writes rows: a flag, a key or a name changed in a row opens and proves nothing."""

import pytest

from kentongan.cases import keys, reads
from kentongan.cases.models import Seal
from kentongan.cases.tests.conftest import WALK, Desk
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
