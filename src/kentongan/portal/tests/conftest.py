"""Rani at the reporters' pages: the office is open, and the pages' clock is the test's."""

from collections.abc import Iterator

import pytest
import time_machine
from conftest import Clock, Office
from tests.browser import Browser

FORM = "/kukar-dpmptsp/wbs/lapor/"
TOLD = {
    "cara-melapor": "tanpa-nama",
    "judul": "Izin belum terbit",
    "uraian": "Izin usaha saya sudah tiga bulan tidak terbit.",
    "iktikad": "ya",
}


@pytest.fixture
def moving(office: Office, clock: Clock) -> Iterator[Clock]:
    """The clock of the office and of the pages."""
    with time_machine.travel(clock.now, tick=False) as traveller:
        forward = clock.forward

        def move(**by: float):
            now = forward(**by)
            traveller.move_to(now)
            return now

        clock.forward = move  # type: ignore[method-assign]
        yield clock


@pytest.fixture
def rani(moving: Clock) -> Browser:
    """Rani's browser, on the empty form."""
    return Browser().open(FORM)


@pytest.fixture
def sent(rani: Browser) -> Browser:
    """Rani's browser, on the page with the code."""
    return rani.send(rani.form(), TOLD)
