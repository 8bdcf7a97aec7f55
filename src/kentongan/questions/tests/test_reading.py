"""What a post comes to, kind by kind, with conditions, rows, and everything typed given back."""

from collections.abc import Mapping, Sequence

import pytest

from kentongan.questions import FieldError, Form, Reading, file_fields, is_asked, read
from kentongan.questions.tests.forms import ENOUGH, UNITS, one, whole
from kentongan.questions.values import Value

CHOICES = 'pilihan.a = { label = "A", label_en = "A" }\npilihan.b = { label = "B", label_en = "B" }\n'
LONG_WORD = "x" * 201
MARCH = {"from": "2026-03-01", "to": "2026-03-13"}
ROUGHLY = {"from": "2025-03", "to": "2025"}
BACKWARDS = {"x-dari": ["2026-03-13"], "x-sampai": ["2026-03-12"]}
ROUGHLY_BACK = {"x-dari": ["2026-03-13"], "x-sampai": ["2025"]}

# kind, more of the question, what is posted, what is kept
KEPT: dict[str, tuple[str, str, dict[str, list[str]], Value]] = {
    "a line": ("teks", "", {"x": ["  Budi "]}, "Budi"),
    "a line as long as may be": ("teks", "paling_panjang = 3", {"x": ["abc "]}, "abc"),
    "long text with its lines": ("teks panjang", "", {"x": ["satu\r\ndua\rtiga\n"]}, "satu\ndua\ntiga"),
    "a tab within long text": ("teks panjang", "", {"x": ["a\tb"]}, "a\tb"),
    "letters of every script": ("teks", "", {"x": ["ꦲꦏ꧀ 👩🏽‍🌾 é"]}, "ꦲꦏ꧀ 👩🏽‍🌾 é"),
    "a choice": ("pilihan", CHOICES, {"x": ["b"]}, "b"),
    "several in the form's order": ("beberapa", CHOICES, {"x": ["b", "a", "b"]}, ["a", "b"]),
    "an ISO date": ("tanggal", "", {"x": ["2026-03-13"]}, "2026-03-13"),
    "a typed date": ("tanggal", "", {"x": ["13/3/2026"]}, "2026-03-13"),
    "a date with a month's name": ("tanggal", "", {"x": ["1 Maret 2026"]}, "2026-03-01"),
    "a period": ("periode", "", {"x-dari": ["2026-03-01"], "x-sampai": ["2026-03-13"]}, MARCH),
    "a rough period": ("periode", "", {"x-dari": ["Maret 2025"], "x-sampai": ["2025"]}, ROUGHLY),
    "what has yet to happen": ("periode", "", {"x-dari": [""], "x-nanti": ["ya"]}, {"later": True}),
    "a place": ("tempat", "", {"x": ["Pasar"], "x-desa": ["Loa Kulu"]}, {"place": "Pasar", "village": "Loa Kulu"}),
    "a village alone": ("tempat", "", {"x-kecamatan": ["Tenggarong"]}, {"district": "Tenggarong"}),
    "an amount": ("jumlah", "", {"x": ["1500000"]}, 1_500_000),
    "an amount as people write it": ("jumlah", "", {"x": ["Rp 1.500.000,00"]}, 1_500_000),
    "an amount with a dash": ("jumlah", "", {"x": ["Rp. 25.000,-"]}, 25_000),
    "nothing lost": ("jumlah", "", {"x": ["0"]}, 0),
    "a tick": ("pernyataan", "", {"x": ["ya"]}, True),
}  # fmt: skip

