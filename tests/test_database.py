"""The copies of the template that tests with threads and processes use."""

import threading
from datetime import UTC, datetime

from django.db import connections, transaction

from kentongan import journal
from kentongan.journal.models import Event

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def write() -> int:
    with transaction.atomic():
        return journal.record("case.moved", chain="case:a", agency="contoh", at=NOW, by="ida").pk


def test_what_is_written_is_committed_and_seen_by_other_threads(own_database) -> None:
    write()
    assert own_database.together(Event.objects.count, Event.objects.count) == [1, 1]


def test_the_next_test_begins_with_an_empty_copy(own_database) -> None:
    assert Event.objects.count() == 0
    write()


def test_each_thread_has_a_connection_of_its_own(own_database) -> None:
    here = id(connections["default"])
    there = own_database.together(lambda: (threading.get_ident(), id(connections["default"])))
    assert there[0][1] != here


def test_what_is_raised_in_a_thread_is_given_back(own_database) -> None:
    raised, done = own_database.together(lambda: 1 / 0, lambda: 1)
    assert (type(raised), done) == (ZeroDivisionError, 1)


def test_a_test_that_rolls_back_still_sees_its_own_database(db) -> None:
    assert Event.objects.count() == 0
    write()
    assert Event.objects.count() == 1
