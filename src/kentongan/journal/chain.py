"""The bytes of an event and the links that bind it to what came before. Pure.

Format `kentongan/v1/journal`, frozen by `tests/vectors/journal/`. All text is UTF-8, NFC is not applied.

* A *field* is its length as eight bytes, big-endian, then its bytes. No two lists of fields share bytes.
* The *body* of an event is the fields agency, agency_number, chain, number, at, kind, by, capacity, subject,
  facts. Numbers are decimal digits; `at` is `YYYY-MM-DDTHH:MM:SS.ffffffZ` in UTC.
* `facts` is one flat JSON object: keys sorted, no blanks, text not escaped beyond what JSON demands,
  values only strings and whole numbers.
* `link` is the SHA-256 of the fields `kentongan/v1/journal/chain`, prev, body, in hex. `prev` is the link of
  the event before it in the same chain, or empty for the first.
* `agency_link` is the SHA-256 of the fields `kentongan/v1/journal/agency`, the agency_link of the event
  before it in the agency (or empty), link. So a head of the agency stands for every event of every chain in
  it.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

CHAIN_LABEL = "kentongan/v1/journal/chain"
AGENCY_LABEL = "kentongan/v1/journal/agency"


class BadFact(ValueError):
    """A fact that is no short string and no whole number, or whose name is not plain."""


# Long enough for a key, a code, a file's digest or a reason code; too short for what a reporter wrote.
FACT_MAX = 200


@dataclass(frozen=True, slots=True)
class Body:
    """What an event says, before it is linked."""

    agency: str
    agency_number: int
    chain: str
    number: int
    at: datetime
    kind: str
    by: str
    capacity: str
    subject: str
    facts: str

    def encode(self) -> bytes:
        """Return the canonical bytes."""
        values = (
            self.agency,
            str(self.agency_number),
            self.chain,
            str(self.number),
            self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            self.kind,
            self.by,
            self.capacity,
            self.subject,
            self.facts,
        )
        return _fields(*(value.encode() for value in values))


def canonical_facts(facts: Mapping[str, str | int]) -> str:
    """Return the one JSON text of these facts. Raises `BadFact` for anything that could carry contents."""
    for name, value in facts.items():
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise BadFact(f"{name}: only strings and whole numbers")
        if isinstance(value, str) and len(value) > FACT_MAX:
            raise BadFact(f"{name}: longer than {FACT_MAX} characters")
    return json.dumps(dict(facts), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def link(prev: str, body: Body) -> str:
    """Bind an event to the one before it in its chain."""
    return _digest(CHAIN_LABEL, prev.encode(), body.encode())


def agency_link(prev: str, own_link: str) -> str:
    """Bind an event, by its link, to the one before it in its agency."""
    return _digest(AGENCY_LABEL, prev.encode(), own_link.encode())


def _digest(label: str, *values: bytes) -> str:
    return hashlib.sha256(_fields(label.encode(), *values)).hexdigest()


def _fields(*values: bytes) -> bytes:
    return b"".join(len(value).to_bytes(8, "big") + value for value in values)
