"""README, "Run it for real", line by line in an empty folder, from the first secret to a report form that is open."""

import http.client
import os
import re
import shlex
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.running.server import free_port

ROOT = Path(__file__).resolve().parents[2]
AGENCY = "kukar-dpmptsp"
# Custodian and first step are one post here; the escrow is another.
SEATS = {"kasi-pengaduan": "siti", "kabid-pengaduan": "bambang"}
PROGRAM = [sys.executable, "-c", "import sys; from kentongan.config.command import main; sys.exit(main())"]


def lines() -> list[str]:
    """The commands as README has them, without comments."""
    part = (ROOT / "README.md").read_text().partition("## Run it for real")[2].partition("\n## ")[0]
    blocks = re.findall(r"```\n(.*?)```", part, re.DOTALL)
    return [line.partition("  #")[0].strip() for block in blocks for line in block.splitlines()]


@pytest.fixture
def place(tmp_path) -> Path:
    """An empty folder beside the agencies."""
    (tmp_path / "agencies").symlink_to(ROOT / "agencies")
    return tmp_path


def environment() -> dict[str, str]:
    """Nothing of this test's own settings; passwords are cheap to try."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KENTONGAN", "DJANGO"))}
    cheap = {"KENTONGAN_ARGON2_MEMORY": "64", "KENTONGAN_ARGON2_PASSES": "1", "KENTONGAN_LOG_LEVEL": "ERROR"}
    return {**kept, **cheap, "PYTHONPATH": str(ROOT / "src")}


def words(line: str, **names: str) -> list[str]:
    """The words of a line, its placeholders filled."""
    for name, value in {"agency": AGENCY, **names}.items():
        line = line.replace(f"<{name}>", value)
    assert "<" not in line, line
    program, *rest = shlex.split(line)
    assert program == "kentongan"
    return [*PROGRAM, *rest]


def run(place: Path, line: str, typed: str = "", **names: str) -> str:
    done = subprocess.run(
        words(line, **names),
        cwd=place,
        env=environment(),
        input=typed,
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,  # no terminal: the password is read from what is piped in
    )
    assert done.returncode == 0, (line, done.stderr)
    return done.stdout


def test_the_readme_leads_to_an_open_service(place) -> None:
    *before, register, appoint, key, serve = lines()
    listing = next(line for line in before if "officers list" in line)
    said = [run(place, line) for line in before]
    assert "wbs: belum dibuka / not open (kasi-pengaduan, kabid-pengaduan)" in said[-1]
    for post, username in SEATS.items():
        names = {"username": username, "post": post, "name": username.title(), "decree": "SK 1/2026"}
        registered = run(place, register, "kata-sandi-baru\n" * 2, **names)
        run(place, appoint, **names)
        fingerprint = registered.splitlines()[-1].rpartition(": ")[2]
        assert fingerprint in run(place, key, "ya\n", **names)
    assert "wbs: dibuka / open" in run(place, listing)
    assert "<textarea" in served(place, serve)


def served(place: Path, line: str) -> str:
    """The report form, as the last line of README serves it, on ports that are free here."""
    ports = [free_port(), free_port()]
    for written, port in zip(("8000", "8001"), ports, strict=True):
        line = line.replace(written, str(port))
    with (place / "log").open("wb") as log:
        process = subprocess.Popen(words(line), cwd=place, env=environment(), stdout=log, stderr=log)
        try:
            return _form(process, ports[0])
        finally:
            process.terminate()
            process.wait(30)


def _form(process: "subprocess.Popen[bytes]", port: int) -> str:
    for _ in range(600):
        assert process.poll() is None
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", f"/{AGENCY}/wbs/lapor/")
            return connection.getresponse().read().decode()
        except ConnectionError:
            time.sleep(0.05)
        finally:
            connection.close()
    raise AssertionError("nobody answers")
