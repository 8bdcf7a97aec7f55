"""The append-only, hash-chained record of every act. Subjects are opaque strings.

`record` writes an event inside the act's transaction, `verify` finds every change, `publish_heads` gives the
ends of the chains to the world on a fixed grid. The format stands in `chain`, the rules in the modules.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kentongan.journal.models import Event
    from kentongan.journal.verification import Flaw, PublishedHead


# Imports stand inside the functions: Django loads this package before its models may be loaded.
def record(
    kind: str,
    *,
    chain: str,
    agency: str,
    at: datetime,
    by: str,
    capacity: str = "",
    subject: str = "",
    **facts: str | int,
) -> "Event":
    """Append one event inside the caller's transaction; see `writing.record`."""
    from kentongan.journal import writing

    return writing.record(
        kind, chain=chain, agency=agency, at=at, by=by, capacity=capacity, subject=subject, **facts
    )


def last_facts(*, agency: str, chain: str) -> "Mapping[str, str | int]":
    """Return the facts of the newest event of a chain, none where it is empty."""
    from kentongan.journal.models import Event

    row = Event.objects.filter(agency=agency, chain=chain).order_by("-number").values_list("facts").first()
    facts: Mapping[str, str | int] = json.loads(row[0]) if row else {}
    return facts


def verify(agency: str | None = None, heads: "Iterable[PublishedHead]" = ()) -> "list[Flaw]":
    """Return every flaw of the trail; see `verification.verify`."""
    from kentongan.journal import verification

    return verification.verify(agency, heads)


def heads(agency: str | None = None) -> "list[PublishedHead]":
    """Return the present ends of the agencies' chains."""
    from kentongan.journal import publishing

    return publishing.heads(agency)


def publish_heads(now: datetime) -> int:
    """Append the heads to the file that leaves the installation; see `publishing.publish_heads`."""
    from kentongan.journal import publishing

    return publishing.publish_heads(now)
