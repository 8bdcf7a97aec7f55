"""A case of the first SOP, and the hands that carry it."""

import pytest
from conftest import Office

from kentongan.cases.models import Case
from tests.browser import NAMED, report

from .drive import Driver


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
