"""A least rate for what comes in: who sends slower than the slowest phone holds a thread for nobody.

* A request may take as long as its bytes take at the least rate, after a grace; a connection that says nothing at all
  for a while is closed. Headers and bodies alike: both hold a thread.
* Nothing is logged but the kind of the error; the sender's browser tells that the line broke.
"""

import socket
import time
from collections.abc import Callable
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

QUIET_SECONDS = 30.0  # so long nobody says nothing who is still there
GRACE_SECONDS = 30.0
LEAST_RATE = 256  # bytes a second: GPRS in a valley gives ten times as much


class TooSlow(TimeoutError):
    """More slowly than a request may come."""


class PacedSocket:
    """A socket that ends a request that trickles. Everything else is the socket's own."""

    def __init__(self, inner: socket.socket, clock: Callable[[], float] = time.monotonic) -> None:
        self._inner, self._clock = inner, clock
        self._began, self._received = clock(), 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def setblocking(self, blocking: bool) -> None:
        """A thread takes the connection for a request (or gives it back): the count begins anew."""
        self._began, self._received = self._clock(), 0
        self._inner.settimeout(QUIET_SECONDS if blocking else 0.0)

    def recv(self, size: int, flags: int = 0) -> bytes:
        """Receive what is there. Raises `TooSlow`, `TimeoutError`."""
        found = self._inner.recv(size, flags)
        self._received += len(found)
        taken = self._clock() - self._began
        if found and taken > GRACE_SECONDS and self._received < LEAST_RATE * taken:
            raise TooSlow
        return found


class PacedWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no type hints
    """gunicorn's worker of threads, with paced connections."""

    def handle(self, conn: TConn) -> Any:
        """Handle a request on a connection."""
        if not isinstance(conn.sock, PacedSocket):
            conn.sock = PacedSocket(conn.sock)
        return super().handle(conn)
