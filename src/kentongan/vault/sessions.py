"""Sessions and drafts sealed under the cookie: whoever has the table and not the cookie has nothing.

* the table's key is derived from the cookie, so a stolen table names no session;
* the payload is bound to its row's id, padded like any text;
* drafts and staged files of a form hang on the form cookie's secret, and die with it.
"""

from __future__ import annotations

from kentongan.vault.envelopes import SESSION, derive, new_nonce
from kentongan.vault.fields import open_padded, seal_padded

ID_LABEL = "kentongan/v1/session/id"
KEY_LABEL = "kentongan/v1/session/key"
DRAFT_LABEL = "kentongan/v1/draft/key"
LEAST_COOKIE = 32


def session_id(cookie: bytes) -> bytes:
    """Return the 32 bytes under which the session's row is found."""
    return _from_cookie(cookie, ID_LABEL)


def session_key(cookie: bytes) -> bytes:
    """Return the key that seals the session's payload."""
    return _from_cookie(cookie, KEY_LABEL)


def seal_session(cookie: bytes, payload: bytes) -> bytes:
    """Seal a session's payload under its cookie."""
    return seal_padded(SESSION, session_key(cookie), session_id(cookie), payload, new_nonce())


def open_session(cookie: bytes, blob: bytes) -> bytes:
    """Open a session's payload. Raises `BadEnvelope`."""
    return open_padded(SESSION, session_key(cookie), session_id(cookie), blob)


def draft_key(secret: bytes, nonce: bytes = b"") -> bytes:
    """Return the key that seals a form's draft and staged files, for `fields` and `files`."""
    return _from_cookie(secret, DRAFT_LABEL, nonce)


def _from_cookie(cookie: bytes, label: str, context: bytes = b"") -> bytes:
    if len(cookie) < LEAST_COOKIE:
        raise ValueError("a cookie's secret has at least 32 bytes")
    return derive(cookie, label, context)
