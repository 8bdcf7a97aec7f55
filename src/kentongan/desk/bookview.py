"""A book as the templates draw it: headings, cells and sums in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kentongan.cases.book_shapes import BookPage, BookRow, Cell, ChecksPage, Column, Recap, RecapLine
from kentongan.web import words
from kentongan.web.fields import ChoiceView, choices
from kentongan.web.templatetags.kentongan import day, moment, month

MONTH, CHANNEL = "bulan", "kanal"
MONTHS = range(1, 13)
WHOLE_YEAR = 0
NO_BREAK = "\u00a0"


@dataclass(frozen=True, slots=True)
class RowView:
    """One entry: its number, which leads to the case, and what stands in each column."""

    row: BookRow
    cells: tuple[str, ...]
    void: str


@dataclass(frozen=True, slots=True)
class SumView:
    """A line of a recap."""

    name: str
    months: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class RecapView:
    """A column summed up, month by month."""

    heading: str
    lines: tuple[SumView, ...]
    total: SumView


@dataclass(frozen=True, slots=True)
class BookView:
    """Everything that the template needs."""

    period: str
    headings: tuple[str, ...]
    rows: tuple[RowView, ...]
    recaps: tuple[RecapView, ...]
    month_names: tuple[str, ...]
    months: tuple[ChoiceView, ...]
    channels: tuple[ChoiceView, ...]


def drawn(page: BookPage) -> BookView:
    """Return the book in the language of the page."""
    names = tuple(month(each) for each in MONTHS)
    months = [(str(WHOLE_YEAR), _("Setahun penuh")), *((str(n), names[n - 1]) for n in MONTHS)]
    every = ("", _("Semua kanal"))
    return BookView(
        period=f"{names[page.month - 1]} {page.year}" if page.month else str(page.year),
        headings=tuple(heading(each) for each in page.columns),
        rows=tuple(_row(each, page.zone) for each in page.rows),
        recaps=tuple(_recap(each) for each in page.recaps),
        month_names=tuple(month(each, short=True) for each in MONTHS),
        months=choices(MONTH, months, [str(page.month)]),
        channels=choices(CHANNEL, [every, *_channels(page)], [page.channel]) if page.channels else (),
    )


def _channels(page: BookPage) -> Iterable[tuple[str, str]]:
    return ((code, name or words.lookup(words.CHANNELS, code)) for code, name in page.channels)


def heading(column: Column) -> str:
    """Return what a column is called."""
    return column.label or words.lookup(words.BOOK_COLUMNS, column.kind)


def cell(value: Cell, zone: str) -> str:
    """Return what stands in a cell."""
    if value.at is not None:
        return moment(value.at, zone)
    if value.day is not None:
        return day(value.day)
    return _said(value.kind, value.code, value.text)


def _said(kind: str, code: str, text: str) -> str:
    tables = {"status": words.STATUSES, "channel": words.CHANNELS}
    return words.lookup(tables[kind], code) if kind in tables and code and not text else text


def _row(row: BookRow, zone: str) -> RowView:
    void = words.lookup(words.VOID_REASONS, row.void) if row.void else ""
    return RowView(row, tuple(_whole(each, zone) for each in row.cells), void)


def _whole(value: Cell, zone: str) -> str:
    """A date is not broken over two lines of a narrow column."""
    text = cell(value, zone)
    return text.replace(" ", NO_BREAK, 2) if value.day or value.at else text


def _recap(recap: Recap) -> RecapView:
    return RecapView(
        heading(recap.column),
        tuple(_sum(recap, line) for line in recap.lines),
        SumView(_("Jumlah"), recap.months, recap.total),
    )


def _sum(recap: Recap, line: RecapLine) -> SumView:
    name = _said(recap.column.kind, line.code, line.text)
    return SumView(name or _("(kosong)"), line.months, line.total)


def table(page: BookPage) -> Iterable[Sequence[str]]:
    """Return the book as rows of text, headings first: what the page shows, and no more."""
    view = drawn(page)
    yield (_("Nomor"), *view.headings)
    for each in view.rows:
        cells = (cell(value, page.zone) for value in each.row.cells)
        yield (" ".join(filter(None, (each.row.number_text, each.void))), *cells)


def checks_table(page: ChecksPage) -> Iterable[Sequence[str]]:
    """Return the daily checks as rows of text."""
    sources = (words.lookup(words.SOURCES, source) for source in page.sources)
    yield (_("Hari"), *sources, _("Diperiksa oleh"), _("Sebagai"), _("Pada"))
    for each in page.rows:
        counts = (str(each.counts.get(source, 0)) for source in page.sources)
        yield (each.day.isoformat(), *counts, each.by, each.capacity, moment(each.at, page.zone))
