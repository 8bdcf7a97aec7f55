"""Heads that leave the installation, on the grid."""

from datetime import UTC, datetime, timedelta

import pytest

from kentongan import journal
from kentongan.journal.publishing import read_heads

NOW = datetime(2026, 1, 5, 3, 20, tzinfo=UTC)


def write(agency: str) -> None:
    journal.record("case.moved", chain="case:a", agency=agency, at=NOW, by="ida")


def lines(folder) -> list[str]:
    path = folder / "heads_dir" / "heads.txt"
    return path.read_text().splitlines() if path.exists() else []


def test_one_line_for_each_agency_at_each_full_hour(db, data_folder) -> None:
    write("dinas")
    write("lain")
    assert journal.publish_heads(NOW) == 2
    assert journal.publish_heads(NOW + timedelta(minutes=39)) == 0
    assert journal.publish_heads(NOW + timedelta(minutes=40)) == 2
    assert [line.split()[:3] for line in lines(data_folder)] == [
        ["2026-01-05T03:00Z", "dinas", "1"],
        ["2026-01-05T03:00Z", "lain", "1"],
        ["2026-01-05T04:00Z", "dinas", "1"],
        ["2026-01-05T04:00Z", "lain", "1"],
    ]


def test_a_clock_set_back_writes_nothing_twice(db, data_folder) -> None:
    write("dinas")
    journal.publish_heads(NOW)
    assert journal.publish_heads(NOW - timedelta(hours=2)) == 0
    assert len(lines(data_folder)) == 1


def test_nothing_is_written_where_nothing_happened_ever(db, data_folder) -> None:
    assert journal.publish_heads(NOW) == 0
    assert lines(data_folder) == []


def test_what_was_written_is_read_again_and_verifies(db, data_folder) -> None:
    write("dinas")
    journal.publish_heads(NOW)
    write("dinas")
    read = read_heads([*lines(data_folder), ""])
    assert [(head.agency, head.number) for head in read] == [("dinas", 1)]
    assert journal.verify(heads=read) == []


@pytest.mark.parametrize("line", ["dinas 1", "2026-01-05T03:00Z dinas eins " + "0" * 64, "a b 1 " + "0" * 63])
def test_a_line_that_is_no_head_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"dinas|a b"):
        read_heads([line])
