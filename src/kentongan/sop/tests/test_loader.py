"""What is printed and what is run: two readings of one file, neither of which rewrites the other."""

from dataclasses import replace
from datetime import date

import pytest

from kentongan.problems import BadFile
from kentongan.sop.durations import Duration
from kentongan.sop.loader import load_sop
from kentongan.sop.model import Effect, Line, Referral
from kentongan.sop.tests.samples import SOPS, good, manual, sop
from kentongan.sop.vocabulary import GROUP_ORDER


def test_rows_that_only_print_do_not_run():
    assert list(good().steps) == [
        "3",
        "4",
        "5",
        "6",
        "7a",
        "7b",
        "7c",
        "8",
        "9a",
        "9b",
        "10",
        "11",
        "12",
        "L1",
    ]
    assert [row.number for row in good().rows] == [str(number) for number in range(1, 13)]
    assert {row.number: row.steps for row in good().rows if len(row.steps) != 1} == {
        "1": (),
        "2": (),
        "7": ("7a", "7b", "7c"),
        "9": ("9a", "9b"),
    }


def test_a_routine_is_a_duty_outside_any_case():
    (routine,) = good().routines
    assert (routine.row, routine.actors, routine.before, routine.sources, routine.alert) == (
        "2",
        ("petugas",),
        "12.00",
        ("kotak",),
        "kepala",
    )
    assert good().posts_of(routine) == set(good().actors["petugas"].posts)


def test_a_row_with_sub_steps_is_entered_by_the_first():
    assert good().steps["6"].outcomes["selesai"].to == "7a"
    assert good().steps["7c"].outcomes["ulang"].to == "7a"


def test_to_differ_from_a_row_is_to_differ_from_all_of_its_sub_steps():
    text = good().text.replace('bedakan_dari = ["8"]', 'bedakan_dari = ["7"]')
    assert load_sop(text, "x", "x").steps["9a"].distinct_from == ("7a", "7b", "7c")


def test_the_start_may_be_a_row_with_sub_steps():
    text = (
        manual()
        .text.replace('mulai = "G1"', 'mulai = "2"')
        .replace(
            '[[tambahan]]\nnomor = "G1"',
            '[[langkah]]\nnomor = "2"\nkegiatan = "Dua"\n'
            '[[langkah.rinci]]\nnomor = "2a"\nkegiatan = "A"\npelaksana = ["petugas"]\nlanjut = "G1"\n'
            '[[tambahan]]\nnomor = "G1"',
        )
        .replace('status = "manual"', 'status = "konsep"')
    )
    assert load_sop(text, "x", "x").start == "2a"


def test_a_signed_time_stands_as_signed_and_is_run_as_read():
    row = next(row for row in good().rows if row.number == "3")
    assert row.time == "3 Jjam"
    assert good().steps["3"].effort == Duration(3, "hour", "working")
    assert good().steps["8"].effort == Duration(10, "minute", "working")
    assert good().steps["4"].effort is None


def test_the_deadline_is_ours_and_a_pause_counts_days_of_the_calendar():
    step = good().steps["5"]
    assert step.limit == Duration(2, "day", "working")
    assert step.pause == Duration(30, "day", "calendar")
    text = good().text.replace('jeda = "30 hari"', 'jeda = "30 hari kerja"')
    assert load_sop(text, "x", "x").steps["5"].pause == Duration(30, "day", "working")


def test_needs_have_canonical_names():
    step = good().steps["3"]
    assert [need.key for need in step.needs] == ["pilih: jenis", "klasifikasi", "catatan"]
    assert [need.fact for need in step.needs] == ["jenis", "klasifikasi", None]
    assert [need.input for need in step.needs] == ["choice", "choice", "text"]
    assert [need.optional for need in step.needs] == [False, False, True]
    assert step.outcomes["layanan"].needs[0].fact == "unit"
    assert [need.binds for need in good().steps["6"].needs] == [None, "pemeriksa", None]
    assert [need.by for need in good().steps["7b"].needs] == ["actors", "present"]
    assert good().steps["10"].needs[0].paper == "balasan"


def test_effects_keep_their_order():
    step = good().steps["10"]
    assert step.does(step.outcomes["selesai"]) == (Effect("paper", "balasan"), Effect("answer", "balasan"))
    assert [each.key for each in good().steps["12"].effects] == ["arsip", "buku: register"]


def test_outcomes_say_what_chooses_them():
    ways = good().steps["3"].outcomes
    assert (ways["layanan"].fact, ways["layanan"].values, ways["layanan"].rest) == (
        "jenis",
        ("layanan", "saran"),
        False,
    )
    assert ways["limpah"].fact is None
    assert ways["limpah"].referral == Referral("SOP Inspektorat", "Inspektorat", False)
    rest = good().steps["4"].outcomes["bidang"]
    assert (rest.fact, rest.values, rest.rest) == ("unit", (), True)


