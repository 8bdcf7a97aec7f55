"""Taking in what came by another way: the service's own form, nothing typed is lost, once is once."""

import pytest
from conftest import Office
from tests.browser import Browser, Form, a_file, code_on, log_in
from tests.snapshot import snapshot

from kentongan.cases.models import Case
from kentongan.desk.tests.conftest import PDF
from kentongan.reports import blobs
from kentongan.reports.models import File, Report, StagedFile

WHERE = "/meja/terima/kukar-dpmptsp/wbs/"
SAID = {"_kanal": "surat", "_diterima": "2026-11-20", "uraian": "Izin saya belum terbit."}
PROGRAM = b"MZ\x90\x00" + bytes(100)


@pytest.fixture
def page(ida: Browser) -> Browser:
    """Ida on the form."""
    return ida.open(WHERE)


def form(page: Browser) -> Form:
    return page.form("/meja/terima/")


class TestTakingIn:
    def test_it_is_found_from_every_page(self, ida: Browser) -> None:
        page = ida.open("/meja/")
        assert 'href="/meja/terima/"' in page.response.content.decode()
        assert f'href="{WHERE}"' in page.open("/meja/terima/").response.content.decode()

    def test_it_works_with_nothing_but_what_was_said(self, page: Browser) -> None:
        """R001-03, R002-02: of the form's demands only the report's own text stays compulsory."""
        page.send(form(page), SAID)
        assert page.url.startswith("/meja/slip/"), page.text
        assert Case.objects.count() == 1

    def test_what_it_asks_is_what_the_reporter_is_asked(self, page: Browser) -> None:
        """R001-02: website and paper have the same fields."""
        asked = set(Browser().open("/kukar-dpmptsp/wbs/lapor/").form().names)
        assert asked - set(form(page).names) == set()

    def test_the_case_page_says_how_it_came(self, page: Browser) -> None:
        page.send(form(page), SAID)
        page.open(f"/meja/berkas/{Case.objects.get().code}/")
        assert "Datang lewat Surat" in page.text
        assert "Diterima kantor 20 November 2026" in page.text

    def test_a_referral_says_whom_else_we_must_answer(self, page: Browser) -> None:
        told = {
            **SAID,
            "_kanal": "rujukan",
            "_pengirim": "Ombudsman RI",
            "_nomor-surat": "B/12/2026",
            "_tanggal-surat": "2026-11-13",
            "_jawab-kepada": "Ombudsman RI",
            "_jawab-sebelum": "2026-12-04",
        }
        page.send(form(page), told)
        page.open(f"/meja/berkas/{Case.objects.get().code}/")
        assert "Diteruskan oleh Ombudsman RI, surat nomor B/12/2026, tanggal 13 November 2026" in page.text
        assert "Jawab juga kepada Ombudsman RI , paling lambat 4 Desember 2026" in page.text

    def test_the_scan_comes_along(self, page: Browser) -> None:
        page.send(form(page), SAID, files={"_pindaian": a_file("surat.pdf", PDF)})
        assert File.objects.count() == 1
        page.open(f"/meja/berkas/{Case.objects.get().code}/")
        assert "surat.pdf" in page.text

    def test_sent_twice_it_is_one_case_with_one_slip(self, page: Browser) -> None:
        filled = form(page)
        first = code_on(page.send(filled, SAID))
        again = code_on(page.send(filled, SAID, files={"_pindaian": a_file("surat.pdf", PDF)}))
        assert first and first == again
        assert Case.objects.count() == 1
        assert list(blobs.folder().iterdir()) == []


