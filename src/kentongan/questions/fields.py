"""The names of a form's HTML fields: flat, so that a page without script can post them.

`kunci` for most questions, `kunci-dari` for the parts of one, `kelompok-0-kunci` in the first row of a
group. Names that begin with an underscore are never a question's and belong to the pages: `_tambah` with
a group's key adds a row, `_hapus` with `kelompok-1` takes that row away.
"""

import re
from collections.abc import Collection, Iterator, Mapping

from .model import FileRule, Form, Kind, Question

PARTS: Mapping[Kind, tuple[str, ...]] = {
    "period": ("dari", "sampai", "nanti"),
    "place": ("", "kecamatan", "desa"),
    "group": (),
}
ADD_ROW, REMOVE_ROW = "_tambah", "_hapus"
ROW_NUMBERS = 100  # two digits: twice as many as a group may have rows
LATER, TICKED = "nanti", "ya"  # the part "will happen", and what a ticked box posts


def row_prefix(group: Question, row: int) -> str:
    """Return what stands before the names of the fields in one row of a group."""
    return f"{group.key}-{row}-"


def name(question: Question, prefix: str = "", part: str = "") -> str:
    """Return the name of a question's field, or of one part of it."""
    return f"{prefix}{question.key}" + (f"-{part}" if part else "")


def names(question: Question, prefix: str = "") -> tuple[str, ...]:
    """Return the names of all fields of a question; a group has fields only in its rows."""
    return tuple(name(question, prefix, part) for part in PARTS.get(question.kind, ("",)))


def rows_shown(
    group: Question, data: Mapping[str, Collection[str]], files: Collection[str] = ()
) -> tuple[int, ...]:
    """Return the numbers of the rows that a page shows: those posted, as the buttons change them.

    Rows keep their number when another is taken away, so that what was typed and the files that were
    received stay with their row; files of a row that is no longer shown are to be dropped. There is
    always a row to write in.
    """
    removed = data.get(REMOVE_ROW, ())
    rows = [each for each in rows_posted(group, {*data, *files}) if f"{group.key}-{each}" not in removed]
    wanted = max(1, group.least_rows, len(rows) + (group.key in data.get(ADD_ROW, ())))
    while len(rows) < min(wanted, group.most_rows):
        rows.append(_free_number(rows))
    return tuple(rows)


def rows_posted(group: Question, posted: Collection[str]) -> tuple[int, ...]:
    """Return the numbers of the rows of which some field was posted, in order."""
    pattern = re.compile(re.escape(group.key) + r"-(0|[1-9][0-9]?)-.+")
    return tuple(sorted({int(found[1]) for each in posted if (found := pattern.fullmatch(each))}))


def every_field(form: Form, posted: Collection[str]) -> Iterator[tuple[Question, str]]:
    """Yield every question with its prefix; those of a group once for each row that was posted."""
    for question in form.questions:
        yield question, ""
        rows = rows_posted(question, posted) if question.questions else ()
        yield from ((each, row_prefix(question, row)) for row in rows for each in question.questions)


def file_rules(form: Form, posted: Collection[str]) -> dict[str, FileRule]:
    """Return which rule holds for which field, of those that take files."""
    return {name(each, prefix): each.files for each, prefix in every_field(form, posted) if each.files}


def _free_number(rows: Collection[int]) -> int:
    """The number after the last row; where two digits do not hold it, the first that is free."""
    after = max(rows, default=-1) + 1
    return min(set(range(after, ROW_NUMBERS)) or set(range(ROW_NUMBERS)) - set(rows))