WRONG: dict[str, tuple[str, str, dict[str, list[str]], str, str]] = {
    "a line too long": ("teks", "", {"x": [LONG_WORD]}, "x", "too-long"),
    "two lines in one": ("teks", "", {"x": ["a\r\nb"]}, "x", "one-line"),
    "NUL": ("teks", "", {"x": ["a\x00b"]}, "x", "control-character"),
    "an escape": ("teks panjang", "", {"x": ["a\x1b[31m"]}, "x", "control-character"),
    "half a letter": ("teks panjang", "", {"x": ["a\ud800"]}, "x", "control-character"),
    "two answers to one question": ("teks", "", {"x": ["a", "b"]}, "x", "one-answer"),
    "a choice that is not offered": ("pilihan", CHOICES, {"x": ["c"]}, "x", "no-such-choice"),
    "two choices of one": ("pilihan", CHOICES, {"x": ["a", "b"]}, "x", "one-answer"),
    "one of several that is not offered": ("beberapa", CHOICES, {"x": ["a", "c"]}, "x", "no-such-choice"),
    "a day that is none": ("tanggal", "", {"x": ["2026-02-30"]}, "x", "bad-date"),
    "half a date": ("tanggal", "", {"x": ["2026-02"]}, "x", "bad-date"),
    "a date in words": ("tanggal", "", {"x": ["kemarin"]}, "x", "bad-date"),
    "a month that is none": ("tanggal", "", {"x": ["1 Sura 2026"]}, "x", "bad-date"),
    "a year of another age": ("tanggal", "", {"x": ["0206-03-13"]}, "x", "bad-date"),
    "a bad end": ("periode", "", {"x-sampai": ["akhir"]}, "x-sampai", "bad-date"),
    "a period backwards": ("periode", "", BACKWARDS, "x-sampai", "reversed-period"),
    "a rough period backwards": ("periode", "", ROUGHLY_BACK, "x-sampai", "reversed-period"),
    "a tick that is no tick": ("periode", "", {"x-nanti": ["tidak"]}, "x-nanti", "no-such-choice"),
    "a place too long": ("tempat", "", {"x-desa": [LONG_WORD]}, "x-desa", "too-long"),
    "a place of two lines": ("tempat", "", {"x": ["a\nb"]}, "x", "one-line"),
    "an amount in words": ("jumlah", "", {"x": ["dua juta"]}, "x", "bad-amount"),
    "an amount below nothing": ("jumlah", "", {"x": ["-5"]}, "x", "bad-amount"),
    "an amount that means two things": ("jumlah", "", {"x": ["1.50"]}, "x", "bad-amount"),
    "an amount beyond all budgets": ("jumlah", "", {"x": ["1" * 16]}, "x", "bad-amount"),
    "a statement that says something else": ("pernyataan", "", {"x": ["on"]}, "x", "no-such-choice"),
}  # fmt: skip

KINDS = (
    "teks",
    "teks panjang",
    "pilihan",
    "beberapa",
    "tanggal",
    "periode",
    "tempat",
    "jumlah",
    "pernyataan",
)


def more_for(kind: str) -> str:
    return CHOICES if kind in ("pilihan", "beberapa") else ""


def codes(reading: Reading) -> list[tuple[str, str]]:
    return [(each.key, each.code) for each in reading.errors]


def fill(more: Mapping[str, Sequence[str]], files: Mapping[str, int] | None = None) -> Reading:
    """Read the whole form with all that it requires, and more."""
    return read(whole(), {**ENOUGH, **more}, files)


@pytest.mark.parametrize("case", KEPT)
def test_an_answer_is_kept(case: str) -> None:
    kind, more, posted, value = KEPT[case]
    reading = read(one(kind, more), posted)
    assert (reading.answers, reading.errors) == ({"x": value}, ())


@pytest.mark.parametrize("case", WRONG)
def test_an_answer_that_cannot_be_kept_is_refused_and_stays_on_the_page(case: str) -> None:
    kind, more, posted, field, code = WRONG[case]
    reading = read(one(kind, "wajib = true\n" + more), posted)
    assert codes(reading) == [(field, code)]
    assert reading.answers == {}
    assert set(reading.kept) == set(posted)


