"""Reporters: found by their access code, and joined to their reports only by a list sealed under it.

* Each report has a key pair of its own, so that no column tells that two reports come from one hand.
* A code can be changed for another: then the old one opens nothing more, nor does a page that it had opened.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from kentongan.vault import codes, fields, wraps
from kentongan.vault.envelopes import BadEnvelope
from kentongan.vault.places import Place
from kentongan.vault.reporter import ReporterKeys

from .compartments import DIALOGUE, Compartment, from_text, open_compartment, place, to_text
from .models import DialogueKey, Report, Reporter
from .tokens import pepper


class CodeGone(Exception):
    """The code with which somebody came in opens nothing any more: it was changed."""


@dataclass(frozen=True, slots=True)
class ReporterKey:
    """What an access code opens: each report of this reporter, with its private key; `lookup` is the code's row."""

    reports: Mapping[str, ReporterKeys] = field(repr=False)
    lookup: bytes = field(repr=False)

    def dump(self) -> str:
        """Return the text that a sealed session keeps."""
        return json.dumps({"lookup": self.lookup.hex(), "reports": _listed(self.reports)})

    @classmethod
    def load(cls, text: str) -> "ReporterKey":
        """Return what was dumped."""
        saved = json.loads(text)
        return cls(_read(saved["reports"]), bytes.fromhex(saved["lookup"]))


def _listed(reports: Mapping[str, ReporterKeys]) -> dict[str, str]:
    return {code: to_text(keys.exchange) for code, keys in reports.items()}


def _read(listed: Mapping[str, str]) -> dict[str, ReporterKeys]:
    return {code: ReporterKeys(from_text(raw)) for code, raw in listed.items()}


def _list_place(lookup: bytes) -> Place:
    return place(agency="", object_name=f"reporter:{lookup.hex()}", compartment="list")


def enrol(code: str, reports: Mapping[str, ReporterKeys], *, slip: bool = False) -> Reporter:
    """Write the row of a new reporter. Raises `IntegrityError` where the code has one."""
    lookup = codes.lookup_id(pepper(), code)
    key = codes.reporter_wrapping_key(pepper(), code)
    sealed = fields.seal_json(key, _list_place(lookup).of("reports", 1), _listed(reports))
    return Reporter.objects.create(lookup=lookup, sealed=sealed, revision=1, slip=slip)


def enter(code: str) -> ReporterKey | None:
    """Return what a well-formed code opens, None where nobody has it. Raises `BadEnvelope` on a changed row."""
    lookup = codes.lookup_id(pepper(), code)
    row = Reporter.objects.filter(lookup=lookup).first()
    if row is None:
        return None
    key = codes.reporter_wrapping_key(pepper(), code)
    listed = fields.open_json(key, _list_place(lookup).of("reports", row.revision), bytes(row.sealed))
    return ReporterKey(_read(listed), lookup)


def row_of(key: ReporterKey) -> Reporter:
    """Return the row of the code with which somebody came in. Raises `CodeGone`."""
    row = Reporter.objects.filter(lookup=key.lookup).first()
    if row is None:
        raise CodeGone
    return row


@transaction.atomic
def change_code(key: ReporterKey, code: str) -> ReporterKey:
    """Put the reporter under another code, which nobody else has seen. Raises `CodeGone`.

    Sent twice it is done once: the old row is gone and the new one stands.
    """
    lookup = codes.lookup_id(pepper(), code)
    old = Reporter.objects.select_for_update().filter(lookup=key.lookup).first()
    if old is not None:
        old.delete()
        enrol(code, key.reports)
    elif not Reporter.objects.filter(lookup=lookup).exists():
        raise CodeGone
    return ReporterKey(key.reports, lookup)


def dialogues(key: ReporterKey, report: Report) -> dict[int, Compartment]:
    """Return the dialogue's compartments of every epoch, opened for its reporter. Raises `BadEnvelope`."""
    mine = key.reports[report.code]
    if mine.public != bytes(report.reporter_public):
        raise BadEnvelope("public")
    opened = {}
    for row in DialogueKey.objects.filter(report=report):
        where = place(
            agency=report.service.agency.key,
            object_name=report.object_name,
            compartment=DIALOGUE,
            epoch=row.epoch,
            field="to-reporter",
        )
        share = wraps.unwrap(mine, where, bytes(row.to_reporter))
        opened[row.epoch] = open_compartment(
            share,
            agency=report.service.agency.key,
            object_name=report.object_name,
            name=DIALOGUE,
            epoch=row.epoch,
        )
    return opened
