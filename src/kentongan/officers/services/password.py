"""A new password: the keys stay, so everything sealed to the officer stays readable."""

from datetime import datetime

from django.db import transaction

from kentongan import journal
from kentongan.officers.models import Officer
from kentongan.officers.secrets import set_password
from kentongan.officers.services.login import Unlocked, unlock


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


def save_secrets(officer: Officer) -> None:
    """Write what a password or a code locks."""
    officer.save(update_fields=["salt", "verifier", "wrapped", "recovery_wrapped"])


def note(officer: Officer, kind: str, *, by: str, now: datetime, **facts: str) -> None:
    """Write one act on an officer into their chain of the journal."""
    journal.record(
        kind,
        chain=f"officer:{officer.username}",
        agency=officer.agency.key,
        at=now,
        by=by,
        subject=officer.username,
        **facts,
    )
