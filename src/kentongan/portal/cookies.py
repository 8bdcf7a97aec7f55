"""The form's cookie: a random secret that only this browser has.

From it and the form's nonce come the access code, the name of the report and the key of an unfinished draft. So the
same form, sent twice, gives the same code; and once the reporter has written the code down, the cookie goes.
"""

import os

from django.http import HttpRequest, HttpResponse

NAME = "__Host-lapor"  # the prefix ties it to this host and to HTTPS (RFC 6265bis, 4.1.3.2)
SIZE = 32


def secret_of(request: HttpRequest) -> bytes | None:
    """Return the secret that the browser holds, None where it holds none of ours."""
    try:
        secret = bytes.fromhex(request.COOKIES.get(NAME, ""))
    except ValueError:
        return None
    return secret if len(secret) == SIZE else None


def new_secret() -> bytes:
    """Return a secret for a browser that has none."""
    return os.urandom(SIZE)


def give(response: HttpResponse, secret: bytes) -> None:
    """Hand the secret to the browser, until it is closed."""
    response.set_cookie(NAME, secret.hex(), secure=True, httponly=True, samesite="Strict")


def take_back(response: HttpResponse) -> None:
    """Make the browser forget the secret."""
    response.set_cookie(NAME, "", max_age=0, secure=True, httponly=True, samesite="Strict")
