"""The worker: every job each round, none in another's way, and gone quickly when told."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kentongan import journal, notices
from kentongan.agencies.tests.sample import NOW
from kentongan.cases.services import replies
from kentongan.cases.tests.hands import AFTER_MEETING, UNTIL_MEETING, Hands, sign_minutes
from kentongan.config import command, worker
from kentongan.config.worker import Worker
from kentongan.notices import channels, outbox
from kentongan.notices.models import Notice


@pytest.fixture
def swept(monkeypatch) -> list[str]:
    """The modules whose `sweep` was called."""
    called: list[str] = []
    monkeypatch.setattr(worker, "_sweep", lambda module, _now: called.append(module))
    return called


def test_one_round_does_every_job(db, swept, data_folder) -> None:
    journal.record("case.moved", chain="case:a", agency="contoh", at=NOW, by="ida")
    notices.queue(act="a1", recipient="siapa", kind="case-arrived", at=NOW)
    Worker().once(NOW)
    assert Notice.objects.get().state == Notice.FAILED
    assert (data_folder / "heads_dir" / "heads.txt").read_text().startswith("2026-11-23T01:00Z contoh 1 ")
    assert swept == list(worker.SWEEPS)


def test_a_reporters_step_reaches_the_desk_with_the_round_after_its_slot(offices, swept) -> None:
    hands = Hands(offices("lamandau-dpmptsp"), "wbs")
    key = hands.report()
    hands.walk(UNTIL_MEETING, "5")
    sign_minutes(hands)
    hands.walk(AFTER_MEETING, "7")
    now = hands.office.clock.forward(seconds=10)
    replies.close_turn(key=key, report_index=0, outcome="diterima", now=now)
    Worker().once(now)
    assert hands.case.step == "7"
    Worker().once(now + timedelta(minutes=1))
    assert hands.case.step == "8"


def test_it_sweeps_once_an_hour(db, swept) -> None:
    working = Worker()
    for minutes in (0, 30, 59):
        working.once(NOW + timedelta(minutes=minutes))
    assert swept == list(worker.SWEEPS)
    working.once(NOW + timedelta(minutes=60))
    assert swept == 2 * list(worker.SWEEPS)


def test_every_sweep_that_is_listed_exists() -> None:
    for module in worker.SWEEPS:
        __import__(module)
        assert callable(sys.modules[module].sweep)


def test_a_job_that_fails_stops_no_other_and_is_named_by_its_kind(
    db, swept, data_folder, monkeypatch, caplog
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise LookupError("ida@contoh.test")

    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(outbox, "deliver", fail)
    journal.record("case.moved", chain="case:a", agency="contoh", at=NOW, by="ida")
    Worker().once(NOW)
    assert (data_folder / "heads_dir" / "heads.txt").exists()
    assert swept == list(worker.SWEEPS)
    assert "notices failed: LookupError" in caplog.text
    assert "ida@contoh.test" not in caplog.text


def test_told_to_stop_it_begins_no_other_job(db, swept, monkeypatch) -> None:
    stopped = Worker()

    def stop(*_: object, **__: object) -> int:
        stopped.stop()
        return 0

    monkeypatch.setattr(outbox, "deliver", stop)
    stopped.once(NOW)
    assert swept == []


def test_told_to_stop_it_sends_no_other_notice(db, swept, monkeypatch) -> None:
    stopped = Worker()
    for number in range(3):
        notices.queue(act=f"a{number}", recipient="ida", kind="case-arrived", at=NOW)
    monkeypatch.setattr(worker, "address_of", lambda username: f"{username}@contoh.test")
    monkeypatch.setattr(channels, "send", lambda *_, **__: stopped.stop())
    stopped.once(NOW)
    assert Notice.objects.filter(state=Notice.SENT).count() == 1
    assert Notice.objects.filter(state=Notice.QUEUED).count() == 2


def test_the_loop_goes_on_until_told(db, monkeypatch) -> None:
    rounds = []
    loop = Worker()

    def once(now: datetime) -> None:
        rounds.append(now)
        if len(rounds) == 3:
            loop.stop()

    monkeypatch.setattr(loop, "once", once)
    loop.run(pause=0)
    assert len(rounds) == 3


def test_a_pause_is_cut_short(db, monkeypatch) -> None:
    loop = Worker()
    monkeypatch.setattr(loop, "once", lambda _now: None)
    thread = threading.Thread(target=lambda: loop.run(pause=60))
    thread.start()
    loop.stop()
    thread.join(5)
    assert not thread.is_alive()


def test_the_verb_runs_one_round(db, swept) -> None:
    assert command.main(["worker", "--once"]) == 0
    assert swept == list(worker.SWEEPS)


def test_sigterm_ends_the_process_at_once(own_database, data_folder) -> None:
    code = "import sys; from kentongan.config.command import main; sys.exit(main(['worker']))"
    with (data_folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", code],
            env={
                **own_database.environment,
                "PYTHONPATH": os.pathsep.join(sys.path),
                "DJANGO_SETTINGS_MODULE": "tests.settings",
                "KENTONGAN_DATA_DIR": str(data_folder),
            },
            stderr=log,
        )
    with _transaction():
        journal.record("case.moved", chain="case:a", agency="contoh", at=datetime.now(UTC), by="ida")
    try:
        _wait_for(data_folder / "heads" / "heads.txt")
        begun = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
        assert time.monotonic() - begun < worker.ROUND_SECONDS
    finally:
        process.kill()
        process.wait()


def _transaction():
    from django.db import transaction

    return transaction.atomic()


def _wait_for(path: Path) -> None:
    until = time.monotonic() + 30
    while not path.exists() or not path.stat().st_size:
        assert time.monotonic() < until, f"{path.name} was never written"
        time.sleep(0.05)