def test_too_long_says_how_long() -> None:
    (error,) = read(one("teks"), {"x": [LONG_WORD]}).errors
    assert error == FieldError("x", "too-long", {"longest": "200", "length": "201"})


@pytest.mark.parametrize("kind", KINDS)
def test_no_answer_is_none_and_required_only_where_the_form_says_so(kind: str) -> None:
    more = more_for(kind)
    for posted in ({}, {"x": []}, {"x": [""]}, {"x": [" \r\n\t "]}):
        reading = read(one(kind, more), posted)
        assert (reading.answers, reading.identity, reading.errors) == ({}, {}, ())
        assert codes(read(one(kind, "wajib = true\n" + more), posted)) == [("x", "required")]


def test_what_the_form_does_not_ask_is_ignored() -> None:
    reading = read(one("teks"), {"x": ["a"], "y": ["b"], "x-dari": ["c"], "g-0-x": ["d"]}, {"y": 3})
    assert (reading.answers, reading.errors, reading.kept) == ({"x": "a"}, (), {"x": ("a",)})


def test_control_characters_do_not_come_back_to_the_page() -> None:
    assert read(one("teks"), {"x": ["a\x00b\r\n\x1bc\td"]}).kept == {"x": ("ab\nc\td",)}


class TestFiles:
    RULE = "berkas = { paling_banyak = 2 }\n"

    def test_they_are_counted_and_named_by_their_field(self) -> None:
        reading = read(one("berkas", self.RULE), {}, {"x": 2})
        assert reading.answers == {"x": {"field": "x", "count": 2}}

    def test_none_is_no_answer(self) -> None:
        assert read(one("berkas", self.RULE), {}, {"x": 0}).answers == {}
        assert codes(read(one("berkas", "wajib = true\n" + self.RULE), {})) == [("x", "required")]

    def test_too_many_are_refused(self) -> None:
        (error,) = read(one("berkas", self.RULE), {}, {"x": 3}).errors
        assert error == FieldError("x", "too-many-files", {"most": "2"})

    def test_only_those_of_questions_that_were_asked_belong_to_the_report(self) -> None:
        reading = fill({"bukti-0-keterangan": ["foto"], "sifat": ["uang"]}, {"bukti-0-berkas": 1, "lain": 1})
        assert file_fields(reading.answers) == ("bukti-0-berkas",)
        assert file_fields(reading.identity) == ()
        assert file_fields({"x": {"field": "x", "count": 1}}) == ("x",)


class TestConditions:
    def test_what_is_not_asked_is_not_kept_but_stays_on_the_page(self) -> None:
        reading = fill({"nama": ["Rani"]})
        assert (reading.identity, reading.errors) == ({}, ())
        assert reading.kept["nama"] == ("Rani",)

    def test_what_is_asked_is_required(self) -> None:
        assert codes(fill({"kerahasiaan": ["dengan-nama"]})) == [("nama", "required")]

    def test_one_of_several_is_enough(self) -> None:
        assert fill({"sifat": ["jasa", "barang"], "kerugian": ["5"]}).answers["kerugian"] == 5
        assert "kerugian" not in fill({"sifat": ["jasa"], "kerugian": ["5"]}).answers

    def test_a_question_that_hangs_on_an_unasked_one_is_not_asked(self) -> None:
        form = whole()
        loss = form.question("kerugian")
        assert loss is not None
        assert not is_asked(loss, {})
        assert is_asked(loss, {"sifat": ["uang"]})

    def test_a_statement_that_was_ticked_counts_as_ya(self) -> None:
        more = '[[pertanyaan]]\nkunci = "y"\njenis = "teks"\nlabel = "Y"\nlabel_en = "Y"\nbila = { x = ["ya"] }\n'
        form = one("pernyataan", more)
        assert read(form, {"x": ["ya"], "y": ["a"]}).answers == {"x": True, "y": "a"}
        assert read(form, {"y": ["a"]}).answers == {}

    def test_within_a_row_they_look_at_that_row(self) -> None:
        rows = {
            "yang-terlibat-0-nama": ["Tono"],
            "yang-terlibat-0-peran": ["pelaku"],
            "yang-terlibat-0-melihat": ["ya"],
            "yang-terlibat-1-nama": ["Sari"],
            "yang-terlibat-1-peran": ["saksi"],
            "yang-terlibat-1-melihat": ["ya"],
        }
        assert fill(rows).answers["yang-terlibat"] == [
            {"nama": "Tono", "peran": "pelaku"},
            {"nama": "Sari", "peran": "saksi", "melihat": True},
        ]


