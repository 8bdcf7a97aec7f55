"""Calendar files: what a day is, and which files are refused, with key and reason."""

from datetime import date

import pytest

from kentongan.problems import BadFile
from kentongan.sop.calendars import Calendar, Holiday, Period, Span, load_calendar
from kentongan.sop.reasons import explain
from kentongan.sop.tests.offices import AGENCIES, office

HEAD = 'zona = "Asia/Jakarta"\ntahun = [2026]\n'
HOURS = HEAD + '[jam]\nsenin = ["07.30-12.00", "13.00-16.00"]\n'
PERIOD = '[[pengganti]]\nnama = "{}"\ndari = {}\nsampai = {}\njam = {{ senin = ["08.00-15.00"] }}\n'
HOLIDAY = '[[libur]]\ntanggal = {}\nnama = "{}"\njenis = "{}"\n'

REFUSED = {
    "no TOML": ("zona = ", "", "bad-toml"),
    "no zone": ("tahun = [2026]\njam = { senin = ['08.00-12.00'] }", "zona", "missing-key"),
    "no years": ('zona = "Asia/Jakarta"\ntahun = []\njam = { senin = [] }', "tahun", "bad-value"),
    "a year as text": ('zona = "Asia/Jakarta"\ntahun = ["2026"]\njam = {}', "tahun[1]", "bad-value"),
    "no hours at all": (HEAD + "[jam]\n", "jam", "no-hours"),
    "hours that are all empty": (HEAD + "[jam]\nsenin = []\n", "jam", "no-hours"),
    "a zone elsewhere": (HOURS.replace("Jakarta", "Tokyo"), "zona", "unknown-zone"),
    "a zone without a name": (HOURS.replace("Asia/Jakarta", "WIB"), "zona", "unknown-zone"),
    "a weekday nobody knows": (HOURS + 'ahad = ["08.00-09.00"]\n', "jam.ahad", "unknown-key"),
    "a format of the future": ("format = 2\n" + HOURS, "format", "bad-value"),
    "hours as a table": (HEAD + '[jam.senin]\njam = ["08.00-09.00"]\n', "jam.senin", "bad-value"),
    "a span in words": (HEAD + '[jam]\nsenin = ["pagi"]\n', "jam.senin", "bad-span"),
    "a span past midnight": (HEAD + '[jam]\nsenin = ["08.00-24.01"]\n', "jam.senin", "bad-span"),
    "minutes past sixty": (HEAD + '[jam]\nsenin = ["08.00-09.60"]\n', "jam.senin", "bad-span"),
    "a span with colons": (HEAD + '[jam]\nsenin = ["08:00-09:00"]\n', "jam.senin", "bad-span"),
    "a reversed span": (HEAD + '[jam]\nsenin = ["16.00-07.30"]\n', "jam.senin", "reversed-span"),
    "an empty span": (HEAD + '[jam]\nsenin = ["08.00-08.00"]\n', "jam.senin", "reversed-span"),
    "overlapping spans": (
        HEAD + '[jam]\nsenin = ["13.00-16.00", "07.30-13.01"]\n',
        "jam.senin",
        "overlapping-spans",
    ),
    "a reversed period": (
        HOURS + PERIOD.format("R", "2026-03-19", "2026-02-18"),
        "pengganti[1].sampai",
        "reversed-period",
    ),
    "overlapping periods": (
        HOURS
        + PERIOD.format("B", "2026-03-10", "2026-04-01")
        + PERIOD.format("A", "2026-03-01", "2026-03-10"),
        "pengganti[1].dari",
        "overlapping-periods",
    ),
    "a period without hours": (
        HOURS + PERIOD.format("R", "2026-02-18", "2026-03-19").replace('["08.00-15.00"]', "[]"),
        "pengganti[1].jam",
        "no-hours",
    ),
    "a period with bad hours": (
        HOURS + PERIOD.format("R", "2026-02-18", "2026-03-19").replace("15.00", "07.00"),
        "pengganti[1].jam.senin",
        "reversed-span",
    ),
    "a holiday twice": (
        HOURS + HOLIDAY.format("2026-08-17", "A", "nasional") + HOLIDAY.format("2026-08-17", "B", "daerah"),
        "libur[2].tanggal",
        "double-holiday",
    ),
    "a holiday in a year not loaded": (
        HOURS + HOLIDAY.format("2062-08-17", "A", "nasional"),
        "libur[1].tanggal",
        "year-not-loaded",
    ),
    "a holiday of no kind": (
        HOURS + HOLIDAY.format("2026-08-17", "A", "libur"),
        "libur[1].jenis",
        "bad-value",
    ),
    "a holiday without a name": (
        HOURS + HOLIDAY.format("2026-08-17", "", "daerah"),
        "libur[1].nama",
        "bad-value",
    ),
    "a date in quotes": (
        HOURS + HOLIDAY.format('"2026-08-17"', "A", "daerah"),
        "libur[1].tanggal",
        "bad-value",
    ),
    "a date with a time": (
        HOURS + HOLIDAY.format("2026-08-17T08:00:00", "A", "daerah"),
        "libur[1].tanggal",
        "bad-value",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_calendar_that_cannot_be_meant_is_refused(case: str) -> None:
    text, key, code = REFUSED[case]
    with pytest.raises(BadFile) as refused:
        load_calendar(text, "kalender.toml")
    assert [(each.file, each.key, each.code) for each in refused.value.problems] == [
        ("kalender.toml", key, code)
    ]


@pytest.mark.parametrize("case", REFUSED)
def test_the_reason_names_what_the_finding_names_in_both_languages(case: str) -> None:
    with pytest.raises(BadFile) as refused:
        load_calendar(REFUSED[case][0], "kalender.toml")
    (found,) = refused.value.problems
    indonesian, english = explain(found)
    assert indonesian != english
    assert all(value in said for value in found.params.values() for said in (indonesian, english))


def test_every_agency_s_calendar_loads() -> None:
    files = sorted(AGENCIES.glob("*/kalender.toml"))
    assert files
    for file in files:
        assert load_calendar(file.read_text("utf-8"), str(file)).covers(date(2026, 1, 1))


def test_every_problem_is_named_at_once() -> None:
    text = HOURS.replace("Jakarta", "Tokyo") + 'selasa = ["x", "09.00-08.00"]\n'
    with pytest.raises(BadFile) as refused:
        load_calendar(text, "kalender.toml")
    assert [each.code for each in refused.value.problems] == ["unknown-zone", "bad-span", "reversed-span"]


def test_spans_come_in_order_however_they_are_written() -> None:
    calendar = load_calendar(HEAD + '[jam]\nsenin = ["13.00-16.00", "07.30-12.00"]\n', "a")
    assert calendar.week[0] == (Span(450, 720), Span(780, 960))


def test_periods_may_follow_each_other_in_any_order() -> None:
    later, earlier = (
        PERIOD.format("B", "2026-03-11", "2026-04-01"),
        PERIOD.format("A", "2026-03-10", "2026-03-10"),
    )
    calendar = load_calendar(HOURS + later + earlier, "a")
    assert [(each.name, each.first.day) for each in calendar.periods] == [("B", 11), ("A", 10)]
    assert calendar.day(date(2026, 3, 10)).name == "A"


def test_the_end_of_a_day_is_24_00_and_spans_may_touch() -> None:
    calendar = load_calendar(HEAD + '[jam]\nminggu = ["12.00-24.00", "00.00-12.00"]\n', "a")
    assert calendar.week[6] == (Span(0, 720), Span(720, 1440))


@pytest.mark.parametrize(("opens", "closes"), [(-1, 5), (5, 5), (6, 5), (0, 1441)])
def test_a_span_that_is_none_cannot_be_made(opens: int, closes: int) -> None:
    with pytest.raises(ValueError, match="no span"):
        Span(opens, closes)


def test_a_calendar_without_hours_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="without hours"):
        Calendar("Asia/Jakarta", ((),) * 7)


class TestADay:
    def test_it_has_the_hours_of_its_weekday(self) -> None:
        friday = office().day(date(2026, 5, 8))
        assert (friday.code, friday.name, friday.provisional) == ("working", "", False)
        assert friday.spans == (Span(450, 690), Span(780, 990))

    def test_it_is_closed_on_a_weekend(self) -> None:
        assert office().day(date(2026, 5, 9)).code == "weekend"
        assert office().day(date(2026, 5, 9)).spans == ()

    def test_a_period_replaces_the_whole_week_and_an_estimate_shows(self) -> None:
        monday = office().day(date(2026, 2, 23))
        assert monday.spans == (Span(480, 720), Span(750, 900))
        assert (monday.code, monday.name, monday.provisional) == ("working", "Ramadan 1447 H", True)
        assert office().day(date(2026, 2, 28)).code == "weekend"

    def test_a_period_may_close_a_weekday(self) -> None:
        eight = (Span(480, 720),)
        monday_only = (eight, (), (), (), (), (), ())
        both = (eight, eight, (), (), (), (), ())
        period = Period("Bencana", date(2026, 6, 1), date(2026, 6, 30), monday_only)
        calendar = Calendar("Asia/Jakarta", both, (period,), {}, frozenset({2026}))
        assert (calendar.day(date(2026, 6, 2)).code, calendar.day(date(2026, 6, 2)).name) == (
            "closed",
            "Bencana",
        )
        assert calendar.day(date(2026, 6, 8)).code == "working"
        assert calendar.day(date(2026, 7, 7)).code == "working"

    def test_a_holiday_closes_it_whatever_the_hours_and_says_by_whom(self) -> None:
        kinds = {"national": "holiday", "joint-leave": "joint-leave", "regional": "regional-holiday"}
        for kind, code in kinds.items():
            holidays = {date(2026, 6, 1): Holiday("Hari Jadi", kind)}  # type: ignore[arg-type]
            calendar = Calendar("Asia/Jakarta", ((Span(0, 1440),),) * 7, (), holidays, frozenset({2026}))
            day = calendar.day(date(2026, 6, 1))
            assert (day.code, day.name, day.spans, day.provisional) == (code, "Hari Jadi", (), False)

    def test_it_is_provisional_in_a_year_that_is_not_loaded(self) -> None:
        assert office().covers(date(2027, 12, 31))
        assert not office().covers(date(2028, 1, 3))
        assert office().day(date(2028, 1, 3)).provisional
        assert office().day(date(2028, 1, 3)).code == "working"

    def test_it_is_provisional_where_a_holiday_is_estimated(self) -> None:
        assert office().day(date(2027, 3, 10)).provisional
        assert not office().day(date(2027, 8, 17)).provisional
