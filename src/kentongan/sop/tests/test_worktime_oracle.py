"""The sums against a slow oracle that walks minute by minute and knows no other way.

The oracle reads hours and holidays from the calendar's fields itself; it shares no arithmetic with the
code that it judges. Random offices over 2024 to 2027, and every agency's own calendar.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.sop.calendars import Calendar, Holiday, load_calendar
from kentongan.sop.durations import Duration
from kentongan.sop.tests.offices import AGENCIES, calendars, days, moments, office
from kentongan.sop.worktime import add, between, explain, next_opening, shift, slot

MINUTE = timedelta(minutes=1)
# The oracle is slow on purpose, and the machine that runs it may be busy.
unhurried = settings(max_examples=50, deadline=None)

# -- the oracle --------------------------------------------------------------------------------------


def works(calendar: Calendar, minute: datetime) -> bool:
    """Whether the office works in the minute that begins then."""
    there = minute.astimezone(ZoneInfo(calendar.zone))
    if there.date() in calendar.holidays:
        return False
    week = calendar.week
    for period in calendar.periods:
        if period.first <= there.date() <= period.last:
            week = period.week
    clock = there.hour * 60 + there.minute
    return any(span.opens <= clock < span.closes for span in week[there.weekday()])


def oracle_opening(calendar: Calendar, at: datetime) -> datetime:
    while not works(calendar, at):
        at += MINUTE
    return at


def oracle_add_minutes(calendar: Calendar, at: datetime, minutes: int) -> datetime:
    while minutes:
        minutes -= works(calendar, at)
        at += MINUTE
    return at


def oracle_add_days(calendar: Calendar, at: datetime, amount: int) -> datetime:
    """The end of the last working minute of the last of so many working days after receipt."""
    zone = ZoneInfo(calendar.zone)
    at = oracle_opening(calendar, at)
    receipt = at.astimezone(zone).date()
    worked: set[date] = set()
    last = at
    while len(worked - {receipt}) <= amount:
        if works(calendar, at):
            worked.add(at.astimezone(zone).date())
            if len(worked - {receipt}) <= amount:
                last = at
        at += MINUTE
    return last + MINUTE


def oracle_between(calendar: Calendar, start: datetime, end: datetime) -> timedelta:
    minutes = (end - start) // MINUTE
    return MINUTE * sum(works(calendar, start + MINUTE * each) for each in range(minutes))


# -- random offices ----------------------------------------------------------------------------------


def minutes() -> st.SearchStrategy[int]:
    return st.integers(1, 2000)


def lengths() -> st.SearchStrategy[Duration]:
    working = st.builds(Duration, st.integers(1, 400), st.just("minute"), st.just("working"))
    hours = st.builds(Duration, st.integers(1, 50), st.just("hour"), st.just("working"))
    some_days = st.builds(
        Duration, st.integers(1, 30), st.just("day"), st.sampled_from(["working", "calendar"])
    )
    return working | hours | some_days


@unhurried
@given(calendars(), moments(), minutes())
def test_minutes_equal_the_oracle(calendar: Calendar, start: datetime, amount: int) -> None:
    end = add(calendar, start, Duration(amount, "minute", "working"))
    assert end == oracle_add_minutes(calendar, start, amount)
    assert between(calendar, start, end) == MINUTE * amount


@unhurried
@given(calendars(), moments(), st.integers(1, 6))
def test_working_days_equal_the_oracle(calendar: Calendar, start: datetime, amount: int) -> None:
    assert add(calendar, start, Duration(amount, "day", "working")) == oracle_add_days(
        calendar, start, amount
    )


@unhurried
@given(calendars(), moments(), st.integers(0, 30_000))
def test_time_between_equals_the_oracle(calendar: Calendar, start: datetime, length: int) -> None:
    end = start + MINUTE * length
    assert between(calendar, start, end) == oracle_between(calendar, start, end)


@unhurried
@given(calendars(), moments())
def test_the_next_opening_equals_the_oracle(calendar: Calendar, at: datetime) -> None:
    assert next_opening(calendar, at) == oracle_opening(calendar, at)


@unhurried
@given(calendars(), moments(), lengths(), lengths())
def test_more_time_never_ends_earlier(
    calendar: Calendar, start: datetime, one: Duration, other: Duration
) -> None:
    if (one.unit, one.scale) != (other.unit, other.scale):
        other = replace(one, amount=one.amount + other.amount)
    short, long = sorted((one, other), key=lambda each: each.amount)
    assert start < add(calendar, start, short) <= add(calendar, start, long)


@unhurried
@given(calendars(), moments(), st.integers(0, 100_000), lengths())
def test_who_starts_later_never_ends_earlier(
    calendar: Calendar, start: datetime, later: int, length: Duration
) -> None:
    assert add(calendar, start, length) <= add(calendar, start + MINUTE * later, length)


@unhurried
@given(calendars(), moments(), lengths(), st.sets(st.integers(-2, 60), max_size=12))
def test_a_new_holiday_never_makes_a_deadline_earlier(
    calendar: Calendar, start: datetime, length: Duration, offsets: set[int]
) -> None:
    new = {start.date() + timedelta(days=offset): Holiday("baru") for offset in offsets}
    more = replace(calendar, holidays={**calendar.holidays, **new})
    assert add(calendar, start, length) <= add(more, start, length)


@unhurried
@given(calendars(), moments(), minutes(), minutes())
def test_a_pause_moves_a_deadline_by_exactly_its_working_time(
    calendar: Calendar, start: datetime, amount: int, pause: int
) -> None:
    paused = shift(calendar, shift(calendar, start, MINUTE * amount), MINUTE * pause)
    assert paused == shift(calendar, start, MINUTE * (amount + pause))


@unhurried
@given(calendars(), moments(), lengths())
def test_an_explanation_adds_up_to_the_length_and_reaches_the_deadline(
    calendar: Calendar, start: datetime, length: Duration
) -> None:
    lines = explain(calendar, start, length)
    zone = ZoneInfo(calendar.zone)
    ends = add(calendar, start, length) - timedelta.resolution
    first, last = start.astimezone(zone).date(), ends.astimezone(zone).date()
    span = [first + timedelta(days=each) for each in range((last - first).days + 1)]
    assert [line.date for line in lines] == span
    if length.is_working_days:
        assert sum(line.days for line in lines) == length.amount
    else:
        assert sum((line.counted for line in lines), timedelta()) == length.elapsed


@unhurried
@given(calendars(), moments())
def test_a_slot_is_working_time_and_not_before_its_moment(calendar: Calendar, at: datetime) -> None:
    released = slot(calendar, at, "jam kerja")
    assert released >= at
    assert works(calendar, released)


# -- the agencies' own calendars ---------------------------------------------------------------------


def own_calendars() -> list[Calendar]:
    files = sorted(AGENCIES.glob("*/kalender.toml"))
    return [office(), *(load_calendar(each.read_text("utf-8"), str(each)) for each in files)]


@unhurried
@given(st.data(), moments(), minutes(), st.integers(1, 5))
def test_the_agencies_calendars_equal_the_oracle(
    data: st.DataObject, start: datetime, amount: int, some_days: int
) -> None:
    calendar = data.draw(st.sampled_from(own_calendars()))
    end = add(calendar, start, Duration(amount, "minute", "working"))
    assert end == oracle_add_minutes(calendar, start, amount)
    assert between(calendar, start, end) == MINUTE * amount
    working_days = Duration(some_days, "day", "working")
    assert add(calendar, start, working_days) == oracle_add_days(calendar, start, some_days)


@unhurried
@given(days(), st.integers(1, 9999))
def test_years_ahead_are_reached_without_walking_minutes(day: date, amount: int) -> None:
    start = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
    end = add(office(), start, Duration(amount, "hour", "working"))
    assert between(office(), start, end) == timedelta(hours=amount)
