"""The front page and the page of an agency."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kentongan.portal import doors
from kentongan.web.words import PATH, STATUS_SENTENCES, STATUSES


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """All agencies with their services."""
    return render(request, "portal/front.html", {"agency": None, "houses": doors.houses(timezone.now())})


@require_safe
def agency(request: HttpRequest, agency: str) -> HttpResponse:
    """One agency: its services, how to report safely, the path ahead."""
    path = [(STATUSES[code], STATUS_SENTENCES[code]) for code in PATH]
    context = {"agency": doors.house(agency, timezone.now()), "path": path}
    return render(request, "portal/agency.html", context)
