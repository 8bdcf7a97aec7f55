"""A report as it is sent: sealed before the transaction, written inside it.

Sealing and syncing need no lock and can take their time; the rows then appear all at once or not at all.
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
from .models import Identity, Report, new_code
from .reporters import enrol
from .tokens import form_hash, pepper, token_hash


@dataclass(frozen=True, slots=True)
class Submission:
    """A report that is sealed and not yet written."""

    report: Report
    keys: ReporterKeys = field(repr=False)
    content: Compartment = field(repr=False)
    identity: Compartment = field(repr=False)
    sealed_identity: bytes
    code: str = field(repr=False)


def seal(
    *,
    service: Service,
    secret: bytes,
    nonce: str,
    answers: Mapping[str, Any],
    identity: Mapping[str, Any],
    slot: datetime,
    beside: str,
) -> Submission:
    """Seal what was sent under new keys. Its shred share and that of `beside`, its case, are durable then."""
    report = Report(code=new_code(), service=service, form=service.form_version, slot=slot)
    report.token_hash, report.form_hash = token_hash(secret, nonce), form_hash(nonce)
    shreds.create(report.object_name, beside)
    keys = reporter.generate()
    report.reporter_public = keys.public
    content = _new(service, report, CONTENT)
    # The reporter's public key stands inside the seal too: an exchanged column shows before anything is sealed to it.
    report.content = content.seal(
        "answers",
        {"answers": dict(answers), "named": bool(identity), "reporter": to_text(keys.public)},
    )
    sealed_to = _new(service, report, IDENTITY)
    return Submission(
        report,
        keys,
        content,
        sealed_to,
        sealed_to.seal("identity", identity),
        codes.code_from_secret(pepper(), secret, nonce.encode()),
    )


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
    enrol(submission.code, {report.code: submission.keys})
    for each in files:
        attach(each, owner=report.object_name, compartment=submission.content)
    return report
