"""From what a decision names (posts, persons chosen earlier) to the persons whom the key is sealed to."""

from collections.abc import Iterable
from datetime import datetime

from kentongan.agencies.models import Post
from kentongan.officers import reads as officers
from kentongan.officers.models import Officer

from .models import Case

PERSON = "officer:"  # how the engine names a person instead of a post


def holders_of(case: Case, names: Iterable[str], at: datetime) -> list[Officer]:
    """Return who sits there at that moment with a vouched-for key, each once."""
    found: dict[int, Officer] = {}
    for name in names:
        for officer in _holders(case, name, at):
            found.setdefault(officer.pk, officer)
    return list(found.values())


def _holders(case: Case, name: str, at: datetime) -> list[Officer]:
    if name.startswith(PERSON):
        return list(Officer.objects.filter(username=name.removeprefix(PERSON), ended_at__isnull=True))
    return officers.holders(Post.objects.get(agency=case.service.agency, key=name), at)
