"""What the rows say of people, beside what the journal says: nobody comes back, sits longer or rules by a row alone.

A signature holds that somebody sits on a post; that they left, or that their key was replaced, takes no signature and
so could be undone by a writer of the database. Each such act stands in the journal. Who seals asks what it says
(`said_of`); the console compares everybody (`differing`).
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from kentongan.journal.models import Event
from kentongan.officers.models import Holding, Officer
from kentongan.officers.recording import mark
from kentongan.prepared import Prepared

CHAIN = "officer:"


@dataclass(slots=True)
class Said:
    """What the journal says of one person."""

    registered: bool = False
    ended: bool = False
    renewed: int = 0
    last_days: dict[str, str] = field(
        default_factory=dict
    )  # post → the last day that was set before its time
    roles: set[str] = field(default_factory=set)
    key: str = ""  # the mark of the one that was made last
    over: dict[str, str] = field(
        default_factory=dict, compare=False
    )  # mark of a holding's signature → its last day

    def is_over(self, holding: Holding, day: date) -> bool:
        """Whether the holding, by its signature, was ended before that day."""
        last = self.over.get(mark(holding.vouch))
        return last is not None and day.isoformat() > last


def differing() -> list[str]:
    """Return the usernames of all officers whose rows are not as the journal says."""
    events = Event.objects.filter(chain__startswith=CHAIN).order_by("agency", "agency_number")
    said = _heard(events.values_list("chain", "kind", "subject", "facts"))
    rows = Officer.objects.prefetch_related("former_keys", "roles__agency", "holdings__post").order_by("pk")
    return [row.username for row in rows if _of(row) != said[row.username]]


def said_of(agency: str, usernames: Iterable[str]) -> Mapping[str, Said]:
    """Return what the journal says of some officers of an agency, by their usernames."""
    return _heard(_events(agency, *sorted(f"{CHAIN}{username}" for username in usernames)))


_events = Prepared(
    lambda agency, *chains: (
        Event.objects.filter(agency=agency, chain__in=chains)
        .order_by("chain", "number")  # by another order the database would walk all events of the agency
        .values_list("chain", "kind", "subject", "facts")
    )
)


def _heard(events: Iterable[tuple[str, str, str, str]]) -> dict[str, Said]:
    found: dict[str, Said] = defaultdict(Said)
    for chain, kind, subject, text in events:
        _hear(found[chain.removeprefix(CHAIN)], kind, subject, json.loads(text))
    return found


def _hear(said: Said, kind: str, subject: str, facts: dict[str, str]) -> None:
    match kind:
        case "officer.registered":
            said.registered, said.key = True, facts["key"]
        case "officer.ended":
            said.ended = True
        case "officer.renewed":
            said.renewed += 1
            said.key = facts["key"]
        case "holding.ended":
            said.last_days[subject] = said.over[facts["signed"]] = facts["last"]
        case "officer.role-granted":
            said.roles.add(f"{facts['role']} {facts['at_agency']}")


def _of(row: Officer) -> Said:
    """Return what the rows say in the journal's place."""
    holdings = sorted(row.holdings.all(), key=lambda each: each.pk)
    return Said(
        registered=True,
        ended=row.ended_at is not None,
        renewed=len(row.former_keys.all()),
        key=mark(row.public),
        last_days={each.post.key: each.ended_on.isoformat() for each in holdings if each.ended_on},
        roles={f"{role.kind} {role.agency.key}" for role in row.roles.all()},
    )
