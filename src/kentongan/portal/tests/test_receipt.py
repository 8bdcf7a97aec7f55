"""The access code: shown until it has been written down, and to this browser only."""

import re

from tests.browser import TOLD, Browser, code_on

from kentongan.reports.models import Report


def test_it_shows_the_code_in_five_groups(sent: Browser) -> None:
    assert re.fullmatch(r"(?:[0-9A-Z]{5} ){4}[0-9A-Z]{5}", code_on(sent))
    assert "Petugas tidak pernah meminta kode ini." in sent.text


def test_shown_again_it_is_the_same_code(sent: Browser) -> None:
    first = code_on(sent)
    assert first
    assert code_on(sent.open(sent.url)) == first


def test_another_browser_sees_no_code(sent: Browser) -> None:
    stranger = Browser().open(sent.url)
    assert stranger.response.status_code == 200
    assert not code_on(stranger)


def test_written_down_it_is_never_shown_again_and_the_browser_forgets(sent: Browser) -> None:
    """R004-06"""
    there, form = sent.url, sent.form()
    secret = sent.client.cookies["__Host-lapor"].value
    sent.press(form)
    assert sent.client.cookies["__Host-lapor"].value == ""
    assert not code_on(sent)
    sent.client.cookies["__Host-lapor"] = secret
    assert not code_on(sent.open(there))
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
    code = code_on(sent).replace(" ", "")
    assert code
    assert code not in sent.url.replace("-", "").upper()
