"""What an office has made public of the complaints to a service: status, day, approved text and photos.

Only of complaints (aduan). A whistleblowing service has no such page: there, that nothing is shown must say nothing.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kentongan.board import reads as board
from kentongan.portal import doors
from kentongan.web.numbers import small_number

NO_PAGE, FIRST = 0, 1


@require_safe
def page(request: HttpRequest, agency: str, service: str, number: str = "1") -> HttpResponse:
    """A page of the board, what changed last first."""
    house, door = doors.door(agency, service, timezone.now())
    wanted = small_number(number) or NO_PAGE
    if door.is_secret or wanted == NO_PAGE:
        raise Http404
    listed = board.listed(agency, service, wanted)
    if wanted > FIRST and not listed.matters:
        raise Http404
    return render(request, "portal/board.html", {"agency": house, "door": door, "listed": listed})


@require_safe
def photo(request: HttpRequest, code: str) -> HttpResponse:  # noqa: ARG001
    """One photo, as it was drawn anew for the public."""
    found = board.photo(code)
    if found is None:
        raise Http404
    media_type, content = found
    return HttpResponse(content, content_type=media_type)
