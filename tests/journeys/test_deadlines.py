"""The deadline on the case page: how it was computed, whether it may still change, and what was promised first."""

from datetime import UTC, datetime, timedelta

import pytest
from conftest import Clock

from kentongan.cases.models import Case, Turn

from .drive import Driver

KASI = "kasi-pengaduan"
LAST_FRIDAY = datetime(2027, 12, 31, 1, 0, tzinfo=UTC)  # the last working day that the calendar knows


class TestBeyondTheCalendar:
    @pytest.fixture
    def clock(self) -> Clock:
        return Clock(LAST_FRIDAY)

    def test_it_is_called_an_estimate_and_names_the_year(self, driver: Driver, case: str) -> None:
        assert Turn.objects.get().provisional
        text = driver.browser(KASI).open(case).text
        assert "Perkiraan: kalender tahun 2028 belum pasti." in text
        assert "Senin, 3 Januari 2028 hari kerja (perkiraan)" in text
        assert "Jumat, 31 Desember 2027 hari diterima (perkiraan)" not in text


def test_within_the_calendar_nothing_is_an_estimate(driver: Driver, case: str) -> None:
    text = driver.browser(KASI).open(case).text
    assert "erkiraan" not in text
    assert "semula dijanjikan" not in text


def test_a_deadline_that_has_moved_stands_beside_the_first_promise(driver: Driver, case: str) -> None:
    turn = Turn.objects.get()
    assert turn.due == turn.promised
    Turn.objects.update(due=turn.due + timedelta(days=1))
    Case.objects.update(due=turn.due + timedelta(days=1))
    text = driver.browser(KASI).open(case).text
    assert "25 November 2026 pukul 16.00 WITA (semula dijanjikan 24 November 2026 pukul 16.00 WITA)" in text
