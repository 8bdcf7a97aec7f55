"""Coming to the desk and leaving it."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kentongan.desk import door
from kentongan.desk.access import SESSION_KEY
from kentongan.officers.errors import WrongLogin
from kentongan.officers.services import login
from kentongan.web.fields import Mistake, Summary
from kentongan.web.links import go


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """The log-in: one answer for a name that nobody has and a password that does not fit."""
    username = request.POST.get("nama", "").replace("\0", "").strip()
    if request.method != "POST":
        return door.page(request)
    try:
        unlocked = login.unlock(username, request.POST.get("sandi", ""))
    except WrongLogin:
        mistake = Mistake(_("Nama pengguna atau kata sandi tidak cocok."), "f-nama")
        return door.page(request, username, Summary(_("Belum dapat masuk"), (mistake,)))
    request.session.flush()  # a new id, and nothing of whoever sat here before
    request.session[SESSION_KEY] = unlocked.dump().decode()
    return go("desk:front")


@require_safe
def ended(request: HttpRequest) -> HttpResponse:
    """The log-in again, for who sat here too long."""
    return door.ended(request)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """End the session: its row goes, and with it the keys."""
    request.session.flush()
    return go("desk:enter")
