"""A report arrives, from its reporter or by an officer's hand: sealed, on its SOP, with the holders of the first
step, or not at all.

* What was sent is sealed before the transaction; the rows, seals, journal and notices appear in one commit.
* The same form again is the same report, with the same code.
* A service whose custodian, escrow person or first step has nobody with a key takes no report.
* Who brings it in gets no key by that: keys go to whom SOP and profile name.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from kentongan.agencies import reads as agencies
from kentongan.agencies.models import Service
from kentongan.officers.models import Officer
from kentongan.reports import printed, shreds, staging, submission
from kentongan.reports.files import Sealed, discard
from kentongan.reports.models import PaperForm, Report, new_code
from kentongan.reports.submission import Submission
from kentongan.reports.tokens import form_hash
from kentongan.sop import engine

from . import clock, keys, state, telling, trail
from .errors import Refused
from .holders import groups_of
from .keys import Keyring
from .models import Case, CaseReport

REPORTER, WEBSITE = "reporter", "situs"  # who comes in by our own pages, and by which channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What comes in, when it reaches the desk, and by whose hand."""

    service: Service
    secret: bytes = field(repr=False)  # with the form's nonce it gives the access code
    nonce: str
    answers: Mapping[str, Any] = field(repr=False)
    identity: Mapping[str, Any] = field(repr=False)
    files: Sequence[Sealed] = field(repr=False)
    at: datetime
    kind: str = "case.received"  # what the journal calls it
    by: str = REPORTER
    capacity: str = ""
    channel: str = WEBSITE
    taken_in: Mapping[str, Any] | None = field(
        default=None, repr=False
    )  # by an officer: how it came, to be sealed
    paper: PaperForm | None = None  # the printed form that was in the box


def bring_in(arrival: Arrival) -> bool:
    """Open a case for what arrives; False where this very form had come before. Raises `Refused`: nothing is kept."""
    case = _new_case(arrival)
    sent = submission.seal(
        service=arrival.service,
        secret=arrival.secret,
        nonce=arrival.nonce,
        answers=arrival.answers,
        identity=arrival.identity,
        slot=arrival.at,
        beside=case.object_name,
        taken_in=arrival.taken_in,
        paper=arrival.paper,
    )
    try:
        write(case, sent, arrival)
    except (IntegrityError, Refused):
        # Nothing was committed. After any other error that is not certain, and the worker sweeps what is left over.
        _forget(case, sent.report)
        if not was_sent(arrival.nonce):
            raise
        discard(arrival.files)
        return False
    return True


def was_sent(nonce: str) -> bool:
    """Whether this very form has been received, in this browser or with its cookies of then."""
    return Report.objects.filter(form_hash=form_hash(nonce)).exists()


def _new_case(arrival: Arrival) -> Case:
    service = arrival.service
    # In the clear only where the matter is no secret: of a WBS case the channel tells who may have reported.
    channel = arrival.channel if service.kind == Service.ADUAN else ""
    return Case(
        code=new_code(),
        service=service,
        sop_version=service.sop_version,
        slot=arrival.at,
        channel=channel,
    )


@transaction.atomic
def write(case: Case, sent: Submission, arrival: Arrival) -> None:
    """Write all rows of what arrived, or none."""
    if arrival.paper is not None and not printed.use(arrival.paper):
        raise Refused("serial-used")
    staged = staging.kept(secret=arrival.secret, nonce=arrival.nonce)
    report = submission.write(sent, [*(file for _, file in staged), *arrival.files])
    for row, _ in staged:
        row.delete()
    holders = _open(case, sent, report)
    facts = {"service": case.service.key, "step": case.step}
    trail.record(arrival.kind, case, by=arrival.by, capacity=arrival.capacity, at=arrival.at, **facts)
    others = [officer for officer in holders if officer.username != arrival.by]
    telling.case_arrived(case, others, arrival.at)


def _open(case: Case, sent: Submission, report: Report) -> list[Officer]:
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
    return _seal_to_the_first(ring, first, report, sent)


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
