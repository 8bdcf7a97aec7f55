"""A text report, from the form to the code: server CPU of ours against the floor."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from . import peers, processes, sample
from .table import Line, milliseconds, ratio
from .visitor import Visitor, hidden, multipart

LIMIT = 2.5
AT_ONCE = 8
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
    port, other = processes.free_port(), processes.free_port()
    words = (*processes.KENTONGAN, "serve", "--portal", f"127.0.0.1:{port}")
    floor_words = ("-m", "tests.bench.floor", f"127.0.0.1:{other}")
    mine, theirs = [], []
    with (
        processes.running(words, ours, port) as program,
        processes.running(floor_words, floor, other, "/form") as beside,
    ):
        _spent(program, report_to_ours, 5)
        _spent(beside, report_to_floor, 5)
        for _ in range(rounds):
            mine.append(_spent(program, report_to_ours, reports))
            theirs.append(_spent(beside, report_to_floor, reports))
        together = _a_second(program.port, reports)
    cpu = ratio(
        "text report: GET form, POST, code (server CPU)",
        [each[0] for each in mine],
        [each[0] for each in theirs],
        limit=LIMIT,
        note=peers.REPORT,
    )
    wall = sorted(each[1] for each in mine)[rounds // 2]
    return [
        cpu,
        Line("  the same, as the reporter waits (syncs included)", milliseconds(wall)),
        Line(f"text reports a second, {AT_ONCE} reporters at once", f"{together:.0f}", note=peers.AT_ONCE),
    ]


def _a_second(port: int, reports: int) -> float:
    """Return how many whole reports a second go through while several send. The reporters share the machine."""
    began = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for sent in [pool.submit(report_to_ours, port) for _ in range(AT_ONCE * reports)]:
            sent.result()
    return AT_ONCE * reports / (time.perf_counter() - began)


def _spent(program: processes.Program, report: Callable[[int], None], count: int) -> tuple[float, float]:
    """Return CPU and time of one report."""
    cpu, began = program.cpu(), time.perf_counter()
    for _ in range(count):
        report(program.port)
    return (program.cpu() - cpu) / count, (time.perf_counter() - began) / count
