"""The front page and the page of an agency."""

import re

import pytest
from conftest import AGENCIES
from django.test import Client
from tests.browser import Browser

from kentongan.agencies.models import Service
from kentongan.agencies.services import profiles


def test_it_shows_every_agency_with_the_state_of_its_services(moving) -> None:
    """Four agencies and five services; only where officers hold their keys a report may be written."""
    others = {path.name for path in AGENCIES.iterdir() if path.is_dir()} - {moving.agency}
    for folder in sorted(others):
        profiles.load(files=profiles.read_folder(AGENCIES / folder), by="tests", now=moving.clock.now)
    page = Browser().open("/")
    assert page.response.status_code == 200
    html = page.response.content.decode()
    assert html.count('<section class="card"') == len(others) + 1 == 4
    for regency in ("Kebumen", "Kutai Kartanegara", "Lamandau", "Mojokerto"):
        assert f"Kabupaten {regency}" in page.text
    assert html.count('<div class="door">') == Service.objects.count() == 5
    assert (html.count(">terbuka<"), html.count(">belum dibuka<")) == (1, 4)
    assert page.text.count("Petugas layanan ini belum ditunjuk, jadi laporan belum dapat diterima") == 4
    assert re.findall(r'href="([^"]+/lapor/)"', html) == ["/kukar-dpmptsp/wbs/lapor/"]
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
