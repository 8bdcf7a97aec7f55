"""A new password: the keys stay, so everything sealed to the officer stays readable."""

from datetime import datetime

from django.db import transaction

from kentongan.officers.recording import note
from kentongan.officers.services.login import Unlocked, unlock
from kentongan.officers.stretching import save_secrets, set_password


def change(*, old: str, new: str, by: Unlocked, now: datetime) -> None:
    """Lock the officer's keys under a new password.

    Raises `WrongLogin`, `NotAllowed` ("password-too-short").
    """
    opened = unlock(by.officer.username, old)
    officer = opened.officer
    set_password(officer, opened.keys, new)
    with transaction.atomic():
        save_secrets(officer)
        note(officer, "officer.password-changed", by=officer.username, now=now)
