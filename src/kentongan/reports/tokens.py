"""What a form is known by: a hash of the browser's secret and the form's nonce.

The same two give the same report, the same access code and the same draft, however often the form is sent.
"""

import hashlib
import hmac

from django.conf import settings


def pepper() -> bytes:
    """Return the installation's pepper."""
    found: bytes = settings.KENTONGAN["PEPPER"]
    return found


def _derive(label: bytes, secret: bytes, nonce: str) -> bytes:
    return hmac.new(
        pepper(), label + hashlib.sha256(secret).digest() + nonce.encode(), hashlib.sha256
    ).digest()


def token_hash(secret: bytes, nonce: str) -> bytes:
    """Return the name under which a form that was sent is found again."""
    return _derive(b"kentongan/v1/form-token\0", secret, nonce)


def form_hash(nonce: str) -> bytes:
    """Return the name of a rendered form alone: one form is one report, whatever became of the browser's cookie."""
    return hmac.new(pepper(), b"kentongan/v1/form\0" + nonce.encode(), hashlib.sha256).digest()


def draft_hash(secret: bytes, nonce: str) -> bytes:
    """Return the name under which the files of an unfinished form are found again."""
    return _derive(b"kentongan/v1/form-draft\0", secret, nonce)
