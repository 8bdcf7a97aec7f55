"""The cast at the desk. Ida holds the first step of the SOP, Otto belongs to the agency and may see nothing."""

import pytest
from conftest import Office
from tests.browser import NAMED, Browser, a_file, log_in, report

from kentongan.agencies import reads as agencies
from kentongan.cases.models import Case

PDF = b"%PDF-1.7\n" + bytes(500)


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
    report(told=NAMED, files={"bukti": a_file("kuitansi.pdf", PDF)})
    moving.clock.forward(minutes=2)
    return Case.objects.get().code
