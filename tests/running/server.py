"""Starting, watching and ending `kentongan serve`.

Only processes that were started here are ever ended, by their ids.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LONGEST_START = 60.0
LONGEST_END = 30.0
PROGRAM = ("-m", "tests.running.clocked")  # the `kentongan` command with the test's clock


def free_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Server:
    """One run after the other of the same installation, on the same ports."""

    environment: Mapping[str, str] = field(repr=False)
    log: Path
    desk: bool = False
    worker: bool = False
    portal_port: int = field(default_factory=free_port)
    desk_port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def portal_address(self) -> tuple[str, int]:
        """Where the reporters' pages are."""
        return "127.0.0.1", self.portal_port

    @property
    def desk_address(self) -> tuple[str, int]:
        """Where the officers' pages are."""
        return "127.0.0.1", self.desk_port

    def start(self) -> None:
        """Start and wait until every face answers."""
        arguments = ["serve", "--portal", f"127.0.0.1:{self.portal_port}"]
        arguments += ["--desk", f"127.0.0.1:{self.desk_port}"] if self.desk else []
        arguments += ["--worker"] if self.worker else []
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, *PROGRAM, *arguments],
                cwd=ROOT,
                env={**self.environment, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
                stdout=log,
                stderr=log,
            )
        self._wait(self.portal_port)
        if self.desk:
            self._wait(self.desk_port)

    def _wait(self, port: int) -> None:
        until = time.monotonic() + LONGEST_START
        while time.monotonic() < until:
            assert self.process is not None
            assert self.process.poll() is None, self.log.read_text()
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                return
            time.sleep(0.02)
        raise AssertionError(f"the server does not answer: {self.log.read_text()}")

    def processes(self) -> list[int]:
        """Return the ids of all processes of this run: the parent, each face, each face's worker."""
        if self.process is None or self.process.poll() is not None:
            return []
        found = [self.process.pid]
        for each in found:
            found += _children(each)
        return found

    def kill(self) -> None:
        """`kill -9` every process of this run at once, and wait until the ports are free."""
        for each in self.processes():
            _signal(each, signal.SIGKILL)
        self._reap()

    def kill_workers(self) -> None:
        """`kill -9` only the processes that answer requests; their parents start new ones."""
        found = self.processes()
        for each in found:
            if each != found[0] and not _children(each):
                _signal(each, signal.SIGKILL)

    def revive(self) -> None:
        """Start again where everything ended: who is killed before it has children takes the others along."""
        if self.process is not None and self.process.poll() is not None:
            self.start()

    def stop(self) -> None:
        """End in good order."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
        self._reap()

    def _reap(self) -> None:
        if self.process is not None:
            try:
                self.process.wait(LONGEST_END)
            except subprocess.TimeoutExpired:
                for each in self.processes():
                    _signal(each, signal.SIGKILL)
                raise
            self.process = None


@contextmanager
def serving(server: Server) -> Iterator[Server]:
    """Serve for as long as the block lasts."""
    try:
        server.start()
        yield server
    finally:
        server.stop()


def _children(process: int) -> list[int]:
    found = []
    for task in _listed(Path(f"/proc/{process}/task")):
        with suppress(OSError):
            found += [int(each) for each in (task / "children").read_text().split()]
    return found


def _listed(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _signal(process: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, number)
