"""A reporter sends a form: the report arrives sealed, with the holders of the first step, or not at all.

* The reporter sees the access code only after the commit. The same form again gives the same code.
* In WBS the case reaches the desk with its slot; the slot is the only time that is written down.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kentongan.agencies.models import Service
from kentongan.reports.files import Sealed
from kentongan.reports.models import Report
from kentongan.reports.tokens import pepper, token_hash
from kentongan.vault import codes

from .. import clock
from ..arriving import Arrival, bring_in, was_sent

__all__ = ["Receipt", "code_for", "note_code", "receive", "was_sent"]


@dataclass(frozen=True, slots=True)
class Receipt:
    """A report that is safe. `again` where this very form had been received before."""

    again: bool


def receive(
    *,
    service: Service,
    secret: bytes,
    nonce: str,
    answers: Mapping[str, Any],
    identity: Mapping[str, Any],
    files: Sequence[Sealed],
    now: datetime,
) -> Receipt:
    """Receive a report, whole. Raises `Refused("service-closed")`; nothing is then kept."""
    arrival = Arrival(
        service=service,
        secret=secret,
        nonce=nonce,
        answers=answers,
        identity=identity,
        files=files,
        at=clock.slot_of(service, now),
    )
    return Receipt(again=not bring_in(arrival))


def code_for(*, secret: bytes, nonce: str) -> str | None:
    """Return the access code of a form that was received, None where there is none or it has been written down."""
    waiting = Report.objects.filter(token_hash=token_hash(secret, nonce), noted=False)
    return codes.code_from_secret(pepper(), secret, nonce.encode()) if waiting.exists() else None


def note_code(*, secret: bytes, nonce: str) -> None:
    """Take note that the reporter has written the code down: it is not shown again."""
    Report.objects.filter(token_hash=token_hash(secret, nonce)).update(noted=True)
