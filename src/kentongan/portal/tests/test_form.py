"""The report form: it works, it keeps what was typed, and it never records twice."""

import re

import pytest
from django.conf import settings
from tests.browser import FORM, ORIGIN, TOLD, Browser, a_file

from kentongan.reports import blobs
from kentongan.reports.models import File, Report, StagedFile

PDF = b"%PDF-1.7\n" + bytes(500)
PROGRAM = b"MZ\x90\x00" + bytes(500)
SEND = None  # the button without a name


def blobs_on_disk() -> int:
    return len(list(blobs.folder().iterdir()))


class TestSending:
    def test_it_works(self, rani: Browser) -> None:
        rani.send(rani.form(), TOLD)
        assert "/terkirim/" in rani.url
        assert Report.objects.count() == 1

    def test_it_takes_files_along(self, rani: Browser) -> None:
        rani.send(rani.form(), TOLD, files={"bukti": a_file("kuitansi.pdf", PDF)})
        assert "/terkirim/" in rani.url
        assert File.objects.count() == blobs_on_disk() == 1

    def test_sent_twice_it_is_one_report_with_one_code(self, rani: Browser) -> None:
        """R000-09"""
        form = rani.form()
        first = rani.send(form, TOLD).text
        assert rani.send(form, TOLD, files={"bukti": a_file("a.pdf", PDF)}).text == first
        assert Report.objects.count() == 1
        assert blobs_on_disk() == 0

    def test_two_forms_of_one_browser_are_two_reports(self, rani: Browser) -> None:
        one = rani.form()
        other = rani.open(FORM).form()
        rani.send(one, TOLD)
        rani.send(other, TOLD)
        assert Report.objects.count() == 2

    def test_the_cookie_is_bound_to_the_host_and_dies_with_the_browser(self, rani: Browser) -> None:
        cookie = rani.client.cookies["__Host-lapor"]
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Strict")
        assert (cookie["path"], cookie["domain"], cookie["max-age"], cookie["expires"]) == ("/", "", "", "")
        assert re.fullmatch("[0-9a-f]{64}", cookie.value)

    def test_a_cookie_that_is_none_of_ours_is_replaced(self, moving) -> None:
        rani = Browser()
        rani.client.cookies["__Host-lapor"] = "abc"
        rani.open(FORM)
        assert rani.client.cookies["__Host-lapor"].value != "abc"


class TestMistakes:
    def test_what_is_missing_is_named_and_everything_typed_is_kept(self, rani: Browser) -> None:
        rani.send(rani.form(), {**TOLD, "judul": "", "cara-melapor": ""})
        assert "Ada 2 bagian yang perlu diperiksa. Isian Anda tidak hilang." in rani.text
        form = rani.form()
        assert form.values["uraian"] == ["\n" + TOLD["uraian"]]
        assert form.values["iktikad"] == ["ya"]
        assert 'href="#f-judul"' in rani.response.content.decode()
        assert not Report.objects.exists()

    def test_mended_it_is_sent(self, rani: Browser) -> None:
        rani.send(rani.form(), {**TOLD, "judul": ""})
        rani.send(rani.form(), {"judul": "Izin"})
        assert "/terkirim/" in rani.url

    def test_good_files_wait_sealed_and_go_along_later(self, rani: Browser) -> None:
        rani.send(rani.form(), {**TOLD, "judul": ""}, files={"bukti": a_file("kuitansi.pdf", PDF)})
        assert "kuitansi.pdf" in rani.text
        staged = StagedFile.objects.get()
        assert b"kuitansi" not in bytes(staged.sealed)
        rani.send(rani.form(), {"judul": "Izin"})
        assert (File.objects.count(), StagedFile.objects.count()) == (1, 0)

    def test_a_waiting_file_can_be_removed(self, rani: Browser) -> None:
        rani.send(rani.form(), {}, ("_unggah", "ya"), {"bukti": a_file("kuitansi.pdf", PDF)})
        assert "perlu diperiksa" not in rani.text
        code = StagedFile.objects.get().code
        rani.send(rani.form(), {}, ("_buang", code))
        assert "kuitansi.pdf" not in rani.text
        assert (StagedFile.objects.count(), blobs_on_disk()) == (0, 0)

    def test_nobody_elses_waiting_file_can_be_removed(self, rani: Browser) -> None:
        rani.send(rani.form(), {}, ("_unggah", "ya"), {"bukti": a_file("kuitansi.pdf", PDF)})
        code = StagedFile.objects.get().code
        tono = Browser().open(FORM)
        data = {name: values[0] for name, values in tono.form().values.items()} | {"_buang": code}
        tono.client.post(FORM, data, secure=True, headers=ORIGIN)
        assert StagedFile.objects.count() == 1

    def test_a_file_of_a_wrong_kind_is_named_and_removed(self, rani: Browser) -> None:
        rani.send(rani.form(), TOLD, files={"bukti": a_file("foto.pdf", PROGRAM)})
        assert "foto.pdf: jenis berkas ini belum dapat diterima" in rani.text
        assert rani.form().values["judul"] == [TOLD["judul"]]
        assert rani.form().values["uraian"] == ["\n" + TOLD["uraian"]]
        assert blobs_on_disk() == 0
        assert not Report.objects.exists()

    def test_a_file_that_is_too_large_is_named_and_the_rest_kept(self, rani: Browser, monkeypatch) -> None:
        monkeypatch.setitem(settings.KENTONGAN, "FILE_MAX", 1000)
        rani.send(rani.form(), TOLD, files={"bukti": a_file("besar.pdf", PDF.ljust(1001))})
        assert "besar.pdf: berkas terlalu besar" in rani.text
        assert rani.form().values["judul"] == [TOLD["judul"]]
        assert not Report.objects.exists()
        assert blobs_on_disk() == 0

    def test_a_file_for_a_question_that_nobody_asks_is_dropped(self, rani: Browser) -> None:
        form = rani.form()
        form.names["lain"] = "file"
        rani.send(form, TOLD, files={"lain": a_file("a.pdf", PDF)})
        assert "/terkirim/" in rani.url
        assert (File.objects.count(), blobs_on_disk()) == (0, 0)

    def test_a_name_that_the_choice_does_not_ask_for_is_not_dropped_unsaid(self, rani: Browser) -> None:
        rani.send(rani.form(), {**TOLD, "nama": "Rani"})
        assert "pilihan Anda tidak memintanya" in rani.text
        assert rani.form().values["nama"] == ["Rani"]
        assert not Report.objects.exists()

    def test_who_withholds_their_name_has_to_write_it(self, rani: Browser) -> None:
        rani.send(rani.form(), {**TOLD, "cara-melapor": "dirahasiakan"})
        assert "Nama: Bagian ini belum diisi." in rani.text

    def test_what_was_typed_is_text_and_never_markup(self, rani: Browser) -> None:
        rani.send(rani.form(), {**TOLD, "judul": "", "uraian": "</textarea><script>x</script>"})
        assert "<script" not in rani.response.content.decode()


