"""Reporters: found by their access code, and joined to their reports only by a list sealed under it.

Each report has a key pair of its own, so that no column tells that two reports come from one hand.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from kentongan.vault import codes, fields, wraps
from kentongan.vault.envelopes import BadEnvelope
from kentongan.vault.places import Place
from kentongan.vault.reporter import ReporterKeys

from .compartments import DIALOGUE, Compartment, from_text, open_compartment, place, to_text
from .models import DialogueKey, Report, Reporter
from .tokens import pepper


@dataclass(frozen=True, slots=True)
class ReporterKey:
    """What an access code opens: each report of this reporter, with its private key."""

    reports: Mapping[str, ReporterKeys] = field(repr=False)

    def dump(self) -> str:
        """Return the text that a sealed session keeps."""
        return json.dumps({code: to_text(keys.exchange) for code, keys in self.reports.items()})

    @classmethod
    def load(cls, text: str) -> "ReporterKey":
        """Return what was dumped."""
        return cls({code: ReporterKeys(from_text(raw)) for code, raw in json.loads(text).items()})


def _list_place(lookup: bytes) -> Place:
    return place(agency="", object_name=f"reporter:{lookup.hex()}", compartment="list")


def enrol(code: str, reports: Mapping[str, ReporterKeys]) -> Reporter:
    """Write the row of a new reporter. Raises `IntegrityError` where the code has one."""
    lookup = codes.lookup_id(pepper(), code)
    key = codes.reporter_wrapping_key(pepper(), code)
    where = _list_place(lookup).of("reports", 1)
    sealed = fields.seal_json(key, where, json.loads(ReporterKey(reports).dump()))
    return Reporter.objects.create(lookup=lookup, sealed=sealed, revision=1)


def enter(code: str) -> ReporterKey | None:
    """Return what a well-formed code opens, None where nobody has it. Raises `BadEnvelope` on a changed row."""
    lookup = codes.lookup_id(pepper(), code)
    row = Reporter.objects.filter(lookup=lookup).first()
    if row is None:
        return None
    key = codes.reporter_wrapping_key(pepper(), code)
    listed = fields.open_json(key, _list_place(lookup).of("reports", row.revision), bytes(row.sealed))
    return ReporterKey.load(json.dumps(listed))


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
