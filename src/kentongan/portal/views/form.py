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
from kentongan.portal import cookies, doors, nonces, sending
from kentongan.portal.doors import Door, House
from kentongan.portal.fields import UNSTAGE, Drawer
from kentongan.portal.sending import NONCE, STAYING, Attempt
from kentongan.reports import staging
from kentongan.web.errors import on_expired_form
from kentongan.web.links import go
from kentongan.web.uploads import arrived, discard_all, takes_files

_drawn: dict[tuple[str, str | None], SafeString] = {}


def expired(request: HttpRequest, agency: str, service: str) -> HttpResponse:
    """The form's token no longer holds: the form again, with what was typed and a new token."""
    now = timezone.now()
    house, door = doors.door(agency, service, now)
    attempt = sending.posted(request, door, agencies.form(door.service.form_version), _secret(request))
    if intake.was_sent(attempt.nonce):
        return _receipt(house, attempt)
    sending.renew(attempt, now)
    return _page(request, house, attempt)


@require_http_methods(["GET", "HEAD", "POST"])
@takes_files
@on_expired_form(expired)
def page(request: HttpRequest, agency: str, service: str) -> HttpResponse:
    """GET shows an empty form; POST changes or sends one."""
    house, door = doors.door(agency, service, timezone.now())
    form, secret = agencies.form(door.service.form_version), _secret(request)
    if request.method == "POST":
        return _posted(request, house, sending.posted(request, door, form, secret))
    return _page(request, house, Attempt(door, form, secret, nonces.new_nonce(timezone.now())))


def _secret(request: HttpRequest) -> bytes:
    return cookies.secret_of(request) or cookies.new_secret()


def _posted(request: HttpRequest, house: House, attempt: Attempt) -> HttpResponse:
    now = timezone.now()
    if intake.was_sent(attempt.nonce):
        discard_all(arrived(request))
        return _receipt(house, attempt)
    if not nonces.is_fresh(attempt.nonce, now):
        sending.renew(attempt, now)
    sending.take_files(attempt, arrived(request))
    if any(button in request.POST for button in STAYING):
        unwanted = request.POST.get(UNSTAGE, "").replace("\0", "")
        staging.drop(secret=attempt.secret, nonce=attempt.nonce, file=unwanted)
    elif sending.judge(attempt) and not attempt.title:
        return _send(request, house, attempt)
    sending.stage(attempt, now)
    return _page(request, house, attempt)


def _send(request: HttpRequest, house: House, attempt: Attempt) -> HttpResponse:
    assert attempt.reading is not None
    try:
        intake.receive(
            service=attempt.door.service,
            secret=attempt.secret,
            nonce=attempt.nonce,
            answers=attempt.reading.answers,
            identity=attempt.reading.identity,
            files=[each.sealed(note=each.field_name) for each in attempt.good],
            now=timezone.now(),
        )
    except Refused:
        discard_all(attempt.good)
        return _closed(request, house, attempt.door)
    return _receipt(house, attempt)


def _receipt(house: House, attempt: Attempt) -> HttpResponse:
    response = go("portal:receipt", house.key, attempt.door.key, attempt.nonce)
    cookies.give(response, attempt.secret)
    return response


def _page(request: HttpRequest, house: House, attempt: Attempt) -> HttpResponse:
    if not attempt.door.is_open:
        return _closed(request, house, attempt.door)
    drawer = Drawer(attempt.form, attempt.typed, attempt.errors, attempt.waiting)
    context = {
        "agency": house,
        "door": attempt.door,
        "form": drawer,
        "questions": _questions(drawer) if attempt.typed else _empty(attempt.door, drawer),
        "summary": attempt.summary,
        "nonce": attempt.nonce,
        "nonce_name": NONCE,
    }
    response = render(request, "portal/form.html", context)
    cookies.give(response, attempt.secret)
    return response


def _questions(drawer: Drawer) -> SafeString:
    return render_to_string("portal/_questions.html", {"sections": drawer.sections()})


def _empty(door: Door, drawer: Drawer) -> SafeString:
    """An empty form looks the same to everybody: it is drawn once, for each version and language."""
    key = (door.service.form_version.sha256, get_language())
    if key not in _drawn:
        _drawn[key] = _questions(drawer)
    return _drawn[key]


def _closed(request: HttpRequest, house: House, door: Door) -> HttpResponse:
    discard_all(arrived(request))
    return render(request, "portal/closed.html", {"agency": house, "door": door})