def test_an_outcome_says_who_may_take_it():
    ways = good().steps["11"].outcomes
    assert (ways["diterima"].by, ways["susulan"].by) == ((), ("petugas",))


def test_a_person_is_chosen_from_the_posts_that_the_file_names():
    assert good().actors["pemeriksa"].posts == ("tim", "kepala")
    assert good().actors["bidang"].posts == ()


def test_books_give_numbers_and_note_what_the_file_says():
    book = good().books["agenda"]
    assert (book.label, book.number_format) == ("Buku Agenda", "{nomor}/B/{tahun}")
    assert book.columns == ("tanggal", "jenis", "bukti kirim: balasan")
    assert good().books["register"].number_format == "{nomor}/{tahun}"
    assert (good().papers["ba"].book, good().papers["balasan"].book) == ("agenda", None)


def test_a_publication_is_a_text_with_its_photos_and_is_approved_as_such():
    publication = manual().publications["jawaban"]
    assert (publication.text, publication.photos) == ("jawaban", ("foto: lokasi",))
    assert (publication.contents, publication.least) == ({"jawaban", "foto: lokasi"}, {"jawaban"})
    (need,) = manual().steps["G1a"].outcomes["setuju"].needs
    assert (need.kind, need.input, need.publication, need.paper) == ("approval", "signature", "jawaban", None)
    (proof,) = manual().steps["G1b"].needs
    assert (proof.kind, proof.input, proof.publication) == ("publication-proof", "proof", None)
    assert manual().steps["G1b"].effects == (Effect("public", "dijawab", "jawaban"),)


def test_a_publication_of_photos_alone_is_all_of_them():
    text = manual().text.replace('teks = "jawaban"\n', "").replace('lokasi", opsional = true', 'lokasi"')
    publication = load_sop(text, "x", "x").publications["jawaban"]
    assert publication.least == publication.contents == {"foto: lokasi"}


def test_an_order_from_the_group_brings_what_was_said_there():
    step = manual().steps["G1c"]
    (way,) = step.outcomes.values()
    assert (step.recorder, [need.key for need in step.asks(way)]) == ("petugas", ["instruksi"])
    assert [need.key for need in step.asks(way, recorded=True)] == ["instruksi", GROUP_ORDER]


def test_added_steps_are_marked_and_say_why_they_exist():
    step = good().steps["L1"]
    assert (step.added, step.row, step.basis, step.place) == (True, "", "Peraturan Bupati", "tambahan[L1]")
    assert [row.number for row in good().sheet.added] == ["L1"]
    assert good().steps["7b"].place == "langkah[7].rinci[7b]"


def test_the_sheet_is_printed_in_the_order_of_the_file():
    sheet = good().sheet
    assert [line.key for line in sheet.identity] == ["nomor", "tanggal_efektif", "disahkan_oleh", "nama"]
    assert sheet.identity[1] == Line("tanggal_efektif", "Tanggal Efektif", "2 Januari 2026", date(2026, 1, 2))
    assert (sheet.name, sheet.number, sheet.unit) == ("Contoh", "000.8.3.3/1/2026", "SEKRETARIAT")
    assert sheet.approved_by is not None
    assert sheet.approved_by.name == "Budi"
    assert [(block.key, block.flags[0].note) for block in sheet.blocks] == [("dasar_hukum", "Masih berlaku")]
    assert sheet.columns == {"number": "No", "activity": "Kegiatan", "time": "Waktu"}
    assert sheet.legend == (("kapsul", "Mulai"), ("anak panah", "Alur"))
    assert [each.name for each in sheet.signatories] == ["Sari"]
    assert manual().sheet.number == ""


def test_each_exit_has_its_archive_step():
    assert good().archives == ("12", "L1")
    assert good().archive(referred=True) == "L1"
    assert good().archive(referred=False) == "12"
    assert manual().archive(referred=True) == "G2"


def test_an_archive_step_may_offer_a_choice():
    assert {way.key: way.to for way in manual().steps["G2"].outcomes.values()} == {
        "selesai": None,
        "tanpa-hasil": None,
    }


def test_text_and_fingerprint_are_kept():
    assert len(good().sha256) == 64
    assert good().sha256 != manual().sha256
    assert good().text.startswith("# A made-up SOP")


@pytest.mark.parametrize("path", SOPS, ids=lambda path: path.stem)
def test_the_shipped_sops_are_sound(path):
    assert sop(path).steps


def test_no_line_of_an_sop_can_be_left_out_unnoticed():
    """Leaving out a line either is refused, or changes what is printed or run: nothing in the file is idle."""
    whole = replace(good(), text="", sha256="")
    lines = good().text.splitlines()
    for number, line in enumerate(lines):
        if line and not line.startswith("#"):
            try:
                left = load_sop("\n".join([*lines[:number], *lines[number + 1 :]]), "x", "lengkap")
            except BadFile:
                continue
            assert replace(left, text="", sha256="") != whole, line
