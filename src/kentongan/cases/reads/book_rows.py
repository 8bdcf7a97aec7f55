"""From entries and cases to the rows of a book: what its columns say, opened with the keys of who reads.

* A column that speaks of nothing sealed opens nothing.
* However many cases, the rows are asked for in a handful of queries; what remains for each is opening its seals.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from kentongan.agencies import reads as agencies
from kentongan.agencies.models import Service
from kentongan.officers import reads as officers
from kentongan.officers.services.login import Unlocked
from kentongan.papers.models import Entry
from kentongan.papers.numbers import Taken
from kentongan.reports.compartments import CONTENT
from kentongan.sop.model import Need, Sop
from kentongan.sop.vocabulary import UNIT

from .. import contributions, keys, state
from ..arriving import WEBSITE
from ..book_shapes import BookRow, Cell, Column, ColumnKind
from ..bookkeepers import Kept
from ..bookkeeping import number_text
from ..keys import Keyring
from ..models import Case, CompartmentKey, Contribution
from ..supplies import label_of

WORDS: Mapping[str, ColumnKind] = {
    "tanggal": "day",
    "kanal": "channel",
    "status": "status",
    "langkah": "step",
    "selesai": "ended",
    "batas": "due",
}
CHOSEN, GIVEN = {"fact", "unit"}, {"need", "files"}


def columns(kept: Kept) -> tuple[Column, ...]:
    """Return the columns of a book, as its SOP names them."""
    needs = _needs(kept.sop)
    return tuple(_column(kept.sop, needs, key) for key in kept.book.columns)


def _column(sop: Sop, needs: Mapping[str, Need], key: str) -> Column:
    if key in WORDS:
        return Column(key, WORDS[key], "")
    if key == UNIT:
        return Column(key, "unit", "")
    if key in sop.facts:
        return Column(key, "fact", sop.facts[key].label)
    need = needs[key]
    return Column(key, "files" if need.input == "file" else "need", label_of(sop, need))


def _needs(sop: Sop) -> dict[str, Need]:
    return {need.key: need for step in sop.steps.values() for need in step.every_need()}


def rows(
    kept: Kept, asked: Sequence[Column], entered: Sequence[tuple[Entry, Case]], who: Unlocked
) -> list[BookRow]:
    """Return a row for each entry, in their order. Raises `BadEnvelope` where something was tampered with."""
    cases = list({case.pk: case for _, case in entered}.values())
    reading = _Reading(kept, asked, cases, who)
    return [_row(reading, entry, case) for entry, case in entered]


def _row(reading: "_Reading", entry: Entry, case: Case) -> BookRow:
    return BookRow(
        number=entry.number,
        number_text=number_text(reading.kept.book, Taken(entry.number, entry.book.year)),
        code=case.code,
        day=entry.at.astimezone(reading.zone).date(),
        cells=tuple(reading.cell(column, entry, case) for column in reading.asked),
        void=entry.void,
    )


@dataclass
class _Reading:
    """What the rows are made of: asked for when a column needs it, and then for all cases at once."""

    kept: Kept
    asked: Sequence[Column]
    cases: Sequence[Case]
    who: Unlocked = field(repr=False)

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.kept.service.agency.zone)

    @cached_property
    def rings(self) -> dict[int, Keyring]:
        return {ring.case.pk: ring for ring in keys.keyrings(self.cases, self.who)}

    @cached_property
    def states(self) -> dict[int, state.State]:
        return dict(zip(self.rings, state.read_all(list(self.rings.values())), strict=True))

    @cached_property
    def units(self) -> Mapping[str, str]:
        return agencies.unit_names(self.kept.service.agency)

    @cached_property
    def given(self) -> dict[tuple[int, str], dict[str, Any]]:
        """What was given last, by case and need."""
        needs = [column.key for column in self.asked if column.kind in GIVEN]
        found = Contribution.objects.filter(case__in=list(self.rings), need__in=needs).order_by("id")
        newest = {(row.case_id, row.need): row for row in found}
        return {key: contributions.opened(self.rings[key[0]], row) for key, row in newest.items()}

    @cached_property
    def persons(self) -> frozenset[str]:
        """The columns that name people."""
        needs = _needs(self.kept.sop)
        return frozenset(key for key, need in needs.items() if need.kind in {"person", "attendance"})

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The names of whoever was chosen or noted as present."""
        texts = (str(value.get("text", "")) for (_, key), value in self.given.items() if key in self.persons)
        return officers.names_of(name for text in texts for name in text.split())

    @cached_property
    def channels(self) -> dict[int, str]:
        """By which way each came: of a complaint it stands in the clear, of anything else in what was sent."""
        if self.kept.service.kind == Service.ADUAN:
            return {case.pk: case.channel for case in self.cases}
        laid = CompartmentKey.objects.filter(case__in=list(self.rings), compartment=CONTENT)
        began: dict[
            int, int
        ] = {}  # the report with which each case began: others may have been merged into it
        newest: dict[int, CompartmentKey] = {}
        for row in laid.select_related("report").order_by("id"):
            if began.setdefault(row.case_id, row.report_id) == row.report_id:
                newest[row.case_id] = row
        return {pk: _channel(self.rings[pk], row) for pk, row in newest.items()}

    @cached_property
    def named(self) -> Mapping[str, str]:
        """The channels that the profile names itself."""
        return {each.key: each.label for each in agencies.as_loaded(self.kept.service).channels}

    def cell(self, column: Column, entry: Entry, case: Case) -> Cell:
        """Return what a column says of an entry."""
        kind = column.kind
        if kind == "day":
            return Cell(kind, day=entry.at.astimezone(self.zone).date())
        if kind == "ended":
            return Cell(kind, day=case.ended_at.astimezone(self.zone).date() if case.ended_at else None)
        if kind == "due":
            return Cell(kind, at=case.due)
        if kind == "status":
            return Cell(kind, code=case.status)
        if kind == "channel":
            code = self.channels.get(case.pk, "")
            return Cell(kind, self.named.get(code, ""), code)
        return Cell(kind, self._text(column, case))

    def _text(self, column: Column, case: Case) -> str:
        sop = agencies.sop(case.sop_version)
        if column.kind == "step":
            return "" if case.ended_at else sop.steps[case.step].title
        if column.kind in CHOSEN:
            return self._choice(sop, column, self.states[case.pk].chosen.get(column.key, ""))
        value = self.given.get((case.pk, column.key), {})
        if column.kind == "files":
            return str(len(value.get("files", ()))) if value else ""
        text = str(value.get("text", ""))
        return ", ".join(self.names[name] for name in text.split()) if column.key in self.persons else text

    def _choice(self, sop: Sop, column: Column, value: str) -> str:
        if column.kind == "unit":
            return self.units.get(value, value)
        return sop.facts[column.key].values.get(value, value) if column.key in sop.facts else value


def _channel(ring: Keyring, row: CompartmentKey) -> str:
    sent = ring.under(row).open("answers", row.report.content)
    return str(sent.get("intake", {}).get("channel", WEBSITE))
