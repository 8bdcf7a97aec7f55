"""What the rows say of an agency, beside the profile that was loaded: no post, service or SOP changes by a row alone.

What keys depend on is read from the profile itself (`reads`). The rows beside it are what pages show. Read by the
console, which holds them against the profile's files and the profile against the journal.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from kentongan.agencies import canonical
from kentongan.agencies.models import Agency, FormVersion, ProfileVersion, SopVersion
from kentongan.agencies.services.profiles import rows_of
from kentongan.journal.models import Event


def differing() -> list[str]:
    """Return the keys of all agencies whose rows are not as the profile says that the journal saw loaded."""
    return [agency.key for agency in Agency.objects.select_related("profile") if not _is_whole(agency)]


def _is_whole(agency: Agency) -> bool:
    if not all(_texts(agency)) or _loaded(agency) != (agency.profile.number, agency.profile.sha256):
        return False
    tables = {"units": agency.units, "posts": agency.posts, "services": agency.services}
    return all(_same(tables[name], rows) for name, rows in rows_of(agency).items())


def _texts(agency: Agency) -> Iterator[bool]:
    """Whether each version's text still has the hash under which it was archived."""
    for table in (
        ProfileVersion.objects.filter(agency_key=agency.key),
        SopVersion.objects.filter(agency=agency),
        FormVersion.objects.all(),
    ):
        yield from (canonical.digest(text) == sha256 for text, sha256 in table.values_list("text", "sha256"))


def _loaded(agency: Agency) -> tuple[int, str] | None:
    """Return number and hash of the profile that was loaded last, as the journal says."""
    events = Event.objects.filter(agency=agency.key, chain="profile", kind="profile.loaded")
    text = events.order_by("-number").values_list("facts", flat=True).first()
    facts = json.loads(text) if text else None
    return (facts["number"], facts["sha256"]) if facts else None


def _same(table: Any, rows: Mapping[str, Mapping[str, Any]]) -> bool:
    found = {row.key: row for row in table.filter(retired_at=None)}
    return found.keys() == rows.keys() and all(
        getattr(found[key], column) == value
        for key, values in rows.items()
        for column, value in values.items()
    )
