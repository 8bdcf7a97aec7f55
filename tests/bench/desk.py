"""The desk: CPU of a log-in, a case page and a step; whether the list's cost grows with the cases."""

import json
import re
import statistics
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from . import processes, sample
from .table import Line, milliseconds, ratio
from .visiting import LOGIN
from .visitor import Answer, Visitor, hidden, multipart

FRONT = "/meja/"
CASE = re.compile(r'href="(/meja/berkas/[^"/]+/)"')
LIST_LIMIT = 1.5  # fifty times the cases: the list shows the first hundred


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk that runs, with somebody who has logged in."""

    program: processes.Program
    visitor: Visitor

    def spent(self, act: Callable[[Visitor], object]) -> float:
        """Return the server CPU of an act."""
        before = self.program.cpu()
        act(self.visitor)
        self.visitor.leave()  # the server would hang up before the next act
        return self.program.cpu() - before


def measure(few: Path, many: Path, *, counts: tuple[int, int], rounds: int) -> list[Line]:
    """Measure two desks in turns, one with few cases, one with many."""
    password = sample.password_of(few)
    with ExitStack() as running:
        first, second = (running.enter_context(_desk(data, password)) for data in (few, many))
        short, long = [], []
        for _ in range(rounds):
            short.append(first.spent(_front))
            long.append(second.spent(_front))
        login = [first.spent(lambda _: _enter(Visitor(first.program.port), password)) for _ in range(rounds)]
        pages = [first.spent(partial(_load, path=_cases(first)[0])) for _ in range(rounds)]
        steps = [first.spent(partial(_close, path=_cases(first)[0])) for _ in range(rounds)]
    queries = [json.loads(processes.run(("-m", "tests.bench.queries"), data)) for data in (few, many)]
    return [
        _line("log-in (one Argon2id)", login, ""),
        _line("case page", pages, f"{queries[0]['case']} queries"),
        _line("case page, then the step closed", steps, f"{queries[0]['close']} queries for closing"),
        _grown(long, short, counts),
        _same(queries, counts),
    ]


def _grown(long: list[float], short: list[float], counts: tuple[int, int]) -> Line:
    what = f"list of {counts[1]} cases against {counts[0]} (server CPU)"
    return ratio(what, long, short, limit=LIST_LIMIT)


def _same(queries: list[dict[str, int]], counts: tuple[int, int]) -> Line:
    asked = [each["front"] for each in queries]
    return Line(
        f"  queries of the list, {counts[1]} and {counts[0]} cases",
        str(asked[1]),
        str(asked[0]),
        asked[1] - asked[0],
        0,
        "more",
    )


def _line(what: str, series: list[float], note: str) -> Line:
    return Line(f"{what} (server CPU)", milliseconds(statistics.median(series)), note=note)


@contextmanager
def _desk(data: Path, password: str) -> Iterator[Desk]:
    port = processes.free_port()
    words = (*processes.KENTONGAN, "serve", "--desk", f"127.0.0.1:{port}")
    with processes.running(words, data, port, LOGIN) as program:
        desk = Desk(program, Visitor(port))
        _enter(desk.visitor, password)
        for _ in range(3):
            _front(desk.visitor)
        _load(desk.visitor, _cases(desk)[0])
        desk.visitor.leave()
        yield desk


def _enter(visitor: Visitor, password: str) -> None:
    fields = hidden(visitor.get(LOGIN).text) | {"nama": sample.OFFICER, "sandi": password}
    _expect(visitor.post(LOGIN, fields), {302, 303})


def _front(visitor: Visitor) -> str:
    return _expect(visitor.get(FRONT), {200}).text


def _cases(desk: Desk) -> list[str]:
    found = CASE.findall(_front(desk.visitor))
    desk.visitor.leave()
    return found


def _load(visitor: Visitor, path: str) -> str:
    return _expect(visitor.get(path), {200}).text


def _close(visitor: Visitor, path: str) -> None:
    fields = hidden(_load(visitor, path)) | sample.STEP
    _expect(visitor.send(f"{path}selesai/", *multipart(fields, {})), {302, 303})


def _expect(answer: Answer, good: set[int]) -> Answer:
    if answer.status not in good:
        raise RuntimeError(f"the desk answered {answer.status}")
    return answer
