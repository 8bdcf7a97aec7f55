"""The case page: everything that my keys open, and for anybody else no such page."""

import pytest
from tests.browser import ORIGIN, Browser

PAGES = ["", "lampiran/{file}/"]
ACTS = ["mulai/", "selesai/", "simpan/", "pesan/", "catatan/", "identitas/{report}/"]


@pytest.fixture
def parts(case: str) -> dict[str, str]:
    from kentongan.reports.models import File, Report

    return {"file": File.objects.get().code, "report": Report.objects.get().code}


def test_it_shows_the_report_and_the_step(ida: Browser, case: str) -> None:
    ida.open(f"/meja/berkas/{case}/")
    for told in ("Izin belum terbit", "Izin usaha saya sudah tiga bulan tidak terbit.", "kuitansi.pdf"):
        assert told in ida.text
    assert ida.form("/selesai/").names
    assert 'class="now"' in ida.response.content.decode()


def test_it_says_how_the_deadline_was_computed(ida: Browser, case: str) -> None:
    ida.open(f"/meja/berkas/{case}/")
    assert "Bagaimana batas ini dihitung" in ida.text
    assert "Senin, 23 November 2026" in ida.text


def test_the_name_of_the_reporter_is_not_on_it(ida: Browser, case: str) -> None:
    assert "Rani" not in ida.open(f"/meja/berkas/{case}/").text


def test_a_file_comes_as_a_download(ida: Browser, case: str, parts: dict[str, str]) -> None:
    response = ida.client.get(f"/meja/berkas/{case}/lampiran/{parts['file']}/", secure=True)
    assert b"".join(response.streaming_content).startswith(b"%PDF-1.7")
    assert response.headers["Content-Disposition"] == 'attachment; filename="kuitansi.pdf"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "no-store"
    response.close()


@pytest.mark.parametrize("page", PAGES)
def test_a_case_that_is_not_mine_and_none_look_the_same(otto, case, parts, page: str) -> None:
    mine = otto.client.get(f"/meja/berkas/{case}/{page.format(**parts)}", secure=True)
    none = otto.client.get(f"/meja/berkas/tidak-ada/{page.format(**parts)}", secure=True)
    assert mine.status_code == none.status_code == 404
    assert mine.content == none.content
    assert dict(mine.headers) == dict(none.headers)


@pytest.mark.parametrize("act", ACTS)
def test_an_act_on_a_case_that_is_not_mine_does_nothing(otto, case, parts, act: str) -> None:
    from kentongan.journal.models import Event

    events = Event.objects.count()
    token = otto.form().values["csrfmiddlewaretoken"][0]
    data = {"csrfmiddlewaretoken": token, "turn": "1", "teks": "x", "alasan": "x", "sebagai": "x"}
    answers = [
        otto.client.post(f"/meja/berkas/{code}/{act.format(**parts)}", data, secure=True, headers=ORIGIN)
        for code in (case, "tidak-ada")
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert Event.objects.count() == events


def test_a_file_of_another_case_does_not_exist(ida: Browser, case: str) -> None:
    assert ida.client.get(f"/meja/berkas/{case}/lampiran/tidak-ada/", secure=True).status_code == 404
