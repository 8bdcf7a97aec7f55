"""Deadlines as an office counts them, by example: vectors, and each rule."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kentongan.sop.calendars import Calendar, Span, load_calendar
from kentongan.sop.durations import Duration, parse
from kentongan.sop.tests.offices import AGENCIES, local, office
from kentongan.sop.worktime import (
    Grid,
    add,
    between,
    deadline,
    explain,
    is_provisional,
    limit_of,
    next_opening,
    shift,
    slot,
)

# received, length, the last moment that is still on time (local)
VECTORS = [
    ("2026-03-13 10:00", "3 hari kerja", "2026-03-25 16:00"),
    ("2026-03-13 10:00", "5 hari kerja", "2026-03-27 16:30"),
    ("2026-03-13 10:00", "10 hari kerja", "2026-04-06 16:00"),
    ("2026-03-13 10:00", "14 hari kerja", "2026-04-10 16:30"),
    ("2026-03-13 10:00", "60 hari kerja", "2026-06-24 16:00"),
    ("2026-12-22 10:00", "2 hari", "2026-12-28 16:00"),
    ("2026-12-22 10:00", "3 hari", "2026-12-29 16:00"),
    ("2026-12-22 10:00", "5 hari", "2026-12-31 16:00"),
]

SUMS = {
    "minutes run on": ("2026-05-06 08:00", "10 menit", "2026-05-06 08:10"),
    "the break does not count": ("2026-05-06 11:55", "10 menit", "2026-05-06 13:05"),
    "the end of a span is a moment of that span": ("2026-05-06 11:50", "10 menit", "2026-05-06 12:00"),
    "over night": ("2026-05-06 15:58", "3 menit", "2026-05-07 07:31"),
    "over the weekend": ("2026-05-08 16:00", "1 jam", "2026-05-11 08:00"),
    "over Nyepi and Idul Fitri": ("2026-03-17 14:55", "10 menit", "2026-03-25 07:35"),
    "before the opening": ("2026-05-06 05:00", "3 jam", "2026-05-06 10:30"),
    "on a Sunday": ("2026-05-10 12:00", "30 menit", "2026-05-11 08:00"),
    "Ramadan hours": ("2026-02-23 07:00", "7 jam", "2026-02-24 08:30"),
    "Friday hours": ("2026-05-08 11:00", "1 jam", "2026-05-08 13:30"),
    "calendar hours run through the night": ("2026-05-08 16:20", "24 jam kalender", "2026-05-09 16:20"),
    "calendar days run through holidays": ("2026-03-13 10:00", "30 hari kalender", "2026-04-12 10:00"),
    "a day received before the opening": ("2026-05-06 05:00", "1 hari", "2026-05-07 16:00"),
    "a day received after hours counts from the next": ("2026-05-06 18:00", "1 hari", "2026-05-08 16:30"),
    "a day received at closing time is after hours": ("2026-05-06 16:00", "1 hari", "2026-05-08 16:30"),
    "a day received on a Saturday": ("2026-05-09 09:00", "1 hari", "2026-05-12 16:00"),
    "years": ("2026-05-06 10:00", "2500 hari", "2036-01-15 16:00"),
}


@pytest.mark.parametrize(("received", "length", "until"), VECTORS)
def test_the_vectors_of_the_domain_hold(received: str, length: str, until: str) -> None:
    assert add(office(), local(received), parse(length)) == local(until)


def test_they_hold_on_the_calendar_of_every_agency() -> None:
    files = sorted(AGENCIES.glob("*/kalender.toml"))
    assert files
    for file in files:
        calendar = load_calendar(file.read_text("utf-8"), str(file))
        zone = ZoneInfo(calendar.zone)
        for received, length, until in VECTORS:
            start = datetime.fromisoformat(received).replace(tzinfo=zone)
            end = add(calendar, start, parse(length)).astimezone(zone)
            assert end.date() == date.fromisoformat(until[:10]), file


@pytest.mark.parametrize("name", SUMS)
def test_sums(name: str) -> None:
    start, length, end = SUMS[name]
    assert add(office(), local(start), parse(length)) == local(end)


def test_results_are_in_utc_whatever_the_zone_of_the_start() -> None:
    start = local("2026-05-06 08:00")
    for length in ("10 menit", "2 hari", "24 jam kalender"):
        end = add(office(), start, parse(length))
        assert end.tzinfo is UTC
        assert end == add(office(), start.astimezone(UTC), parse(length))


def test_seconds_are_neither_lost_nor_won() -> None:
    start = local("2026-05-06 15:59:30")
    assert add(office(), start, parse("1 menit")) == local("2026-05-07 07:30:30")
    assert between(office(), start, local("2026-05-07 07:30:30")) == timedelta(minutes=1)


def test_a_day_of_24_hours_goes_over_into_the_next_without_a_gap() -> None:
    always = Calendar("Asia/Jayapura", ((Span(0, 1440),),) * 7)
    start = datetime(2026, 5, 6, 20, 17, tzinfo=UTC)
    assert add(always, start, parse("9000 menit")) == start + timedelta(minutes=9000)
    assert add(always, start, parse("1 hari")) == datetime(2026, 5, 8, 15, 0, tzinfo=UTC)


class TestBetween:
    def test_it_counts_working_time_only(self) -> None:
        week = between(office(), local("2026-05-04 00:00"), local("2026-05-11 00:00"))
        assert week == timedelta(hours=37, minutes=30)

    def test_a_ramadan_week_has_32_hours_and_a_half(self) -> None:
        week = between(office(), local("2026-02-23 00:00"), local("2026-03-02 00:00"))
        assert week == timedelta(hours=32, minutes=30)

    def test_nothing_is_worked_on_a_holiday(self) -> None:
        assert between(office(), local("2026-03-18 00:00"), local("2026-03-25 00:00")) == timedelta()

    def test_a_moment_has_no_length(self) -> None:
        assert between(office(), local("2026-05-06 10:00"), local("2026-05-06 10:00")) == timedelta()

    def test_backwards_is_negative(self) -> None:
        early, late = local("2026-05-06 15:00"), local("2026-05-07 08:00")
        assert (
            between(office(), late, early)
            == -between(office(), early, late)
            == -timedelta(hours=1, minutes=30)
        )


def test_shift_by_nothing_is_the_next_opening() -> None:
    for at in ("2026-05-06 10:00", "2026-05-06 12:30", "2026-05-09 10:00"):
        assert shift(office(), local(at), timedelta()) == next_opening(office(), local(at))


def test_next_opening() -> None:
    assert next_opening(office(), local("2026-05-06 10:00")) == local("2026-05-06 10:00")
    assert next_opening(office(), local("2026-05-06 12:00")) == local("2026-05-06 13:00")
    assert next_opening(office(), local("2026-03-17 15:00")) == local("2026-03-25 07:30")


@pytest.mark.parametrize("length", ["3 menit", "2 hari", "24 jam kalender"])
def test_a_time_without_a_zone_is_refused(length: str) -> None:
    with pytest.raises(ValueError, match="without a zone"):
        add(office(), datetime(2026, 5, 6, 10, 0), parse(length))  # noqa: DTZ001


@dataclass(frozen=True)
class Step:
    effort: Duration | None = None
    limit: Duration | None = None


class TestDeadline:
    START = local("2026-05-06 10:00")

    @pytest.mark.parametrize(
        ("effort", "limit", "rule"),
        [
            ("3 menit", None, "1 hari"),
            ("3 jam", None, "1 hari"),
            ("24 jam kalender", None, "1 hari"),
            ("2 hari", None, "2 hari"),
            ("30 hari kalender", None, "30 hari kalender"),
            (None, None, "3 hari"),
            ("3 menit", "5 hari", "5 hari"),
            (None, "24 jam kalender", "24 jam kalender"),
        ],
    )
    def test_batas_comes_first_then_what_follows_from_waktu(
        self, effort: str | None, limit: str | None, rule: str
    ) -> None:
        step = Step(effort and parse(effort), limit and parse(limit))  # type: ignore[arg-type]
        assert limit_of(step) == parse(rule)
        assert deadline(office(), self.START, step) == add(office(), self.START, parse(rule))

    def test_three_minutes_of_effort_may_wait_until_tomorrow_evening(self) -> None:
        until = deadline(office(), self.START, Step(parse("3 menit")))
        assert until == local("2026-05-07 16:00")


class TestExplain:
    def test_it_gives_a_reason_for_every_day(self) -> None:
        lines = explain(office(), local("2026-03-13 10:00"), parse("3 hari kerja"))
        assert [(line.date.day, line.code, line.days) for line in lines] == [
            (13, "received-day", 0),
            (14, "weekend", 0),
            (15, "weekend", 0),
            (16, "working", 1),
            (17, "working", 1),
            (18, "joint-leave", 0),
            (19, "holiday", 0),
            (20, "joint-leave", 0),
            (21, "holiday", 0),
            (22, "holiday", 0),
            (23, "joint-leave", 0),
            (24, "joint-leave", 0),
            (25, "working", 1),
        ]
        assert lines[6].name == "Hari Suci Nyepi"

    def test_what_came_after_hours_was_received_on_the_next_working_day(self) -> None:
        lines = explain(office(), local("2026-05-08 17:00"), parse("1 hari"))
        codes = [line.code for line in lines]
        assert codes == ["after-hours", "weekend", "weekend", "received-day", "working"]

    def test_minutes_are_counted_day_by_day(self) -> None:
        lines = explain(office(), local("2026-05-07 15:00"), parse("10 jam"))
        hours = [(line.code, line.counted / timedelta(hours=1)) for line in lines]
        assert hours == [("working", 1), ("working", 7.5), ("weekend", 0), ("weekend", 0), ("working", 1.5)]

    def test_minutes_that_begin_after_hours_say_so(self) -> None:
        lines = explain(office(), local("2026-05-07 16:00"), parse("3 menit"))
        assert [line.code for line in lines] == ["after-hours", "working"]

    def test_calendar_time_counts_every_hour_of_the_local_day(self) -> None:
        lines = explain(office(), local("2026-05-08 16:00"), parse("24 jam kalender"))
        assert [(line.code, line.counted / timedelta(hours=1)) for line in lines] == [
            ("calendar", 8),
            ("calendar", 16),
        ]

    def test_an_end_at_24_00_belongs_to_the_day_that_it_ends(self) -> None:
        always = Calendar("Asia/Makassar", ((Span(0, 1440),),) * 7)
        lines = explain(always, local("2026-05-08 00:00"), parse("24 jam"))
        assert [line.date for line in lines] == [date(2026, 5, 8)]


class TestProvisional:
    def test_a_year_that_is_not_loaded_makes_a_deadline_provisional(self) -> None:
        short = replace(office(), years=frozenset({2026}))
        assert is_provisional(short, local("2026-12-29 10:00"), parse("5 hari"))
        assert not is_provisional(short, local("2026-12-21 10:00"), parse("5 hari"))

    def test_it_is_still_computed_by_the_weekly_hours(self) -> None:
        assert add(office(), local("2027-12-31 10:00"), parse("2 hari")) == local("2028-01-04 16:00")

    def test_an_estimated_holiday_or_period_does_too(self) -> None:
        assert is_provisional(office(), local("2027-03-08 10:00"), parse("3 hari"))
        assert is_provisional(office(), local("2026-02-17 10:00"), parse("10 menit"))

    def test_calendar_time_never_is(self) -> None:
        assert not is_provisional(office(), local("2027-12-31 10:00"), parse("30 hari kalender"))


class TestSlot:
    @pytest.mark.parametrize(
        ("at", "released"),
        [
            ("2026-05-06 10:20", "2026-05-06 11:00"),
            ("2026-05-06 11:00", "2026-05-06 11:00"),
            ("2026-05-06 11:00:01", "2026-05-06 13:00"),
            ("2026-05-06 15:20", "2026-05-07 08:00"),
            ("2026-05-06 02:00", "2026-05-06 08:00"),
            ("2026-05-08 15:01", "2026-05-08 16:00"),
            ("2026-05-08 23:00", "2026-05-11 08:00"),
            ("2026-03-17 20:00", "2026-03-25 08:00"),
        ],
    )
    def test_the_next_full_working_hour(self, at: str, released: str) -> None:
        assert slot(office(), local(at), "jam kerja") == local(released)

    def test_a_span_without_a_full_hour_releases_at_its_opening(self) -> None:
        brief = Calendar("Asia/Makassar", ((Span(615, 630),), (), (), (), (), (), ()))
        assert slot(brief, local("2026-05-06 10:00"), "jam kerja") == local("2026-05-11 10:15")

    def test_the_next_full_minute(self) -> None:
        assert slot(office(), local("2026-05-09 10:00:00.000001"), "1 menit") == local("2026-05-09 10:01")
        assert slot(office(), local("2026-05-09 10:01"), "1 menit") == local("2026-05-09 10:01")

    def test_no_grid(self) -> None:
        assert slot(office(), local("2026-05-09 10:00:01"), "tanpa") == local("2026-05-09 10:00:01")

    @pytest.mark.parametrize("grid", ["jam kerja", "1 menit", "tanpa"])
    def test_a_slot_of_a_slot_changes_nothing(self, grid: Grid) -> None:
        once = slot(office(), local("2026-05-06 15:59:59"), grid)
        assert slot(office(), once, grid) == once
