"""Tables for an office's spreadsheet: CSV as programs set to Indonesian open it by a double click.

* Between the cells stands a semicolon. Indonesian writes a half as 0,5; where the comma is the decimal sign, Excel and
  LibreOffice expect the semicolon between cells, and a file with commas opens as one column.
* The text is UTF-8 with the mark at its beginning; without it Excel reads the letters in the machine's old code page.
* Lines end as RFC 4180 says, and every cell is quoted: a line break or semicolon within it ends nothing.
* Nothing that somebody wrote becomes a formula (=, +, -, @, also in their wide forms, and what comes after a tab or a
  line break): an apostrophe before it makes it text. A formula could send the other cells away when the file is opened.
"""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from django.http import HttpResponse
from django.utils.http import content_disposition_header

MARK = "\ufeff"
BETWEEN = ";"
FORMULAS = frozenset("=+-@＝＋－＠\t\r\n")


def csv_file(name: str, rows: Iterable[Sequence[str]]) -> HttpResponse:
    """Return rows of text, the header first, as a file to be kept; `name` without its extension."""
    response = HttpResponse(csv_text(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.csv") or "attachment"
    return response


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """Return rows of text as the content of a file."""
    written = StringIO()
    writer = csv.writer(written, delimiter=BETWEEN, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return MARK + written.getvalue()


def _harmless(cell: str) -> str:
    """Return the cell as text. Blanks do not hide a formula: some programs take them away first."""
    return f"'{cell}" if cell.lstrip(" \u00a0")[:1] in FORMULAS else cell