class TestRows:
    def test_an_empty_row_is_none_and_what_is_filled_keeps_its_order(self) -> None:
        rows = {"yang-terlibat-0-nama": [" "], "yang-terlibat-7-nama": ["B"], "yang-terlibat-2-nama": ["A"]}
        assert fill(rows).answers["yang-terlibat"] == [{"nama": "A"}, {"nama": "B"}]

    def test_a_row_that_is_begun_must_be_whole(self) -> None:
        assert codes(fill({"yang-terlibat-4-peran": ["saksi"]})) == [("yang-terlibat-4-nama", "required")]

    def test_a_file_alone_fills_a_row(self) -> None:
        reading = fill({"bukti-1-keterangan": [""]}, {"bukti-1-berkas": 1})
        assert reading.answers["bukti"] == [{"berkas": {"field": "bukti-1-berkas", "count": 1}}]

    def test_too_many_rows_are_refused_not_cut(self) -> None:
        reading = fill({f"yang-terlibat-{row}-nama": ["A"] for row in range(4)})
        assert reading.errors == (FieldError("yang-terlibat", "too-many-rows", {"most": "3"}),)
        assert len(reading.kept) == len(ENOUGH) + 4

    def test_a_group_may_ask_for_rows(self) -> None:
        row = '[[pertanyaan.isian]]\nkunci = "n"\njenis = "teks"\nlabel = "N"\nlabel_en = "N"\n'
        form = one("kelompok", "wajib = true\npaling_sedikit = 2\n" + row)
        assert codes(read(form, {})) == [("x", "required")]
        assert read(form, {"x-0-n": ["a"]}).errors == (FieldError("x", "too-few-rows", {"least": "2"}),)
        assert read(form, {"x-0-n": ["a"], "x-1-n": ["b"]}).answers == {"x": [{"n": "a"}, {"n": "b"}]}

    @pytest.mark.parametrize(
        "name", ["yang-terlibat-00-nama", "yang-terlibat-100-nama", "yang-terlibat--1-nama"]
    )
    def test_a_row_that_no_page_makes_is_ignored(self, name: str) -> None:
        reading = fill({name: ["A"]})
        assert "yang-terlibat" not in reading.answers
        assert name not in reading.kept


def test_the_identity_goes_into_its_own_compartment() -> None:
    reading = fill({"kerahasiaan": ["dengan-nama"], "nama": ["Rani"]})
    assert reading.identity == {"nama": "Rani"}
    assert "Rani" not in repr(reading.answers)


def test_everything_wrong_is_said_at_once() -> None:
    reading = read(whole(), {"kerahasiaan": ["dengan-nama"], "waktu-dari": ["x"], "bidang": ["bidang-z"]})
    assert codes(reading) == [
        ("nama", "required"),
        ("uraian", "required"),
        ("bidang", "no-such-choice"),
        ("waktu-dari", "bad-date"),
        ("iktikad", "required"),
    ]


def test_a_list_that_was_never_filled_in_offers_nothing() -> None:
    form = Form("F", "F", one("pilihan", 'dari = "unit"').questions)
    assert codes(read(form, {"x": [UNITS[0].key]})) == [("x", "no-such-choice")]
    assert read(form.filled({"unit": UNITS}), {"x": [UNITS[0].key]}).answers == {"x": "bidang-a"}
