"""What somebody wrote into a form that could not be taken, given back to be copied.

The rules:
* it goes back in the answer to the very request that brought it; nothing of it is stored;
* only what was written comes back: choices and ticks are quickly made again, and files have to be chosen again;
* only a form of ours is answered so: another site must not put its words on a page of ours.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import HttpRequest

from kentongan.web.uploads import arrived

FEWEST_ROWS, MOST_ROWS, LINE_LENGTH = 2, 12, 60


@dataclass(frozen=True, slots=True)
class Written:
    """One text, with what its field was called."""

    id: str
    label: str
    text: str

    @property
    def rows(self) -> int:
        """How high the box is in which it is read."""
        return rows_for(self.text)


@dataclass(frozen=True, slots=True)
class Carried:
    """Everything that comes back."""

    texts: tuple[Written, ...]
    had_files: bool = False


def rows_for(text: str) -> int:
    """Return how high a box is in which a text is read."""
    lines = sum(1 + len(line) // LINE_LENGTH for line in text.splitlines())
    return min(max(lines, FEWEST_ROWS), MOST_ROWS)


def carry(written: Mapping[str, str], *, had_files: bool = False) -> Carried | None:
    """Return what is to be given back, by the labels of its fields; None where nothing was written."""
    texts = tuple(
        Written(f"salin-{number}", label, text)
        for number, (label, text) in enumerate(written.items())
        if text.strip()
    )
    return Carried(texts, had_files) if texts else None


def had_files(request: HttpRequest) -> bool:
    """Whether files came along."""
    return bool(arrived(request))


def is_from_here(request: HttpRequest) -> bool:
    """Whether a page of ours sent this form; a browser that says nothing of it is believed."""
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()
