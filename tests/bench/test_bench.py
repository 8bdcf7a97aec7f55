"""The bench runs, and its floor is honest: it makes the same seals and rows as ours. No test of time."""

import subprocess
import sys
from typing import Any

import pytest

from kentongan.cases.services import intake

from . import floor_pages, processes, sample
from .counting import counting
from .table import Line, ratio
from .visitor import Fetched

SECRET = b"a browser's secret, long enough."
ANSWERS = {name: [text] for name, text in sample.ANSWERS.items()}


def receive(office: Any, nonce: str) -> None:
    """File a report and ask for its code, as the two requests do."""
    intake.receive(
        service=office.service,
        secret=SECRET,
        nonce=nonce,
        answers=sample.ANSWERS,
        identity={},
        files=[],
        now=office.clock.now,
    )
    assert intake.code_for(secret=SECRET, nonce=nonce)


def test_the_floor_of_a_report_seals_and_writes_what_ours_does(
    office: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive(office, "first")
    floor_pages.model.cache_clear()
    with counting(monkeypatch) as ours:
        receive(office, "second")
    with counting(monkeypatch) as floor:
        floor_pages.write(ANSWERS)
    size, other = ours.pop("bytes of blobs"), floor.pop("bytes of blobs")
    assert floor == ours
    assert other == pytest.approx(size, rel=0.05)


def test_the_ratio_is_the_median_of_the_rounds_and_is_held_against_its_limit() -> None:
    line = ratio("x", [0.002, 0.004, 0.009], [0.001, 0.001, 0.003], limit=2.9)
    assert line.cells() == ("x", "4.0 ms", "1.0 ms", "3.00 ×", "≤ 2.9 ×", "OVER")
    assert line.is_over
    assert not ratio("x", [0.002], [0.001], limit=2.0).is_over
    assert not Line("only for the record", "1 ms").is_over


def test_what_a_page_makes_a_browser_fetch_is_counted_once_each() -> None:
    page = '<link rel=icon href="/a.svg"><img src="//elsewhere.test/b.png"><link href="/a.svg"><a href="/c">c</a>'
    assert Fetched(page).addresses == ["/a.svg", "//elsewhere.test/b.png"]


@pytest.mark.pure
def test_a_short_run_measures_everything_and_passes_no_verdict() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench", "--quick"],
        cwd=processes.REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    for part in ("log-in", "case page", "list of", "text report", "upload of", "first view", "start", "idle"):
        assert f"\n{part}" in done.stdout
    assert "\nclosing a step of " in done.stdout
    assert "OVER" not in done.stdout
    assert "≤" not in done.stdout
