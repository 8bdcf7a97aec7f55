"""A text report, from the form to the code: server CPU of ours against the floor."""

import time
from collections.abc import Callable
from pathlib import Path

from . import processes, sample
from .table import Line, milliseconds, ratio
from .visitor import Visitor, hidden, multipart

LIMIT = 2.5
FORM = f"/{sample.AGENCY}/{sample.SERVICE}/lapor/"


def report_to_ours(port: int) -> None:
    """GET the form, POST it, follow to the code."""
    visitor = Visitor(port)
    fields = hidden(visitor.get(FORM).text) | sample.ANSWERS
    sent = visitor.send(FORM, *multipart(fields, {sample.FILE_FIELD: ("", b"")}))
    receipt = visitor.get(sent.location)
    if 'class="code"' not in receipt.text:
        raise RuntimeError(f"no code was shown: {sent.status}, {receipt.status}")
    visitor.leave()


def report_to_floor(port: int) -> None:
    """The same two requests."""
    visitor = Visitor(port)
    visitor.get("/form")
    answer = visitor.send("/send", *multipart(sample.ANSWERS, {sample.FILE_FIELD: ("", b"")}))
    if answer.status != 200:
        raise RuntimeError(f"the floor answered {answer.status}")
    visitor.leave()


def measure(ours: Path, floor: Path, *, rounds: int, reports: int) -> list[Line]:
    """Measure in turns."""
    bind = processes.free_port()
    program = processes.start((*processes.KENTONGAN, "serve", "--portal", f"127.0.0.1:{bind}"), ours, bind)
    other = processes.free_port()
    words = ("-m", "tests.bench.floor", f"127.0.0.1:{other}")
    beside = processes.start(words, floor, other, "/form")
    try:
        _spent(program, report_to_ours, 5)
        _spent(beside, report_to_floor, 5)
        mine, theirs = [], []
        for _ in range(rounds):
            mine.append(_spent(program, report_to_ours, reports))
            theirs.append(_spent(beside, report_to_floor, reports))
    finally:
        program.stop()
        beside.stop()
    cpu = ratio(
        "text report: GET form, POST, code (server CPU)",
        [each[0] for each in mine],
        [each[0] for each in theirs],
        limit=LIMIT,
    )
    wall = sorted(each[1] for each in mine)[rounds // 2]
    return [cpu, Line("  the same, as the reporter waits (syncs included)", milliseconds(wall))]


def _spent(program: processes.Program, report: Callable[[int], None], count: int) -> tuple[float, float]:
    """Return CPU and time of one report."""
    cpu, began = program.cpu(), time.perf_counter()
    for _ in range(count):
        report(program.port)
    return (program.cpu() - cpu) / count, (time.perf_counter() - began) / count
