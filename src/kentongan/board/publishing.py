"""Making public and taking back. Who may, and whether the contents were approved, is asked before (`cases`).

* What stands on the board is what was given last: earlier contents of the same matter go.
* What is withdrawn leaves nothing behind but its code, so that nothing else is ever found under it.
"""

from collections.abc import Sequence
from datetime import date

from .models import Photo, Publication
from .photos import MEDIA_TYPE, Clean


def publish(
    code: str | None,
    *,
    agency: str,
    service: str,
    status: str,
    text: str = "",
    photos: Sequence[Clean] = (),
    day: date,
) -> str:
    """Show a matter with this status and these contents, in the place of what `code` showed; return its code."""
    shown = Publication.objects.filter(code=code, agency=agency, service=service, withdrawn=False).first()
    row = shown or Publication(agency=agency, service=service, day=day)
    row.status, row.text, row.updated = status, text, day
    row.save()
    row.photos.all().delete()
    Photo.objects.bulk_create(_photo(row, each) for each in photos)
    return row.code


def _photo(row: Publication, clean: Clean) -> Photo:
    return Photo(
        publication=row,
        media_type=MEDIA_TYPE,
        width=clean.width,
        height=clean.height,
        content=clean.content,
    )


def withdraw(code: str) -> None:
    """Take a matter off the board, contents and all."""
    Photo.objects.filter(publication__code=code).delete()
    Publication.objects.filter(code=code).update(withdrawn=True, text="")
