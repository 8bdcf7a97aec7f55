"""A session belongs to the cookie: the table opens nothing, and nothing made up by a client is taken over."""

from datetime import timedelta

import pytest
import time_machine
from conftest import NOW
from django.contrib.sessions.backends.base import UpdateError
from django.utils import timezone

from kentongan.web.models import SealedSession
from kentongan.web.sessions import SessionStore, sweep

pytestmark = pytest.mark.django_db
SECRET = "kunci-yang-terbuka"


@pytest.fixture(autouse=True)
def still():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def stored(**values: str) -> SessionStore:
    session = SessionStore()
    session.update(values)
    session.save()
    return session


def test_a_session_is_read_back_with_its_cookie() -> None:
    session = stored(officer=SECRET)
    assert SessionStore(session.session_key)["officer"] == SECRET


def test_the_row_names_neither_the_cookie_nor_what_is_in_the_session() -> None:
    session = stored(officer=SECRET)
    row = SealedSession.objects.get()
    assert session.session_key not in row.id
    assert session.session_key.encode() not in bytes(row.payload)
    assert SECRET.encode() not in bytes(row.payload)


def test_the_row_tells_no_exact_minute(still) -> None:
    still.shift(timedelta(seconds=1))
    stored(a="b")
    first = SealedSession.objects.get().expires_at
    still.shift(timedelta(seconds=59))
    stored(a="b")
    assert {row.expires_at for row in SealedSession.objects.all()} == {first}
    assert (first.minute % 5, first.second) == (0, 0)


def test_an_id_that_a_client_made_up_is_never_taken_over() -> None:
    made_up = "x" * 43
    session = SessionStore(made_up)
    session["officer"] = SECRET
    session.save()
    assert session.session_key != made_up
    assert not SessionStore(made_up).exists(made_up)


@pytest.mark.parametrize("key", ["", "short", "x" * 31])
def test_a_cookie_that_is_none_of_ours_is_an_empty_session(key: str) -> None:
    assert SessionStore(key).load() == {}


def test_a_row_under_another_cookie_opens_nothing() -> None:
    mine, theirs = stored(officer="ida"), stored(officer="tono")
    rows = {row.id: row for row in SealedSession.objects.all()}
    one, other = rows.values()
    one.payload, other.payload = other.payload, one.payload
    one.save()
    other.save()
    assert SessionStore(mine.session_key).load() == {}
    assert SessionStore(theirs.session_key).load() == {}


def test_logging_in_changes_the_id_and_the_old_one_is_gone() -> None:
    session = stored(a="b")
    before = session.session_key
    session.cycle_key()
    session.save()
    assert session.session_key != before
    assert SessionStore(before).load() == {}
    assert SessionStore(session.session_key)["a"] == "b"


def test_leaving_deletes_the_row() -> None:
    stored(a="b").flush()
    assert not SealedSession.objects.exists()


def test_a_session_that_was_ended_elsewhere_is_not_written_again() -> None:
    session = stored(a="b")
    SealedSession.objects.all().delete()
    session["a"] = "c"
    with pytest.raises(UpdateError):
        session.save()
    assert not SealedSession.objects.exists()


def test_an_idle_session_ends(still) -> None:
    session = stored(officer=SECRET)
    still.shift(timedelta(minutes=36))
    assert SessionStore(session.session_key).load() == {}
    assert sweep(timezone.now()) == 1
    assert not SealedSession.objects.exists()


def test_a_session_in_use_lives_on_and_is_written_once_in_a_while(still) -> None:
    key = stored(officer=SECRET).session_key
    again = SessionStore(key)
    assert again["officer"] == SECRET
    assert not again.modified
    still.shift(timedelta(minutes=20))
    again = SessionStore(key)
    assert again["officer"] == SECRET
    assert again.modified
    again.save()
    still.shift(timedelta(minutes=20))
    assert SessionStore(key)["officer"] == SECRET


def test_sweeping_leaves_what_lives() -> None:
    stored(a="b")
    assert sweep(timezone.now()) == 0
    assert SealedSession.objects.count() == 1
