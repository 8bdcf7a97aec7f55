"""Taking in what came by SMS, telephone, letter, box, in person or from another authority; and the slip for it."""

import os

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kentongan.agencies import reads as agencies
from kentongan.cases.errors import NoSuchCase, Refused
from kentongan.cases.reads.receiving import Receiving, receiving, receiving_at
from kentongan.cases.services import intake, taking_in
from kentongan.desk import intakeform
from kentongan.desk.access import OfficerRequest, officer_required, unlocked_of
from kentongan.desk.carried import says_what_was_written
from kentongan.desk.intakeform import Way
from kentongan.desk.typed import CAPACITY
from kentongan.questions import Form
from kentongan.web import attempts, carried, nonces
from kentongan.web.attempts import NONCE, Attempt
from kentongan.web.carried import Carried
from kentongan.web.errors import expired_form, on_expired_form
from kentongan.web.fields import choices
from kentongan.web.links import address, go
from kentongan.web.uploads import arrived, discard_all, takes_files

SECRET, SECRET_SIZE = "terima", 32  # in the sealed session: with a form's nonce it gives the code of the slip


@require_safe
@officer_required
def page(request: OfficerRequest) -> HttpResponse:
    """The services for which I may take reports in."""
    places = receiving(request.officer, timezone.now())
    return render(
        request, "desk/receive.html", {"places": places, "officer_name": request.officer.officer.name}
    )


def _written(request: HttpRequest, agency: str, service: str) -> Carried | None:
    """What was typed while the session ended, by the questions of the form: they are no secret."""
    found = agencies.service(agency, service)
    questions = agencies.form(found.form_version).questions if found else ()
    asked = {each.key: each.label for each in questions if each.kind in {"text", "long-text"}}
    texts = {label: request.POST.get(key, "") for key, label in asked.items()}
    return carried.carry(texts, had_files=carried.had_files(request))


def _expired(request: HttpRequest, agency: str, service: str) -> HttpResponseBase:
    """The form's token no longer holds: the form again, with what was typed and a new token."""
    if unlocked_of(request) is None:
        carried_back = _written(request, agency, service)
        return expired_form(request, carried_back, address("desk:receive", agency, service))
    return _renewed(request, agency, service)


@officer_required
def _renewed(request: OfficerRequest, agency: str, service: str) -> HttpResponse:
    now = timezone.now()
    place = _place(request, agency, service)
    attempt = _posted(request, place)
    if intake.was_sent(attempt.nonce):
        return go("desk:slip", attempt.nonce)
    attempts.renew(attempt, now)
    return _page(request, attempt, intakeform.way(place, attempt.typed))


@require_http_methods(["GET", "HEAD", "POST"])
@takes_files
@on_expired_form(_expired)
@says_what_was_written(_written)
@officer_required
def form(request: OfficerRequest, agency: str, service: str) -> HttpResponse:
    """GET shows the form of the service; POST changes it or takes the report in."""
    now = timezone.now()
    place = _place(request, agency, service)
    if request.method != "POST":
        attempt = Attempt(_asked(place), _secret(request), nonces.new_nonce(now))
        return _page(request, attempt, intakeform.way(place, {}))
    attempt = _posted(request, place)
    way = intakeform.way(place, attempt.typed).judged(now)
    if intake.was_sent(attempt.nonce):
        discard_all(arrived(request))
        return go("desk:slip", attempt.nonce)
    if attempts.consider(request, attempt, now, way.mistakes()):
        return _take_in(request, attempt, way)
    # A button that only changes the form says nothing of what is still missing.
    return _page(request, attempt, way if attempt.mistakes else intakeform.way(place, attempt.typed))


def _place(request: OfficerRequest, agency: str, service: str) -> Receiving:
    """A service that is not theirs and one that is not there look the same, whatever was posted."""
    try:
        return receiving_at(request.officer, agency, service, timezone.now())
    except NoSuchCase:
        discard_all(arrived(request))
        raise Http404 from None


def _asked(place: Receiving) -> Form:
    return intakeform.asked_of(agencies.form(place.service.form_version))


def _posted(request: OfficerRequest, place: Receiving) -> Attempt:
    return attempts.posted(request, _asked(place), _secret(request))


def _secret(request: HttpRequest) -> bytes:
    if SECRET not in request.session:
        request.session[SECRET] = os.urandom(SECRET_SIZE).hex()
    return bytes.fromhex(request.session[SECRET])


def _take_in(request: OfficerRequest, attempt: Attempt, way: Way) -> HttpResponse:
    assert attempt.reading is not None
    assert way.received is not None
    now = timezone.now()
    try:
        taking_in.take_in(
            service=way.place.service,
            channel=way.channel,
            received=way.received,
            answers=attempt.reading.answers,
            identity=attempt.reading.identity,
            files=[each.sealed(note=each.field_name) for each in attempt.good],
            referral=way.referral,
            serial=way.serial,
            secret=attempt.secret,
            nonce=attempt.nonce,
            by=request.officer,
            capacity=request.POST.get(CAPACITY, ""),
            now=now,
        )
    except Refused as refused:
        attempts.stage(attempt, now)
        way = way.refused(refused.code)
        attempt.mistakes += way.mistakes()
        return _page(request, attempt, way)
    return go("desk:slip", attempt.nonce)


def _page(request: OfficerRequest, attempt: Attempt, way: Way) -> HttpResponse:
    drawer = attempts.drawn(attempt)
    context = {
        "place": way.place,
        "way": way,
        "form": drawer,
        "sections": drawer.sections(),
        "summary": attempt.summary,
        "nonce": attempt.nonce,
        "nonce_name": NONCE,
        "capacities": choices(CAPACITY, way.place.seats.items(), [request.POST.get(CAPACITY, "")]),
        "officer_name": request.officer.officer.name,
    }
    return render(request, "desk/receive_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def slip(request: OfficerRequest, nonce: str) -> HttpResponse:
    """GET shows the slip to be printed; POST says that it has been handed over, and it is never shown again."""
    secret = _secret(request)
    if request.method == "POST":
        intake.note_code(secret=secret, nonce=nonce)
        return go("desk:slip", nonce)
    code = intake.code_for(secret=secret, nonce=nonce)
    context = {
        "nonce": nonce,
        "groups": code.split("-") if code else (),
        "address": f"{settings.KENTONGAN['PORTAL_URL']}cek/",
        "officer_name": request.officer.officer.name,
    }
    return render(request, "desk/receipt_slip.html", context)
