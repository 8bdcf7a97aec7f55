"""Who has come in with an access code: the key in the sealed session, and how far it opens.

* A code that was changed in another browser opens nothing more here either.
* A code from a slip opens the way to a new code, and nothing else until that is done or put off.
"""

import os
from dataclasses import dataclass

from django.http import HttpRequest

from kentongan.cases.reads.standing import Standing, standing
from kentongan.reports.reporters import CodeGone, ReporterKey

SESSION_KEY = "reporter"
PUT_OFF = "nanti"  # in this session the code of the slip does
SECRET, SECRET_SIZE = (
    "ganti",
    32,
)  # from which the new code comes: in the session, so that reloading shows the same


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody with a code."""

    key: ReporterKey
    standing: Standing
    has_put_off: bool

    @property
    def is_open(self) -> bool:
        """Whether messages and answers may be shown."""
        return not self.standing.must_change or (self.has_put_off and self.standing.may_wait)


def visit_of(request: HttpRequest) -> Visit | None:
    """Return who is here, None where nobody came in or the code was changed since."""
    saved = request.session.get(SESSION_KEY)
    if not saved:
        return None
    key = ReporterKey.load(saved)
    try:
        return Visit(key, standing(key), bool(request.session.get(PUT_OFF)))
    except CodeGone:
        request.session.flush()
        return None


def begin(request: HttpRequest, key: ReporterKey) -> None:
    """Begin a session: nothing of an earlier one, and a new id."""
    request.session.flush()
    request.session[SESSION_KEY] = key.dump()


def new_code_secret(request: HttpRequest) -> bytes:
    """Return the secret of the code that this session proposes."""
    if SECRET not in request.session:
        request.session[SECRET] = os.urandom(SECRET_SIZE).hex()
    return bytes.fromhex(request.session[SECRET])
