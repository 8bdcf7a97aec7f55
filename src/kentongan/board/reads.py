"""What the public reads. What was withdrawn and what never was look the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from .models import Photo, Publication

A_PAGE = 20


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo by its name, and how large it is, so that a page keeps its place free."""

    code: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Shown:
    """One matter as the public sees it."""

    code: str
    status: str
    text: str
    day: date
    updated: date
    photos: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the board, what changed last first; `earlier` and `later` are page numbers, None at an end."""

    matters: tuple[Shown, ...]
    page: int
    later: int | None
    earlier: int | None


def show(agency: str, service: str, code: str) -> Shown | None:
    """Return one matter, None where the service shows none by this name."""
    row = _public(agency, service).filter(code=code).first()
    return None if row is None else _shown([row])[0]


def listed(agency: str, service: str, page: int = 1) -> Listed:
    """Return a page of what a service has made public; past the end it is empty."""
    start = (max(page, 1) - 1) * A_PAGE
    rows = list(_public(agency, service).order_by("-updated", "-id")[start : start + A_PAGE + 1])
    return Listed(
        matters=_shown(rows[:A_PAGE]),
        page=max(page, 1),
        later=page - 1 if page > 1 else None,
        earlier=max(page, 1) + 1 if len(rows) > A_PAGE else None,
    )


def photo(code: str) -> tuple[str, bytes] | None:
    """Return media type and bytes of a photo that is public, None where there is none."""
    found = Photo.objects.filter(code=code, publication__withdrawn=False).first()
    return None if found is None else (found.media_type, bytes(found.content))


def _public(agency: str, service: str) -> "QuerySet[Publication]":
    return Publication.objects.filter(agency=agency, service=service, withdrawn=False)


def _shown(rows: Iterable[Publication]) -> tuple[Shown, ...]:
    found = list(rows)
    pictures: dict[int, list[Picture]] = {}
    # Without the pictures themselves: each is asked for by itself.
    for each in Photo.objects.filter(publication__in=found).defer("content"):
        pictures.setdefault(each.publication_id, []).append(Picture(each.code, each.width, each.height))
    return tuple(
        Shown(row.code, row.status, row.text, row.day, row.updated, tuple(pictures.get(row.pk, ())))
        for row in found
    )
