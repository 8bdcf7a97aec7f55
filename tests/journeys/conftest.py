"""A case of the first SOP, and the hands that carry it; and real browsers, where hands are to be real."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import Clock, Office

from kentongan.cases.models import Case
from tests.browser import NAMED, report

from .chromium import Chromium, Phone
from .drive import Driver
from .live import serving


@pytest.fixture
def driver(moving: Office) -> Driver:
    """Officers' browsers."""
    return Driver(moving)


@pytest.fixture
def code(moving: Office) -> str:
    """Rani's access code; her report has come in."""
    shown = report(told=NAMED)
    moving.clock.forward(minutes=2)
    return shown


@pytest.fixture
def case(code: str) -> str:
    """The address of her case."""
    return f"/meja/berkas/{Case.objects.get().code}/"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """Chromium, started once."""
    program = Chromium()
    yield program
    program.close()


@pytest.fixture
def phone(own_database: object, clock: Clock, chromium: Chromium) -> Iterator[Phone]:
    """A phone before a server with real commits, whose clock is the test's; what it or another left open is closed."""
    with clock.everywhere(), serving() as address:
        yield Phone(chromium, address)
        chromium.hang_up()


@pytest.fixture
def picture(tmp_path: Path) -> Callable[..., None]:
    """Take a picture of a phone's page; where KENTONGAN_PICTURES names a folder, it is kept there."""
    folder = Path(os.environ.get("KENTONGAN_PICTURES") or tmp_path / "pictures")
    folder.mkdir(parents=True, exist_ok=True)

    def take(phone: Phone, name: str, *, wide: bool = False) -> None:
        phone.picture(folder / f"{name}.png", wide=wide)

    return take
