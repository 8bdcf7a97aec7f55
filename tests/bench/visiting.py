"""The first view of the form, the start, and the memory of a program that waits."""

import time
from pathlib import Path
from urllib.parse import urlsplit

from . import peers, processes
from .reporting import FORM
from .table import Line, megabytes, milliseconds
from .visitor import Fetched, Visitor

BYTES_LIMIT = 20_000
BYTES_AIM = 14_600  # ten packets: what a server may send before the first acknowledgement (RFC 6928)
REQUESTS_LIMIT = 3
SETTLED = 2.0  # seconds after which nothing of the start goes on any more
CHROMIUM = Path("/usr/bin/chromium")
LOGIN = "/meja/masuk/"


def first_view(data: Path, *, chromium: bool) -> list[Line]:
    """Measure what a browser loads that has never been here."""
    port = processes.free_port()
    with processes.running((*processes.KENTONGAN, "serve", "--portal", f"127.0.0.1:{port}"), data, port):
        lines = _fetched(port)
        if chromium and CHROMIUM.exists():
            lines.append(_in_chromium(port))
    return lines


def _fetched(port: int) -> list[Line]:
    addresses = _addresses(port)
    foreign = [each for each in addresses if urlsplit(each).netloc]
    visitor = Visitor(port, encodings="gzip, deflate, br, zstd")
    answers = [visitor.get(each) for each in (FORM, *addresses) if each not in foreign]
    visitor.leave()
    served, requests = sum(each.size for each in answers), len(addresses) + 1
    plain = sum(len(each.body) for each in answers)
    what = f"first view of the form, bytes (aim {BYTES_AIM:,}; without headers {plain:,})"
    return [
        Line(what, f"{served:,}", "", served, BYTES_LIMIT, "bytes", peers.FIRST_BYTES),
        Line(
            "first view of the form, requests",
            str(requests),
            "",
            requests,
            REQUESTS_LIMIT,
            "requests",
            peers.FIRST_REQUESTS,
        ),
        Line("  of these from other hosts", str(len(foreign)), "", len(foreign), 0, "hosts"),
    ]


def _addresses(port: int) -> list[str]:
    visitor = Visitor(port)
    page = visitor.get(FORM).text
    visitor.leave()
    return Fetched(page).addresses


def _in_chromium(port: int) -> Line:
    """Count what a real browser asks for, script switched off."""
    from playwright.sync_api import sync_playwright

    asked: list[str] = []
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        page = browser.new_context(java_script_enabled=False).new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"http://localhost:{port}{FORM}", wait_until="networkidle")
        browser.close()
    foreign = [each for each in asked if urlsplit(each).port != port]
    note = f"{len(foreign)} from other hosts"
    return Line("  in Chromium", str(len(asked)), "", len(asked), REQUESTS_LIMIT, "requests", note)


def start_and_idle(data: Path, *, rounds: int) -> list[Line]:
    """Start everything, as an office does; return the time to the first pages, and what it then holds."""
    times, memory = [], []
    for _ in range(rounds):
        portal, desk = processes.free_port(), processes.free_port()
        words = ("serve", "--portal", f"127.0.0.1:{portal}", "--desk", f"127.0.0.1:{desk}", "--worker")
        began = time.perf_counter()
        with processes.running((*processes.KENTONGAN, *words), data, portal) as program:
            times.append(time.perf_counter() - began)
            processes.wait_for(f"http://127.0.0.1:{desk}{LOGIN}", program.process)
            time.sleep(SETTLED)
            memory.append((program.memory(), len(program.pids)))
    least, (held, count) = min(times), memory[-1]
    what = f"idle memory of all {count} processes (PSS)"
    return [
        Line("start to the first page", milliseconds(least), note=peers.START),
        Line(what, megabytes(held.shared), note=peers.MEMORY),
        Line("  the same, each process by itself (RSS)", megabytes(held.resident)),
    ]
