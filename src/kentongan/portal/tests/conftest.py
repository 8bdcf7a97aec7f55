"""Rani at the reporters' pages: the office is open, and the pages' clock is the test's."""

import pytest
from conftest import Office
from tests.browser import FORM, TOLD, Browser


@pytest.fixture
def rani(moving: Office) -> Browser:
    """Rani's browser, on the empty form."""
    return Browser().open(FORM)


@pytest.fixture
def sent(rani: Browser) -> Browser:
    """Rani's browser, on the page with the code."""
    return rani.send(rani.form(), TOLD)
