"""Printed forms for the box, each with a number and a slip to tear off; shown once, for no code is kept.

What is printed is the answer to the very request that made it: nothing of it is in the session or in a row. The session
remembers only that its form was used, so that loading the page again makes no second run.
"""

import secrets

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kentongan.agencies import reads as agencies
from kentongan.cases.errors import NoSuchCase, Refused
from kentongan.cases.reads.receiving import Receiving, receiving_at
from kentongan.cases.services import taking_in
from kentongan.desk import papersheet
from kentongan.desk.access import OfficerRequest, officer_required
from kentongan.desk.typed import CAPACITY
from kentongan.web import words
from kentongan.web.fields import FieldView, Mistake, Summary, choices
from kentongan.web.numbers import small_number

COUNT, RUN = "jumlah", "_cetak"
SESSION_KEY = "cetak"
NO_COUNT = 0


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def page(request: OfficerRequest, agency: str, service: str) -> HttpResponse:
    """GET asks how many; POST makes them and shows them once."""
    place = receiving_at(request.officer, agency, service, timezone.now())
    if not place.has_box:
        raise NoSuchCase
    if request.method != "POST":
        return _asking(request, place, "", None)
    typed = request.POST.get(COUNT, "")
    if request.POST.get(RUN, "") != request.session.get(SESSION_KEY):
        text = _(
            "Formulir itu sudah dibuat; kodenya tidak ditampilkan lagi. Bila belum tercetak, buat yang baru."
        )
        return _asking(request, place, typed, Summary(text))
    try:
        made = taking_in.print_forms(
            service=place.service,
            count=small_number(typed) or NO_COUNT,
            by=request.officer,
            capacity=request.POST.get(CAPACITY, ""),
            now=timezone.now(),
        )
    except Refused as refused:
        mistake = Mistake(words.refusal(refused.code, **refused.params), f"f-{COUNT}")
        return _asking(request, place, typed, Summary(_("Belum dibuat"), (mistake,)))
    del request.session[SESSION_KEY]
    context = {
        "place": place,
        "sheet": papersheet.drawn(agencies.form(place.service.form_version)),
        "forms": [(each.serial, each.code.split("-")) for each in made],
        "address": f"{settings.KENTONGAN['PORTAL_URL']}cek/",
        "officer_name": request.officer.officer.name,
    }
    return render(request, "desk/paper_forms_print.html", context)


def _asking(request: OfficerRequest, place: Receiving, typed: str, summary: Summary | None) -> HttpResponse:
    request.session[SESSION_KEY] = secrets.token_urlsafe(16)
    count = FieldView(f"f-{COUNT}", COUNT, _("Berapa formulir?"), kind="number", value=typed)
    context = {
        "place": place,
        "run_name": RUN,
        "run": request.session[SESSION_KEY],
        "count": count,
        "capacities": choices(CAPACITY, place.seats.items(), [request.POST.get(CAPACITY, "")]),
        "summary": summary,
        "officer_name": request.officer.officer.name,
    }
    return render(request, "desk/paper_forms.html", context)
