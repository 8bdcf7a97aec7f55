"""Coming in with an access code, changing it, and going out again."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kentongan.cases.errors import Refused, WrongCode
from kentongan.cases.reads import reporter
from kentongan.cases.reads.standing import standing
from kentongan.cases.services import codes
from kentongan.portal import access, cookies
from kentongan.reports.reporters import CodeGone
from kentongan.web import words
from kentongan.web.carried import Carried
from kentongan.web.errors import REFUSED
from kentongan.web.fields import FieldView, Mistake, Summary
from kentongan.web.links import go

# A page that many people have open. It is left without a referrer, and nothing of it is loaded by ours.
EXIT_ADDRESS = "https://www.bmkg.go.id/"


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """The field for the code."""
    if request.method != "POST":
        return _page(request, "", "")
    typed = request.POST.get("kode", "")
    try:
        key = reporter.enter(typed)
    except WrongCode as wrong:
        return _page(request, typed, wrong.reason)
    found = standing(key)
    if not found.has_arrived:
        return render(request, "portal/waiting.html", {"agency": None})
    access.begin(request, key)
    return go("portal:change" if found.must_change else "portal:report")


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest) -> HttpResponse:
    """GET shows a new code; POST says that it has been written down, and from then on it holds."""
    visit = access.visit_of(request)
    if visit is None:
        return go("portal:enter")
    if request.method != "POST":
        code = codes.proposed(secret=access.new_code_secret(request))
        context = {"agency": None, "groups": code.split("-"), "standing": visit.standing}
        return render(request, "portal/change.html", context)
    if access.SECRET not in request.session:
        return go("portal:report")  # sent twice: it is done
    try:
        access.begin(request, codes.change(key=visit.key, secret=access.new_code_secret(request)))
    except CodeGone:  # changed in another browser a moment ago
        request.session.flush()
        return go("portal:enter")
    return go("portal:report")


@require_POST
def later(request: HttpRequest) -> HttpResponse:
    """Go on with the code of a slip, where that may be put off."""
    visit = access.visit_of(request)
    if visit is None:
        return go("portal:enter")
    try:
        if not visit.is_open:
            codes.put_off(key=visit.key)
            request.session[access.PUT_OFF] = True
    except Refused:
        return go("portal:change")
    return go("portal:report")


def again(request: HttpRequest, carried: Carried) -> HttpResponse:
    """The field for the code, for whose session ended while they wrote: the message comes back to be copied."""
    text = _("Demi keamanan, sesi Anda berakhir karena lama tidak dipakai. Pesan Anda belum dikirim.")
    return _page(request, "", "", Summary(text, ()), carried)


def _page(
    request: HttpRequest,
    typed: str,
    reason: str,
    summary: Summary | None = None,
    carried: Carried | None = None,
) -> HttpResponse:
    error = words.lookup(words.CODE_ERRORS, reason) if reason else ""
    code = FieldView(
        "f-kode",
        "kode",
        _("Kode akun Anda"),
        "portal/_code.html",
        hint=_("Lima kelompok, masing-masing lima huruf atau angka. Huruf besar atau kecil sama saja."),
        error=error,
        value=typed,
    )
    if error:
        summary = Summary(_("Kode belum dapat dibuka"), (Mistake(error, code.id),))
    context = {"agency": None, "code": code, "summary": summary, "carried": carried}
    return render(request, "portal/enter.html", context, status=REFUSED if carried else None)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """End the session."""
    request.session.flush()
    return go("portal:enter")


@require_safe
def quick_exit(request: HttpRequest) -> HttpResponse:
    """Forget everything at once and show a harmless page instead.

    A link and no form: Chromium applies `form-action` to redirects too, so a form could not lead to another host.
    It ends sessions only, so that a forged request gains nothing.
    """
    request.session.flush()
    response = HttpResponseRedirect(settings.KENTONGAN.get("EXIT_ADDRESS", EXIT_ADDRESS))
    cookies.take_back(response)
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response
