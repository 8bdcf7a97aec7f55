"""The front page and the page of an agency."""

import pytest
from django.test import Client
from tests.browser import Browser


def test_it_shows_every_agency_with_the_state_of_its_services(moving) -> None:
    page = Browser().open("/")
    assert page.response.status_code == 200
    assert "Kutai Kartanegara" in page.text
    assert "terbuka" in page.text
    assert "Cek Laporan Saya" in page.text


def test_a_service_without_officers_is_politely_closed(moving) -> None:
    from kentongan.officers.models import Holding

    Holding.objects.all().delete()
    assert "belum dibuka" in Browser().open("/").text
    page = Browser().open("/kukar-dpmptsp/wbs/lapor/")
    assert "Layanan ini belum dibuka" in page.text
    assert not page.forms


def test_it_sets_no_cookie(moving) -> None:
    for address in ("/", "/kukar-dpmptsp/"):
        assert not Client().get(address, secure=True).cookies


def test_an_agency_says_how_to_report_safely_and_what_comes_after(moving) -> None:
    page = Browser().open("/kukar-dpmptsp/")
    assert "Pakai HP dan kuota sendiri" in page.text
    assert "Sedang ditindaklanjuti" in page.text


@pytest.mark.parametrize(
    "address", ["/tidak-ada/", "/tidak-ada/wbs/lapor/", "/kukar-dpmptsp/tidak-ada/lapor/"]
)
def test_what_does_not_exist_is_not_found(moving, address: str) -> None:
    assert Browser().open(address).response.status_code == 404


def test_the_first_view_of_the_form_is_small(moving) -> None:
    from pathlib import Path

    client = Client()
    page = client.get("/kukar-dpmptsp/wbs/lapor/", secure=True)
    sheet = Path(__file__).parents[2] / "web" / "static" / "web"
    whole = len(page.content) + sum((sheet / name).stat().st_size for name in ("public.css", "favicon.svg"))
    assert whole <= 20_000
    assert page.content.decode().count("<link ") == 2
    assert "<img" not in page.content.decode()
