"""Starting the programs that are measured, and reading from /proc what they used.

Linux only. CPU time is user and system time of every process of the program, threads included.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

REPOSITORY = Path(__file__).parents[2]
KENTONGAN = ("-c", "import sys; from kentongan.config.command import main; sys.exit(main())")
LONGEST_START = 60.0
POLL = 0.005
CLOCK_OF_PROCESS = 2  # CPUCLOCK_SCHED: what a clock id of another process ends with (clock_getcpuclockid(3))
PEAK_RESET = "5"  # proc(5), clear_refs: set the high-water mark to what is resident now


@dataclass(frozen=True, slots=True)
class Memory:
    """Memory in bytes: `shared` counts what processes share once (PSS), `resident` for each of them (RSS)."""

    shared: int
    resident: int


@dataclass(slots=True)
class Program:
    """A running program with all processes that it forked."""

    process: "subprocess.Popen[bytes]"
    port: int

    @property
    def pids(self) -> list[int]:
        """Its processes, the first one included."""
        return [self.process.pid, *_below(self.process.pid)]

    def cpu(self) -> float:
        """Return the seconds of CPU that it has used so far."""
        return sum(time.clock_gettime((~pid << 3) | CLOCK_OF_PROCESS) for pid in self.pids)

    def memory(self) -> Memory:
        """Return what it holds now."""
        rolled = [_numbers(Path(f"/proc/{pid}/smaps_rollup")) for pid in self.pids]
        return Memory(sum(each["Pss"] for each in rolled), sum(each["Rss"] for each in rolled))

    def reset_peak(self) -> int:
        """Begin to watch its peak; return what is resident now."""
        for pid in self.pids:
            Path(f"/proc/{pid}/clear_refs").write_text(PEAK_RESET, encoding="ascii")
        return self._resident("VmRSS")

    def peak(self) -> int:
        """Return the most that was resident since `reset_peak`."""
        return self._resident("VmHWM")

    def stop(self) -> None:
        """End it, and wait until it is gone."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)

    def _resident(self, name: str) -> int:
        return sum(_numbers(Path(f"/proc/{pid}/status"))[name] for pid in self.pids)


def environment(data: Path) -> dict[str, str]:
    """Return the environment of a program that works on this data folder, and on nothing else."""
    plain = {
        name: value for name, value in os.environ.items() if not name.startswith(("KENTONGAN_", "DJANGO_"))
    }
    return {
        **plain,
        "PYTHONPATH": f"{REPOSITORY / 'src'}:{REPOSITORY}",
        "DJANGO_SETTINGS_MODULE": "kentongan.config.settings",
        "KENTONGAN_ENV": str(data / "kentongan.env"),
        "KENTONGAN_DATA_DIR": str(data),
        "KENTONGAN_MAIL_DIR": str(data / "mail"),
    }


def run(words: Sequence[str], data: Path) -> str:
    """Run a Python program to its end; return what it printed."""
    done = subprocess.run(
        [sys.executable, *words],
        env=environment(data),
        cwd=REPOSITORY,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout


@contextmanager
def running(words: Sequence[str], data: Path, port: int, first_page: str = "/") -> Iterator[Program]:
    """Run a program for as long as the block lasts; the block begins once it answers at its port."""
    with (data / "server.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, *words], env=environment(data), cwd=REPOSITORY, stdout=log, stderr=log
        )
    program = Program(process, port)
    try:
        wait_for(f"http://127.0.0.1:{port}{first_page}", process)
        yield program
    except TimeoutError:
        sys.stderr.write((data / "server.log").read_text(encoding="utf-8"))
        raise
    finally:
        program.stop()


def wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    """Return once the address answers 200. Raises `TimeoutError`, also where the process has ended."""
    until = time.monotonic() + LONGEST_START
    while time.monotonic() < until and process.poll() is None:
        try:
            with urlopen(address, timeout=LONGEST_START):  # noqa: S310 - an address of this machine
                return
        except (URLError, ConnectionError):
            time.sleep(POLL)
    raise TimeoutError(address)


def free_port() -> int:
    """Return a port of this machine that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _below(pid: int) -> Iterator[int]:
    parents = dict(_parents())
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
        yield from more


def _parents() -> Iterator[tuple[int, int]]:
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            # The name of the program stands in brackets and may hold anything: what follows it is counted.
            fields = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        yield int(path.parent.name), int(fields[1])


def _numbers(path: Path) -> dict[str, int]:
    """Return the lines `Name: 123 kB` of a file, in bytes."""
    found = {}
    for line in path.read_text(encoding="ascii", errors="replace").splitlines():
        name, _, rest = line.partition(":")
        if rest.endswith(" kB"):
            found[name] = int(rest.removesuffix(" kB")) * 1024
    return found
