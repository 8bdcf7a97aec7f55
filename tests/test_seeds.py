"""The agencies' sheets against their sources: what was signed is there, whole, in order, and nothing more.

A word may differ from the document only where `CORRECTIONS` says so, and then the file cites the damage in a
comment; a cell that the document leaves empty, or whose content did not survive the copy, is empty in ours.
"""

import re

import pytest

from kentongan.questions.loader import load_form
from tests.seeds import AGENCIES, CORRECTIONS, FILES, SIGNED, Source, office, plain, raw, source

# 002: the row that numbers the columns was merged into the table; what stood in these cells is unknown.
COLUMN_NUMBERS = ("8", "9", "10")

# Counts made by hand from the documents: bases, qualifications, related, equipment, warnings, records; rows.
COUNTS = {
    "000": ((11, 4, 1, 4, 2, 1), 5),
    "001": ((6, 3, 1, 3, 1, 2), 10),
    "002": ((5, 4, 1, 1, 3, 3), 8),
    "003": ((8, 7, 4, 3, 1, 2), 10),
    "004": ((), 4),
}
UNNUMBERED = {
    "000": {"keterkaitan", "pencatatan"},
    "001": set(),
    "002": {"keterkaitan", "peralatan"},
    "003": {"peringatan"},
}

CELLS = ("inputs", "time", "output", "remarks")


@pytest.fixture(params=SIGNED)
def signed(request: pytest.FixtureRequest) -> Source:
    return source(request.param)


def test_every_correction_answers_damage_and_the_file_cites_it() -> None:
    for number, corrections in CORRECTIONS.items():
        text = (AGENCIES / f"{FILES[number]}.toml").read_text()
        comments = " ".join(re.findall(r"#(.*)", text))
        for damaged, meant in corrections.items():
            assert damaged in raw(number)
            assert damaged in comments
            assert f"seed {number} baris" in comments
            assert meant in text


def test_the_head_of_the_sheet_is_as_signed(signed: Source) -> None:
    """R002-01"""
    sheet, printed = signed.sop.sheet, signed.printed
    assert list(sheet.letterhead) == printed["letterhead"]
    assert plain(sheet.unit) == printed.get("unit", "")
    *above, name = printed["identity"].items()
    lines = [(line.title, line.text) for line in sheet.identity if line.key != "disahkan_oleh"]
    assert lines == [*above, name]
    assert [line.title for line in sheet.identity][-2:] == [printed["approved"][0], name[0]]
    by = sheet.approved_by
    assert by is not None
    said = " ".join(part for part in (by.position, by.name, by.rank, by.nip) if part)
    assert [by.title, said] == printed["approved"]


def test_the_blocks_are_there_in_order_whole_and_as_signed(signed: Source) -> None:
    """R000-01, R001-15, R003-01"""
    blocks = signed.sop.sheet.blocks
    assert [[block.title, list(block.items)] for block in blocks] == signed.printed["blocks"]
    assert tuple(len(block.items) for block in blocks) == COUNTS[signed.number][0]
    assert {block.key for block in blocks if not block.numbered} == UNNUMBERED[signed.number]


def test_the_table_bears_the_titles_and_lanes_of_its_own_sheet(signed: Source) -> None:
    sheet = signed.sop.sheet
    assert list(sheet.columns.values()) == signed.printed["titles"]
    assert [lane.title for lane in sheet.lanes] == signed.printed["lanes"]
    assert plain(sheet.title) == " ".join(signed.printed.get("table", []))


def test_every_cell_of_every_row_is_as_signed_and_empty_where_it_was_empty(signed: Source) -> None:
    sheet = signed.sop.sheet
    cells = [name for name in CELLS if name in sheet.columns]
    ours = [[row.number, row.activity, *(getattr(row, name) for name in cells)] for row in sheet.rows]
    theirs = signed.printed["rows"]
    if signed.number == "002":
        theirs = [[*row[:2], *("" if cell in COLUMN_NUMBERS else cell for cell in row[2:])] for row in theirs]
    assert ours == theirs
    assert len(ours) == COUNTS[signed.number][1]


