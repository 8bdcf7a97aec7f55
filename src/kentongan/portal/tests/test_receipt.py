"""The access code: shown until it has been written down, and to this browser only."""

import re

from tests.browser import Browser

from kentongan.portal.tests.conftest import TOLD
from kentongan.reports.models import Report

CODE = re.compile(r"(?:[0-9A-Z]{5} ){4}[0-9A-Z]{5}")


def test_it_shows_the_code_in_five_groups(sent: Browser) -> None:
    assert CODE.search(sent.text)
    assert "Petugas tidak pernah meminta kode ini." in sent.text


def test_shown_again_it_is_the_same_code(sent: Browser) -> None:
    first = CODE.search(sent.text)
    again = CODE.search(sent.open(sent.url).text)
    assert first is not None
    assert again is not None
    assert first.group() == again.group()


def test_another_browser_sees_no_code(sent: Browser) -> None:
    stranger = Browser().open(sent.url)
    assert stranger.response.status_code == 200
    assert not CODE.search(stranger.text)


def test_written_down_it_is_never_shown_again_and_the_browser_forgets(sent: Browser) -> None:
    there, form = sent.url, sent.form()
    secret = sent.client.cookies["__Host-lapor"].value
    sent.press(form)
    assert sent.client.cookies["__Host-lapor"].value == ""
    assert not CODE.search(sent.text)
    sent.client.cookies["__Host-lapor"] = secret
    assert not CODE.search(sent.open(there).text)
    assert Report.objects.get().noted


def test_the_same_form_after_that_says_that_it_was_sent(rani: Browser) -> None:
    form = rani.form()
    secret = rani.client.cookies["__Host-lapor"].value
    rani.send(form, TOLD)
    rani.press(rani.form())
    rani.client.cookies["__Host-lapor"] = secret
    rani.send(form, TOLD)
    assert "Kami tidak mencatatnya dua kali." in rani.text
    assert Report.objects.count() == 1


def test_the_code_stands_in_no_address(sent: Browser) -> None:
    found = CODE.search(sent.text)
    assert found is not None
    code = found.group().replace(" ", "")
    assert code not in sent.url.replace("-", "").upper()
