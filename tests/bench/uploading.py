"""A file of 20 MiB through the form, against a bare program that receives, encrypts and syncs.

The wall time is the sender's: from the first byte of the body to the end of the answer.
"""

import os
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from . import peers, processes, sample
from .reporting import FORM
from .table import MEGABYTE, Line, megabytes, ratio
from .visitor import Visitor, hidden, multipart

LIMIT = 1.5
MEMORY_LIMIT = 8
AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class Spent:
    """What one upload took."""

    wall: float
    cpu: float


def measure(ours: Path, *, rounds: int, size: int) -> list[Line]:
    """Measure in turns."""
    content = b"%PDF-1.7\n" + os.urandom(size - 9)
    port, other = processes.free_port(), processes.free_port()
    words = (*processes.KENTONGAN, "serve", "--portal", f"127.0.0.1:{port}")
    with (
        processes.running(words, ours, port) as program,
        processes.running(("-m", "tests.bench.bare", f"127.0.0.1:{other}"), ours, other) as beside,
    ):
        _upload(program, content)
        _to_bare(beside, content)
        mine, theirs = [], []
        for _ in range(rounds):
            mine.append(_upload(program, content))
            theirs.append(_to_bare(beside, content))
        return [*_lines(mine, theirs, size), *_memory(program, beside, content, rounds)]


def _lines(mine: list[Spent], theirs: list[Spent], size: int) -> list[Line]:
    what = f"upload of {size // MEGABYTE} MiB"
    wall, cpu = (
        ratio(
            f"{what}, {name}",
            [getattr(each, kind) for each in mine],
            [getattr(each, kind) for each in theirs],
            limit=LIMIT,
            size=size,
            note=note,
        )
        for name, kind, note in (("wall time", "wall", peers.UPLOAD), ("server CPU", "cpu", ""))
    )
    return [wall, cpu]


def _memory(program: processes.Program, beside: processes.Program, content: bytes, rounds: int) -> list[Line]:
    alone = statistics.median(_growth(program, content, 1) for _ in range(rounds))
    bare = statistics.median(_growth(beside, content, 1, bare=True) for _ in range(rounds))
    together = max(_growth(program, content, AT_ONCE) for _ in range(rounds)) / AT_ONCE
    return [
        Line(
            "  peak memory above idle, one upload",
            megabytes(alone),
            megabytes(bare),
            *_limit(alone),
            peers.UPLOAD_MEMORY,
        ),
        Line(f"  the same for each of {AT_ONCE} at once (worst)", megabytes(together), "", *_limit(together)),
    ]


def _limit(grown: float) -> tuple[float, float, str]:
    return grown / MEGABYTE, MEMORY_LIMIT, "MB"


def _growth(program: processes.Program, content: bytes, count: int, *, bare: bool = False) -> int:
    """Return how far memory rose over what was resident before."""
    send = _to_bare if bare else _upload
    before = program.reset_peak()
    with ThreadPoolExecutor(count) as pool:
        for done in [pool.submit(send, program, content) for _ in range(count)]:
            done.result()
    return program.peak() - before


def _upload(program: processes.Program, content: bytes) -> Spent:
    """Send a report with the file; only the sending is measured."""
    visitor = Visitor(program.port)
    fields = hidden(visitor.get(FORM).text) | sample.ANSWERS
    body = multipart(fields, {sample.FILE_FIELD: ("bukti.pdf", content)})
    return _sent(program, visitor, FORM, *body, good={302, 303})


def _to_bare(program: processes.Program, content: bytes) -> Spent:
    visitor = Visitor(program.port)
    body = multipart(sample.ANSWERS, {sample.FILE_FIELD: ("bukti.pdf", content)})
    return _sent(program, visitor, "/", *body, good={200})


def _sent(
    program: processes.Program, visitor: Visitor, path: str, body: bytes, boundary: str, *, good: set[int]
) -> Spent:
    cpu, began = program.cpu(), time.perf_counter()
    answer = visitor.send(path, body, boundary)
    spent = Spent(time.perf_counter() - began, program.cpu() - cpu)
    visitor.leave()
    if answer.status not in good:
        raise RuntimeError(f"the upload was answered {answer.status}")
    return spent