def test_signatures_and_legend_are_as_printed(signed: Source) -> None:
    """R001-01"""
    sheet, printed = signed.sop.sheet, signed.printed
    ours = [
        [plain(part) for part in (by.title, by.place_and_date, by.position, by.name, by.rank, by.nip) if part]
        for by in sheet.signatories
    ]
    order = sorted if signed.number == "001" else list  # 001 prints the name above the position
    theirs = printed["signatures"]
    assert [order([" ".join(each)] if each is ours else each) for each in ours] == [
        order(_joined(each)) for each in theirs
    ]
    legend = printed.get("legend", [])
    assert [
        text for text in (sheet.legend_title, *(meaning for _, meaning in sheet.legend)) if text
    ] == legend


def _joined(parts: list[str]) -> list[str]:
    """The signatory's position is set in three lines in 000 and 003."""
    split = 1 if parts[0].startswith("Kebumen, ") else None
    return [parts[0], " ".join(parts[1:4]), *parts[4:]] if split else parts


def test_the_marks_that_survived_are_the_only_ones() -> None:
    """002 and 003 lost every mark; of 000 one was read; 001 kept its graph, and its text the diamond of 5."""
    rows = {number: _marks(number) for number in SIGNED}
    assert rows["000"] == ["pemohon:", "pemohon:", "pemohon:", "pemohon:", "pemohon:kotak"]
    assert rows["001"] == [
        "pemohon:kapsul",
        "kasi:kotak",
        "kasi:kotak",
        "kabid:kotak",
        "kabid:belah ketupat",
        "bidang-terkait:kotak",
        "kasi:kotak",
        "kabid:kotak",
        "kasi pemohon:kotak",
        "kasi:kapsul",
    ]
    assert set(rows["002"]) == set(rows["003"]) == {":"}


def _marks(number: str) -> list[str]:
    return [f"{' '.join(row.lanes)}:{row.symbol or ''}" for row in source(number).sop.rows]


def test_the_manual_is_no_sop() -> None:
    manual, printed = source("004").sop, source("004").printed
    assert manual.status == "manual"
    assert (manual.sheet.number, manual.sheet.approved_by, manual.sheet.blocks) == ("", None, ())
    assert [line.text for line in manual.sheet.identity] == [printed["title"]]
    assert [[row.number, plain(row.activity)] for row in manual.rows] == printed["rows"]
    assert (manual.sheet.title, *manual.sheet.columns.values()) == (*printed["table"], printed["heading"])
    assert all(not (row.inputs or row.time or row.output or row.lanes or row.symbol) for row in manual.rows)


def test_the_manuals_form_asks_its_fields_in_order_and_gives_its_criteria() -> None:
    form = load_form(office("mojokerto-inspektorat")["formulir/wbs.toml"], "formulir/wbs.toml")
    starred = [each.label for each in form.questions if each.required and each.kind != "statement"]
    assert starred[1:] == source("004").printed["form"]  # the first asks how to report, and is ours
    assert form.sections[1].intro.splitlines() == source("004").printed["criteria"]


def test_outdated_bases_are_flagged_and_never_rewritten() -> None:
    flags = {
        number: [(flag.item, flag.note) for block in source(number).sop.sheet.blocks for flag in block.flags]
        for number in SIGNED
    }
    assert [item for item, _ in flags["000"]] == [2, 9, 11]
    assert [item for item, _ in flags["001"]] == [1, 3]
    assert [item for item, _ in flags["002"]] == [2, 3, 4, 5]
    assert "PP 94/2021" in dict(flags["000"])[9]
    assert "UU 23/2014" in dict(flags["001"])[1]
    assert "UU 20/2023" in dict(flags["002"])[4]
