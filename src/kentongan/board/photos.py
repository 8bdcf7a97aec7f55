"""Photos for the public: drawn anew in a child process that has limits and knows nothing (ADR 8).

What is published is never the file that somebody sent: it may say where it was taken, with which phone, by whom.
"""

import subprocess
import sys
import threading
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from . import cleaning

PATIENCE = 30.0  # seconds on the clock, for a machine that has much to do
MEDIA_TYPE = "image/jpeg"


class BadPhoto(Exception):
    """It is no picture that can be published: `reason` is "unreadable" or "too-many-pixels"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Clean:
    """A picture that carries nothing but its pixels."""

    width: int
    height: int
    content: bytes = field(repr=False)


def clean(chunks: Iterable[bytes]) -> Clean:
    """Return the picture, drawn anew. Raises `BadPhoto`, and whatever reading the chunks raises."""
    program = [sys.executable, "-I", str(Path(cleaning.__file__))]
    with subprocess.Popen(  # noqa: S603 - our own program: no word of it comes from outside
        program, env={}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        out_of_time = threading.Timer(PATIENCE, child.kill)
        out_of_time.start()
        try:
            _feed(child.stdin, chunks)
            drawn = child.stdout.read()
        except BaseException:
            _end(child, child.stdin)
            raise
        finally:
            out_of_time.cancel()
    if child.returncode != 0:
        many = child.returncode == cleaning.TOO_MANY_PIXELS
        raise BadPhoto("too-many-pixels" if many else "unreadable")
    size, _, content = drawn.partition(b"\n")
    width, height = size.split()
    return Clean(int(width), int(height), content)


def _end(child: "subprocess.Popen[bytes]", pipe: IO[bytes]) -> None:
    """Stop the child; what was still to be written to it must not hide what went wrong."""
    child.kill()
    child.wait()
    with suppress(BrokenPipeError):
        pipe.close()


def _feed(pipe: IO[bytes], chunks: Iterable[bytes]) -> None:
    """Give the child what it reads; it may end before it has read all."""
    with suppress(BrokenPipeError):
        for chunk in chunks:
            pipe.write(chunk)
    with suppress(BrokenPipeError):
        pipe.close()
