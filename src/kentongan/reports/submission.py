"""A report as it is sent: sealed before the transaction, written inside it.

* Sealing and syncing need no lock and can take their time; the rows then appear all at once or not at all.
* Usually the reporter's keys and access code are made here. A printed form has them already: its code lies on the
  slip that was torn off, and nobody here knows it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from kentongan.agencies.models import Service
from kentongan.vault import codes, reporter
from kentongan.vault.compartments import new_share
from kentongan.vault.reporter import ReporterKeys

from . import shreds
from .compartments import CONTENT, IDENTITY, Compartment, open_compartment, to_text
from .files import Sealed, attach
from .models import Identity, PaperForm, Report, new_code
from .reporters import enrol
from .tokens import form_hash, pepper, token_hash


@dataclass(frozen=True, slots=True)
class Access:
    """How the reporter comes back: an access code that is new, and the keys that it opens."""

    code: str = field(repr=False)
    keys: ReporterKeys = field(repr=False)
    slip: bool = False  # the code is handed over by an officer


@dataclass(frozen=True, slots=True)
class Submission:
    """A report that is sealed and not yet written."""

    report: Report
    content: Compartment = field(repr=False)
    identity: Compartment = field(repr=False)
    sealed_identity: bytes
    access: Access | None  # None where a printed form gave it beforehand


def seal(
    *,
    service: Service,
    secret: bytes,
    nonce: str,
    answers: Mapping[str, Any],
    identity: Mapping[str, Any],
    slot: datetime,
    beside: str,
    taken_in: Mapping[str, Any] | None = None,
    paper: PaperForm | None = None,
) -> Submission:
    """Seal what was sent under new keys. Its shred share and that of `beside`, its case, are durable then.

    `taken_in`: by which way it came, where an officer took it in; then its code, if new, goes onto a slip.
    """
    access = None if paper else _access(secret, nonce, slip=taken_in is not None)
    report = Report(service=service, form=service.form_version, slot=slot, noted=access is None)
    report.code = paper.report_code if paper else new_code()
    report.token_hash, report.form_hash = token_hash(secret, nonce), form_hash(nonce)
    report.reporter_public = access.keys.public if access else bytes(paper.reporter_public) if paper else b""
    shreds.create(report.object_name, beside)
    content = _new(service, report, CONTENT)
    # The reporter's public key stands inside the seal too: an exchanged column shows before anything is sealed to it.
    sent = {"answers": dict(answers), "named": bool(identity), "reporter": to_text(report.reporter_public)}
    report.content = content.seal("answers", sent if taken_in is None else {**sent, "intake": dict(taken_in)})
    sealed_to = _new(service, report, IDENTITY)
    return Submission(report, content, sealed_to, sealed_to.seal("identity", identity), access)


def _access(secret: bytes, nonce: str, *, slip: bool) -> Access:
    return Access(codes.code_from_secret(pepper(), secret, nonce.encode()), reporter.generate(), slip)


def _new(service: Service, report: Report, name: str) -> Compartment:
    return open_compartment(
        new_share(), agency=service.agency.key, object_name=report.object_name, name=name, epoch=0
    )


def write(submission: Submission, files: Sequence[Sealed]) -> Report:
    """Write the rows, in the caller's transaction. Raises `IntegrityError` where this form was sent before."""
    assert transaction.get_connection().in_atomic_block
    report = submission.report
    report.save(force_insert=True)
    Identity.objects.create(report=report, sealed=submission.sealed_identity)
    if submission.access is not None:
        access = submission.access
        enrol(access.code, {report.code: access.keys}, slip=access.slip)
    for each in files:
        attach(each, owner=report.object_name, compartment=submission.content)
    return report
