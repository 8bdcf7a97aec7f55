"""The access code, until its reporter has written it down."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kentongan.cases.services import intake
from kentongan.portal import cookies, doors
from kentongan.web.links import go


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, agency: str, service: str, nonce: str) -> HttpResponse:
    """GET shows the code; POST says that it has been written down, and the browser forgets."""
    house, door = doors.door(agency, service, timezone.now())
    secret = cookies.secret_of(request)
    code = intake.code_for(secret=secret, nonce=nonce) if secret else None
    if request.method == "POST":
        if secret:
            intake.note_code(secret=secret, nonce=nonce)
        response: HttpResponse = go("portal:receipt", agency, service, nonce)
        cookies.take_back(response)
        return response
    context = {"agency": house, "door": door, "nonce": nonce, "groups": code.split("-") if code else ()}
    return render(request, "portal/receipt.html" if code else "portal/noted.html", context)
