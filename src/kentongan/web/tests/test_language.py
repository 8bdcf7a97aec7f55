"""Indonesian first, English second: nothing is left untranslated, and no cookie remembers the choice."""

import re
from string import Formatter

import pytest
from babel.messages.pofile import read_po
from django.test import Client
from django.utils import translation

from kentongan.web.compile_messages import LOCALE
from kentongan.web.tests.extraction import msgids

PO = LOCALE / "en" / "LC_MESSAGES" / "django.po"
MSGIDS = msgids()


@pytest.fixture(scope="module")
def catalog():
    with PO.open("rb") as file:
        return read_po(file)


def translations(catalog) -> dict[str, list[str]]:
    found = {}
    for message in catalog:
        if message.id:
            key = message.id if isinstance(message.id, str) else message.id[0]
            found[key] = [message.string] if isinstance(message.string, str) else list(message.string)
    return found


def test_every_text_has_an_english_translation(catalog) -> None:
    english = translations(catalog)
    missing = [f"{text!r} ({MSGIDS[text].name})" for text in MSGIDS if not all(english.get(text, [""]))]
    assert missing == []


def test_no_translation_is_left_over(catalog) -> None:
    assert sorted(set(translations(catalog)) - set(MSGIDS)) == []


def test_a_translation_fills_in_the_same_names(catalog) -> None:
    for text, english in translations(catalog).items():
        for each in english:
            assert set(re.findall(r"%\((\w+)\)", each)) == set(re.findall(r"%\((\w+)\)", text)), text
            assert [name for _, name, _, _ in Formatter().parse(text.replace("%", "")) if name] == []


def test_the_language_stands_in_the_address_and_in_no_cookie(moving) -> None:
    client = Client()
    page = client.get("/?bahasa=en", secure=True)
    text = page.content.decode()
    assert '<html lang="en">' in text
    assert "Report safely" in text
    assert page.headers["Content-Language"] == "en"
    assert not page.cookies
    assert '<html lang="id">' in client.get("/", secure=True).content.decode()


def test_every_link_of_an_english_page_leads_to_an_english_page(moving) -> None:
    page = Client().get("/?bahasa=en", secure=True).content.decode()
    links = re.findall(r'(?:href|action)="(/[^"]*)"', page)
    inner = [link for link in links if not link.startswith("/static/")]
    assert inner
    assert [link for link in inner if not link.endswith("?bahasa=en")] == ["/"]  # the way back to Indonesian


def test_a_language_that_we_do_not_speak_is_indonesian(moving) -> None:
    for asked in ("fr", "en-US", "../en", ""):
        assert Client().get("/", {"bahasa": asked}, secure=True).headers["Content-Language"] == "id"


def test_a_refusal_is_in_the_language_of_the_page(moving) -> None:
    page = Client().post("/cek/?bahasa=en", {"kode": "x"}, secure=True).content.decode()
    assert "A code has five groups" in page


def test_the_language_of_one_request_does_not_stay_for_the_next(moving) -> None:
    Client().get("/?bahasa=en", secure=True)
    assert translation.get_language() == "id"
