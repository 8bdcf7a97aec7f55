"""Numbers without gaps: taken within the act that they belong to, and given back with it.

* A number exists from the moment when its act is committed. An act that is refused or falls over takes its number
  back with everything else, for the volume is locked until then: so there is no gap and no double.
* A year begins at 1. Who asks again for the same subject gets the number that it has, also in the next year.
* Who takes from several books of a service locks them in one order, so that two acts never wait for each other.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from .models import Book, Entry

# An entry made by mistake; the same matter entered twice.
VOID_REASONS = ("mistaken", "double")


class NotInTransaction(RuntimeError):
    """A number was to be taken outside a transaction: it could then stand without its act."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A number of a book, and the year in which it was taken."""

    number: int
    year: int


def take(
    *, agency: str, service: str, book: str, year: int, subject: str, part: str = "", at: datetime
) -> Taken:
    """Return the number of a subject in a book, the next one where it has none. Raises `NotInTransaction`."""
    if not transaction.get_connection().in_atomic_block:
        raise NotInTransaction(book)
    volume = _locked(agency, service, book, year)
    known = taken(agency=agency, service=service, book=book, subject=subject, part=part)
    if known is not None:
        return known
    volume.last += 1
    volume.save(update_fields=["last"])
    Entry.objects.create(book=volume, number=volume.last, subject=subject, part=part, at=at)
    return Taken(volume.last, year)


def taken(*, agency: str, service: str, book: str, subject: str, part: str = "") -> Taken | None:
    """Return the number that a subject has in a book, None where it has none."""
    volumes = {"book__agency": agency, "book__service": service, "book__kind": book}
    entries = Entry.objects.filter(subject=subject, part=part, **volumes).order_by("id")
    found = entries.values_list("number", "book__year").first()
    return None if found is None else Taken(*found)


def _locked(agency: str, service: str, book: str, year: int) -> Book:
    """Lock this year's volumes of the service, by their ids, and return the one that is asked for."""
    volumes = Book.objects.filter(agency=agency, service=service, year=year).order_by("id")
    locked = {volume.kind: volume for volume in volumes.select_for_update()}
    if book not in locked:
        # Two first entries at once: the database keeps one volume, and the lock lets them queue.
        new = Book(agency=agency, service=service, kind=book, year=year)
        Book.objects.bulk_create([new], ignore_conflicts=True)
        locked = {volume.kind: volume for volume in volumes.select_for_update()}
    return locked[book]


def make_void(*, agency: str, service: str, book: str, year: int, number: int, reason: str) -> None:
    """Let an entry no longer count; its number stays taken. Raises `ValueError` for a reason that is none."""
    if reason not in VOID_REASONS:
        raise ValueError(reason)
    volume = {"book__agency": agency, "book__service": service, "book__kind": book, "book__year": year}
    Entry.objects.filter(number=number, void="", **volume).update(void=reason)
