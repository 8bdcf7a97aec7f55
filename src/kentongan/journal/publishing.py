"""Heads that leave the database: written on a fixed grid, so that a cut tail shows to who kept the file.

The grid is fixed (a line every hour for every agency, also where nothing happened), so that the time of a
line says nothing about the time of an act. A line is `2026-01-05T03:00Z agency number link`.
"""

import os
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from kentongan.journal.models import Head
from kentongan.journal.verification import PublishedHead

FILE_NAME = "heads.txt"
_GRID = "%Y-%m-%dT%H:00Z"
_LINE = re.compile(r"\S+ (\S+) (\d+) ([0-9a-f]{64})")


def heads(agency: str | None = None) -> list[PublishedHead]:
    """Return the present end of the agency's chain, or of every agency's."""
    rows = Head.objects.filter(chain="").order_by("agency")
    if agency is not None:
        rows = rows.filter(agency=agency)
    return [PublishedHead(row.agency, row.number, row.link) for row in rows]


def publish_heads(now: datetime) -> int:
    """Append a line for every agency, once for each point of the grid; return how many were written."""
    path = Path(settings.KENTONGAN["HEADS_DIR"]) / FILE_NAME
    point = now.astimezone(UTC).strftime(_GRID)
    if _last_point(path) >= point:
        return 0
    lines = [f"{point} {head.agency} {head.number} {head.link}\n" for head in heads()]
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.writelines(lines)
        file.flush()
        os.fsync(file.fileno())
    return len(lines)


def read_heads(lines: Iterable[str]) -> list[PublishedHead]:
    """Read what `publish_heads` wrote. Raises `ValueError` with the line that is no head."""
    found = []
    for line in filter(None, map(str.strip, lines)):
        match = _LINE.fullmatch(line)
        if match is None:
            raise ValueError(line)
        found.append(PublishedHead(match[1], int(match[2]), match[3]))
    return found


def _last_point(path: Path) -> str:
    if not path.is_file():
        return ""
    lines = path.read_text(encoding="utf-8").splitlines()
    return lines[-1].partition(" ")[0] if lines else ""
