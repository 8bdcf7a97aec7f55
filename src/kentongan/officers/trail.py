"""What the rows say of people, beside what the journal says: nobody comes back, sits longer or rules by a row alone.

A signature holds that somebody sits on a post; that they left, or that their key was replaced, takes no signature and
so could be undone by a writer of the database. Each such act stands in the journal. Read by the console: nothing here
is asked while a report arrives.
"""

import json
from collections import defaultdict
from dataclasses import dataclass, field

from kentongan.journal.models import Event
from kentongan.officers.models import Officer

CHAIN = "officer:"


@dataclass(slots=True)
class _Said:
    """What the journal says of one person."""

    registered: bool = False
    ended: bool = False
    renewed: int = 0
    last_days: dict[str, str] = field(
        default_factory=dict
    )  # post → the last day that was set before its time
    roles: set[str] = field(default_factory=set)


def differing() -> list[str]:
    """Return the usernames of all officers whose rows are not as the journal says."""
    said = _said()
    rows = Officer.objects.prefetch_related("former_keys", "roles__agency", "holdings__post").order_by("pk")
    return [row.username for row in rows if _of(row) != said[row.username]]


def _said() -> dict[str, _Said]:
    found: dict[str, _Said] = defaultdict(_Said)
    events = Event.objects.filter(chain__startswith=CHAIN).order_by("agency", "agency_number")
    for chain, kind, subject, text in events.values_list("chain", "kind", "subject", "facts"):
        _hear(found[chain.removeprefix(CHAIN)], kind, subject, json.loads(text))
    return found


def _hear(said: _Said, kind: str, subject: str, facts: dict[str, str]) -> None:
    match kind:
        case "officer.registered":
            said.registered = True
        case "officer.ended":
            said.ended = True
        case "officer.renewed":
            said.renewed += 1
        case "holding.ended":
            said.last_days[subject] = facts["last"]
        case "officer.role-granted":
            said.roles.add(f"{facts['role']} {facts['at_agency']}")


def _of(row: Officer) -> _Said:
    """Return what the rows say in the journal's place."""
    holdings = sorted(row.holdings.all(), key=lambda each: each.pk)
    return _Said(
        registered=True,
        ended=row.ended_at is not None,
        renewed=len(row.former_keys.all()),
        last_days={each.post.key: each.ended_on.isoformat() for each in holdings if each.ended_on},
        roles={f"{role.kind} {role.agency.key}" for role in row.roles.all()},
    )
