"""The worker: what must happen without anybody clicking. It holds no officer's key and reads metadata only.

* Every job is bounded and may be cut off at any moment; the next round goes on.
* A job that fails is named in the log, by its kind of error only, and does not stop the others.
* SIGTERM ends the loop between two notices, at most a mail's time-out later.
"""

import logging
import signal
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib import import_module

from django.db import close_old_connections

from kentongan import journal
from kentongan.cases.services import replies
from kentongan.notices import outbox
from kentongan.officers.reads import address_of
from kentongan.reports import blobs, shreds

log = logging.getLogger(__name__)

ROUND_SECONDS = 5.0
BATCH = 20
# Sweeping reads whole folders and tables; what is over can wait for an hour.
SWEEP_EVERY = timedelta(hours=1)
# `sweep(now)` of each of these forgets what is over.
SWEEPS = (
    "kentongan.notices.outbox",
    "kentongan.reports.staging",
    "kentongan.cases.leftovers",
    "kentongan.web.sessions",
)


class Worker:
    """A loop that can be told to stop."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._swept: datetime | None = None

    def stop(self) -> None:
        """Let the loop end soon."""
        self._stop.set()

    def run(self, *, pause: float = ROUND_SECONDS) -> None:
        """Work until told to stop."""
        while not self._stop.is_set():
            close_old_connections()  # a database that was away is back by the next round
            self.once(datetime.now(UTC))
            self._stop.wait(pause)

    def once(self, now: datetime) -> None:
        """Do each job once."""
        self._do("notices", lambda: self._deliver(now))
        self._do("reporters' steps", lambda: replies.apply_ripe(now=now))
        self._do("heads", lambda: journal.publish_heads(now))
        if self._swept is None or now - self._swept >= SWEEP_EVERY:
            self._swept = now
            self._do("settle", _settle)
            for module in SWEEPS:
                self._do(module, partial(_sweep, module, now))

    def _deliver(self, now: datetime) -> int:
        return outbox.deliver(now, BATCH, address_of=address_of, stopping=self._stop.is_set)

    def _do(self, name: str, job: Callable[[], object]) -> None:
        if self._stop.is_set():
            return
        try:
            job()
        except Exception as error:
            # The text of an error may carry an address or a row; its kind is enough to look for it.
            log.error("%s failed: %s", name, type(error).__name__)


def _settle() -> None:
    """No program can set a file's change time; so all files of the hour get the same one."""
    blobs.settle()
    shreds.settle()


def _sweep(module: str, now: datetime) -> None:
    import_module(module).sweep(now)


def run(*, once: bool = False) -> None:
    """Run the worker in this process until SIGTERM or SIGINT; with `once`, one round."""
    worker = Worker()
    if once:
        worker.once(datetime.now(UTC))
        return
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.stop())
    worker.run()
