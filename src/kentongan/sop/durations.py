"""Lengths of time as an SOP writes them: "3 Menit", "2 hari kerja", "24 jam kalender".

Pure. The rules:
* minutes and hours are working time unless the text says `kalender`: an office counts no nights;
* plain `hari` is a working day, as Perpres 21/2023 and the offices use the word; who means days of
  the calendar writes `hari kalender`;
* nothing else is understood: a length that is guessed is a deadline that nobody promised.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

Unit = Literal["minute", "hour", "day"]
Scale = Literal["working", "calendar"]

# Four digits: 9999 working days are 38 years, longer than any retention rule; more is a slip of the pen.
LONGEST = 9999
UNITS: dict[str, Unit] = {"menit": "minute", "jam": "hour", "hari": "day"}
SCALES: dict[str, Scale] = {"": "working", "kerja": "working", "kalender": "calendar"}
LENGTHS: dict[Unit, timedelta] = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
}

_TEXT = re.compile(r"(?P<amount>[0-9]{1,4})\s+(?P<unit>menit|jam|hari)(?:\s+(?P<scale>kerja|kalender))?")


class BadDuration(ValueError):
    """The text is no length of time that an SOP may state."""


@dataclass(frozen=True, slots=True)
class Duration:
    """So many minutes, hours or days, of working time or of the calendar."""

    amount: int
    unit: Unit
    scale: Scale

    def __post_init__(self) -> None:
        if not 1 <= self.amount <= LONGEST:
            raise BadDuration(str(self.amount))

    @property
    def elapsed(self) -> timedelta:
        """The length as plain time: for a working day, which has no fixed length, do not ask."""
        return self.amount * LENGTHS[self.unit]

    @property
    def is_working_days(self) -> bool:
        return self.unit == "day" and self.scale == "working"


def parse(text: str) -> Duration:
    """Return the length that the text states. Raises `BadDuration`."""
    found = _TEXT.fullmatch(text.strip().lower())
    if found is None:
        raise BadDuration(text)
    scale = SCALES[found["scale"] or ""]
    return Duration(int(found["amount"]), UNITS[found["unit"]], scale)
