"""The log-in page: as one comes to it, and as one comes back to it after a session has ended."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from kentongan.web.carried import Carried
from kentongan.web.errors import REFUSED
from kentongan.web.fields import FieldView, Summary


def page(
    request: HttpRequest, username: str = "", summary: Summary | None = None, carried: Carried | None = None
) -> HttpResponse:
    """Draw the page; the name stays, the password never."""
    fields = (
        FieldView("f-nama", "nama", _("Nama pengguna"), value=username, autocomplete="username"),
        FieldView("f-sandi", "sandi", _("Kata sandi"), kind="password", autocomplete="current-password"),
    )
    context = {"officer_name": "", "fields": fields, "summary": summary, "carried": carried}
    return render(request, "desk/enter.html", context, status=REFUSED if carried else None)


def ended(request: HttpRequest, carried: Carried | None = None) -> HttpResponse:
    """For who sat here too long: says why, and gives back what was written meanwhile."""
    text = _("Demi keamanan, sesi Anda berakhir karena lama tidak dipakai. Silakan masuk lagi.")
    return page(request, "", Summary(text, ()), carried)
