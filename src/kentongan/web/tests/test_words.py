"""Every code that a lower room can give has words; what is not known still gets a true sentence."""

import re
from pathlib import Path

import pytest

from kentongan.sop import vocabulary
from kentongan.web import words

HOUSE = Path(__file__).parents[2]


def codes_in(pattern: str, *rooms: str) -> set[str]:
    files = [path for room in rooms for path in (HOUSE / room).rglob("*.py") if "tests" not in path.parts]
    return {code for path in files for code in re.findall(pattern, path.read_text())}


def test_every_refusal_has_words() -> None:
    engine = codes_in(r'Refusal\(\s*"([a-z-]+)"', "sop")
    services = codes_in(r'Refused\(\s*"([a-z-]+)"', "cases", "reports")
    assert engine
    assert services
    assert (engine | services) - set(words.REFUSALS) == set()


def test_every_mistake_in_an_answer_has_words() -> None:
    found = codes_in(r'Wrong\(\s*"([a-z-]+)"', "questions") | codes_in(
        r'refuse\([^,]+, "([a-z-]+)"', "questions"
    )
    assert "required" in found
    assert found - set(words.FIELD_ERRORS) == set()


def test_every_refusal_of_a_file_has_words() -> None:
    found = codes_in(r'= "([a-z-]+)"\n', "web") | {"empty", "too-large", "too-many", "wrong-kind"}
    assert {"empty", "too-large", "too-many", "wrong-kind"} <= found & set(words.FILE_ERRORS)


def test_every_status_has_a_name_and_a_sentence() -> None:
    assert set(words.STATUSES) == set(words.STATUS_SENTENCES) == set(vocabulary.STATUSES)
    assert set(words.PATH) <= set(words.STATUSES)


def test_everything_that_a_step_may_ask_for_has_words() -> None:
    assert set(vocabulary.NEED_NAMES) <= set(words.NEEDS)


def test_every_source_of_a_daily_check_has_words() -> None:
    assert set(vocabulary.SOURCES) <= set(words.SOURCES)


def test_a_code_that_is_not_known_still_gets_a_true_sentence() -> None:
    assert words.refusal("something-new") == "Hal ini belum dapat dilakukan."
    assert words.field_error("something-new", {}) == "Silakan periksa bagian ini."
    assert words.field_error("too-long", {}) == "Silakan periksa bagian ini."  # the rule gave no figures


AVOIDED = (
    "terlapor",
    "disposisi",
    "verifikasi",
    "validasi",
    "ditolak",
    "gugur",
    "dicabut",
    "laporan palsu",
    "submit",
)


@pytest.mark.parametrize("word", AVOIDED)
def test_no_word_that_frightens_a_reporter_stands_on_their_pages(word: str) -> None:
    # these make people fear or misunderstand
    for path in sorted((HOUSE / "portal").rglob("*.html")):
        assert word not in path.read_text().lower(), path.name
