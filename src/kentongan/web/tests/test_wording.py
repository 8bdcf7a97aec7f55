"""No word that frightens, accuses or is misunderstood: on no page, in no table of words, in no form of an agency.

What a seed itself prints stays as it was signed: an SOP is not read here.
"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import AGENCIES

from kentongan.web.tests.extraction import msgids

ROOMS = Path(__file__).parents[2]
# For nobody: a report is a "laporan" or a "berkas", never an affair of somebody, and nobody is accused by a label.
FOR_NOBODY = (
    "kasus",
    "perkara",
    "submit",
    "upload",
    "unduhkan",
    "klik",
    "login",
    "log in",
    "password",
    "user",
)
FOR_REPORTERS = (
    "terlapor",
    "telaahan",
    "disposisi",
    "verifikasi",
    "validasi",
    "ditolak",
    "gugur",
    "dicabut",
    "diarsipkan",
    "laporan palsu",
    "kata sandi instansi",
    "tracking",
    "terbukti",
)
TO_OFFICERS = {"Selesai dan diarsipkan"}  # only they see how a case ended
TEXTS = {
    text: path.relative_to(ROOMS).as_posix() for text, path in msgids().items() if text not in TO_OFFICERS
}
FORMS = sorted(AGENCIES.glob("*/formulir/*.toml"))


def said(text: str, word: str) -> bool:
    return re.search(rf"\b{word}", text, re.IGNORECASE) is not None


def labels(table: object, key: str = "") -> Iterator[str]:
    """Every Indonesian text of a form; keys and English are not read by a reporter in Indonesian."""
    if isinstance(table, dict):
        for name, value in table.items():
            yield from labels(value, name)
    elif isinstance(table, list):
        for value in table:
            yield from labels(value, key)
    elif isinstance(table, str) and key in {"judul", "pengantar", "label", "bantuan", "baris"}:
        yield table


@pytest.mark.parametrize("word", FOR_NOBODY)
def test_no_page_says(word: str) -> None:
    assert [(text, path) for text, path in TEXTS.items() if said(text, word)] == []


@pytest.mark.parametrize("word", FOR_REPORTERS)
def test_no_page_of_reporters_says(word: str) -> None:
    theirs = {text: path for text, path in TEXTS.items() if not path.startswith("desk/")}
    assert [(text, path) for text, path in theirs.items() if said(text, word)] == []


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.parts[-3]}-{form.stem}")
@pytest.mark.parametrize("word", FOR_NOBODY + FOR_REPORTERS)
def test_no_form_says(form: Path, word: str) -> None:
    assert [text for text in labels(tomllib.loads(form.read_text())) if said(text, word)] == []


def test_the_forms_are_read_and_a_word_is_found() -> None:
    assert len(FORMS) == 5
    assert all(list(labels(tomllib.loads(form.read_text()))) for form in FORMS)
    assert said("Laporan ditolak.", "ditolak")
