"""The proposed holidays: counts as in the decrees, cuti bersama included, estimates marked."""

import io
import tomllib
from collections import Counter
from datetime import date

import pytest

from kentongan.sop.calendar_cli import generate_to
from kentongan.sop.calendars import load_calendar
from kentongan.sop.holiday_table import generate
from kentongan.sop.tests.offices import ORDINARY

Entry = dict[str, object]


def entries(*years: int) -> list[Entry]:
    found: list[Entry] = tomllib.loads(generate(years))["libur"]
    return found


@pytest.mark.parametrize(("year", "national", "joint_leave"), [(2024, 19, 10), (2025, 17, 11), (2026, 17, 8)])
def test_the_counts_are_those_of_the_decrees(year: int, national: int, joint_leave: int) -> None:
    kinds = Counter(entry["jenis"] for entry in entries(year))
    assert kinds == {"nasional": national, "cuti bersama": joint_leave}


def test_days_come_in_order_and_once_however_the_years_are_given() -> None:
    days = [entry["tanggal"] for entry in entries(2026, 2025, 2026)]
    assert days == sorted(set(days))  # type: ignore[type-var]
    assert generate([2026, 2025]) == generate([2025, 2026])


def test_an_estimated_day_says_so_and_keeps_a_clean_name() -> None:
    by_day = {entry["tanggal"]: entry for entry in entries(2027)}
    idul_fitri = by_day[date(2027, 3, 10)]
    assert (idul_fitri["nama"], idul_fitri["perkiraan"]) == ("Hari Raya Idul Fitri", True)
    assert "perkiraan" not in by_day[date(2027, 8, 17)]


def test_no_years_give_no_holidays() -> None:
    assert generate([]) == ""


def test_the_command_writes_what_a_calendar_file_can_hold() -> None:
    out = io.StringIO()
    generate_to([2026, 2027], out)
    assert out.getvalue().startswith("# Usulan daftar libur 2026, 2027.")
    calendar = load_calendar(ORDINARY + out.getvalue(), "kalender.toml")
    assert calendar.holidays[date(2026, 3, 19)].name == "Hari Suci Nyepi"
    assert calendar.holidays[date(2027, 3, 10)].estimated
    assert len(calendar.holidays) == 25 + 26
