"""Printed forms for the box, each with a serial number and a slip whose access code was made beforehand.

* Who drops a form into the box is gone when it is opened: the code must be in their hand before (office practice;
  SOP 001, step 1: "form pengaduan" in the box).
* The reporter's keys exist before the report. The private one lies only under the code, and the code only on paper.
* Serial numbers have no gap, so that a form that is missing is missed.
* To whom a report is sealed must not be chosen by a row alone: who prints keeps a `mark` of the keys elsewhere.
"""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from kentongan.agencies.models import Service
from kentongan.vault import codes, reporter

from .models import PaperForm, new_code
from .reporters import enrol
from .tokens import pepper

SECRET_SIZE = 32


@dataclass(frozen=True, slots=True)
class Printed:
    """A form as it goes to the printer. Its code is nowhere else."""

    row: PaperForm
    code: str = field(repr=False)


def make(service: Service, count: int, *, by: str, now: datetime) -> list[Printed]:
    """Write so many new forms, in the caller's transaction, and return them with their codes."""
    assert transaction.get_connection().in_atomic_block
    # The service is locked: two who print at once get one run of numbers after the other.
    Service.objects.select_for_update(of=("self",)).get(pk=service.pk)
    last = PaperForm.objects.filter(service=service).aggregate(last=Max("serial"))["last"] or 0
    return [_made(service, last + number, by, now) for number in range(1, count + 1)]


def _made(service: Service, serial: int, by: str, now: datetime) -> Printed:
    keys = reporter.generate()
    row = PaperForm.objects.create(
        service=service,
        serial=serial,
        report_code=new_code(),
        reporter_public=keys.public,
        printed_at=now,
        printed_by=by,
    )
    code = codes.code_from_secret(pepper(), os.urandom(SECRET_SIZE), row.report_code.encode())
    enrol(code, {row.report_code: keys}, slip=True)
    return Printed(row, code)


def mark(forms: Sequence[PaperForm]) -> str:
    """Return what these forms are known by: serial numbers, reports and keys, in one digest."""
    found = hashlib.sha256()
    for each in sorted(forms, key=lambda form: form.serial):
        found.update(f"{each.serial} {each.report_code} {bytes(each.reporter_public).hex()}\n".encode())
    return found.hexdigest()


def use(form: PaperForm) -> bool:
    """Note that a report came in with this form; False where one had come before."""
    return bool(PaperForm.objects.filter(pk=form.pk, used=False).update(used=True))
