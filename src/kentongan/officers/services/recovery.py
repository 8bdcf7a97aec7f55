"""The recovery code: a second way to the same keys, for who forgot the password. It works once."""

from datetime import datetime

from django.db import transaction

from kentongan.officers.errors import WrongLogin
from kentongan.officers.recording import note
from kentongan.officers.services.login import Unlocked, present
from kentongan.officers.stretching import (
    code_key,
    open_second_copy,
    save_secrets,
    set_password,
    set_recovery_code,
)
from kentongan.vault.envelopes import BadEnvelope


def recover(*, username: str, code: str, password: str, now: datetime) -> tuple[Unlocked, str]:
    """Set a new password with the recovery code; return the open keys and the next code, to be shown once.

    Raises `WrongLogin`; `MistypedCode` or `NotACode` for a slip of the pen; `NotAllowed`
    ("password-too-short").
    """
    # The code is read before the name is looked up: a slip is answered alike for every name.
    key = code_key(code, username)
    officer = present(username)
    if officer is None:
        raise WrongLogin
    try:
        keys = open_second_copy(officer, key)
    except BadEnvelope:
        raise WrongLogin from None
    set_password(officer, keys, password)
    next_code = set_recovery_code(officer, keys)
    with transaction.atomic():
        save_secrets(officer)
        note(officer, "officer.recovered", by=officer.username, now=now)
    return Unlocked(officer, keys), next_code
