"""Logging in: the password opens the keys, and nothing else tells who somebody is.

* One Argon2id is spent on every attempt, also for a name that nobody has: the time says nothing.
* No attempt is counted and nobody is locked out: a stranger must not be able to keep an officer from work.
"""

import base64
import hmac
import json
from dataclasses import dataclass

from kentongan.officers.errors import SessionOver, WrongLogin
from kentongan.officers.models import Officer
from kentongan.officers.stretching import fresh_salt, plain_username, stretch
from kentongan.prepared import Prepared
from kentongan.vault import officers as vault
from kentongan.vault.envelopes import BadEnvelope
from kentongan.vault.officers import OfficerKeys


@dataclass(frozen=True, slots=True)
class Unlocked:
    """An officer with open keys: what a log-in gives, and what every act of an officer asks for."""

    officer: Officer
    keys: OfficerKeys

    def dump(self) -> bytes:
        """Return what a sealed session keeps. It holds the private keys."""
        keys = base64.b64encode(self.keys.serialize()).decode()
        return json.dumps({"username": self.officer.username, "keys": keys}).encode()

    @classmethod
    def load(cls, data: bytes) -> "Unlocked":
        """Read a session. Raises `SessionOver` where the officer has left, or has other keys by now."""
        saved = json.loads(data)
        keys = vault.load(base64.b64decode(saved["keys"]))
        officer = present(saved["username"])
        if officer is None or bytes(officer.public) != keys.public:
            raise SessionOver
        return cls(officer, keys)


def unlock(username: str, password: str) -> Unlocked:
    """Open an officer's keys with their password. Raises `WrongLogin`, whatever was wrong."""
    officer = present(username)
    verifier, wrapping_key = stretch(password, fresh_salt() if officer is None else officer.salt)
    if officer is None or not hmac.compare_digest(verifier, bytes(officer.verifier)):
        raise WrongLogin
    try:
        return Unlocked(officer, vault.unlock(bytes(officer.wrapped), wrapping_key, officer.username))
    except BadEnvelope:
        # The row was put together from two: a verifier that fits, and somebody else's keys.
        raise WrongLogin from None


def present(username: str) -> Officer | None:
    """Return the officer of that name who has not left."""
    return next(iter(_present(plain_username(username))), None)


_present = Prepared(
    lambda username: Officer.objects.select_related("agency").filter(ended_at=None, username=username)
)
