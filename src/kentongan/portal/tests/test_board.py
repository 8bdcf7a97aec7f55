"""The public page of a complaints service: what was approved, small, and nothing of whistleblowing."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from conftest import Clock
from django.test import Client
from tests.browser import Browser

from kentongan.board import publishing
from kentongan.board.photos import Clean
from kentongan.board.reads import A_PAGE

AGENCY = "kebumen-disperindagkopukm"
BOARD = f"/{AGENCY}/aduan/tayangan/"
PHOTO = Clean(640, 480, b"\xff\xd8\xff\xe0 a photo, drawn anew")


@pytest.fixture(autouse=True)
def office(offices: Any, clock: Clock) -> Iterator[None]:
    with clock.everywhere():
        offices(AGENCY)
        yield


def publish(text: str = "Pasar sudah dibersihkan.", status: str = "selesai", **more: Any) -> str:
    said: dict[str, Any] = {
        "agency": AGENCY,
        "service": "aduan",
        "photos": [PHOTO],
        "day": date(2026, 11, 20),
    }
    return publishing.publish(None, status=status, text=text, **{**said, **more})


def test_it_shows_status_day_text_and_photos() -> None:
    """R003-11: "selesai" with its photo on the public page."""
    publish()
    page = Browser().open(BOARD)
    for said in ("Selesai", "Diperbarui 20 November 2026", "Pasar sudah dibersihkan."):
        assert said in page.text
    html = page.response.content.decode()
    assert 'width="640" height="480" loading="lazy"' in html
    assert html.count("<img ") == 1


def test_the_page_of_the_agency_leads_there_and_not_for_whistleblowing() -> None:
    html = Browser().open(f"/{AGENCY}/").response.content.decode()
    assert f'href="{BOARD}"' in html
    assert html.count("/tayangan/") == 1


@pytest.mark.parametrize("address", [f"/{AGENCY}/wbs/tayangan/", f"/{AGENCY}/tidak-ada/tayangan/"])
def test_whistleblowing_and_no_service_show_the_same_nothing(address: str) -> None:
    publish(service="wbs")  # even if something stood there
    page = Browser().open(address)
    assert page.response.status_code == 404
    assert "Pasar" not in page.text


@pytest.mark.parametrize("status", ["diterima", "proses", "dijawab", "diteruskan", "belum-dapat-diproses"])
def test_every_status_has_words(status: str) -> None:
    publish("", status, photos=[])
    assert "Tidak diketahui" not in Browser().open(BOARD).text


def test_a_photo_is_a_photo_and_nothing_else() -> None:
    publish()
    page = Browser().open(BOARD).response.content.decode()
    address = page.split('<img class="photo" src="')[1].split('"')[0]
    answer = Client().get(address, secure=True)
    assert (answer.status_code, answer.content) == (200, PHOTO.content)
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert not answer.cookies


def test_what_was_withdrawn_is_gone_with_its_photos() -> None:
    code = publish()
    page = Browser().open(BOARD).response.content.decode()
    address = page.split('<img class="photo" src="')[1].split('"')[0]
    publishing.withdraw(code)
    assert "Belum ada yang ditayangkan." in Browser().open(BOARD).text
    assert Client().get(address, secure=True).status_code == 404


def test_it_goes_page_by_page() -> None:
    for number in range(A_PAGE + 1):
        publish(f"Aduan {number:02}.", photos=[])
    first = Browser().open(BOARD)
    assert f"Aduan {A_PAGE:02}." in first.text and "Aduan 00." not in first.text
    assert "Lebih lama" in first.text and "Lebih baru" not in first.text
    second = Browser().open(f"{BOARD}2/")
    assert "Aduan 00." in second.text
    assert f'href="{BOARD}1/"' in second.response.content.decode()


@pytest.mark.parametrize("number", ["0", "3", "x", "-1", "99999999999"])
def test_a_page_that_is_not_there_is_not_found(number: str) -> None:
    publish()
    assert Browser().open(f"{BOARD}{number}/").response.status_code == 404


def test_an_empty_board_says_so() -> None:
    assert "Belum ada yang ditayangkan." in Browser().open(BOARD).text


def test_it_is_small_and_sets_no_cookie() -> None:
    for number in range(A_PAGE):
        publish(f"Aduan {number}.")
    answer = Client().get(BOARD, secure=True)
    assert len(answer.content) < 12_000
    assert not answer.cookies
