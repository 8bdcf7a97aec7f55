"""Taking rows out of the program: an act, because what has left is no longer guarded here.

The journal says who took how many rows of which book, and when; never what stood in them. Given is what the page of
the book shows the same person, no more.
"""

from datetime import datetime

from django.db import transaction

from kentongan import journal
from kentongan.agencies.models import Service
from kentongan.officers.services.login import Unlocked

from ..book_shapes import BookPage, ChecksPage
from ..errors import Refused
from ..reads import books


@transaction.atomic
def take_book(
    *,
    service: int,
    key: str,
    year: int,
    by: Unlocked,
    capacity: str,
    now: datetime,
    month: int = 0,
    channel: str = "",
) -> BookPage:
    """Return a book to be taken along. Raises `NoSuchCase`, `Refused("not-your-act")`."""
    page = books.book(by, service, key, year, now, month=month, channel=channel)
    _record(page, key, len(page.rows), by=by, capacity=capacity, now=now)
    return page


@transaction.atomic
def take_checks(
    *, service: int, row: str, year: int, by: Unlocked, capacity: str, now: datetime
) -> ChecksPage:
    """Return the book of a daily duty to be taken along. Raises `NoSuchCase`, `Refused("not-your-act")`."""
    page = books.checks(by, service, row, year, now)
    _record(page, row, len(page.rows), by=by, capacity=capacity, now=now)
    return page


def _record(
    page: BookPage | ChecksPage, book: str, count: int, *, by: Unlocked, capacity: str, now: datetime
) -> None:
    if capacity not in dict(page.capacities):
        raise Refused("not-your-act")
    service = Service.objects.select_related("agency").get(pk=page.service)
    journal.record(
        "book.exported",
        chain=f"books:{service.agency.key}:{service.key}",
        agency=service.agency.key,
        at=now,
        by=by.officer.username,
        capacity=capacity,
        subject=f"{book}:{page.year}",
        count=count,
    )
