"""Who sits at the desk: the open keys of the session, or the way to the log-in.

The session is sealed under its cookie, so the keys are open only while the browser asks.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from kentongan.cases.errors import NoSuchCase
from kentongan.desk import door
from kentongan.desk.carried import written
from kentongan.officers.errors import SessionOver
from kentongan.officers.services.login import Unlocked
from kentongan.web.errors import not_found
from kentongan.web.links import go
from kentongan.web.uploads import arrived, discard_all

SESSION_KEY = "officer"
View = Callable[..., HttpResponseBase]


class OfficerRequest(HttpRequest):
    """A request of somebody who has logged in."""

    officer: Unlocked


def officer_required(view: View) -> View:
    """Give the view an unlocked officer; send everybody else to the log-in.

    A case that is out of reach and one that does not exist raise the same and look the same.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        unlocked = unlocked_of(request)
        if unlocked is None:
            return _outside(request)
        request.officer = unlocked  # type: ignore[attr-defined]
        try:
            return view(request, *args, **kwargs)
        except NoSuchCase as missing:
            carried = written(request)
            discard_all(arrived(request))
            return not_found(request, missing, carried)

    return guarded


def _outside(request: HttpRequest) -> HttpResponse:
    """The way to the log-in; what was written while the session ended comes along, to be copied."""
    carried = written(request)
    discard_all(arrived(request))
    if carried is not None:
        return door.ended(request, carried)
    return go("desk:ended" if request.COOKIES.get(settings.SESSION_COOKIE_NAME) else "desk:enter")


def unlocked_of(request: HttpRequest) -> Unlocked | None:
    """Return who has logged in; a session whose officer has left, or has new keys, ends here."""
    saved = request.session.get(SESSION_KEY)
    if not saved:
        return None
    try:
        return Unlocked.load(saved.encode())
    except SessionOver:
        request.session.flush()
        return None
