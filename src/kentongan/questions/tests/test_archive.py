"""Forms in the archive: one text and one hash a form, and old reports that render as they were."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.problems import BadFile
from kentongan.questions import canonical, digest, load_archived, load_form, read, render
from kentongan.questions.tests.forms import ENOUGH, UNITS, WHOLE, one, whole

FILLED = {
    **ENOUGH,
    "kerahasiaan": ["dengan-nama"],
    "nama": ["Rani"],
    "bidang": ["bidang-b"],
    "sifat": ["jasa", "uang"],
    "kerugian": ["Rp 1.500.000"],
    "tanggal-lapor": ["2026-03-13"],
    "waktu-dari": ["2025-03"],
    "waktu-sampai": ["2025-04-14"],
    "waktu-nanti": ["ya"],
    "lokasi": ["Pasar"],
    "lokasi-kecamatan": ["Tenggarong"],
    "yang-terlibat-0-nama": ["Tono"],
    "yang-terlibat-3-nama": ["Sari"],
    "yang-terlibat-3-peran": ["saksi"],
    "bukti-0-keterangan": ["foto"],
}

CHOICE_WITH_HELP = (
    'pilihan.a = { label = "Dirahasiakan", label_en = "Kept secret", '
    'bantuan = "Terkunci.", bantuan_en = "Locked." }'
)


def spoken(kind: str, posted: dict[str, list[str]], more: str = "") -> tuple[str, str]:
    form = one(kind, more)
    (line,) = render(form, read(form, posted).answers)
    return line.text, line.text_en


class TestTheArchive:
    def test_a_form_comes_back_as_it_was(self) -> None:
        assert load_archived(canonical(whole())) == whole()

    def test_the_same_form_always_has_the_same_hash(self) -> None:
        again = load_form("# a remark\n" + WHOLE, "elsewhere.toml").filled({"unit": UNITS})
        assert canonical(again) == canonical(whole())
        assert digest(again) == digest(whole())

    def test_another_word_or_another_unit_is_another_form(self) -> None:
        other = load_form(WHOLE.replace("Ceritakan.", "Ceritakan!"), "x").filled({"unit": UNITS})
        fewer = load_form(WHOLE, "x").filled({"unit": UNITS[:1]})
        assert len({digest(whole()), digest(other), digest(fewer)}) == 3

    def test_a_frozen_form_keeps_the_hash_that_old_reports_bear(self) -> None:
        form = one("teks", "paling_panjang = 5")
        text = (
            b'{"title":"Pengaduan","title_en":"Report","questions":[{"key":"x","kind":"text",'
            b'"label":"X","label_en":"X","longest":5}]}'
        )
        assert canonical(form) == text
        assert digest(form) == "7a55bbdd6caf1638cdef96e3e8001bfb46fec33bf526f6b3896fc6bfb275cfb8"

    def test_a_choice_without_help_keeps_its_old_text(self) -> None:
        form = one("pilihan", 'pilihan.a = { label = "A", label_en = "A" }')
        text = (
            b'{"title":"Pengaduan","title_en":"Report","questions":[{"key":"x","kind":"choice",'
            b'"label":"X","label_en":"X","choices":[{"key":"a","label":"A","label_en":"A"}]}]}'
        )
        assert canonical(form) == text

    def test_help_for_a_choice_is_archived_and_is_no_part_of_the_answer(self) -> None:
        form = one("pilihan", CHOICE_WITH_HELP)
        assert load_archived(canonical(form)) == form
        assert form.questions[0].choices[0].help == "Terkunci."
        assert spoken("pilihan", {"x": ["a"]}, CHOICE_WITH_HELP) == ("Dirahasiakan", "Kept secret")

    @pytest.mark.parametrize("text", [b"", b"{}", b"[]", b'{"title":1}', b"\xff"])
    def test_a_damaged_form_is_refused(self, text: bytes) -> None:
        with pytest.raises(BadFile) as refused:
            load_archived(text, "arsip")
        assert [(each.file, each.code) for each in refused.value.problems] == [("arsip", "bad-archive")]


class TestAnOldReport:
    def test_it_renders_every_answer_in_order_and_in_both_languages(self) -> None:
        reading = read(whole(), FILLED, {"bukti-0-berkas": 2})
        assert reading.errors == ()
        answers = json.loads(json.dumps(reading.answers))
        lines = render(load_archived(canonical(whole())), answers)
        assert [(line.key, line.row, line.text, line.text_en) for line in lines] == [
            ("kerahasiaan", 0, "Dengan nama", "With my name"),
            ("uraian", 0, "Begini.", "Begini."),
            ("bidang", 0, "Bidang B", "Unit B"),
            ("sifat", 0, "Uang, Jasa", "Money, Services"),
            ("kerugian", 0, "Rp 1.500.000", "Rp 1,500,000"),
            ("tanggal-lapor", 0, "13 Maret 2026", "13 March 2026"),
            (
                "waktu",
                0,
                "Maret 2025 sampai 14 April 2025, akan terjadi",
                "March 2025 to 14 April 2025, has yet to happen",
            ),
            ("lokasi", 0, "Pasar, Tenggarong", "Pasar, Tenggarong"),
            ("nama", 1, "Tono", "Tono"),
            ("nama", 2, "Sari", "Sari"),
            ("peran", 2, "Saksi", "Witness"),
            ("berkas", 1, "2 berkas", "2 files"),
            ("keterangan", 1, "foto", "foto"),
            ("iktikad", 0, "Ya", "Yes"),
        ]

    def test_a_line_of_a_group_says_of_which(self) -> None:
        reading = read(whole(), FILLED)
        line = next(each for each in render(whole(), reading.answers) if each.key == "peran")
        assert (line.group, line.group_label, line.group_label_en) == (
            "yang-terlibat",
            "Siapa yang terlibat?",
            "Who was involved?",
        )
        assert (line.label, line.label_en, line.kind, line.value) == ("Peran", "Part", "choice", "saksi")

    def test_the_identity_renders_on_its_own(self) -> None:
        reading = read(whole(), FILLED)
        assert [(line.key, line.text) for line in render(whole(), reading.identity)] == [("nama", "Rani")]

    def test_a_choice_that_the_form_does_not_have_is_shown_as_it_is(self) -> None:
        (line,) = render(whole(), {"bidang": "bidang-lama"})
        assert (line.text, line.text_en) == ("bidang-lama", "bidang-lama")


class TestWords:
    def test_periods(self) -> None:
        assert spoken("periode", {"x-dari": ["2026"]}) == ("2026", "2026")
        assert spoken("periode", {"x-dari": ["2026-05-06"], "x-sampai": ["2026-05-06"]})[0] == "6 Mei 2026"
        assert spoken("periode", {"x-sampai": ["2026-05"]}) == ("sampai Mei 2026", "until May 2026")
        assert spoken("periode", {"x-nanti": ["ya"]}) == ("akan terjadi", "has yet to happen")

    def test_amounts(self) -> None:
        assert spoken("jumlah", {"x": ["12500"]}, 'satuan = "orang"') == ("12.500 orang", "12,500 orang")
        assert spoken("jumlah", {"x": ["7"]}) == ("7", "7")

    def test_one_file_is_one_file(self) -> None:
        form = one("berkas")
        (line,) = render(form, read(form, {}, {"x": 1}).answers)
        assert (line.text, line.text_en) == ("1 berkas", "1 file")


LETTERS = st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\r\n\t"))


@given(LETTERS)
def test_whatever_is_typed_comes_back_but_for_its_line_ends_and_edges(text: str) -> None:
    form = one("teks panjang")
    reading = read(form, {"x": [text]})
    plain = text.replace("\r\n", "\n").replace("\r", "\n").strip(" \n\t")
    assert reading.errors == ()
    assert reading.answers == ({"x": plain} if plain else {})
    assert json.loads(json.dumps(reading.answers)) == reading.answers
    assert [line.text for line in render(form, reading.answers)] == ([plain] if plain else [])


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_day_that_is_shown_can_be_typed_again(day: date) -> None:
    form = one("tanggal")
    (shown,) = render(form, {"x": str(day)})
    assert read(form, {"x": [shown.text]}).answers == {"x": str(day)}
