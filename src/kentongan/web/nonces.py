"""One rendering of a form: a random name with the hour of its making, signed.

* The same nonce sent again is the same report.
* It holds for twelve hours. The hour is all that it tells of the time: it may stand in a browser's history.
"""

import secrets
from datetime import datetime

from django.core import signing

VALID_HOURS = 12  # as long as staged files of an unfinished form are kept
_SECONDS = 3600
_SIGNER = signing.Signer(salt="kentongan.form", sep=".")


def new_nonce(now: datetime) -> str:
    """Return the name of a new form."""
    return _SIGNER.sign(f"{secrets.token_urlsafe(16)}-{_hour(now):x}")


def is_ours(nonce: str) -> bool:
    """Whether we made this nonce, however long ago."""
    try:
        _SIGNER.unsign(nonce)
    except signing.BadSignature:
        return False
    return True


def is_fresh(nonce: str, now: datetime) -> bool:
    """Whether a form with this nonce may still be sent."""
    if not is_ours(nonce):
        return False
    made = int(_SIGNER.unsign(nonce).rpartition("-")[2], 16)
    return 0 <= _hour(now) - made <= VALID_HOURS


def _hour(now: datetime) -> int:
    return int(now.timestamp()) // _SECONDS
