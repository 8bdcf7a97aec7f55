"""The books that somebody keeps: the shelf, a book of a year, the daily checks; each to print or to take as CSV."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kentongan.cases.book_shapes import BookPage, CheckRow, ChecksPage
from kentongan.cases.errors import Refused
from kentongan.cases.reads import books
from kentongan.cases.services import exports
from kentongan.desk import bookview
from kentongan.desk.access import OfficerRequest, officer_required
from kentongan.desk.bookview import CHANNEL, MONTH, WHOLE_YEAR
from kentongan.desk.typed import CAPACITY
from kentongan.web import words
from kentongan.web.csv_files import csv_file
from kentongan.web.fields import Mistake, Summary, choices
from kentongan.web.links import address
from kentongan.web.numbers import small_number


@dataclass(frozen=True, slots=True)
class CheckView:
    """One day's check, with what was found in the order of the sources."""

    row: CheckRow
    counts: tuple[int, ...]


@require_safe
@officer_required
def shelf(request: OfficerRequest) -> HttpResponse:
    """Every book that I keep."""
    kept = books.kept(request.officer, timezone.now())
    return render(request, "desk/books.html", {"shelf": kept, "officer_name": _name(request)})


@require_safe
@officer_required
def book(request: OfficerRequest, service: int, key: str, year: int) -> HttpResponse:
    """A book of a year, or a month of it, or what came by one channel."""
    month, channel = _month(request.GET), request.GET.get(CHANNEL, "")
    found = books.book(request.officer, service, key, year, timezone.now(), month=month, channel=channel)
    return _book(request, found)


def _book(request: OfficerRequest, found: BookPage, summary: Summary | None = None) -> HttpResponse:
    context = {
        "book": found,
        "view": bookview.drawn(found),
        "download": address("desk:book-csv", found.service, found.key, found.year),
        **_common(request, found, summary),
    }
    return render(request, "desk/book.html", context)


@require_POST
@officer_required
def book_csv(request: OfficerRequest, service: int, key: str, year: int) -> HttpResponse:
    """The same as CSV. That it was taken is an act."""
    month, channel, now = _month(request.POST), request.POST.get(CHANNEL, ""), timezone.now()
    who = request.officer
    try:
        found = exports.take_book(
            service=service,
            key=key,
            year=year,
            month=month,
            channel=channel,
            by=who,
            capacity=request.POST.get(CAPACITY, ""),
            now=now,
        )
    except Refused as refused:
        return _book(request, books.book(who, service, key, year, now), _said(refused))
    return csv_file(f"{key}-{year}", bookview.table(found))


@require_safe
@officer_required
def checks(request: OfficerRequest, service: int, row: str, year: int) -> HttpResponse:
    """A year of a daily duty."""
    return _checks(request, books.checks(request.officer, service, row, year, timezone.now()))


def _checks(request: OfficerRequest, found: ChecksPage, summary: Summary | None = None) -> HttpResponse:
    context = {
        "book": found,
        "rows": tuple(
            CheckView(each, tuple(each.counts.get(source, 0) for source in found.sources))
            for each in found.rows
        ),
        "sources": tuple(words.lookup(words.SOURCES, source) for source in found.sources),
        "download": address("desk:checks-csv", found.service, found.row, found.year),
        **_common(request, found, summary),
    }
    return render(request, "desk/checks.html", context)


@require_POST
@officer_required
def checks_csv(request: OfficerRequest, service: int, row: str, year: int) -> HttpResponse:
    """The same as CSV."""
    who, now = request.officer, timezone.now()
    capacity = request.POST.get(CAPACITY, "")
    try:
        found = exports.take_checks(service=service, row=row, year=year, by=who, capacity=capacity, now=now)
    except Refused as refused:
        return _checks(request, books.checks(who, service, row, year, now), _said(refused))
    return csv_file(f"{row}-{year}", bookview.checks_table(found))


def _common(
    request: OfficerRequest, found: BookPage | ChecksPage, summary: Summary | None
) -> dict[str, object]:
    return {
        "summary": summary,
        "capacities": choices(CAPACITY, found.capacities, [request.POST.get(CAPACITY, "")]),
        "officer_name": _name(request),
    }


def _said(refused: Refused) -> Summary:
    return Summary(_("Belum diambil"), (Mistake(words.refusal(refused.code, **refused.params), ""),))


def _month(asked: Mapping[str, str]) -> int:
    month = small_number(asked.get(MONTH, ""))
    return month if month is not None and month in bookview.MONTHS else WHOLE_YEAR


def _name(request: OfficerRequest) -> str:
    return request.officer.officer.name
