"""The floor of an upload: `python -m tests.bench.bare HOST:PORT`. Receives, encrypts, syncs; knows no form.

A bare WSGI program in the same gunicorn as ours, without Django: libsodium's secretstream in frames of 64 KiB.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from typing import Any

from nacl import bindings as sodium

from kentongan.config import serve

FRAME = 64 * 1024


def application(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    """Take a body."""
    if environ["REQUEST_METHOD"] == "POST":
        take(environ["wsgi.input"], int(environ["CONTENT_LENGTH"]))
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "0")])
    return [b""]


def take(body: Any, left: int) -> None:
    """Encrypt a body into a file that is gone at the end."""
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    with tempfile.TemporaryFile(dir=os.environ["KENTONGAN_DATA_DIR"], buffering=0) as file:
        file.write(sodium.crypto_secretstream_xchacha20poly1305_init_push(state, os.urandom(32)))
        while left:
            frame = body.read(min(FRAME, left))
            left -= len(frame)
            file.write(sodium.crypto_secretstream_xchacha20poly1305_push(state, frame))
        os.fsync(file.fileno())


class Bare(serve._Face):
    """The server of ours, with the bare program in it."""

    def load(self) -> Callable[..., Iterable[bytes]]:  # type: ignore[override]  # any program of WSGI
        """Return the program."""
        return application


if __name__ == "__main__":
    Bare(sys.argv[1], serve.PORTAL_THREADS).run()
