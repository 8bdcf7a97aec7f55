"""A report arrives: sealed, on its SOP, with the holders of the first step, or not at all.

* What was sent is sealed before the transaction; the rows, seals, journal and notices appear in one commit.
* The reporter sees the access code only after that commit. The same form again gives the same code.
* In WBS the case reaches the desk with its slot; the slot is the only time that is written down.
* A service whose custodian, escrow person or first step has nobody with a key takes no report.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from kentongan.agencies import reads as agencies
from kentongan.agencies.models import Service
from kentongan.officers.models import Officer
from kentongan.reports import shreds, staging, submission
from kentongan.reports.files import Sealed, discard
from kentongan.reports.models import Report, new_code
from kentongan.reports.submission import Submission
from kentongan.reports.tokens import form_hash, pepper, token_hash
from kentongan.sop import engine
from kentongan.vault import codes

from .. import clock, keys, state, telling, trail
from ..errors import Refused
from ..holders import groups_of
from ..keys import Keyring
from ..models import Case, CaseReport


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
    slot = clock.slot_of(service, now)
    case = Case(code=new_code(), service=service, sop_version=service.sop_version, slot=slot)
    sent = submission.seal(
        service=service,
        secret=secret,
        nonce=nonce,
        answers=answers,
        identity=identity,
        slot=slot,
        beside=case.object_name,
    )
    try:
        _write(case, sent, files, secret=secret, nonce=nonce)
    except (IntegrityError, Refused) as error:
        # Nothing was committed. After any other error that is not certain, and the worker sweeps what is left over.
        _forget(case, sent.report)
        if isinstance(error, Refused) or not was_sent(nonce):
            raise
        discard(files)
        return Receipt(again=True)
    return Receipt(again=False)


@transaction.atomic
def _write(case: Case, sent: Submission, files: Sequence[Sealed], *, secret: bytes, nonce: str) -> None:
    staged = staging.kept(secret=secret, nonce=nonce)
    report = submission.write(sent, [*(file for _, file in staged), *files])
    for row, _ in staged:
        row.delete()
    _open_case(case, sent, report)


def _open_case(case: Case, sent: Submission, report: Report) -> None:
    sop = agencies.sop(case.sop_version)
    first = engine.entry(sop)
    assert first.to is not None
    case.step, case.status = first.to, first.status
    ring = Keyring(case, {})
    ring.handling[case.epoch] = keys.new_handling(case)
    state.write(ring, state.State().after(first))
    calendar = agencies.calendar(case.service.agency)
    turn = clock.plan_turn(case, sop, calendar, number=1, step=first.to, at=case.slot)
    case.save(force_insert=True)
    turn.save()
    CaseReport.objects.create(case=case, report=report)
    keys.put_under(ring, report, sent.content, keys.new_dialogue(case.agency, report))
    holders = _seal_to_the_first(ring, first, report, sent)
    facts = {"service": case.service.key, "step": case.step}
    trail.record("case.received", case, by="reporter", at=case.slot, **facts)
    telling.case_arrived(case, holders, case.slot)


def _seal_to_the_first(
    ring: Keyring, first: engine.Decision, report: Report, sent: Submission
) -> list[Officer]:
    case, service, at = ring.case, ring.case.service, ring.case.slot
    said = agencies.as_loaded(service)
    groups = (first.posts, first.participants, [said.escrow], [said.custodian])
    holders, participants, escrow, custodians = groups_of(case, groups, at)
    is_open = service.retired_at is None and agencies.is_as_loaded(service)
    if not (is_open and holders and escrow and custodians):
        raise Refused("service-closed")
    keys.first_seals(
        ring,
        holders=holders,
        participants=participants,
        escrow=escrow,
        custodians=custodians,
        identity=sent.identity,
        report=report,
    )
    return holders


def _forget(case: Case, report: Report) -> None:
    shreds.destroy(case.object_name)
    shreds.destroy(report.object_name)


def was_sent(nonce: str) -> bool:
    """Whether this very form has been received, in this browser or with its cookies of then."""
    return Report.objects.filter(form_hash=form_hash(nonce)).exists()


def code_for(*, secret: bytes, nonce: str) -> str | None:
    """Return the access code of a form that was received, None where there is none or it has been written down."""
    waiting = Report.objects.filter(token_hash=token_hash(secret, nonce), noted=False)
    return codes.code_from_secret(pepper(), secret, nonce.encode()) if waiting.exists() else None


def note_code(*, secret: bytes, nonce: str) -> None:
    """Take note that the reporter has written the code down: it is not shown again."""
    Report.objects.filter(token_hash=token_hash(secret, nonce)).update(noted=True)
