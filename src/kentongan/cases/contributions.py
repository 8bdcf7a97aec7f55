"""Contributions of a turn: sealed values by need, each revision kept.

A signature is recorded over the digest of the paper as it stands at that moment. A draft changed afterwards does
not carry it: `signature` finds out by computing the digest anew.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kentongan.officers.services.login import Unlocked
from kentongan.officers.vouching import has_had_key
from kentongan.prepared import Prepared
from kentongan.reports.compartments import HANDLING, from_text, place, to_text
from kentongan.reports.files import attach
from kentongan.sop.model import Need, Sop
from kentongan.vault import signatures
from kentongan.vault.envelopes import BadEnvelope

from .keys import Keyring
from .models import Contribution
from .supplies import SIGNED, Supplies


@dataclass(frozen=True, slots=True)
class Signature:
    """A recorded signature: who, in which capacity, and whether it holds for the paper as it stands."""

    by: str
    name: str
    capacity: str
    at: datetime
    holds: bool


def add(
    ring: Keyring, supplies: Supplies, *, by: Unlocked, capacity: str, capacity_name: str, now: datetime
) -> None:
    """Seal and write what somebody supplies to the present turn. Drafts come before what is signed of them."""
    for need, text in sorted(supplies.texts.items(), key=lambda item: item[0].kind in SIGNED):
        value: dict[str, Any] = {"text": text}
        if need.kind in SIGNED:
            value = _signed(ring, need, by=by, capacity_name=capacity_name, now=now)
        _write(ring, need, value, by=by, capacity=capacity, now=now)
    for need, files in supplies.files.items():
        rows = [attach(file, owner=ring.case.object_name, compartment=ring.now) for file in files]
        _write(ring, need, {"files": [row.code for row in rows]}, by=by, capacity=capacity, now=now)


def _write(
    ring: Keyring, need: Need, value: Mapping[str, Any], *, by: Unlocked, capacity: str, now: datetime
) -> None:
    case, username = ring.case, by.officer.username
    before = Contribution.objects.filter(case=case, turn=case.turn, need=need.key, by=username)
    row = Contribution(
        case=case,
        turn=case.turn,
        need=need.key,
        by=username,
        capacity=capacity,
        at=now,
        epoch=case.epoch,
        revision=before.count() + 1,
    )
    row.sealed = ring.now.seal(_field(row), value, revision=row.revision)
    row.save()


def _field(row: Contribution) -> str:
    return f"turn:{row.turn}:{row.need}:{row.by}"


def opened(ring: Keyring, row: Contribution) -> dict[str, Any]:
    """Open one contribution. Raises `BadEnvelope` where it was moved, changed or put back."""
    return ring.handling[row.epoch].open(_field(row), row.sealed, revision=row.revision)


def latest(ring: Keyring, need: str) -> tuple[Contribution, dict[str, Any]] | None:
    """Return the newest contribution of a need in this case, opened."""
    rows = _newest(ring.case.pk, need)
    return (rows[0], opened(ring, rows[0])) if rows else None


_newest = Prepared(lambda case, need: Contribution.objects.filter(case=case, need=need).order_by("-id")[:1])


def text_of(ring: Keyring, need: str) -> str:
    """Return the newest text of a need, "" where there is none."""
    found = latest(ring, need)
    return "" if found is None else str(found[1].get("text", ""))


def paper_digest(ring: Keyring, paper: str) -> bytes:
    """Return the digest of a paper's text as it stands."""
    content = {"paper": paper, "text": text_of(ring, f"konsep: {paper}")}
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).digest()


def _statement(
    ring: Keyring, need: str, *, paper: str, by: str, capacity: str, at: datetime
) -> signatures.Statement:
    where = place(
        agency=ring.case.agency,
        object_name=ring.case.object_name,
        compartment=HANDLING,
        epoch=0,
        field=f"signature:{need}",
    )
    return signatures.Statement(where, paper_digest(ring, paper), by, capacity, at)


def _signed(ring: Keyring, need: Need, *, by: Unlocked, capacity_name: str, now: datetime) -> dict[str, Any]:
    assert need.paper is not None
    statement = _statement(
        ring, need.key, paper=need.paper, by=by.officer.username, capacity=capacity_name, at=now
    )
    return {
        "text": capacity_name,
        "name": by.officer.name,
        "at": now.isoformat(),
        "public": to_text(by.keys.public),
        "signature": to_text(signatures.sign(by.keys, statement)),
    }


def signature(ring: Keyring, sop: Sop, paper: str) -> Signature | None:
    """Return the newest signature on a paper, and whether it holds for the paper as it stands."""
    assert paper in sop.papers
    need = f"tanda tangan: {paper}"
    found = latest(ring, need)
    if found is None:
        return None
    row, value = found
    at = datetime.fromisoformat(value["at"])
    statement = _statement(ring, need, paper=paper, by=row.by, capacity=value["text"], at=at)
    return Signature(row.by, value["name"], value["text"], at, _holds(ring, statement, value))


def _holds(ring: Keyring, statement: signatures.Statement, value: Mapping[str, Any]) -> bool:
    """Whether the signer's own key signed it: the one that lies beside the signature proves nothing by itself."""
    public = from_text(value["public"])
    try:
        signatures.verify(public, statement, from_text(value["signature"]))
    except BadEnvelope:
        return False
    return has_had_key(statement.username, public, ring.case.service.agency)
