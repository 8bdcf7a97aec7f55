"""The books that somebody keeps, and what they can read in them.

* No seal means no case: a row stands only for a case that the reader holds a key of, and the years that a book has are
  those of such rows.
* A book that is not theirs to keep, and one that does not exist, look the same.
"""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from kentongan.agencies import reads as agencies
from kentongan.agencies.models import Post, Service
from kentongan.officers import reads as officers
from kentongan.officers.services.login import Unlocked
from kentongan.papers.models import Entry

from ..access import cases_for
from ..arriving import WEBSITE
from ..book_shapes import BookLine, BookPage, BookRow, Books, CheckRow, ChecksLine, ChecksPage, Column
from ..bookkeepers import Kept, Watched, books_of, duties_of
from ..errors import NoSuchCase
from ..models import Case, RoutineCheck
from .book_rows import columns, rows
from .recaps import recaps


def kept(who: Unlocked, now: datetime) -> Books:
    """Return the books that this person keeps."""
    return Books(
        books=tuple(_book_line(found, who, now) for found in books_of(who.officer, now)),
        checks=tuple(_checks_line(found, now) for found in duties_of(who.officer, now)),
    )


def book(
    who: Unlocked, service: int, key: str, year: int, now: datetime, *, month: int = 0, channel: str = ""
) -> BookPage:
    """Return a year of a book, or a month, or what came by one channel. Raises `NoSuchCase`, `BadEnvelope`."""
    mine = (found for found in books_of(who.officer, now) if found.service.pk == service)
    found = next((each for each in mine if each.book.key == key), None)
    if found is None:
        raise NoSuchCase
    asked = columns(found)
    read = [
        row
        for row in rows(found, asked, _entered(found, who, now, year, month), who)
        if not channel or _channel_of(asked, row) == channel
    ]
    is_aduan = found.service.kind == Service.ADUAN
    return BookPage(
        service=service,
        service_name=found.service.name,
        agency_name=found.service.agency.name,
        kind="aduan" if is_aduan else "wbs",
        key=key,
        label=found.book.label,
        year=year,
        month=month,
        channel=channel,
        years=_years(found, who, now),
        channels=_channels(found, asked),
        columns=asked,
        rows=tuple(read),
        recaps=recaps(asked, read) if is_aduan else (),
        capacities=_named(found.seats),
        zone=found.service.agency.zone,
    )


def checks(who: Unlocked, service: int, row: str, year: int, now: datetime) -> ChecksPage:
    """Return a year of a daily duty. Raises `NoSuchCase`."""
    mine = (found for found in duties_of(who.officer, now) if found.service.pk == service)
    found = next((each for each in mine if each.routine.row == row), None)
    if found is None:
        raise NoSuchCase
    done = list(_checks(found).filter(day__year=year).order_by("day"))
    names = officers.names_of(each.by for each in done)
    seats = {each.key: each.name for each in agencies.posts(found.service.agency)}
    return ChecksPage(
        service=service,
        service_name=found.service.name,
        agency_name=found.service.agency.name,
        row=row,
        title=_title(found),
        sources=found.routine.sources,
        year=year,
        years=_check_years(found, now),
        rows=tuple(
            CheckRow(each.day, each.counts, names[each.by], seats.get(each.capacity, each.capacity), each.at)
            for each in done
        ),
        capacities=_named(found.seats),
        zone=found.service.agency.zone,
    )


def _book_line(found: Kept, who: Unlocked, now: datetime) -> BookLine:
    service = found.service
    return BookLine(service.pk, service.name, found.book.key, found.book.label, _years(found, who, now))


def _checks_line(found: Watched, now: datetime) -> ChecksLine:
    service = found.service
    return ChecksLine(service.pk, service.name, found.routine.row, _title(found), _check_years(found, now))


def _entered(found: Kept, who: Unlocked, now: datetime, year: int, month: int) -> list[tuple[Entry, Case]]:
    """The entries of a year, or a month of it, whose case the reader holds a key of, with the case."""
    entries = _entries(found).filter(book__year=year)
    cases = cases_for(who.officer, now).filter(service=found.service, code__in=entries.values("subject"))
    reachable = {case.code: case for case in cases}
    zone = ZoneInfo(found.service.agency.zone)
    return [
        (entry, reachable[entry.subject])
        for entry in entries.select_related("book").order_by("number")
        if entry.subject in reachable and month in {0, entry.at.astimezone(zone).month}
    ]


def _entries(found: Kept) -> "QuerySet[Entry]":
    service = found.service
    return Entry.objects.filter(
        book__agency=service.agency.key, book__service=service.key, book__kind=found.book.key
    )


def _years(found: Kept, who: Unlocked, now: datetime) -> tuple[int, ...]:
    mine = cases_for(who.officer, now).filter(service=found.service).values("code")
    years = _entries(found).filter(subject__in=mine).order_by().values_list("book__year", flat=True)
    return _with_this(years.distinct(), found.service, now)


def _checks(found: Watched) -> "QuerySet[RoutineCheck]":
    return RoutineCheck.objects.filter(service=found.service, row=found.routine.row)


def _check_years(found: Watched, now: datetime) -> tuple[int, ...]:
    return _with_this((day.year for day in _checks(found).dates("day", "year")), found.service, now)


def _with_this(years: Iterable[int], service: Service, now: datetime) -> tuple[int, ...]:
    return tuple(sorted({*years, officers.day_in(service.agency, now).year}, reverse=True))


def _channels(found: Kept, asked: Iterable[Column]) -> tuple[tuple[str, str], ...]:
    """What may be filtered by: the channels of the profile, and our own pages."""
    if not any(column.kind == "channel" for column in asked):
        return ()
    named = {each.key: each.label for each in agencies.as_loaded(found.service).channels}
    return tuple({WEBSITE: "", **named}.items())


def _channel_of(asked: Iterable[Column], row: BookRow) -> str:
    cells = zip(asked, row.cells, strict=True)
    return next((cell.code for column, cell in cells if column.kind == "channel"), "")


def _title(found: Watched) -> str:
    return next(row.activity for row in found.sop.rows if row.number == found.routine.row)


def _named(seats: Iterable[Post]) -> tuple[tuple[str, str], ...]:
    return tuple((seat.key, seat.name) for seat in seats)
