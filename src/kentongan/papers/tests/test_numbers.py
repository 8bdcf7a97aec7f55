"""Numbers of a book: in order, without a gap, never taken back and never taken twice."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from tests.snapshot import snapshot

from kentongan.papers import numbers
from kentongan.papers.migrations import _triggers
from kentongan.papers.models import Book, Entry
from kentongan.papers.numbers import Taken

NOW = datetime(2026, 1, 5, 3, 0, tzinfo=UTC)


def take(subject: str, **other: object) -> Taken:
    usual = {"agency": "dinas", "service": "wbs", "book": "agenda", "year": 2026, "at": NOW}
    return numbers.take(subject=subject, **{**usual, **other})  # type: ignore[arg-type]


def everything() -> tuple[list[object], list[object]]:
    return (
        list(Book.objects.order_by("pk").values_list()),
        list(Entry.objects.order_by("pk").values_list()),
    )


def test_numbers_follow_one_another(db: None) -> None:
    assert [take(subject).number for subject in "abc"] == [1, 2, 3]


def test_the_same_subject_has_the_same_number(db: None) -> None:
    first = take("a")
    take("b")
    before = snapshot()
    assert take("a") == first == Taken(1, 2026)
    assert snapshot() == before


def test_a_paper_of_a_subject_has_a_number_of_its_own(db: None) -> None:
    assert [take("a").number, take("a", part="surat").number, take("a", part="surat").number] == [1, 2, 2]


def test_each_book_service_agency_and_year_begins_at_one(db: None) -> None:
    take("a")
    for other in ({"book": "tanggapan"}, {"service": "aduan"}, {"agency": "lain"}, {"year": 2027}):
        assert take("b", **other).number == 1


def test_a_number_of_last_year_is_kept(db: None) -> None:
    take("a")
    assert take("a", year=2027) == Taken(1, 2026)
    assert take("b", year=2027) == Taken(1, 2027)


def test_what_has_no_number_has_none(db: None) -> None:
    take("a")
    asked = {"agency": "dinas", "service": "wbs", "book": "agenda"}
    assert numbers.taken(**asked, subject="a") == Taken(1, 2026)
    assert numbers.taken(**asked, subject="b") is None


def test_a_number_is_taken_within_an_act_only(own_database: object) -> None:
    with pytest.raises(numbers.NotInTransaction):
        take("a")
    assert everything() == ([], [])


def test_an_act_that_is_undone_gives_its_number_back(own_database: object) -> None:
    """Issue 3, done when 4: a refused or rolled-back act leaves no gap."""
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        assert take("a").number == 1
        _ = 1 / 0
    assert everything() == ([], [])
    with transaction.atomic():
        assert take("b").number == 1


def test_an_entry_becomes_void_once_and_keeps_its_number(db: None) -> None:
    take("a")
    volume = {"agency": "dinas", "service": "wbs", "book": "agenda", "year": 2026}
    numbers.make_void(**volume, number=1, reason="mistaken")
    numbers.make_void(**volume, number=1, reason="double")
    assert Entry.objects.get().void == "mistaken"
    assert (take("a").number, take("b").number) == (1, 2)


def test_a_void_entry_has_a_reason_of_the_list(db: None) -> None:
    take("a")
    before = snapshot()
    with pytest.raises(ValueError, match="so"):
        numbers.make_void(agency="dinas", service="wbs", book="agenda", year=2026, number=1, reason="so")
    assert snapshot() == before


FORBIDDEN = {
    "deleting an entry": "DELETE FROM papers_entry",
    "renumbering an entry": "UPDATE papers_entry SET number = number + 10",
    "giving a number to something else": "UPDATE papers_entry SET subject = 'z'",
    "dating an entry anew": "UPDATE papers_entry SET at = '2020-01-01 00:00:00+00'",
    "renumbering while it becomes void": "UPDATE papers_entry SET void = 'double', number = 9 WHERE void = ''",
    "another reason": "UPDATE papers_entry SET void = 'double' WHERE void <> ''",
    "counting again": "UPDATE papers_entry SET void = ''",
    "deleting a volume": "DELETE FROM papers_book",
    "leaving numbers out": "UPDATE papers_book SET last = last + 2",
    "taking a number back": "UPDATE papers_book SET last = last - 1",
    "another year": "UPDATE papers_book SET last = last + 1, year = 2020",
}


@pytest.mark.parametrize("statement", FORBIDDEN.values(), ids=FORBIDDEN)
def test_the_database_refuses(own_database: object, statement: str) -> None:
    with transaction.atomic():
        take("a")
        take("b")
        take("b", part="surat")
    numbers.make_void(agency="dinas", service="wbs", book="agenda", year=2026, number=1, reason="mistaken")
    before = everything()
    with pytest.raises(DatabaseError, match="what was entered in a book stays"):
        connection.cursor().execute(statement)
    assert everything() == before


@pytest.mark.parametrize("table", ["papers_entry", "papers_book"])
def test_nothing_is_written_over(own_database: object, table: str) -> None:
    """REPLACE of SQLite, TRUNCATE of PostgreSQL: ways around a trigger on deletion."""
    with transaction.atomic():
        take("a")
    before = everything()
    around = "REPLACE INTO {0} SELECT * FROM {0}" if connection.vendor == "sqlite" else "TRUNCATE {0} CASCADE"
    with pytest.raises(DatabaseError, match="what was entered in a book stays"):
        connection.cursor().execute(around.format(table))
    assert everything() == before


def test_the_triggers_can_be_taken_away_and_put_back(own_database: object) -> None:
    call_command("migrate", "papers", "0001", verbosity=0)
    with transaction.atomic():
        take("a")
    Entry.objects.all().delete()
    assert everything()[1] == []
    call_command("migrate", "papers", verbosity=0)
    with pytest.raises(DatabaseError):
        Book.objects.all().delete()
    assert len(_triggers.removals(connection.vendor)) == 6
