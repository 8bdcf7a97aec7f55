"""Headers on every answer, and the language of the page.

The rules:
* no answer leaves without the headers, be it a page, an error or a static file: `headers` stands outermost;
* nothing comes from another host, nothing runs inline, nothing may frame us (CSP Level 3); no page of a reporter
  has a script, so none is allowed, and an officer's page that has one says so itself (`allow_script`);
* nothing but a static file may be kept by a browser or a proxy: a page may hold a report;
* the language stands in the address (`?bahasa=en`), never in a cookie: that would be one more trace.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from kentongan.web.errors import not_found
from kentongan.web.links import LANGUAGE_PARAMETER, OTHER_LANGUAGES, SOURCE_LANGUAGE

Handler = Callable[[HttpRequest], HttpResponse]

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
WITH_SCRIPT = f"{CONTENT_SECURITY_POLICY}; script-src 'self'"
_FEATURES = (
    "accelerometer camera display-capture geolocation gyroscope magnetometer microphone midi payment usb"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _FEATURES.split()),
    # `no-referrer` would make browsers send `Origin: null`, which the CSRF check refuses.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
}
TWO_YEARS = 63_072_000  # what the preload list of the browsers asks for


def allow_script(response: HttpResponse) -> HttpResponse:
    """Let this one page run a script file of ours: one that an officer is shown, never one of a reporter."""
    response["Content-Security-Policy"] = WITH_SCRIPT
    return response


def plain_addresses(get_response: Handler) -> Handler:
    """A NUL in an address is no address of ours, and a database that cannot hold one must not be asked."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\0" in request.path:
            return not_found(request, ValueError())
        return get_response(request)

    return middleware


def headers(get_response: Handler) -> Handler:
    """Put the headers on every answer."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in HEADERS.items():
            response.setdefault(name, value)
        if settings.HTTPS:
            response["Strict-Transport-Security"] = f"max-age={TWO_YEARS}; includeSubDomains"
        if not (request.path.startswith(settings.STATIC_URL) and response.status_code in {200, 304}):
            response["Cache-Control"] = "no-store"
        return response

    return middleware


def language(get_response: Handler) -> Handler:
    """Speak the language that the address asks for, Indonesian where it asks for none."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.get_host()  # a host that is not ours is refused on every page, not only where a form is posted
        asked = request.GET.get(LANGUAGE_PARAMETER, "")
        chosen = asked if asked in OTHER_LANGUAGES else SOURCE_LANGUAGE
        with translation.override(chosen):
            response = get_response(request)
        response["Content-Language"] = chosen
        return response

    return middleware
