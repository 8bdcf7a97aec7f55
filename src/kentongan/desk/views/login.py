"""Coming to the desk and leaving it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kentongan.desk.access import SESSION_KEY
from kentongan.officers.errors import WrongLogin
from kentongan.officers.services import login
from kentongan.web.fields import FieldView, Mistake, Summary
from kentongan.web.links import go


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """The log-in: one answer for a name that nobody has and a password that does not fit."""
    username = request.POST.get("nama", "").strip()
    if request.method != "POST":
        return _page(request, "", None)
    try:
        unlocked = login.unlock(username, request.POST.get("sandi", ""))
    except WrongLogin:
        mistake = Mistake(_("Nama pengguna atau kata sandi tidak cocok."), "f-nama")
        return _page(request, username, Summary(_("Belum dapat masuk"), (mistake,)))
    request.session.flush()  # a new id, and nothing of whoever sat here before
    request.session[SESSION_KEY] = unlocked.dump().decode()
    return go("desk:front")


@require_safe
def ended(request: HttpRequest) -> HttpResponse:
    """The log-in again, for who sat here too long: says why, and that nothing of the last form was recorded."""
    text = _("Demi keamanan, sesi Anda berakhir karena lama tidak dipakai. Silakan masuk lagi.")
    return _page(request, "", Summary(text, ()))


def _page(request: HttpRequest, username: str, summary: Summary | None) -> HttpResponse:
    fields = (
        FieldView("f-nama", "nama", _("Nama pengguna"), value=username, autocomplete="username"),
        FieldView("f-sandi", "sandi", _("Kata sandi"), kind="password", autocomplete="current-password"),
    )
    context = {"officer_name": "", "fields": fields, "summary": summary}
    return render(request, "desk/enter.html", context)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """End the session: its row goes, and with it the keys."""
    request.session.flush()
    return go("desk:enter")
