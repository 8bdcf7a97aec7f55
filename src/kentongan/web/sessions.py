"""Sessions that nobody but the browser can open (Django's SESSION_ENGINE).

The rules:
* the table holds a one-way id of the cookie and a payload sealed under the cookie: no row opens without the browser;
* an id that a client made up is never taken over: what is not in the table gets a new id;
* the id changes at log-in (`cycle_key`), and leaving deletes the row (`flush`);
* a session ends after the idle time; the row keeps that end on a coarse grid, so that it tells no exact minute.
"""

import json
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import IntegrityError, transaction
from django.utils import timezone

from kentongan.vault.envelopes import BadEnvelope
from kentongan.vault.sessions import LEAST_COOKIE, open_session, seal_session, session_id
from kentongan.web.models import SealedSession

GRID = timedelta(minutes=5)  # how exactly the table tells when a session ends


class SessionStore(SessionBase):
    """One session, sealed under its cookie."""

    def load(self) -> dict[str, Any]:
        """Return what is in the session; an unknown, ended or unreadable one is empty and gets a new id."""
        now, key = timezone.now(), self.session_key or ""
        row = SealedSession.objects.filter(id=_row_id(key), expires_at__gt=now).first() if key else None
        found = _opened(key, row)
        if row is None or found is None:
            self._session_key = None
            return {}
        # Reading keeps the session alive, but writes only once in a step of the grid.
        self.modified = self.modified or row.expires_at < _end(now)
        return found

    def _get_new_session_key(self) -> str:
        # 256 bits instead of Django's 165: the cookie is the key of the payload.
        return secrets.token_urlsafe(LEAST_COOKIE)

    def _validate_session_key(self, key: str | None) -> bool:
        return key is not None and len(key.encode()) >= LEAST_COOKIE

    def exists(self, session_key: str) -> bool:
        """Whether this id is taken."""
        return SealedSession.objects.filter(id=_row_id(session_key)).exists()

    def create(self) -> None:
        """Take a new id and write an empty session under it."""
        self._session_key = self._get_new_session_key()
        self.save(must_create=True)
        self.modified = True

    def save(self, must_create: bool = False) -> None:
        """Write the session. Raises `UpdateError` where it was ended in the meantime."""
        if self.session_key is None:
            self.create()
            return
        data = json.dumps(self._get_session(no_load=must_create)).encode()  # type: ignore[attr-defined]
        fields = {
            "payload": seal_session(self.session_key.encode(), data),
            "expires_at": _end(timezone.now()),
        }
        if must_create:
            _insert(self.session_key, fields)
        elif not SealedSession.objects.filter(id=_row_id(self.session_key)).update(**fields):
            raise UpdateError

    def delete(self, session_key: str | None = None) -> None:
        """Remove the row of this id, or of the present one."""
        key = session_key or self.session_key
        if key:
            SealedSession.objects.filter(id=_row_id(key)).delete()

    @classmethod
    def clear_expired(cls) -> None:
        """Remove what has ended."""
        sweep(timezone.now())


def sweep(now: datetime) -> int:
    """Remove the sessions that have ended; return how many there were."""
    return SealedSession.objects.filter(expires_at__lte=now).delete()[0]


def _insert(session_key: str, fields: dict[str, Any]) -> None:
    try:
        with transaction.atomic():
            SealedSession.objects.create(id=_row_id(session_key), **fields)
    except IntegrityError as taken:
        raise CreateError from taken


def _row_id(session_key: str) -> str:
    return session_id(session_key.encode()).hex()


def _opened(session_key: str, row: SealedSession | None) -> dict[str, Any] | None:
    if row is None:
        return None
    try:
        found: dict[str, Any] = json.loads(open_session(session_key.encode(), bytes(row.payload)))
    except BadEnvelope:  # somebody wrote into the table
        return None
    return found


def _end(now: datetime) -> datetime:
    """The end of the idle time, rounded up to the grid."""
    end = now + timedelta(seconds=settings.SESSION_COOKIE_AGE)
    steps = -(-int(end.timestamp()) // int(GRID.total_seconds()))
    return datetime.fromtimestamp(steps * GRID.total_seconds(), UTC)
