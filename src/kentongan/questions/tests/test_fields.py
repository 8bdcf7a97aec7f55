"""The names of HTML fields, and rows that come and go without script."""

import pytest

from kentongan.questions import Question, rows_shown
from kentongan.questions.fields import file_rules, name, names, row_prefix
from kentongan.questions.tests.forms import whole


def group() -> Question:
    found = whole().question("yang-terlibat")
    assert found is not None
    return found


def test_names_are_flat() -> None:
    period, place, text = (whole().question(key) for key in ("waktu", "lokasi", "nama"))
    assert period
    assert place
    assert text
    assert names(period) == ("waktu-dari", "waktu-sampai", "waktu-nanti")
    assert names(place) == ("lokasi", "lokasi-kecamatan", "lokasi-desa")
    assert names(text) == ("nama",)
    assert names(group()) == ()
    assert name(group().questions[0], row_prefix(group(), 2)) == "yang-terlibat-2-nama"


class TestRowsShown:
    def test_there_is_always_a_row_to_write_in(self) -> None:
        assert rows_shown(group(), {}) == (0,)

    def test_rows_that_were_posted_stay_empty_or_not(self) -> None:
        assert rows_shown(group(), {"yang-terlibat-2-nama": [""], "yang-terlibat-0-nama": ["A"]}) == (0, 2)

    def test_files_count_as_posted(self) -> None:
        evidence = whole().question("bukti")
        assert evidence
        assert rows_shown(evidence, {}, {"bukti-4-berkas": 1}) == (4,)

    def test_the_button_adds_a_row_after_the_last(self) -> None:
        posted = {"yang-terlibat-0-nama": ["A"], "yang-terlibat-5-nama": ["B"], "_tambah": ["yang-terlibat"]}
        assert rows_shown(group(), posted) == (0, 5, 6)

    def test_the_button_of_another_group_does_not(self) -> None:
        assert rows_shown(group(), {"yang-terlibat-0-nama": ["A"], "_tambah": ["bukti"]}) == (0,)

    def test_no_row_beyond_the_most(self) -> None:
        posted = {f"yang-terlibat-{row}-nama": ["A"] for row in range(3)}
        assert rows_shown(group(), {**posted, "_tambah": ["yang-terlibat"]}) == (0, 1, 2)

    def test_rows_beyond_the_most_are_still_shown_so_that_nothing_is_lost(self) -> None:
        posted = {f"yang-terlibat-{row}-nama": ["A"] for row in range(5)}
        assert rows_shown(group(), posted) == (0, 1, 2, 3, 4)

    def test_a_row_that_is_taken_away_leaves_the_others_their_numbers(self) -> None:
        posted = {f"yang-terlibat-{row}-nama": ["A"] for row in range(3)}
        assert rows_shown(group(), {**posted, "_hapus": ["yang-terlibat-1"]}) == (0, 2)

    def test_the_last_row_that_is_taken_away_gives_place_to_an_empty_one(self) -> None:
        assert rows_shown(group(), {"yang-terlibat-0-nama": ["A"], "_hapus": ["yang-terlibat-0"]}) == (0,)

    @pytest.mark.parametrize(("last", "new"), [(98, 99), (99, 0)])
    def test_numbers_stay_within_two_digits(self, last: int, new: int) -> None:
        posted = {f"yang-terlibat-{last}-nama": ["A"], "_tambah": ["yang-terlibat"]}
        assert rows_shown(group(), posted) == (last, new)


def test_each_field_that_takes_files_has_the_rule_of_its_question() -> None:
    rules = file_rules(whole(), ["bukti-4-berkas", "yang-terlibat-0-nama"])
    evidence = whole().question("bukti")
    assert evidence
    assert rules["bukti-4-berkas"] in [each.files for each in evidence.questions]
    assert not {"yang-terlibat-0-nama", "bukti-5-berkas"} & set(rules)
