"""What an officer does to a case: it works once, and after a refusal everything typed is still there."""

import pytest
from tests.browser import Browser, Form, a_file

from kentongan.cases.models import Case, Note, Turn
from kentongan.desk.tests.conftest import PDF
from kentongan.reports import blobs
from kentongan.reports.models import Message

PROGRAM = b"MZ\x90\x00" + bytes(100)


@pytest.fixture
def page(ida: Browser, case: str) -> Browser:
    """Ida on the case page."""
    return ida.open(f"/meja/berkas/{case}/")


def chosen(form: Form) -> dict[str, str]:
    """The first choice of everything that is to be chosen."""
    return {name: next(value for value in values if value) for name, values in form.options.items()}


class TestBegin:
    def test_it_says_since_when(self, page: Browser) -> None:
        page.press(page.form("/mulai/"))
        assert "Dikerjakan sejak 23 November 2026 pukul 09.02 WITA" in page.text
        assert Turn.objects.get().begun_at is not None

    def test_a_second_time_changes_nothing(self, page: Browser, moving) -> None:
        form = page.form("/mulai/")
        page.press(form)
        first = Turn.objects.get().begun_at
        moving.clock.forward(minutes=5)
        page.press(form)
        assert Turn.objects.get().begun_at == first


class TestClose:
    def test_it_hands_the_case_on(self, page: Browser) -> None:
        page.send(page.form("/selesai/"), chosen(page.form("/selesai/")))
        assert page.url == "/meja/"
        assert Case.objects.get().turn == 2

    def test_what_is_missing_is_said_and_what_was_typed_is_kept(self, page: Browser) -> None:
        form = page.form("/selesai/")
        (area,) = (name for name, kind in form.names.items() if kind == "textarea")
        page.send(form, {area: "Sudah saya baca."})
        assert "Belum dicatat" in page.text
        assert page.form("/selesai/").values[area] == ["\nSudah saya baca."]
        assert Case.objects.get().turn == 1

    def test_sent_twice_it_is_done_once(self, page: Browser) -> None:
        form = page.form("/selesai/")
        for _ in range(2):
            page.send(form, chosen(form))
            assert page.url == "/meja/"
        assert Case.objects.get().turn == 2

    def test_an_old_page_in_another_window_says_what_happened(self, page: Browser) -> None:
        form = page.form("/selesai/")
        page.send(form, chosen(form))
        form.values["turn"] = ["99"]
        page.send(form, chosen(form))
        assert page.response.status_code in {200, 404}
        assert Case.objects.get().turn == 2

    @pytest.mark.parametrize("turn", ["", "x", "-1", "99999999999999999999"])
    def test_a_turn_that_is_none_is_refused(self, page: Browser, turn: str) -> None:
        form = page.form("/selesai/")
        form.values["turn"] = [turn]
        page.send(form, chosen(form))
        assert "Langkah ini sudah dikerjakan" in page.text
        assert Case.objects.get().turn == 1

    def test_a_seat_that_is_not_mine_is_refused(self, page: Browser) -> None:
        form = page.form("/selesai/")
        form.values["sebagai"] = ["kepala-dinas"]
        page.send(form, chosen(form))
        assert "Belum dicatat" in page.text
        assert Case.objects.get().turn == 1

    def test_a_file_of_a_wrong_kind_keeps_the_step_open(self, page: Browser) -> None:
        before = len(list(blobs.folder().iterdir()))
        form = page.form("/selesai/")
        form.names["berkas"] = "file"
        page.send(form, chosen(form), files={"berkas": a_file("alat.pdf", PROGRAM)})
        assert "alat.pdf: jenis berkas ini belum dapat diterima" in page.text
        assert Case.objects.get().turn == 1
        assert len(list(blobs.folder().iterdir())) == before

    def test_a_file_that_the_step_does_not_ask_for_is_dropped(self, page: Browser) -> None:
        before = len(list(blobs.folder().iterdir()))
        form = page.form("/selesai/")
        form.names["lain"] = "file"
        page.send(form, chosen(form), files={"lain": a_file("a.pdf", PDF)})
        assert Case.objects.get().turn == 2
        assert len(list(blobs.folder().iterdir())) == before


class TestSave:
    def test_it_keeps_what_was_written_and_stays(self, page: Browser) -> None:
        form = page.form("/selesai/")
        (area,) = (name for name, kind in form.names.items() if kind == "textarea")
        form.action = form.action.replace("/selesai/", "/simpan/")
        page.send(form, {area: "Setengah jadi."})
        assert page.form("/selesai/").values[area] == ["\nSetengah jadi."]
        assert Case.objects.get().turn == 1


class TestMessage:
    def test_it_reaches_the_reporters_page(self, page: Browser) -> None:
        files = {"berkas": a_file("contoh.pdf", PDF)}
        page.send(page.form("/pesan/"), {"teks": "Kapan Anda mengajukan?"}, files=files)
        assert "Kapan Anda mengajukan?" in page.text
        assert "contoh.pdf" in page.text
        assert Message.objects.get().from_reporter is False

    def test_an_empty_one_is_not_sent(self, page: Browser) -> None:
        page.send(page.form("/pesan/"), {"teks": " "})
        assert "Belum ada yang ditulis." in page.text
        assert "<details open><summary>Tulis pesan" in page.response.content.decode()
        assert not Message.objects.exists()

    def test_a_wrong_file_keeps_the_text(self, page: Browser) -> None:
        files = {"berkas": a_file("alat.pdf", PROGRAM)}
        page.send(page.form("/pesan/"), {"teks": "Lihat lampiran."}, files=files)
        assert page.form("/pesan/").values["teks"] == ["\nLihat lampiran."]
        assert not Message.objects.exists()


class TestNote:
    def test_it_is_kept(self, page: Browser) -> None:
        page.send(page.form("/catatan/"), {"teks": "Sudah ditelepon."})
        assert "Sudah ditelepon." in page.text
        assert Note.objects.count() == 1

    def test_an_empty_one_is_none(self, page: Browser) -> None:
        page.send(page.form("/catatan/"), {"teks": ""})
        assert "Belum ada yang ditulis." in page.text
        assert "<details open><summary>Tambah catatan" in page.response.content.decode()
        assert not Note.objects.exists()


class TestIdentity:
    def test_it_is_shown_once_for_a_reason_and_the_reporter_is_told(self, page: Browser, case: str) -> None:
        page.send(page.form("/identitas/"), {"alasan": "Surat harus dikirim."})
        assert "Rani Contoh" in page.text
        assert page.response.headers["Cache-Control"] == "no-store"
        page.open(f"/meja/berkas/{case}/")
        assert "Rani Contoh" not in page.text
        assert "Pembacaan identitas" in page.text
        assert "Surat harus dikirim." in page.text

    def test_without_a_reason_it_stays_closed(self, page: Browser) -> None:
        page.send(page.form("/identitas/"), {"alasan": "  "})
        assert "Tulis alasan Anda." in page.text
        assert "<details open><summary>Buka identitas" in page.response.content.decode()
        assert "Rani" not in page.text
        assert not Message.objects.exists()

    def test_a_report_of_another_case_does_not_exist(self, page: Browser) -> None:
        form = page.form("/identitas/")
        form.action = form.action.rsplit("/", 2)[0] + "/tidak-ada/"
        page.send(form, {"alasan": "Ingin tahu."})
        assert page.response.status_code == 404
        assert not Note.objects.exists()
