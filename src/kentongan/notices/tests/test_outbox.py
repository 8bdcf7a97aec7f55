"""The outbox: once each, claimed before it is sent, tried again, and never in each other's way."""

import logging
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from kentongan import notices
from kentongan.notices import channels, outbox
from kentongan.notices.models import Notice

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ADDRESSES = {"ida": "ida@contoh.test", "sari": "sari@contoh.test", "tono": "tono@contoh.test"}


class Post:
    """A channel that keeps what it was given, and fails where it is told to."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []
        self.failing: dict[str, str] = {}

    def send(self, channel: str, *, address: str, message_id: str) -> None:
        code = self.failing.get(address)
        if code:
            raise channels.NotDelivered(code)
        self.sent.append((address, message_id))

    @property
    def addresses(self) -> list[str]:
        return [address for address, _ in self.sent]


@pytest.fixture
def post(monkeypatch) -> Post:
    post = Post()
    monkeypatch.setattr(channels, "send", post.send)
    return post


def queue(recipient: str = "ida", act: str = "a1", at: datetime = NOW, kind: str = "case-arrived") -> None:
    notices.queue(act=act, recipient=recipient, kind=kind, at=at)


def deliver(now: datetime = NOW, limit: int = 20) -> int:
    return notices.deliver(now, limit, address_of=ADDRESSES.get)


def rows() -> list[tuple]:
    return list(Notice.objects.order_by("pk").values_list())


class TestQueue:
    def test_the_same_notice_twice_is_one(self, db, post) -> None:
        queue()
        before = rows()
        queue()
        queue(at=NOW + MINUTE)
        assert rows() == before
        queue(kind="case-late")
        queue(act="a2")
        queue("sari")
        assert len(rows()) == 4

    def test_it_is_undone_with_its_act(self, own_database) -> None:
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            queue()
            _ = 1 / 0
        assert rows() == []

    def test_no_address_stands_in_the_table(self, db, post) -> None:
        queue()
        deliver()
        assert "contoh.test" not in repr(rows())


class TestDeliver:
    def test_what_is_due_goes_out_once(self, db, post) -> None:
        queue()
        assert (deliver(), deliver(NOW + 30 * MINUTE)) == (1, 0)
        assert post.addresses == ["ida@contoh.test"]
        assert Notice.objects.get().state == Notice.SENT

    def test_nothing_goes_out_before_its_time(self, db, post) -> None:
        queue(at=NOW + MINUTE)
        assert (deliver(), deliver(NOW + MINUTE)) == (0, 1)

    def test_at_most_as_many_as_asked_and_the_oldest_first(self, db, post) -> None:
        for number, recipient in enumerate(("sari", "ida", "tono")):
            queue(recipient, at=NOW - number * MINUTE)
        assert deliver(limit=2) == 2
        assert post.addresses == ["tono@contoh.test", "ida@contoh.test"]

    def test_who_gave_no_address_gets_nothing_and_holds_nobody_up(self, db, post) -> None:
        queue("otto", at=NOW - MINUTE)
        queue("ida")
        assert deliver() == 1
        assert Notice.objects.get(recipient="otto").state == Notice.FAILED

    def test_it_stops_between_two_notices_when_told(self, db, post) -> None:
        for recipient in ADDRESSES:
            queue(recipient)
        stopping = iter([False, True])
        sent = outbox.deliver(NOW, 20, address_of=ADDRESSES.get, stopping=lambda: next(stopping))
        assert (sent, len(post.sent)) == (1, 1)
        assert Notice.objects.filter(state=Notice.QUEUED).count() == 2


class TestFailure:
    def test_one_bad_address_does_not_hold_up_the_others(self, db, post) -> None:
        post.failing = {"ida@contoh.test": "address-refused"}
        for recipient in ADDRESSES:
            queue(recipient)
        assert deliver() == 2
        assert sorted(post.addresses) == ["sari@contoh.test", "tono@contoh.test"]

    def test_it_is_tried_again_later_each_time_but_at_most_six_hours(self, db, post) -> None:
        post.failing = {"ida@contoh.test": "address-refused"}
        queue()
        waits, now = [], NOW
        while Notice.objects.get().state == Notice.QUEUED:
            deliver(now)
            after = Notice.objects.get().next_try_at
            waits.append(after - now)
            assert deliver(now + (after - now) / 2) == 0
            now = after
        assert waits[:4] == [2 * MINUTE, 4 * MINUTE, 8 * MINUTE, 16 * MINUTE]
        assert max(waits) == timedelta(hours=6)
        assert len(waits) == outbox.MOST_ATTEMPTS
        assert Notice.objects.get().state == Notice.FAILED
        assert deliver(now + timedelta(days=9)) == 0

    def test_it_goes_out_when_the_fault_is_mended_under_the_same_message_id(self, db, post) -> None:
        post.failing = {"ida@contoh.test": "address-refused"}
        queue()
        deliver()
        post.failing = {}
        assert deliver(NOW + 2 * MINUTE) == 1
        assert post.sent == [("ida@contoh.test", Notice.objects.get().message_id)]

    def test_where_nothing_is_reached_the_others_are_not_tried_in_vain(self, db, post) -> None:
        post.failing = dict.fromkeys(ADDRESSES.values(), channels.UNREACHABLE)
        for recipient in ADDRESSES:
            queue(recipient)
        assert deliver() == 0
        assert sorted(Notice.objects.values_list("attempts", flat=True)) == [0, 0, 1]

    def test_the_log_names_the_kind_of_failure_and_nobody(self, db, post, caplog) -> None:
        caplog.set_level(logging.DEBUG)
        post.failing = {"ida@contoh.test": "address-refused"}
        queue()
        deliver()
        assert "address-refused" in caplog.text
        assert not any(word in caplog.text for word in ("ida", "contoh", "a1"))


class TestCrash:
    def test_what_died_in_sending_is_sent_again_under_the_same_message_id(
        self, db, post, monkeypatch
    ) -> None:
        class Killed(BaseException):
            pass

        def die(channel: str, *, address: str, message_id: str) -> None:
            post.send(channel, address=address, message_id=message_id)
            raise Killed

        queue()
        monkeypatch.setattr(channels, "send", die)
        with pytest.raises(Killed):
            deliver()
        monkeypatch.setattr(channels, "send", post.send)
        assert deliver(NOW + 14 * MINUTE) == 0
        assert deliver(NOW + 15 * MINUTE) == 1
        first, second = post.sent
        assert first == second

    def test_a_worker_that_wakes_up_late_does_not_undo_what_another_did(self, db, post) -> None:
        queue()
        stale = Notice.objects.get()
        assert outbox._claim(stale, NOW)
        assert deliver(NOW + 15 * MINUTE) == 1
        before = rows()
        outbox._retry(stale, NOW)
        assert rows() == before


class TestWorkersAtOnce:
    def test_two_workers_never_send_one_notice_twice(self, own_database, monkeypatch) -> None:
        sent, lock = [], threading.Lock()

        def send(channel: str, *, address: str, message_id: str) -> None:
            with lock:
                sent.append(message_id)

        monkeypatch.setattr(channels, "send", send)
        for number in range(20):
            queue(act=f"a{number}")
        counts = own_database.together(*[lambda: deliver(limit=50)] * 3)
        assert sum(counts) == len(sent) == len(set(sent)) == 20


class TestDrop:
    def test_what_was_not_sent_yet_is_gone_and_nothing_else(self, db, post) -> None:
        queue("tono", act="case:1:moved")
        queue("tono", act="case:2:moved")
        queue("ida", act="case:1:moved")
        assert notices.drop(recipient="tono", act_prefix="case:1:") == 1
        left = Notice.objects.order_by("pk").values_list("recipient", "act")
        assert list(left) == [("tono", "case:2:moved"), ("ida", "case:1:moved")]

    def test_what_was_sent_stays_and_what_failed_goes(self, db, post) -> None:
        queue("ida", act="case:1:a")
        deliver()
        queue("otto", act="case:1:b")
        deliver()
        assert notices.drop(recipient="ida", act_prefix="case:1:") == 0
        assert notices.drop(recipient="otto", act_prefix="case:1:") == 1

    def test_a_notice_dropped_while_it_is_sent_does_not_come_back(self, db, post, monkeypatch) -> None:
        def drop_and_fail(channel: str, *, address: str, message_id: str) -> None:
            notices.drop(recipient="ida", act_prefix="a")
            raise channels.NotDelivered("address-refused")

        queue()
        monkeypatch.setattr(channels, "send", drop_and_fail)
        assert deliver() == 0
        assert rows() == []


class TestSweep:
    def test_what_was_sent_or_given_up_is_forgotten_after_a_month(self, db, post) -> None:
        queue("ida")
        queue("otto")
        deliver()
        queue("sari", at=NOW + timedelta(days=60))
        assert outbox.sweep(NOW + timedelta(days=29)) == 0
        assert outbox.sweep(NOW + timedelta(days=30)) == 2
        assert Notice.objects.get().recipient == "sari"


def test_the_database_knows_no_other_state(db) -> None:
    queue()
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.update(state="lost")
