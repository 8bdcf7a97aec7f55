"""The step that is the reporter's own: a button on their page, taken once, and a word of thanks."""

from collections.abc import Iterator
from typing import Any

import pytest
from conftest import Clock
from tests.browser import Browser, enter
from tests.snapshot import snapshot

from kentongan.cases.models import ReporterAct
from kentongan.cases.services import intake
from kentongan.cases.tests.conftest import SECRET
from kentongan.cases.tests.hands import AFTER_MEETING, UNTIL_MEETING, Hands, sign_minutes

THANKS = "Terima kasih. Sudah kami catat."


@pytest.fixture
def hands(offices: Any, clock: Clock) -> Iterator[Hands]:
    with clock.everywhere():
        found = Hands(offices("lamandau-dpmptsp"), "wbs")
        found.report()
        yield found


@pytest.fixture
def code(hands: Hands) -> str:
    found = intake.code_for(secret=SECRET, nonce="satu")
    assert found is not None
    return found


@pytest.fixture
def page(hands: Hands, code: str) -> Browser:
    """Rani's page, with the answer on it."""
    hands.walk(UNTIL_MEETING, "5")
    sign_minutes(hands)
    hands.walk(AFTER_MEETING, "7")
    hands.office.clock.forward(seconds=10)
    return enter(code)


def test_r002_08_the_answer_can_be_said_to_have_come(page: Browser) -> None:
    page.press(page.form("/langkah/"), ("langkah", "diterima"))
    assert page.url == "/laporan/"
    assert THANKS in page.text
    assert "Jawaban sudah diterima" not in page.text
    assert ReporterAct.objects.count() == 1


def test_thanks_are_said_once(page: Browser) -> None:
    page.press(page.form("/langkah/"), ("langkah", "diterima"))
    assert THANKS not in page.open("/laporan/").text


def test_sent_twice_it_is_done_once(page: Browser) -> None:
    form = page.form("/langkah/")
    for _ in range(2):
        page.press(form, ("langkah", "diterima"))
        assert page.url == "/laporan/"
    assert ReporterAct.objects.count() == 1


def test_before_the_answer_there_is_no_such_button(hands: Hands, code: str) -> None:
    assert not [form for form in enter(code).forms if "langkah" in form.action]


@pytest.mark.parametrize(("name", "value"), [("langkah", "ditutup-sekretariat"), ("langkah", "")])
def test_what_is_not_theirs_is_refused_and_nothing_changes(page: Browser, name: str, value: str) -> None:
    form, before = page.form("/langkah/"), _without_sessions()
    form.values[name] = [value]
    page.send(form, {})
    assert "Belum dicatat" in page.text
    assert _without_sessions() == before


@pytest.mark.parametrize("number", ["1", "-1", "x", ""])
def test_a_report_that_is_not_under_this_code_does_not_exist(page: Browser, number: str) -> None:
    form, before = page.form("/langkah/"), _without_sessions()
    form.values["laporan"] = [number]
    page.press(form, ("langkah", "diterima"))
    assert page.response.status_code == 404
    assert _without_sessions() == before


def test_without_a_code_nobody_takes_it(page: Browser, hands: Hands) -> None:
    form = page.form("/langkah/")
    hands.office.clock.forward(hours=1)
    before = _without_sessions()
    page.press(form, ("langkah", "diterima"))
    assert page.url == "/cek/"
    assert _without_sessions() == before


def _without_sessions() -> object:
    return {name: rows for name, rows in snapshot().items() if name != "web.SealedSession"}
