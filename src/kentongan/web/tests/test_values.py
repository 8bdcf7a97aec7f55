"""How values are written: days, moments with their zone, sizes, lengths."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from kentongan.web.templatetags import kentongan as tags

AT = datetime(2026, 11, 21, 6, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "written"),
    [
        ("Asia/Jakarta", "21 November 2026 pukul 13.05 WIB"),
        ("Asia/Makassar", "21 November 2026 pukul 14.05 WITA"),
        ("Asia/Jayapura", "21 November 2026 pukul 15.05 WIT"),
        ("UTC", "21 November 2026 pukul 06.05 UTC"),
    ],
)
def test_a_moment_is_written_in_the_agencys_zone(zone: str, written: str) -> None:
    assert tags.moment(AT, zone) == written


def test_english_writes_it_its_own_way() -> None:
    with translation.override("en"):
        assert tags.moment(AT, "Asia/Makassar") == "21 November 2026 at 14:05 WITA"
        assert tags.size(1_500_000) == "1.4 MB"
        assert tags.length_of_time(61) == "1 hour 1 minute"


def test_a_day_has_its_name() -> None:
    assert tags.weekday(date(2026, 8, 17)) == "Senin, 17 Agustus 2026"


@pytest.mark.parametrize(
    ("size", "written"), [(0, "0 kB"), (1, "1 kB"), (1024, "1 kB"), (1025, "2 kB"), (1_500_000, "1,4 MB")]
)
def test_a_size_is_rounded_so_that_it_is_never_nothing(size: int, written: str) -> None:
    assert tags.size(size) == written


@pytest.mark.parametrize(
    ("minutes", "written"),
    [(0, "0 menit"), (1, "1 menit"), (60, "1 jam"), (125, "2 jam 5 menit")],
)
def test_a_length_says_hours_and_minutes(minutes: int, written: str) -> None:
    assert tags.length_of_time(minutes) == written
