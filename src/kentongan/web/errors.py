"""Error pages in plain words, and what the log learns of them: the name of the exception and of the view.

No path, no data, no text of an exception: a path may hold a token, a text may hold what somebody typed.
"""

import logging
import sys
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from kentongan.reports.shreds import Shredded
from kentongan.vault.envelopes import BadEnvelope
from kentongan.web.carried import Carried, is_from_here
from kentongan.web.uploads import forget

log = logging.getLogger("kentongan.web")
FAILED, MISSING, REFUSED, MALFORMED = 500, 404, 403, 400


def server_error(request: HttpRequest) -> HttpResponse:
    """Something of ours broke: say so, and remove files that nobody took over."""
    kind = sys.exc_info()[0]
    match = request.resolver_match
    log.error("error=%s view=%s", kind.__name__ if kind else "unknown", match.view_name if match else "none")
    forget(request)
    # Sending again does not help where a row or its shred share was changed or is gone.
    page = "web/broken.html" if kind and issubclass(kind, (BadEnvelope, Shredded)) else "web/500.html"
    return render(request, page, status=FAILED)


def not_found(
    request: HttpRequest,
    exception: Exception,  # noqa: ARG001
    carried: Carried | None = None,
) -> HttpResponse:
    """Nothing here, or nothing for this person: both look the same."""
    return render(request, "web/404.html", {"carried": carried}, status=MISSING)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """The browser sent what no form of ours sends, or too much of it."""
    forget(request)
    return render(request, "web/400.html", status=MALFORMED)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """No view of ours raises this; Django may."""
    return render(request, "web/404.html", status=MISSING)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:  # noqa: ARG001
    """The form's token is old or its cookie is gone.

    A view may name its own answer (`on_expired_form`), so that what was typed is kept.
    """
    match = request.resolver_match
    answer: Callable[..., HttpResponseBase] | None = getattr(match.func, "expired", None) if match else None
    try:
        if match is not None and answer is not None and is_from_here(request):
            return answer(request, *match.args, **match.kwargs)
        return expired_form(request, None, "")
    finally:
        forget(request)  # only now: without a token's cookie the body is read by the answer, if at all


def expired_form(request: HttpRequest, carried: Carried | None, back: str) -> HttpResponse:
    """Say what to do now; what was written stands there to be copied."""
    return render(request, "web/csrf.html", {"carried": carried, "back": back}, status=REFUSED)


def on_expired_form(answer: Callable[..., HttpResponseBase]) -> Callable[..., Callable[..., HttpResponse]]:
    """Name the view that answers instead where the form's token no longer holds."""

    def mark(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        view.expired = answer  # type: ignore[attr-defined]
        return view

    return mark
