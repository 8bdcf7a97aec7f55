"""The table that is printed, and its verdict."""

import os
import platform
import statistics
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MEGABYTE = 1024 * 1024
HEADINGS = ("what", "ours", "floor", "ratio", "limit", "")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was measured. `measured` is held against `limit`: a ratio, or a figure with its unit."""

    what: str
    ours: str
    floor: str = ""
    measured: float | None = None
    limit: float | None = None
    unit: str = "×"
    note: str = ""

    @property
    def is_over(self) -> bool:
        """Whether the limit is passed."""
        return self.measured is not None and self.limit is not None and self.measured > self.limit

    def cells(self) -> tuple[str, ...]:
        """The line as it is printed."""
        ratio = "" if self.measured is None or self.unit != "×" else f"{self.measured:.2f} ×"
        limit = "" if self.limit is None else f"≤ {self.limit:g} {self.unit}"
        return (self.what, self.ours, self.floor, ratio, limit, "OVER" if self.is_over else self.note)


def ratio(
    what: str,
    ours: Sequence[float],
    floor: Sequence[float],
    *,
    limit: float | None,
    size: int = 0,
    note: str = "",
) -> Line:
    """Return the line of two series of seconds that were measured in turns: the median of the rounds' ratios.

    `size`: the bytes that each of them moved.
    """
    both = [each / beside for each, beside in zip(ours, floor, strict=True)]
    mine, other = (_time(statistics.median(series), size) for series in (ours, floor))
    return Line(what, mine, other, statistics.median(both), limit, note=note)


def milliseconds(seconds: float) -> str:
    """Return a time."""
    return f"{seconds * 1000:.1f} ms"


def megabytes(size: float) -> str:
    """Return an amount of memory."""
    return f"{size / MEGABYTE:.1f} MB"


def _time(seconds: float, size: int) -> str:
    return milliseconds(seconds) + (f", {size / MEGABYTE / seconds:.0f} MiB/s" if size else "")


def machine() -> str:
    """Return what this ran on."""
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    return (
        f"{os.cpu_count()} cores, {platform.machine()}, Linux {platform.release().partition('-')[0]}, "
        f"Python {platform.python_version()}, load before {load}"
    )


def show(lines: Iterable[Line]) -> None:
    """Print the table."""
    rows = [HEADINGS, *(line.cells() for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    for number, row in enumerate(rows):
        padded = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        say("  ".join(padded).rstrip())
        if number == 0:
            say("  ".join("-" * width for width in widths))


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
