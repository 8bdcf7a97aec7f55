"""Every code that a lower room can give has words; what is not known still gets a true sentence."""

import re
from pathlib import Path
from typing import get_args, get_type_hints

from kentongan.cases import clock, side_acts
from kentongan.cases.book_shapes import ColumnKind
from kentongan.cases.shapes import NoteKind, StepLine, TurnLine
from kentongan.desk import fields, sideforms
from kentongan.notices.models import Notice
from kentongan.papers import numbers
from kentongan.questions.model import Kind
from kentongan.sop import engine, vocabulary, worktime
from kentongan.web import uploads, words

HOUSE = Path(__file__).parents[1] / "src" / "kentongan"


def codes_in(pattern: str, *rooms: str) -> set[str]:
    files = [path for room in rooms for path in (HOUSE / room).rglob("*.py") if "tests" not in path.parts]
    return {code for path in files for code in re.findall(pattern, path.read_text(), re.MULTILINE)}


def literals(hint: object) -> set[str]:
    """Every string that a (nested) Literal allows."""
    return {text for each in get_args(hint) for text in ([each] if isinstance(each, str) else literals(each))}


def test_the_words_for_refusals_are_those_that_can_be_given() -> None:
    engine = codes_in(r'Refusal\(\s*"([a-z-]+)"', "sop")
    services = codes_in(r'raise Refused\(\s*"([a-z-]+)"', "cases", "reports", "desk")
    services |= codes_in(r'Refused\("[a-z-]+" if .+ else "([a-z-]+)"\)', "cases")
    services |= codes_in(r'need_text\(.+, "([a-z-]+)"\)', "cases")
    services |= codes_in(r'\(lambda stands: .+, "([a-z-]+)"\)', "cases")  # the rules of `side_acts`
    services |= codes_in(r'yield "([a-z-]+)"$', "cases/services")  # all that is wrong at once
    assert engine
    assert services
    assert engine | services == set(words.REFUSALS)


def test_the_words_for_mistakes_are_those_that_can_be_made() -> None:
    found = codes_in(r'Wrong\(\s*"([a-z-]+)"', "questions") | codes_in(
        r'self\.refuse\([^,]+, "([a-z-]+)"', "questions"
    )
    of_a_kind = {code for code in words.FIELD_ERRORS if code.startswith("required-")}
    assert {code.removeprefix("required-") for code in of_a_kind} <= literals(Kind)
    assert found | of_a_kind == set(words.FIELD_ERRORS)


def test_the_words_for_files_are_those_for_which_one_is_refused() -> None:
    assert {uploads.EMPTY, uploads.TOO_LARGE, uploads.TOO_MANY, uploads.WRONG_KIND} == set(words.FILE_ERRORS)


def test_every_status_has_a_name_and_a_sentence() -> None:
    assert set(words.STATUSES) == set(words.STATUS_SENTENCES) == set(vocabulary.STATUSES)
    assert set(words.PATH) <= set(words.STATUSES)


def test_the_words_of_a_step_are_those_of_the_vocabulary() -> None:
    assert set(vocabulary.NEED_NAMES) == set(words.NEEDS)
    assert set(words.NEED_HINTS) <= set(words.NEEDS)
    papers = {each.name for each in vocabulary.NEEDS.values() if each.object == "paper"}
    assert papers == set(words.PAPER_NEEDS)
    drawn = fields.AREAS | fields.TICKS | fields.FILES | fields.CHOOSING | fields.LONG
    drawn |= fields.PROOFS | fields.SEVERAL | set(words.LABELLED_NEEDS)
    assert drawn <= set(vocabulary.NEED_NAMES)


def test_the_words_for_places_of_a_daily_check_are_those_of_the_vocabulary() -> None:
    assert set(vocabulary.SOURCES) == set(words.SOURCES)


def test_the_words_for_channels_are_those_of_the_vocabulary() -> None:
    assert set(vocabulary.CHANNELS) == set(words.CHANNELS)


def test_the_words_for_days_ends_notes_and_steps_are_those_of_the_rooms_below() -> None:
    assert literals(worktime.LineCode) | {clock.PAUSED} == set(words.DAY_REASONS)
    assert {engine.DONE, engine.REFERRED, *vocabulary.EXITS} == set(words.END_KINDS)
    assert literals(get_type_hints(StepLine)["state"]) == set(words.STEP_STATES)
    assert literals(NoteKind) == set(words.NOTE_KINDS)


def test_the_words_for_acts_beside_the_sop_are_those_that_have_a_form() -> None:
    tables = (words.SIDE_ACTS, words.SIDE_ACT_EFFECTS, words.SIDE_ACT_BUTTONS, sideforms.ASKED)
    assert len({frozenset(table) for table in tables}) == 1
    assert set(words.SIDE_ACTS) <= {*vocabulary.SIDE_ACTS, side_acts.RESUME}
    assert set(sideforms.SPEAKS_OF) <= set(words.REFUSALS)


def test_the_words_for_books_orders_and_deliveries_are_those_of_the_rooms_below() -> None:
    assert literals(ColumnKind) == set(words.BOOK_COLUMNS)
    assert set(numbers.VOID_REASONS) == set(words.VOID_REASONS)
    assert literals(get_type_hints(TurnLine)["order"]) - {""} == set(words.ORDERS)
    assert {Notice.QUEUED, Notice.SENDING, Notice.SENT, Notice.FAILED} == set(words.DELIVERIES)


def test_the_words_for_codes_are_those_that_entering_gives() -> None:
    assert codes_in(r'raise WrongCode\("([a-z-]+)"', "cases") == set(words.CODE_ERRORS)


def test_a_code_that_is_not_known_still_gets_a_true_sentence() -> None:
    assert words.refusal("something-new") == "Hal ini belum dapat dilakukan."
    assert words.field_error("something-new", {}) == "Silakan periksa bagian ini."
    assert words.field_error("too-long", {}) == "Silakan periksa bagian ini."  # the rule gave no figures
