"""Names in a file: one that leads nowhere, and one that stands twice."""

from collections.abc import Iterable, Iterator

from kentongan.problems import Finding


def known_as(place: str, name: str, known: Iterable[str], code: str) -> Iterator[Finding]:
    """Yield a name that is not among the known ones."""
    if name not in known:
        yield Finding(place, code, {"name": name, "known": ", ".join(known)})


def twice(names: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """Yield every name, with its place, that stood before."""
    seen: set[str] = set()
    for place, name in names:
        if name in seen:
            yield Finding(place, "duplicate", {"name": name})
        seen.add(name)
