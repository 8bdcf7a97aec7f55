"""The report form: shown, changed, sent. Without script, on one page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from kentongan.agencies import reads as agencies
from kentongan.cases.errors import Refused
from kentongan.cases.services import intake
from kentongan.portal import cookies, doors
from kentongan.portal.doors import Door, House
from kentongan.web import attempts, nonces
from kentongan.web.attempts import NONCE, Attempt
from kentongan.web.errors import on_expired_form
from kentongan.web.links import go
from kentongan.web.questions import Drawer
from kentongan.web.uploads import arrived, discard_all, takes_files

_drawn: dict[tuple[str, str | None], SafeString] = {}


def expired(request: HttpRequest, agency: str, service: str) -> HttpResponse:
    """The form's token no longer holds: the form again, with what was typed and a new token."""
    now = timezone.now()
    house, door = doors.door(agency, service, now)
    attempt = attempts.posted(request, agencies.form(door.service.form_version), _secret(request))
    if intake.was_sent(attempt.nonce):
        return _receipt(house, door, attempt)
    attempts.renew(attempt, now)
    return _page(request, house, door, attempt)


@require_http_methods(["GET", "HEAD", "POST"])
@takes_files
@on_expired_form(expired)
def page(request: HttpRequest, agency: str, service: str) -> HttpResponse:
    """GET shows an empty form; POST changes or sends one."""
    house, door = doors.door(agency, service, timezone.now())
    form, secret = agencies.form(door.service.form_version), _secret(request)
    if request.method == "POST":
        return _posted(request, house, door, attempts.posted(request, form, secret))
    return _page(request, house, door, Attempt(form, secret, nonces.new_nonce(timezone.now())))


def _secret(request: HttpRequest) -> bytes:
    return cookies.secret_of(request) or cookies.new_secret()


def _posted(request: HttpRequest, house: House, door: Door, attempt: Attempt) -> HttpResponse:
    if intake.was_sent(attempt.nonce):
        discard_all(arrived(request))
        return _receipt(house, door, attempt)
    if attempts.consider(request, attempt, timezone.now()):
        return _send(request, house, door, attempt)
    return _page(request, house, door, attempt)


def _send(request: HttpRequest, house: House, door: Door, attempt: Attempt) -> HttpResponse:
    assert attempt.reading is not None
    try:
        intake.receive(
            service=door.service,
            secret=attempt.secret,
            nonce=attempt.nonce,
            answers=attempt.reading.answers,
            identity=attempt.reading.identity,
            files=[each.sealed(note=each.field_name) for each in attempt.good],
            now=timezone.now(),
        )
    except Refused:
        discard_all(attempt.good)
        return _closed(request, house, door)
    return _receipt(house, door, attempt)


def _receipt(house: House, door: Door, attempt: Attempt) -> HttpResponse:
    response = go("portal:receipt", house.key, door.key, attempt.nonce)
    cookies.give(response, attempt.secret)
    return response


def _page(request: HttpRequest, house: House, door: Door, attempt: Attempt) -> HttpResponse:
    if not door.is_open:
        return _closed(request, house, door)
    drawer = attempts.drawn(attempt)
    context = {
        "agency": house,
        "door": door,
        "form": drawer,
        "questions": _questions(drawer) if attempt.typed else _empty(door, drawer),
        "summary": attempt.summary,
        "nonce": attempt.nonce,
        "nonce_name": NONCE,
    }
    response = render(request, "portal/form.html", context)
    cookies.give(response, attempt.secret)
    return response


def _questions(drawer: Drawer) -> SafeString:
    return render_to_string("web/questions/all.html", {"sections": drawer.sections()})


def _empty(door: Door, drawer: Drawer) -> SafeString:
    """An empty form looks the same to everybody: it is drawn once, for each version and language."""
    key = (door.service.form_version.sha256, get_language())
    if key not in _drawn:
        _drawn[key] = _questions(drawer)
    return _drawn[key]


def _closed(request: HttpRequest, house: House, door: Door) -> HttpResponse:
    discard_all(arrived(request))
    return render(request, "portal/closed.html", {"agency": house, "door": door})
