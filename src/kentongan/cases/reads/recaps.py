"""The rows of a book summed up, as an office reports them: by channel, unit, sort and status, month for month.

The lines of every sum come from the very rows that are shown, so that they add up to them. An entry that is void does
not count.
"""

from collections.abc import Sequence

from ..book_shapes import BookRow, Column, Recap, RecapLine

SUMMED = {"channel", "unit", "fact", "status"}
MONTHS = range(1, 13)


def recaps(columns: Sequence[Column], rows: Sequence[BookRow]) -> tuple[Recap, ...]:
    """Return a sum for each column that sorts the rows."""
    counted = [row for row in rows if not row.void]
    return tuple(
        _recap(column, place, counted) for place, column in enumerate(columns) if column.kind in SUMMED
    )


def _recap(column: Column, place: int, rows: Sequence[BookRow]) -> Recap:
    groups: dict[tuple[str, str], list[BookRow]] = {}
    for row in rows:
        groups.setdefault((row.cells[place].code, row.cells[place].text), []).append(row)
    lines = [RecapLine(code, text, _months(found), len(found)) for (code, text), found in groups.items()]
    lines.sort(key=lambda line: (-line.total, line.code, line.text))
    return Recap(column, tuple(lines), _months(rows), len(rows))


def _months(rows: Sequence[BookRow]) -> tuple[int, ...]:
    found = [row.day.month for row in rows]
    return tuple(found.count(month) for month in MONTHS)
