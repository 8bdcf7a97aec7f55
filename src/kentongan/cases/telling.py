"""Notices of a case: who is told that something waits for them. A notice names an act, never what it holds."""

from collections.abc import Iterable
from datetime import datetime

from kentongan import notices
from kentongan.officers.models import Officer
from kentongan.reports.compartments import HANDLING

from .models import Case, Contribution, Seal, Turn

SHARED = "case-shared"


def case_arrived(case: Case, holders: Iterable[Officer], at: datetime) -> None:
    """Tell who holds the present step."""
    for officer in holders:
        _queue(f"{case.code}:{case.turn}", officer, "case-arrived", at)


def case_shared(case: Case, officers: Iterable[Officer], at: datetime) -> None:
    """Tell who takes part from now on that the file is shared with them."""
    for officer in officers:
        _queue(f"{case.code}:{case.turn}", officer, SHARED, at)


def signature_awaited(case: Case, usernames: Iterable[str], at: datetime) -> None:
    """Tell who was present that there is a text to sign; a text that came in its place is told anew."""
    texts = Contribution.objects.filter(case=case, turn=case.turn).count()
    for officer in Officer.objects.filter(username__in=usernames):
        _queue(f"{case.code}:{case.turn}:{texts}", officer, "signature-awaited", at)


def order_denied(case: Case, turn: Turn, at: datetime) -> None:
    """Tell who wrote an order down that it is denied; not who has let go of the file since."""
    held = Seal.objects.filter(case=case, compartment=HANDLING, epoch=case.epoch, reserve=False)
    for recorder in Officer.objects.filter(username=turn.closed_by, pk__in=held.values("officer")):
        _queue(f"{case.code}:order:{turn.number}", recorder, "order-denied", at)


def message_arrived(case: Case, number: int, at: datetime) -> None:
    """Tell who holds the present step that the reporter has written."""
    for seal in Seal.objects.filter(case=case, acting=True).select_related("officer"):
        _queue(f"{case.code}:message:{number}", seal.officer, "message-arrived", at)


def _queue(act: str, officer: Officer, kind: str, at: datetime) -> None:
    notices.queue(act=act, recipient=officer.username, kind=kind, at=at)
