"""Recorded signatures: over what, by whom, and whether they still hold.

* A signature or initials are recorded over the digest of the paper's text, an approval over the digest of exactly
  what a publication then shows: its text, and each photo by the fingerprint of its bytes.
* What was changed afterwards does not carry it: whether a signature holds is found out by computing the digest anew.
* What is signed is what was read: a page sends the mark of what it showed.
* The signer's own key must have made it: the key that lies beside a signature proves nothing by itself.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kentongan.officers.services.login import Unlocked
from kentongan.officers.vouching import has_had_key
from kentongan.reports.compartments import HANDLING, from_text, place, to_text
from kentongan.sop.model import Need, Publication, Sop
from kentongan.sop.vocabulary import need_key
from kentongan.vault import signatures
from kentongan.vault.envelopes import BadEnvelope

from . import contributions
from .errors import Refused
from .keys import Keyring

SIGNED = {"signature", "initials", "approval"}
YES = "ya"  # who signs by no page answers for having read it


@dataclass(frozen=True, slots=True)
class Signature:
    """A recorded signature: who, in which capacity, and whether it holds for what it was given for."""

    by: str
    name: str
    capacity: str
    at: datetime
    holds: bool


def made(
    ring: Keyring, sop: Sop, need: Need, *, by: Unlocked, capacity_name: str, now: datetime
) -> dict[str, Any]:
    """Return the value of a signature, given now, over what stands now."""
    digest = _digest(ring, sop, need)
    statement = _statement(
        ring, need.key, digest=digest, by=by.officer.username, capacity=capacity_name, at=now
    )
    return {
        "text": capacity_name,
        "name": by.officer.name,
        "at": now.isoformat(),
        "public": to_text(by.keys.public),
        "signature": to_text(signatures.sign(by.keys, statement)),
    }


def mark(ring: Keyring, sop: Sop, need: Need) -> str:
    """Return what is known of what would be signed now: the page sends it along with the tick."""
    return _digest(ring, sop, need).hex()


def need_as_read(ring: Keyring, sop: Sop, given: Mapping[Need, str]) -> None:
    """See that what is signed is what was read: in another window it may have been written anew meanwhile.

    Raises `Refused("changed-since-read")`.
    """
    for need, text in given.items():
        if need.kind in SIGNED and text not in (YES, mark(ring, sop, need)):
            raise Refused("changed-since-read")


def signature(ring: Keyring, sop: Sop, paper: str) -> Signature | None:
    """Return the newest signature on a paper, and whether it holds for the paper as it stands."""
    return _newest(ring, sop, Need("signature", sop.papers[paper].key))


def approval(ring: Keyring, sop: Sop, publication: str) -> Signature | None:
    """Return the newest approval of a publication, and whether it holds for its contents as they stand."""
    return _newest(ring, sop, Need("approval", sop.publications[publication].key))


def _newest(ring: Keyring, sop: Sop, need: Need) -> Signature | None:
    found = contributions.latest(ring, need.key)
    if found is None:
        return None
    row, value = found
    at = datetime.fromisoformat(value["at"])
    digest = _digest(ring, sop, need)
    statement = _statement(ring, need.key, digest=digest, by=row.by, capacity=value["text"], at=at)
    return Signature(row.by, value["name"], value["text"], at, _holds(ring, statement, value))


def _digest(ring: Keyring, sop: Sop, need: Need) -> bytes:
    if need.publication is not None:
        return _digest_of(_contents(ring, sop.publications[need.publication]))
    assert need.paper is not None
    return _digest_of(
        {"paper": need.paper, "text": contributions.text_of(ring, need_key("konsep", need.paper))}
    )


def _contents(ring: Keyring, publication: Publication) -> Mapping[str, Any]:
    text = contributions.text_of(ring, publication.text) if publication.text else ""
    photos = {
        key: [sealed.fingerprint for _, sealed in contributions.files_of(ring, key)]
        for key in publication.photos
    }
    return {"publication": publication.key, "text": text, "photos": photos}


def _digest_of(content: Mapping[str, Any]) -> bytes:
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).digest()


def _statement(
    ring: Keyring, need: str, *, digest: bytes, by: str, capacity: str, at: datetime
) -> signatures.Statement:
    where = place(
        agency=ring.case.agency,
        object_name=ring.case.object_name,
        compartment=HANDLING,
        epoch=0,
        field=f"signature:{need}",
    )
    return signatures.Statement(where, digest, by, capacity, at)


def _holds(ring: Keyring, statement: signatures.Statement, value: Mapping[str, Any]) -> bool:
    public = from_text(value["public"])
    try:
        signatures.verify(public, statement, from_text(value["signature"]))
    except BadEnvelope:
        return False
    return has_had_key(statement.username, public, ring.case.service.agency)
