"""How a case leaves its SOP: a jump to the archive step, which then ends it as what it was, and shows nothing.

Refused, referred, merged, withdrawn and converted are acts beside the SOP; who may do them the profile says.
"""

from dataclasses import replace

import pytest

from kentongan.sop.engine import Close, Decision, Doer, Facts, Refusal, decide, leave
from kentongan.sop.loader import load_sop
from kentongan.sop.tests.samples import SOPS, good, manual, sop
from kentongan.sop.vocabulary import EXIT_STATUSES, EXITS, STATUSES

IDA = Doer("ida", "petugas", frozenset({"petugas"}))
FILED = Close("selesai")


def told_at_the_archive():
    """The made-up manual, with an archive step that also answers and makes public."""
    text = manual().text.replace(
        'hasil = ["arsip"]',
        'isi = [{ jenis = "jawaban", objek = "akhir" }, "persetujuan: akhir"]\n'
        'hasil = ["arsip", "buku: induk", "jawaban", "publik: selesai, akhir"]',
    )
    text = text.replace(
        "[publikasi.jawaban]", '[buku.induk]\nsebutan = "Buku Induk"\n\n[publikasi.jawaban]', 1
    )
    text = text.replace(
        "[publikasi.jawaban]",
        '[publikasi.akhir]\nsebutan = "Akhir"\nteks = "jawaban: akhir"\n\n[publikasi.jawaban]',
    )
    return load_sop(text, "x", "x")


def closed(procedure, exit: str) -> Decision:
    archived = Close("selesai", frozenset({"jawaban: akhir", "persetujuan: akhir"}))
    answer = decide(procedure, Facts(step="G2", exit=exit), archived, IDA, {})
    assert isinstance(answer, Decision)
    return answer


@pytest.mark.parametrize("path", SOPS, ids=lambda path: path.stem)
@pytest.mark.parametrize("exit", EXITS)
def test_from_every_step_each_exit_leads_to_an_archive_step_and_says_at_once_how_it_ended(path, exit):
    procedure = sop(path)
    for step in procedure.steps:
        facts = Facts(step=step, chosen={"jenis": "saran"}, supplied=frozenset({"catatan"}))
        left = leave(procedure, facts, exit)
        assert isinstance(left, Decision)
        assert left.to in procedure.archives
        assert (left.step, left.chosen, left.supplied) == (step, facts.chosen, facts.supplied)
        assert left.posts
        assert (left.status, left.ends, left.effects) == (EXIT_STATUSES[exit], False, ())


def test_a_referral_goes_to_the_archive_step_of_what_was_handed_on():
    for exit in EXITS:
        left = leave(good(), Facts(step="3"), exit)
        assert left.to == ("L1" if exit == "referred" else "12")


def test_a_case_that_has_ended_does_not_leave():
    assert leave(good(), Facts(step=None), "refused") == Refusal("case-ended")


def test_each_exit_tells_the_reporter_a_status_that_there_is():
    assert set(EXIT_STATUSES.values()) <= set(STATUSES)
    assert EXIT_STATUSES["refused"] == "belum-dapat-diproses"
    assert EXIT_STATUSES["referred"] == "diteruskan"


@pytest.mark.parametrize("exit", EXITS)
def test_the_archive_step_ends_it_as_what_it_was_and_neither_answers_nor_shows_anything(exit):
    done = closed(told_at_the_archive(), exit)
    assert (done.ends, done.end_kind, done.status) == (True, exit, EXIT_STATUSES[exit])
    assert [each.key for each in done.effects] == ["arsip", "buku: induk"]


def test_a_case_that_stayed_answers_and_shows_what_its_archive_step_says():
    done = closed(told_at_the_archive(), "")
    assert (done.end_kind, done.status) == ("done", "selesai")
    assert [each.key for each in done.effects] == [
        "arsip",
        "buku: induk",
        "jawaban",
        "publik: selesai, akhir",
    ]


def test_an_exit_opens_no_step_to_anybody_else():
    """What the archive step asks for is asked for all the same."""
    facts = Facts(step="12", exit="merged")
    assert decide(good(), facts, FILED, IDA, {}) == Refusal("missing", {"needs": "lokasi arsip"})
    other = replace(IDA, capacity="tim", posts=frozenset({"tim"}))
    assert decide(good(), facts, FILED, other, {}).code == "not-your-post"