class TestExpiry:
    def test_an_old_form_comes_back_whole_and_can_be_sent(self, rani: Browser, moving) -> None:
        form = rani.form()
        moving.clock.forward(hours=14)
        rani.send(form, TOLD)
        assert "sudah kedaluwarsa" in rani.text
        assert not Report.objects.exists()
        assert rani.form().values["judul"] == [TOLD["judul"]]
        rani.send(rani.form(), {})
        assert "/terkirim/" in rani.url

    def test_its_waiting_files_come_along(self, rani: Browser, moving) -> None:
        rani.send(rani.form(), {}, ("_unggah", "ya"), {"bukti": a_file("kuitansi.pdf", PDF)})
        form = rani.form()
        moving.clock.forward(hours=14)
        rani.send(form, TOLD)
        assert "kuitansi.pdf" in rani.text
        rani.send(rani.form(), {})
        assert File.objects.count() == 1

    def test_an_old_form_that_was_sent_leads_to_its_code(self, rani: Browser, moving) -> None:
        form = rani.form()
        rani.send(form, TOLD)
        there = rani.url
        moving.clock.forward(hours=14)
        assert rani.send(form, TOLD).url == there
        assert Report.objects.count() == 1

    @pytest.mark.parametrize("nonce", ["", "abc", "abc-1.def", "../../x"])
    def test_a_name_that_is_none_of_ours_counts_as_old(self, rani: Browser, nonce: str) -> None:
        form = rani.form()
        form.values["_kunci"] = [nonce]
        rani.send(form, TOLD)
        assert "sudah kedaluwarsa" in rani.text
        assert not Report.objects.exists()

    def test_without_its_token_the_form_comes_back_with_what_was_typed(self, rani: Browser) -> None:
        form = rani.form()
        del rani.client.cookies["__Host-csrf-both"]
        rani.send(form, TOLD, files={"bukti": a_file("a.pdf", PDF)})
        assert "sudah kedaluwarsa" in rani.text
        assert rani.form().values["judul"] == [TOLD["judul"]]
        assert (Report.objects.count(), blobs_on_disk()) == (0, 0)
        rani.send(rani.form(), {})
        assert "/terkirim/" in rani.url

    def test_the_name_of_a_form_tells_no_minute(self, rani: Browser, moving) -> None:
        def hour() -> str:
            return rani.open(FORM).form().values["_kunci"][0].split(".")[0].rpartition("-")[2]

        first = hour()
        moving.clock.forward(minutes=59)
        assert hour() == first


def test_a_service_that_closes_meanwhile_takes_nothing(rani: Browser) -> None:
    from kentongan.officers.models import Holding

    form = rani.form()
    Holding.objects.all().delete()
    rani.send(form, TOLD, files={"bukti": a_file("a.pdf", PDF)})
    assert "Layanan ini belum dibuka" in rani.text
    assert (Report.objects.count(), blobs_on_disk()) == (0, 0)
