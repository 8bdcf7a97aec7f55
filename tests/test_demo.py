"""`make demo` as somebody walks it who sees it for the first time: start, look around, stop, start again.

Real processes on free ports of loopback. Only processes that were started here are ended, by their ids.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.bench import sample
from tests.bench.processes import KENTONGAN, REPOSITORY, Program, free_port, wait_for
from tests.bench.visitor import Visitor, hidden, multipart

pytestmark = pytest.mark.pure  # its database is its own

LONGEST = 60.0
QUICKLY = 15.0  # to end, with a browser that keeps its connection open
MARK = "jejak-7f3a"
LOGIN = re.compile(r"^  (\S+) +(\S+) +(.+), .*$", re.MULTILINE)
CODE = re.compile(r"^    kode akun (\S+) ", re.MULTILINE)
ONE = ("--open", sample.AGENCY)  # one agency with its sample officers and cases: the rest only takes time


@dataclass
class Demo:
    """A demo that runs."""

    program: Program
    desk: int
    output: Path

    @property
    def said(self) -> str:
        """What stands in the terminal by now."""
        return self.output.read_text(encoding="utf-8")

    @property
    def log_ins(self) -> dict[str, str]:
        """The printed log-ins."""
        return {username: password for username, password, _ in LOGIN.findall(self.said)}

    def end(self, number: signal.Signals, *, group: bool) -> int:
        """Send a signal, as Ctrl+C (to all of the group) or as a service manager does; return the exit code."""
        send = os.killpg if group else os.kill
        send(self.program.process.pid, number)
        return self.program.process.wait(QUICKLY)


@contextmanager
def demo(data: Path, output: Path, *only: str) -> Iterator[Demo]:
    """Run the demo; whatever happens in the block, none of its processes outlives it."""
    portal, desk = free_port(), free_port()
    words = ("demo", "agencies", *only, "--data", str(data))
    ports = ("--portal", f"localhost:{portal}", "--desk", f"localhost:{desk}")
    plain = {
        name: value for name, value in os.environ.items() if not name.startswith(("KENTONGAN_", "DJANGO_"))
    }
    with output.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, *KENTONGAN, *words, *ports],
            cwd=REPOSITORY,
            env={
                **plain,
                "PYTHONPATH": f"{REPOSITORY / 'src'}:{REPOSITORY}",
                "KENTONGAN_DATABASE_URL": "sqlite:////nowhere/x",
            },
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    started = Demo(Program(process, portal), desk, output)
    try:
        wait_for(f"http://localhost:{portal}/", process)
        wait_for(f"http://localhost:{desk}/meja/masuk/", process)
        yield started
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(LONGEST)


def file_report(port: int) -> str:
    """Report as a browser does; return the code that is shown."""
    visitor = Visitor(port)
    path = f"/{sample.AGENCY}/{sample.SERVICE}/lapor/"
    fields = hidden(visitor.get(path).text) | sample.ANSWERS
    shown = visitor.get(visitor.send(path, *multipart(fields, {})).location).text
    visitor.leave()
    return "-".join(re.findall(r"<span>([0-9A-Z]{5})</span>", shown))


def enter_code(port: int, code: str) -> str:
    """Return the page that the code opens."""
    visitor = Visitor(port)
    sent = visitor.post("/cek/", hidden(visitor.get("/cek/").text) | {"kode": code})
    page = visitor.get(sent.location).text
    visitor.leave()
    return page


def log_in(port: int, username: str, password: str) -> str:
    """Return the front of the desk."""
    visitor = Visitor(port)
    fields = hidden(visitor.get("/meja/masuk/").text) | {"nama": username, "sandi": password}
    page = visitor.get(visitor.post("/meja/masuk/", fields).location).text
    visitor.leave()
    return page


def malformed(port: int) -> None:
    """Send what no browser sends, marked."""
    for line in (
        f"GET /{MARK} HTTP/9.9\r\n\r\n",
        f"{MARK}\0\r\n\r\n",
        f"GET /{MARK} HTTP/1.1\r\nBad {MARK}\r\n\r\n",
    ):
        with socket.create_connection(("127.0.0.1", port), timeout=5) as wire:
            wire.sendall(line.encode())
            with suppress(ConnectionError):
                wire.recv(1024)


def alive(pids: list[int]) -> list[int]:
    """Return which of these processes still run."""
    return [pid for pid in pids if Path(f"/proc/{pid}").exists()]


def worked(data: Path) -> bool:
    """Whether the worker has done a round: it sends out the heads of the journal."""
    until = time.monotonic() + LONGEST
    while not any((data / "heads").glob("*")) and time.monotonic() < until:
        time.sleep(0.1)
    return any((data / "heads").glob("*"))


def test_the_demo_serves_both_faces_stops_cleanly_and_goes_on_where_it_was(tmp_path: Path) -> None:
    data = tmp_path / "demo"
    with demo(data, tmp_path / "first", *ONE) as first:
        assert f"http://localhost:{first.program.port}/" in first.said
        assert f"http://localhost:{first.desk}/meja/" in first.said
        officer, password = sample.OFFICER, first.log_ins[sample.OFFICER]
        code = file_report(first.program.port)
        assert len(code) == 29
        assert officer not in log_in(first.desk, "nobody", password)
        front = log_in(first.desk, officer, password)
        assert "Menunggu Anda" in front
        assert 'href="/meja/berkas/' in front  # a sample case
        assert worked(data)
        idle = Visitor(first.program.port)
        idle.get("/")  # a browser that stays connected holds nobody up
        log_ins, processes = first.log_ins, first.program.pids
        assert len(processes) > 4
        assert first.end(signal.SIGINT, group=True) == 0
        assert alive(processes) == []
        idle.leave()
    with demo(data, tmp_path / "second", *ONE) as second:
        assert second.log_ins == log_ins
        assert "laporan" in enter_code(second.program.port, code).lower()
        assert "Menunggu Anda" in log_in(second.desk, officer, log_ins[officer])
        processes = second.program.pids
        assert second.end(signal.SIGTERM, group=False) == 0
        assert alive(processes) == []


def test_no_request_leaves_a_trace_of_who_asked_for_what(tmp_path: Path) -> None:
    data = tmp_path / "demo"
    with demo(data, tmp_path / "output", *ONE) as running:
        before = len(running.said)
        for port in (running.program.port, running.desk):
            visitor = Visitor(port)
            assert visitor.get(f"/{MARK}/?{MARK}={MARK}").status == 404
            visitor.leave()
            malformed(port)
        processes = running.program.pids
        assert running.end(signal.SIGHUP, group=True) == 0  # the terminal was closed
        assert alive(processes) == []
        assert "A request was malformed." in running.said
        assert "127.0.0.1" not in running.said[before:]
        files = [running.output, *(path for path in data.rglob("*") if path.is_file())]
        assert not [path for path in files if MARK.encode() in path.read_bytes()]
        assert not [path for path in files if "access" in path.name]