class TestMistakes:
    def test_everything_that_is_wrong_is_said_at_once_and_kept(self, page: Browser) -> None:
        before = snapshot_of_reports()
        page.send(form(page), {"_diterima": "2026-12-01", "judul": "Izin", "_kanal": ""})
        text = page.text
        for said in (
            "Datang lewat: Silakan pilih lewat mana laporan ini datang.",
            "Diterima kantor pada: Tanggal diterima belum tiba.",
            "Ada 3 bagian yang perlu diperiksa. Isian Anda tidak hilang.",
        ):
            assert said in text, said
        assert form(page).values["judul"] == ["Izin"]
        assert form(page).values["_diterima"] == ["2026-12-01"]
        assert snapshot_of_reports() == before

    def test_each_mistake_leads_to_its_field(self, page: Browser) -> None:
        page.send(form(page), {"_kanal": "rujukan", "_jawab-kepada": "KPK"})
        html = page.response.content.decode()
        for name in ("_diterima", "_pengirim", "_jawab-kepada", "uraian"):
            assert f'href="#f-{name}"' in html
            assert f'id="f-{name}"' in html
        assert "<details open>" in html

    @pytest.mark.parametrize(
        ("told", "said"),
        [
            ({"_diterima": "kemarin"}, "Tanggal ini tidak ada."),
            ({"_diterima": "2024-11-20"}, "Tanggal diterima lebih dari setahun yang lalu."),
            ({"_diterima": ""}, "Tulis hari laporan ini sampai di kantor."),
            ({"_kanal": "kotak", "_nomor-formulir": "7"}, "Tidak ada formulir kertas dengan nomor ini."),
            ({"_kanal": "kotak", "_nomor-formulir": "tujuh"}, "Tidak ada formulir kertas dengan nomor ini."),
            ({"_pengirim": "KPK"}, "kanal yang dipilih bukan"),
            ({"_kanal": "rujukan"}, "Tulis siapa yang meneruskan laporan ini."),
            ({"uraian": " "}, "Bagian ini belum diisi."),
            ({"nama": "Rani"}, "tetapi pilihan Anda tidak memintanya"),
        ],
    )
    def test_it_is_not_taken_and_stays_on_the_page(
        self, page: Browser, told: dict[str, str], said: str
    ) -> None:
        before = snapshot_of_reports()
        page.send(form(page), {**SAID, **told})
        assert said in page.text
        for name, text in {**SAID, **told}.items():
            shown = form(page).values.get(name, [""])
            assert [each.strip() for each in shown] == [text.strip()]
        assert snapshot_of_reports() == before

    def test_a_wrong_file_is_named_and_a_good_one_waits(self, page: Browser) -> None:
        files = {"_pindaian": a_file("alat.exe", PROGRAM), "bukti": a_file("kuitansi.pdf", PDF)}
        page.send(form(page), SAID, files=files)
        assert "alat.exe: jenis berkas ini belum dapat diterima" in page.text
        assert "kuitansi.pdf" in page.text
        assert StagedFile.objects.count() == 1
        page.send(form(page), SAID)
        assert File.objects.count() == 1 and not StagedFile.objects.exists()

    def test_a_button_of_the_form_says_nothing_of_what_is_still_missing(self, page: Browser) -> None:
        page.send(form(page), {"judul": "Izin"}, ("_unggah", "ya"), {"_pindaian": a_file("surat.pdf", PDF)})
        assert "perlu diperiksa" not in page.text
        assert form(page).values["judul"] == ["Izin"]
        assert "surat.pdf" in page.text

    def test_a_service_that_was_closed_meanwhile_keeps_what_was_typed(self, page: Browser) -> None:
        from kentongan.officers.models import Holding

        Holding.objects.filter(post__key="kabid-pengaduan").update(keyed_at=None, keyed_by="")
        page.send(form(page), SAID, files={"_pindaian": a_file("surat.pdf", PDF)})
        assert "Layanan ini belum dibuka." in page.text
        assert form(page).values["uraian"] == ["\n" + SAID["uraian"]]
        assert not Report.objects.exists()

    def test_without_its_token_the_form_comes_back_with_everything(self, page: Browser) -> None:
        filled = form(page)
        del page.client.cookies["__Host-csrf-both"]
        page.send(filled, SAID)
        assert form(page).values["uraian"] == ["\n" + SAID["uraian"]]
        assert not Report.objects.exists()
        page.send(form(page), {})
        assert Report.objects.count() == 1

    def test_after_the_session_ended_the_text_comes_back_to_be_copied(self, page: Browser, moving) -> None:
        filled = form(page)
        moving.clock.forward(hours=1)
        page.send(filled, SAID, files={"_pindaian": a_file("surat.pdf", PDF)})
        assert (
            "Isian Anda belum dicatat; salin dari sini Apa yang terjadi? Izin saya belum terbit." in page.text
        )
        assert not Report.objects.exists()
        assert list(blobs.folder().iterdir()) == []


def snapshot_of_reports() -> object:
    """Everything but sessions: an officer's own was read, so its end moved."""
    return {name: rows for name, rows in snapshot().items() if name != "web.SealedSession"}


class TestRights:
    @pytest.mark.parametrize("path", ["terima", "formulir-kertas"])
    def test_who_lacks_the_act_sees_what_an_unknown_service_shows(self, moving: Office, path: str) -> None:
        kabid = log_in("kabid-pengaduan", moving.passwords["kabid-pengaduan"])
        pages = [
            kabid.open(f"/meja/{path}/kukar-dpmptsp/{service}/").response for service in ("wbs", "tidak-ada")
        ]
        assert [each.status_code for each in pages] == [404, 404]
        assert pages[0].content == pages[1].content

    @pytest.mark.parametrize("service", ["wbs", "tidak-ada"])
    def test_posting_there_is_the_same(self, ida: Browser, moving: Office, service: str) -> None:
        filled = form(ida.open(WHERE))
        otto = log_in("otto", moving.passwords["otto"])
        filled.values["csrfmiddlewaretoken"] = [otto.client.cookies["__Host-csrf-both"].value]
        filled.action = f"/meja/terima/kukar-dpmptsp/{service}/"
        before = snapshot_of_reports()
        otto.send(filled, SAID, files={"_pindaian": a_file("surat.pdf", PDF)})
        assert otto.response.status_code == 404
        assert SAID["uraian"] not in otto.text
        assert snapshot_of_reports() == before
        assert list(blobs.folder().iterdir()) == []

    def test_who_takes_in_for_no_service_is_told_so(self, otto: Browser) -> None:
        assert "tidak menerima laporan untuk layanan mana pun" in otto.open("/meja/terima/").text

    def test_a_seat_that_is_not_mine_is_no_way_in(self, page: Browser) -> None:
        filled = form(page)
        filled.values["sebagai"] = ["kepala-dinas"]
        page.send(filled, SAID)
        assert page.response.status_code == 404
        assert not Report.objects.exists()


def test_a_received_day_is_kept_as_it_was_typed_by_hand(page: Browser) -> None:
    page.send(form(page), {**SAID, "_diterima": "20 November 2026"})
    page.open(f"/meja/berkas/{Case.objects.get().code}/")
    assert "Diterima kantor 20 November 2026" in page.text
