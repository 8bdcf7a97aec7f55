"""Days as people write them and as a report keeps them: "2026-03-13", or "2026-03" and "2026" where that
is all that is known.

Pure. A page's date field posts the first; a phone without such a field posts what its owner types, in
the order of day, month, year. What could be meant in two ways is refused.
"""

import re
from collections.abc import Sequence
from datetime import date

MONTHS = (
    "januari", "februari", "maret", "april", "mei", "juni",
    "juli", "agustus", "september", "oktober", "november", "desember",
)  # fmt: skip
MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
EARLIEST, LATEST = 1900, 2100  # a year outside is a slip of the pen

_FULL = re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{1,2})-(?P<d>[0-9]{1,2})")
_TYPED = re.compile(r"(?P<d>[0-9]{1,2})(?:[-/. ]+)(?P<m>[0-9]{1,2}|[a-z]+)(?:[-/. ]+)(?P<y>[0-9]{4})")
_MONTH = re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{1,2})")
_TYPED_MONTH = re.compile(r"(?P<m>[0-9]{1,2}|[a-z]+)(?:[-/. ]+)(?P<y>[0-9]{4})")
_YEAR = re.compile(r"(?P<y>[0-9]{4})")


def read_day(text: str, *, partly: bool = False) -> str | None:
    """Return the day in ISO form, or the month or year where that is allowed; None where it is none."""
    patterns = (_FULL, _TYPED, _MONTH, _TYPED_MONTH, _YEAR) if partly else (_FULL, _TYPED)
    for pattern in patterns:
        if found := pattern.fullmatch(text.strip().lower()):
            return _iso(found.groupdict())
    return None


def _iso(parts: dict[str, str]) -> str | None:
    year, month, day = int(parts["y"]), _month(parts.get("m", "1")), int(parts.get("d", "1"))
    try:
        whole = date(year, month, day)
    except ValueError:
        return None
    if not EARLIEST <= year <= LATEST:
        return None
    return whole.isoformat()[: {1: 4, 2: 7, 3: 10}[len(parts)]]


def _month(text: str) -> int:
    """The month's number; 0, which is no month, for a word that is none."""
    if text.isdigit():
        return int(text)
    return MONTHS.index(text) + 1 if text in MONTHS else 0


def spoken(day: str) -> str:
    """Return the day in Indonesian: "13 Maret 2026", "Maret 2026", "2026"."""
    return _spoken(day, [month.capitalize() for month in MONTHS])


def spoken_en(day: str) -> str:
    """Return the day in English."""
    return _spoken(day, MONTHS_EN)


def _spoken(day: str, months: Sequence[str]) -> str:
    year, *rest = day.split("-")
    words = [months[int(part) - 1] if place == 0 else str(int(part)) for place, part in enumerate(rest)]
    return " ".join([*reversed(words), year])
