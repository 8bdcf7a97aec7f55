"""Writing: inside a transaction only, numbered without gaps, refused changes."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from kentongan import journal
from kentongan.journal.chain import BadFact
from kentongan.journal.models import Event, Head
from kentongan.journal.writing import NotInTransaction

NOW = datetime(2026, 1, 5, 3, 0, tzinfo=UTC)


def write(chain: str = "case:a", **other):
    usual = {"agency": "dinas", "at": NOW, "by": "ida", "capacity": "kasi", "subject": "a", "step": "4"}
    return journal.record("case.moved", chain=chain, **{**usual, **other})


def everything() -> tuple:
    return (
        list(Event.objects.order_by("pk").values_list()),
        list(Head.objects.order_by("pk").values_list()),
    )


def test_an_event_outside_a_transaction_is_refused(own_database) -> None:
    with pytest.raises(NotInTransaction):
        write()
    assert everything() == ([], [])


def test_an_act_that_is_undone_leaves_no_event(own_database) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write()
        _ = 1 / 0
    assert everything() == ([], [])


def test_each_chain_and_the_agency_count_for_themselves(db) -> None:
    events = [write("case:a"), write("case:b"), write("case:a"), write("case:a", agency="lain")]
    assert [(e.number, e.agency_number) for e in events] == [(1, 1), (1, 2), (2, 3), (1, 1)]
    assert events[2].prev == events[0].link
    assert [(h.agency, h.number) for h in journal.heads()] == [("dinas", 3), ("lain", 1)]
    assert journal.verify() == []


def test_facts_and_capacity_are_kept(db) -> None:
    event = write(outcome="selesai", count=3)
    assert event.facts == '{"count":3,"outcome":"selesai","step":"4"}'
    assert (event.by, event.capacity, event.subject) == ("ida", "kasi", "a")


@pytest.mark.parametrize(
    "other",
    [{"chain": ""}, {"agency": ""}, {"by": ""}, {"at": datetime(2026, 1, 5, 3, 0)}],  # noqa: DTZ001
)
def test_an_event_without_a_name_or_an_aware_time_is_refused(db, other: dict) -> None:
    with pytest.raises(ValueError, match="an event has"):
        write(**other)
    assert everything() == ([], [])


def test_contents_do_not_pass_as_a_fact(db) -> None:
    with pytest.raises(BadFact):
        write(text="x" * 500)
    assert everything() == ([], [])


CHANGES = [
    "UPDATE journal_event SET by = 'tono'",
    "UPDATE journal_event SET facts = facts",
    "DELETE FROM journal_event",
    "DELETE FROM journal_head",
    "UPDATE journal_head SET number = number - 1",
    "UPDATE journal_head SET number = number + 2",
    "UPDATE journal_head SET link = ''",
    "UPDATE journal_head SET number = number + 1, chain = 'case:z'",
    "UPDATE journal_head SET number = number + 1, agency = 'z'",
]
ONLY = {
    "sqlite": [
        "INSERT OR REPLACE INTO journal_event SELECT * FROM journal_event",
        "REPLACE INTO journal_head SELECT * FROM journal_head",
        "INSERT OR REPLACE INTO journal_head (agency, chain, number, link) VALUES ('dinas', '', 9, '')",
    ],
    "postgresql": ["TRUNCATE journal_event", "TRUNCATE journal_head", "TRUNCATE journal_event, journal_head"],
}


@pytest.mark.parametrize("change", CHANGES + ONLY[connection.vendor])
def test_the_database_refuses_to_change_the_trail(db, change: str) -> None:
    write("case:a")
    write("case:b")
    before = everything()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)
    assert everything() == before


def test_the_migration_goes_back_and_forth(own_database) -> None:
    call_command("migrate", "journal", "zero", verbosity=0)
    call_command("migrate", "journal", verbosity=0)
    with transaction.atomic():
        write()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.update(by="tono")


def test_writers_at_once_get_numbers_without_gap_or_double(own_database) -> None:
    def several(chain: str):
        def run() -> None:
            for _ in range(5):
                with transaction.atomic():
                    write(chain)

        return run

    assert own_database.together(*(several(f"case:{name}") for name in "aab")) == [None, None, None]
    assert list(Event.objects.order_by("agency_number").values_list("agency_number", flat=True)) == list(
        range(1, 16)
    )
    assert journal.verify() == []
