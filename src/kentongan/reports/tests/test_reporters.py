"""An access code opens its reports, and can be changed for another: then the old one opens nothing."""

import pytest

from kentongan.reports import reporters
from kentongan.reports.models import Reporter
from kentongan.reports.reporters import CodeGone, ReporterKey
from kentongan.reports.tokens import pepper
from kentongan.vault import codes, reporter
from kentongan.vault.reporter import ReporterKeys

pytestmark = pytest.mark.django_db

FIRST, SECOND, THIRD = (codes.code_from_secret(pepper(), bytes([each]) * 32, b"n") for each in (1, 2, 3))


@pytest.fixture
def keys() -> ReporterKeys:
    return reporter.generate()


@pytest.fixture
def key(keys: ReporterKeys) -> ReporterKey:
    reporters.enrol(FIRST, {"laporan": keys}, slip=True)
    found = reporters.enter(FIRST)
    assert found is not None
    return found


def opened(key: ReporterKey | None) -> dict[str, bytes]:
    assert key is not None
    return {code: keys.exchange for code, keys in key.reports.items()}


def test_a_code_opens_its_list_and_no_other_does(key: ReporterKey, keys: ReporterKeys) -> None:
    assert opened(key) == {"laporan": keys.exchange}
    assert reporters.enter(SECOND) is None


def test_what_a_session_keeps_is_the_same_again(key: ReporterKey) -> None:
    again = ReporterKey.load(key.dump())
    assert (opened(again), again.lookup) == (opened(key), key.lookup)


def test_neither_key_nor_code_shows_in_a_repr(key: ReporterKey, keys: ReporterKeys) -> None:
    assert repr(keys.exchange) not in repr(key)
    assert repr(key.lookup) not in repr(key)


def test_changed_the_new_code_opens_the_same_and_the_old_one_nothing(key: ReporterKey) -> None:
    before = opened(key)
    changed = reporters.change_code(key, SECOND)
    assert opened(changed) == opened(reporters.enter(SECOND)) == before
    assert reporters.enter(FIRST) is None
    assert not reporters.row_of(changed).slip
    assert Reporter.objects.count() == 1


def test_twice_is_once(key: ReporterKey) -> None:
    reporters.change_code(key, SECOND)
    again = reporters.change_code(key, SECOND)
    assert reporters.row_of(again).lookup == codes.lookup_id(pepper(), SECOND)
    assert Reporter.objects.count() == 1


def test_who_came_in_with_a_code_that_was_changed_changes_nothing(key: ReporterKey) -> None:
    reporters.change_code(key, SECOND)
    rows = list(Reporter.objects.values())
    with pytest.raises(CodeGone):
        reporters.row_of(key)
    with pytest.raises(CodeGone):
        reporters.change_code(key, THIRD)
    assert list(Reporter.objects.values()) == rows
