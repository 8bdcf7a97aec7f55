"""The reporter's page: status and messages, and in WBS nothing of what was sent."""

import pytest
from django.conf import settings
from tests.browser import TOLD, Browser, a_file, code_on, enter
from tests.snapshot import snapshot

from kentongan.reports import blobs
from kentongan.reports.models import Message
from kentongan.web.uploads import MEGABYTE

PHOTO = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(3000)


@pytest.fixture
def page(sent: Browser) -> Browser:
    """Rani's own page, in a browser that never saw the form."""
    return enter(code_on(sent))


def test_it_shows_the_status_and_nothing_of_what_was_sent(page: Browser) -> None:
    assert "Diterima" in page.text
    assert "Demi keamanan, isi laporan tidak ditampilkan lagi." in page.text
    for told in (TOLD["judul"], TOLD["uraian"]):
        assert told not in page.text


def test_it_shows_a_day_and_no_minute(page: Browser) -> None:
    assert "23 November 2026" in page.text
    assert "WITA" not in page.text


def test_nobody_comes_in_without_a_code(page: Browser) -> None:
    for address in ("/laporan/", "/laporan/0/berkas/x/"):
        assert Browser().open(address).url == "/cek/"


class TestWriting:
    def test_it_works_with_a_file(self, page: Browser) -> None:
        """R004-07"""
        files = {"berkas": a_file("foto.jpg", PHOTO)}
        page.send(page.form("/laporan/"), {"pesan": "Ini fotonya."}, files=files)
        assert "Ini fotonya." in page.text
        assert "foto.jpg" in page.text

    def test_the_file_comes_back_as_a_download(self, page: Browser) -> None:
        files = {"berkas": a_file("foto kuitansi.jpg", PHOTO)}
        page.send(page.form("/laporan/"), {"pesan": "x"}, files=files)
        link = page.response.content.decode().split('href="/laporan/0/berkas/')[1].split('"')[0]
        response = page.client.get(f"/laporan/0/berkas/{link}", secure=True)
        assert b"".join(response.streaming_content) == PHOTO
        assert response.headers["Content-Disposition"] == 'attachment; filename="foto kuitansi.jpg"'
        assert response.headers["Content-Type"] == "image/jpeg"
        assert "sandbox" in response.headers["Content-Security-Policy"]
        response.close()

    def test_an_empty_message_is_not_sent(self, page: Browser) -> None:
        page.send(page.form("/laporan/"), {"pesan": "  "})
        assert "Belum ada yang ditulis." in page.text
        assert not Message.objects.exists()

    def test_a_wrong_file_keeps_the_text_and_sends_nothing(self, page: Browser) -> None:
        files = {"berkas": a_file("alat.jpg", b"MZ\x90\x00" + bytes(100))}
        page.send(page.form("/laporan/"), {"pesan": "Ini buktinya."}, files=files)
        assert "alat.jpg: jenis berkas ini belum dapat diterima" in page.text
        assert 'href="#f-berkas-0"' in page.response.content.decode()
        assert page.form("/laporan/").values["pesan"] == ["\nIni buktinya."]
        assert not Message.objects.exists()
        assert list(blobs.folder().iterdir()) == []

    def test_too_large_a_file_keeps_the_text_and_sends_nothing(self, page: Browser, monkeypatch) -> None:
        monkeypatch.setitem(settings.KENTONGAN, "FILE_MAX", 3 * MEGABYTE)
        before = snapshot()
        files = {"berkas": a_file("besar.jpg", PHOTO.ljust(3 * MEGABYTE + 1))}
        page.send(page.form("/laporan/"), {"pesan": "Ini buktinya."}, files=files)
        assert "besar.jpg: berkas terlalu besar (paling besar 3 MB)." in page.text
        assert page.form("/laporan/").values["pesan"] == ["\nIni buktinya."]
        assert snapshot() == before
        assert list(blobs.folder().iterdir()) == []

    @pytest.mark.parametrize("number", ["1", "99", "-1", "x", ""])
    def test_a_report_that_is_not_under_this_code_does_not_exist(self, page: Browser, number: str) -> None:
        form = page.form("/laporan/")
        form.values["laporan"] = [number]
        page.send(form, {"pesan": "Halo"}, files={"berkas": a_file("foto.jpg", PHOTO)})
        assert page.response.status_code == 404
        assert not Message.objects.exists()
        assert list(blobs.folder().iterdir()) == []

    def test_a_message_after_the_session_ended_comes_back_to_be_copied(self, page: Browser, moving) -> None:
        form = page.form("/laporan/")
        moving.clock.forward(hours=1)
        before = snapshot()
        page.send(form, {"pesan": "Halo"}, files={"berkas": a_file("foto.jpg", PHOTO)})
        assert "sesi Anda berakhir karena lama tidak dipakai. Pesan Anda belum dikirim." in page.text
        assert "Isian Anda belum dicatat; salin dari sini Pesan Anda Halo" in page.text
        assert "Berkas perlu dipilih sekali lagi." in page.text
        assert page.form("/cek/").names["kode"] == "text"
        assert page.response.headers["Cache-Control"] == "no-store"
        assert snapshot() == before
        assert list(blobs.folder().iterdir()) == []

    def test_a_message_without_its_token_comes_back_to_be_copied(self, page: Browser) -> None:
        form, before = page.form("/laporan/"), snapshot()
        del page.client.cookies["__Host-csrf-both"]
        page.send(form, {"pesan": "Halo"}, files={"berkas": a_file("foto.jpg", PHOTO)})
        assert page.response.status_code == 403
        assert "Salin isian Anda, buka lagi halamannya, lalu tempel dan kirim lagi." in page.text
        assert "Pesan Anda Halo" in page.text
        assert 'href="/laporan/"' in page.response.content.decode()
        assert snapshot() == before
        assert list(blobs.folder().iterdir()) == []

    def test_without_anything_written_an_ended_session_leads_to_the_code(self, page: Browser, moving) -> None:
        form = page.form("/laporan/")
        moving.clock.forward(hours=1)
        assert page.send(form, {"pesan": " "}).url == "/cek/"
