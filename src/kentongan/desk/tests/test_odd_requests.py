"""What no form of ours sends gets a plain answer, and what was tampered with is said to be."""

import pytest
from conftest import Office
from django.test import Client
from tests.browser import ORIGIN, Browser, report

from kentongan.cases.models import Case
from kentongan.reports.models import Report

LONG = "9" * 5000


@pytest.mark.parametrize("turn", [LONG, "-1", "1.5", "²"])
def test_a_turn_that_is_no_figure_is_refused_in_words(ida: Browser, case: str, turn: str) -> None:
    form = ida.open(f"/meja/berkas/{case}/").form("/selesai/")
    form.values["turn"] = [turn]
    ida.send(form, {})
    assert ida.response.status_code == 200
    assert "Belum dicatat" in ida.text


def test_handing_over_twice_in_one_click_is_no_error(ida: Browser, case: str) -> None:
    form = ida.open(f"/meja/berkas/{case}/").form("/selesai/")
    for _ in range(2):
        ida.send(form, {"klasifikasi": "dugaan-pelanggaran"})
        assert ida.url == "/meja/", ida.text
    assert Case.objects.get(code=case).turn == 2


@pytest.mark.parametrize(
    "path", ["/laporan/%s/berkas/x/" % ("9" * 30), "/laporan/1/berkas/a%00b/", "/a%00b/"]
)
def test_an_address_that_is_none_is_not_found(moving: Office, path: str) -> None:
    code, rani = report(), Browser().open("/cek/")
    rani.press(rani.form(), kode=code)
    assert rani.url == "/laporan/"
    assert rani.open(path).response.status_code == 404


def test_a_name_with_a_nul_is_nobodys(db: None) -> None:
    client = Client()
    response = client.post("/meja/masuk/", {"nama": "a\0b", "sandi": "x"}, secure=True, headers=ORIGIN)
    assert "tidak cocok" in response.content.decode()


def test_a_changed_row_is_said_to_be_changed(ida: Browser, case: str) -> None:
    Report.objects.update(content=bytes(reversed(bytes(Report.objects.get().content))))
    ida.client.raise_request_exception = False
    page = ida.open(f"/meja/berkas/{case}/")
    assert page.response.status_code == 500
    assert "berubah atau hilang di luar aplikasi" in page.text
