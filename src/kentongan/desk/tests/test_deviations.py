"""What was not as the SOP wants it (seed 002, warning 2; R002-11): the reason on the form of the step, the note of the
superior in the history, the list."""

from collections.abc import Iterator

import pytest
from conftest import load_office

from kentongan.cases.models import Deviation
from kentongan.cases.tests.beside import Beside
from kentongan.desk.tests.offices import Desks, kept, refuses

OFFICE, HEAD = "sekretariat-wbs", "kepala-dinas"
WHY, DRAFT = "alasan-ketidaksesuaian", "konsep--catatan-pengaduan"


@pytest.fixture
def late(db: None, clock) -> Iterator[Desks]:
    """A step that is past its deadline, in a service that keeps record of it."""
    with clock.everywhere():
        beside = Beside(load_office("lamandau-dpmptsp", clock), "wbs").arrive("rani")
        beside.office.clock.forward(days=7)
        yield Desks(beside)


@pytest.fixture
def explained(late: Desks) -> Desks:
    """It was closed with a reason; the case goes on to where the head may read it."""
    page = late.at(OFFICE)
    page.send(page.form("/selesai/"), {DRAFT: "Catatan.", WHY: "Banjir."}, ("outcome", "selesai"))
    assert page.url == "/meja/"
    values = {
        "catatan: hasil telaah": "Berkadar.",
        "konsep: surat-pengaduan": "Surat.",
        "tanda tangan: surat-pengaduan": "ya",
    }
    late.beside.step("rani", "tim-telaah", None, values)
    return late


def test_r002_11_a_late_step_asks_why_and_is_not_closed_without(late: Desks) -> None:
    page = late.at(OFFICE)
    assert "Lewat batas. Tulis penjelasan singkat." in page.text
    assert "Melebihi waktu baku" not in page.text
    before = kept()
    page.send(page.form("/selesai/"), {DRAFT: "Catatan."}, ("outcome", "selesai"))
    assert f'<a href="#f-langkah-{WHY}">' in page.response.content.decode()
    assert page.form("/selesai/").values[DRAFT] == ["\nCatatan."]
    assert kept() == before


def test_r002_11_the_reason_stands_in_the_history_and_waits_for_the_superior(explained: Desks) -> None:
    page = explained.at(HEAD)
    assert "Ketidaksesuaian SOP. Banjir." in page.text
    assert "Menunggu catatan atasan." in page.text
    page.press(page.form("/catatan-atasan/"), teks="Dimaklumi.")
    assert "Catatan atasan. Dimaklumi." in page.text
    assert Deviation.objects.get().noted_at is not None
    assert not [form for form in page.forms if "/catatan-atasan/" in form.action]


def test_an_empty_note_is_none(explained: Desks) -> None:
    page = explained.at(HEAD)
    refuses(page, page.form("/catatan-atasan/"), {"teks": " "}, "Belum ada yang ditulis.")
    assert "<details open><summary>Tulis catatan atasan" in page.response.content.decode()


def test_who_explained_cannot_note(explained: Desks) -> None:
    page = explained.at(OFFICE)
    assert "Banjir." in page.text
    assert not [form for form in page.forms if "/catatan-atasan/" in form.action]


class TestTheList:
    def test_it_says_whose_word_is_missing_and_leads_to_the_case(self, explained: Desks) -> None:
        page = explained.browser(HEAD).open("/meja/ketidaksesuaian/")
        assert "menunggu catatan Anda" in page.text
        assert f"/meja/berkas/{explained.beside.codes['rani']}/#putaran-1" in page.response.content.decode()
        page.open("/meja/")
        assert "/meja/ketidaksesuaian/" in page.response.content.decode()

    def test_it_is_empty_for_who_holds_no_key(self, explained: Desks) -> None:
        page = explained.browser("otto").open("/meja/ketidaksesuaian/")
        assert "Belum ada ketidaksesuaian yang dicatat." in page.text
