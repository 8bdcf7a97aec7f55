"""Calendars that the tests of working time share: an ordinary office, and random ones."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from kentongan.sop.calendars import ZONES, Calendar, Holiday, Period, Span, Week, load_calendar
from kentongan.sop.holiday_table import generate

AGENCIES = Path(__file__).parents[4] / "agencies"
YEARS = (2024, 2025, 2026, 2027)

ORDINARY = """\
zona = "Asia/Makassar"
tahun = [2024, 2025, 2026, 2027]
[jam]
senin = ["07.30-12.00", "13.00-16.00"]
selasa = ["07.30-12.00", "13.00-16.00"]
rabu = ["07.30-12.00", "13.00-16.00"]
kamis = ["07.30-12.00", "13.00-16.00"]
jumat = ["07.30-11.30", "13.00-16.30"]
"""

RAMADAN = """
[[pengganti]]
nama = "Ramadan 1447 H"
dari = 2026-02-18
sampai = 2026-03-19
perkiraan = true
[pengganti.jam]
senin = ["08.00-12.00", "12.30-15.00"]
selasa = ["08.00-12.00", "12.30-15.00"]
rabu = ["08.00-12.00", "12.30-15.00"]
kamis = ["08.00-12.00", "12.30-15.00"]
jumat = ["08.00-11.30", "12.30-15.30"]
"""


@cache
def office() -> Calendar:
    """Perpres 21/2023 in Kutai's zone: five days, Friday and Ramadan hours, every holiday of four years."""
    return load_calendar(ORDINARY + RAMADAN + generate(YEARS), "kalender.toml")


def local(text: str) -> datetime:
    """A moment on the office's own wall clock, e.g. "2026-03-13 10:00"."""
    return datetime.fromisoformat(text + "+08:00")


def spans() -> st.SearchStrategy[tuple[Span, ...]]:
    """Up to three spans of a day; they may touch, begin at midnight and end at 24.00."""
    edges = st.lists(st.integers(0, 1440), max_size=6, unique=True).map(sorted)
    return edges.map(
        lambda edge: tuple(Span(*pair) for pair in zip(edge[::2], edge[1::2], strict=False))
    ) | st.sampled_from(
        [(Span(450, 720), Span(720, 960)), (Span(0, 1440),), (Span(450, 720), Span(780, 960))]
    )


def weeks() -> st.SearchStrategy[Week]:
    return st.lists(spans(), min_size=7, max_size=7).map(tuple).filter(any)


def days() -> st.SearchStrategy[date]:
    return st.dates(date(2024, 1, 1), date(2027, 12, 31))


@st.composite
def periods(draw: st.DrawFn) -> tuple[Period, ...]:
    """None or one: 30 days, as long as Ramadan."""
    if draw(st.booleans()):
        return ()
    first = draw(days())
    return (Period("Ramadan", first, first + timedelta(days=29), draw(weeks())),)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Any office: odd hours, holidays anywhere, one of the four zones."""
    start = draw(days())
    offsets = draw(st.sets(st.integers(0, 20), max_size=8))
    return Calendar(
        zone=draw(st.sampled_from(ZONES)),
        week=draw(weeks()),
        periods=draw(periods()),
        holidays={start + timedelta(days=offset): Holiday("Libur") for offset in offsets},
        years=frozenset(YEARS),
    )


def moments() -> st.SearchStrategy[datetime]:
    """Full minutes of the four years."""
    begin, end = datetime(2024, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
    minutes = (end - begin) // timedelta(minutes=1)
    return st.integers(0, minutes).map(lambda minute: begin + timedelta(minutes=minute))
