"""The cast at the desk. Ida holds the first step of the SOP, Otto belongs to the agency and may see nothing."""

from collections.abc import Iterator

import pytest
import time_machine
from conftest import Clock, Office
from tests.browser import Browser, log_in

from kentongan.agencies import reads as agencies
from kentongan.cases.models import Case

FORM = "/kukar-dpmptsp/wbs/lapor/"
TOLD = {
    "cara-melapor": "dirahasiakan",
    "nama": "Rani Contoh",
    "judul": "Izin belum terbit",
    "uraian": "Izin usaha saya sudah tiga bulan tidak terbit.",
    "iktikad": "ya",
}


@pytest.fixture
def moving(office: Office, clock: Clock) -> Iterator[Office]:
    """The office, with its clock for the pages too."""
    with time_machine.travel(clock.now, tick=False) as traveller:
        forward = clock.forward

        def move(**by: float):
            now = forward(**by)
            traveller.move_to(now)
            return now

        clock.forward = move  # type: ignore[method-assign]
        yield office


@pytest.fixture
def first_post(moving: Office) -> str:
    """The post of the first step; its sample officer is named like it."""
    return agencies.first_posts(moving.service)[0]


@pytest.fixture
def ida(moving: Office, first_post: str) -> Browser:
    """Ida at her desk."""
    return log_in(first_post, moving.passwords[first_post])


@pytest.fixture
def otto(moving: Office) -> Browser:
    """Otto at his desk, which is empty."""
    return log_in("otto", moving.passwords["otto"])


@pytest.fixture
def case(moving: Office) -> str:
    """The code of a case that has come in from Rani."""
    rani = Browser().open(FORM)
    pdf = b"%PDF-1.7\n" + bytes(500)
    from tests.browser import a_file

    rani.send(rani.form(), TOLD, files={"bukti": a_file("kuitansi.pdf", pdf)})
    assert "/terkirim/" in rani.url, rani.text
    moving.clock.forward(minutes=2)
    return Case.objects.get().code
