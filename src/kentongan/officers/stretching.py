"""From a password or a code to a key, and the two places where an officer's keys lie under these."""

from django.conf import settings

from kentongan.officers.errors import NotAllowed
from kentongan.officers.models import Officer
from kentongan.vault import officers as vault
from kentongan.vault.officers import OfficerKeys
from kentongan.vault.passwords import Cost, new_recovery_code, new_salt, password_keys, recovery_key

# NIST SP 800-63B, 5.1.1.2: at least eight characters, and no rule about their kinds.
SHORTEST_PASSWORD = 8


def plain_username(typed: str) -> str:
    """Return a username as it is stored: people type a capital or a blank too many."""
    return typed.strip().lower()


def fresh_salt() -> bytes:
    """Return a salt that carries the cost of this installation."""
    return new_salt(Cost(*settings.KENTONGAN["ARGON2"]))


def stretch(password: str, salt: bytes | memoryview) -> tuple[bytes, bytes]:
    """Return verifier and wrapping key: the one slow hash of a log-in."""
    return password_keys(password, bytes(salt), settings.KENTONGAN["PEPPER"])


def set_password(officer: Officer, keys: OfficerKeys, password: str) -> None:
    """Lock the keys under a new password; the row is not saved.

    Raises `NotAllowed` ("password-too-short").
    """
    if len(password) < SHORTEST_PASSWORD:
        raise NotAllowed("password-too-short")
    officer.salt = fresh_salt()
    officer.verifier, wrapping_key = stretch(password, officer.salt)
    officer.wrapped = vault.lock(keys, wrapping_key, officer.username)


def code_key(code: str, username: str) -> bytes:
    """Return the key that a recovery code makes. Raises `MistypedCode` or `NotACode`."""
    return recovery_key(code, settings.KENTONGAN["PEPPER"], plain_username(username))


def set_recovery_code(officer: Officer, keys: OfficerKeys) -> str:
    """Lock a second copy under a new code and return the code; the row is not saved."""
    code = new_recovery_code()
    officer.recovery_wrapped = vault.lock(keys, code_key(code, officer.username), officer.username)
    return code


def open_second_copy(officer: Officer, key: bytes) -> OfficerKeys:
    """Open the copy that lies under the recovery code. Raises `BadEnvelope`."""
    return vault.unlock(bytes(officer.recovery_wrapped), key, officer.username)


def save_secrets(officer: Officer) -> None:
    """Write what a password or a code locks."""
    officer.save(update_fields=["salt", "verifier", "wrapped", "recovery_wrapped"])
