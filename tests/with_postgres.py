"""Run a command beside a throw-away PostgreSQL: `python tests/with_postgres.py CMD...`

The cluster lies in a temporary folder, listens on loopback only, forgets everything at the end, and gives the
command its address in `KENTONGAN_DATABASE_URL`. PostgreSQL refuses to run as root; then it runs as `nobody`.
Nothing is synced to disk: this is for tests, never for reports.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

DATABASE = "kentongan"
LONGEST_START = 60.0
INITDB = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "60"}


def main(command: list[str]) -> int:
    """Return the command's exit code."""
    if not command:
        print(__doc__, file=sys.stderr)  # noqa: T201 - a script's own help
        return 2
    with tempfile.TemporaryDirectory(prefix="kentongan-postgres-") as folder:
        as_user = _unprivileged(Path(folder))
        data = Path(folder) / "data"
        subprocess.run(
            [
                _binary("initdb"),
                "-D",
                data,
                "-U",
                "postgres",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--no-locale",
                "-N",
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=folder,
            **as_user,
        )
        port = _free_port()
        server = _start(data, port, as_user)
        try:
            _wait_until_ready(server, port, as_user)
            address = f"postgres://postgres@127.0.0.1:{port}/{DATABASE}"
            environment = {**os.environ, "KENTONGAN_DATABASE_URL": address}
            return subprocess.run(command, check=False, env=environment).returncode
        finally:
            server.send_signal(signal.SIGINT)  # "fast": ends open connections
            server.wait()


def _start(data: Path, port: int, as_user: dict[str, Any]) -> "subprocess.Popen[bytes]":
    options = [f"-c{name}={value}" for name, value in FAST.items()]
    sockets = f"-cunix_socket_directories={data}"
    command = [_binary("postgres"), "-D", str(data), "-p", str(port), "-h", "127.0.0.1", sockets, *options]
    with (data / "server.log").open("wb") as log:
        return subprocess.Popen(command, stdout=log, stderr=log, cwd=data, **as_user)


def _wait_until_ready(server: "subprocess.Popen[bytes]", port: int, as_user: dict[str, Any]) -> None:
    create = [_binary("createdb"), "-h", "127.0.0.1", "-p", str(port), "-U", "postgres", DATABASE]
    until = time.monotonic() + LONGEST_START
    while server.poll() is None and time.monotonic() < until:
        made = subprocess.run(create, check=False, stderr=subprocess.DEVNULL, cwd="/", **as_user)
        if made.returncode == 0:
            return
        time.sleep(0.1)
    raise SystemExit("PostgreSQL did not start.")


def _unprivileged(folder: Path) -> dict[str, Any]:
    """How to start a program that refuses root."""
    if os.getuid() != 0:
        return {}
    shutil.chown(folder, "nobody")
    return {"user": "nobody", "extra_groups": []}


def _binary(name: str) -> str:
    """Debian keeps the servers of each version out of PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    found = shutil.which(name) or (str(debian[-1]) if debian else None)
    if found is None:
        raise SystemExit(f"{name} was not found: install PostgreSQL.")
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
