"""Bad input at the desk: a clear message, everything typed kept, and nothing changed (issue 2, "Bad input")."""

import re

import pytest
from django.conf import settings

from kentongan.cases.models import Case, Turn
from kentongan.reports import blobs
from kentongan.web.uploads import MEGABYTE
from tests.browser import ORIGIN, Browser, Form, a_file, log_in
from tests.snapshot import snapshot

from . import PLAIN_WALK
from .drive import Driver

KASI, KABID = "kasi-pengaduan", "kabid-pengaduan"
NOTE = "catatan--hasil-pemilahan"
CHOSEN = {"klasifikasi": "persyaratan", "unit": "perizinan"}
PDF, PROGRAM = b"%PDF-1.7\n" + bytes(500), b"MZ\x90\x00" + bytes(100)
OTHER_WINDOW = "Langkah ini sudah dikerjakan, mungkin di jendela lain atau oleh rekan Anda."
# What is left out at a step, by whom, and what is said of it.
MISSING = {
    "3": (KASI, "klasifikasi", "Jenis aduan: Silakan pilih salah satu."),
    "7": (KASI, "konsep--surat-balasan", "Konsep Surat Balasan: Bagian ini belum diisi."),
    "8a": (
        KABID,
        "tanda-tangan--surat-balasan",
        "Saya menandatangani Surat Balasan: Silakan beri tanda pada kotak ini.",
    ),
}
WRONG_FILES = {
    "alat.pdf": (PROGRAM, "alat.pdf: jenis berkas ini belum dapat diterima."),
    "besar.pdf": (PDF.ljust(MEGABYTE + 1), "besar.pdf: berkas terlalu besar (paling besar 1 MB)."),
}
ACTS = {"selesai": NOTE, "simpan": NOTE, "pesan": "teks", "catatan": "teks"}


@pytest.fixture
def kasi(driver: Driver, case: str) -> Browser:
    """Who sorts, on the case page."""
    return driver.browser(KASI).open(case)


def on_disk() -> set[str]:
    return {path.name for path in blobs.folder().iterdir()}


def form_of(page: Browser, act: str) -> Form:
    """The form of an act; what is saved is the step's own form, sent elsewhere."""
    form = page.form("/selesai/" if act == "simpan" else f"/{act}/")
    form.action = form.action.replace("/selesai/", f"/{act}/")
    return form


def stand_at(driver: Driver, step: str) -> str:
    """Carry the case to a step; its address."""
    code = Case.objects.get().code
    driver.walk_to(code, PLAIN_WALK, step)
    return f"/meja/berkas/{code}/"


class TestWhatIsMissing:
    @pytest.mark.parametrize("step", MISSING)
    def test_a_field_has_its_own_message_and_is_marked_and_linked(
        self, driver: Driver, case: str, step: str
    ) -> None:
        who, name, told = MISSING[step]
        page = driver.browser(who).open(stand_at(driver, step))
        form, before = page.form("/selesai/"), snapshot()
        ways = [button[:2] for button in form.buttons if button[0] == "outcome"]
        page.send(form, {}, ways[0] if ways else None)
        assert "Belum dicatat" in page.text
        assert told in page.text
        html = page.response.content.decode()
        (target,) = re.findall(r'href="#(f-[^"]+)"', html)
        assert re.search(rf'id="{target}" name="{name}"[^>]*{target}-salah" aria-invalid="true"', html)
        assert snapshot() == before

    def test_what_was_written_beside_it_is_kept(self, kasi: Browser) -> None:
        before = snapshot()
        kasi.send(kasi.form("/selesai/"), {NOTE: "Sudah saya baca.", "unit": "perizinan"})
        assert "Jenis aduan: Silakan pilih salah satu." in kasi.text
        form = kasi.form("/selesai/")
        assert (form.values[NOTE], form.values["unit"]) == (["\nSudah saya baca."], ["perizinan"])
        assert snapshot() == before


class TestFiles:
    @pytest.mark.parametrize("act", ["selesai", "pesan"])
    @pytest.mark.parametrize("name", WRONG_FILES)
    def test_one_that_cannot_be_taken_is_named_and_the_text_kept(
        self, kasi: Browser, monkeypatch, act: str, name: str
    ) -> None:
        content, told = WRONG_FILES[name]
        monkeypatch.setitem(settings.KENTONGAN, "FILE_MAX", MEGABYTE)
        form, before, files = form_of(kasi, act), snapshot(), on_disk()
        form.names["berkas"] = "file"
        kasi.send(form, {ACTS[act]: "Lihat lampiran."}, files={"berkas": a_file(name, content)})
        assert told in kasi.text
        assert form_of(kasi, act).values[ACTS[act]] == ["\nLihat lampiran."]
        assert snapshot() == before
        assert on_disk() == files

    def test_saving_says_that_files_have_to_be_chosen_again(self, kasi: Browser) -> None:
        form, files = form_of(kasi, "simpan"), on_disk()
        form.names["berkas"] = "file"
        kasi.send(form, {NOTE: "Setengah jadi."}, files={"berkas": a_file("a.pdf", PDF)})
        assert "Tulisan sudah disimpan, berkas belum" in kasi.text
        assert "Berkas perlu dipilih sekali lagi." in kasi.text
        assert kasi.form("/selesai/").values[NOTE] == ["\nSetengah jadi."]
        assert kasi.open(kasi.url.replace("simpan/", "")).form("/selesai/").values[NOTE] == [
            "\nSetengah jadi."
        ]
        assert on_disk() == files

    def test_a_good_one_beside_a_mistake_has_to_be_chosen_again(self, kasi: Browser) -> None:
        form, before, files = kasi.form("/selesai/"), snapshot(), on_disk()
        form.names["berkas"] = "file"
        kasi.send(form, {NOTE: "Lihat lampiran."}, files={"berkas": a_file("a.pdf", PDF)})
        assert "Berkas perlu dipilih sekali lagi." in kasi.text
        assert (snapshot(), on_disk()) == (before, files)


@pytest.mark.parametrize("act", ACTS)
class TestAFormThatComesTooLate:
    def test_after_the_session_has_ended_the_text_comes_back(
        self, kasi: Browser, driver: Driver, act: str
    ) -> None:
        form, field = form_of(kasi, act), ACTS[act]
        driver.office.clock.forward(minutes=36)
        before, files = snapshot(), on_disk()
        form.names["berkas"] = "file"
        kasi.send(form, {field: "Sudah saya baca."}, files={"berkas": a_file("a.pdf", PDF)})
        assert "sesi Anda berakhir karena lama tidak dipakai. Silakan masuk lagi." in kasi.text
        assert "Isian Anda belum dicatat; salin dari sini" in kasi.text
        assert "Sudah saya baca." in kasi.text
        assert "Berkas perlu dipilih sekali lagi." in kasi.text
        assert kasi.response.headers["Cache-Control"] == "no-store"
        assert "Izin belum terbit" not in kasi.text  # nothing of the case but what was typed
        assert (snapshot(), on_disk()) == (before, files)
        kasi.press(kasi.form("/masuk/"), nama=KASI, sandi=driver.office.passwords[KASI])
        assert kasi.url == "/meja/"

    def test_without_its_token_the_page_says_what_to_do_and_gives_the_text_back(
        self, kasi: Browser, case: str, act: str
    ) -> None:
        form, before = form_of(kasi, act), snapshot()
        del kasi.client.cookies["__Host-csrf-both"]
        kasi.send(form, {ACTS[act]: "Sudah saya baca."})
        assert kasi.response.status_code == 403
        assert "Formulir ini sudah kedaluwarsa" in kasi.text
        assert "Salin isian Anda, buka lagi halamannya, lalu tempel dan kirim lagi." in kasi.text
        assert "Sudah saya baca." in kasi.text
        assert f'href="{case}"' in kasi.response.content.decode()
        assert snapshot() == before

    def test_another_site_puts_no_words_on_our_page(self, kasi: Browser, act: str) -> None:
        form = form_of(kasi, act)
        data = {"csrfmiddlewaretoken": "x" * 64, ACTS[act]: "Telepon nomor ini."}
        headers = {"origin": "https://lain.example"}
        answer = kasi.client.post(form.action, data, secure=True, headers=headers)
        assert answer.status_code == 403
        assert "Telepon nomor ini." not in answer.content.decode()

    def test_on_a_case_that_is_not_mine_the_text_comes_back_and_nothing_else(
        self, kasi: Browser, driver: Driver, act: str
    ) -> None:
        otto = log_in("otto", driver.office.passwords["otto"])
        token, before = otto.form().values["csrfmiddlewaretoken"], snapshot()
        data = {"csrfmiddlewaretoken": token, "turn": "1", ACTS[act]: "Sudah saya baca."}
        theirs, none = form_of(kasi, act).action, f"/meja/berkas/tidak-ada/{act}/"
        answers = [otto.client.post(url, data, secure=True, headers=ORIGIN) for url in (theirs, none)]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert answers[0].content == answers[1].content
        text = answers[0].content.decode()
        assert "Halaman tidak ditemukan" in text
        assert "Sudah saya baca." in text
        assert snapshot() == before


class TestOrder:
    def test_a_way_of_another_step_is_refused(self, kasi: Browser) -> None:
        form, before = kasi.form("/selesai/"), snapshot()
        form.values["outcome"] = ["tanda-tangan"]
        kasi.send(form, CHOSEN | {NOTE: "Sudah saya baca."})
        assert "Pilihan ini tidak ada pada langkah ini. Silakan muat ulang halaman." in kasi.text
        assert kasi.form("/selesai/").values[NOTE] == ["\nSudah saya baca."]
        assert snapshot() == before

    def test_a_step_that_is_not_there_yet_is_refused(self, kasi: Browser) -> None:
        form, before = kasi.form("/selesai/"), snapshot()
        form.values["turn"] = ["5"]
        kasi.send(form, CHOSEN | {NOTE: "Sudah saya baca."})
        assert OTHER_WINDOW in kasi.text
        assert kasi.form("/selesai/").values[NOTE] == ["\nSudah saya baca."]
        assert snapshot() == before

    def test_a_step_of_another_post_is_refused(self, kasi: Browser, driver: Driver) -> None:
        form = kasi.form("/selesai/")
        stand_at(driver, "4")
        before = snapshot()
        form.values["turn"] = ["2"]
        kasi.send(form, CHOSEN | {NOTE: "Sudah saya baca."})
        assert "Langkah ini dikerjakan oleh pelaksana lain." in kasi.text
        assert "Isian Anda belum dicatat; salin dari sini Hasil pemilahan Sudah saya baca." in kasi.text
        assert snapshot() == before

    def test_a_seat_that_i_do_not_hold_is_refused(self, kasi: Browser) -> None:
        form, before = kasi.form("/selesai/"), snapshot()
        form.values["sebagai"] = [KABID]
        kasi.send(form, CHOSEN | {NOTE: "Sudah saya baca."})
        assert "Langkah ini dikerjakan oleh pelaksana lain." in kasi.text
        assert kasi.form("/selesai/").values[NOTE] == ["\nSudah saya baca."]
        assert snapshot() == before

    def test_a_case_that_has_ended_takes_no_message(self, driver: Driver, case: str) -> None:
        stand_at(driver, "10")
        page = driver.browser(KASI).open(case)
        message = page.form("/pesan/")
        driver.take(
            Case.objects.get().code, driver.sop.steps["10"], driver.sop.steps["10"].outcomes["arsipkan"], {}
        )
        before = snapshot()
        page.send(message, {"teks": "Satu hal lagi."})
        assert "Penanganan laporan ini sudah selesai. Tidak ada yang dapat diubah lagi." in page.text
        assert "Isian Anda belum dicatat; salin dari sini Tulisan Anda Satu hal lagi." in page.text
        assert snapshot() == before


class TestTwice:
    def test_the_same_form_twice_is_one_turn(self, kasi: Browser) -> None:
        form = kasi.form("/selesai/")
        kasi.send(form, CHOSEN)
        assert kasi.url == "/meja/"
        before = snapshot()
        kasi.send(form, CHOSEN)
        assert kasi.url == "/meja/"
        assert snapshot() == before

    def test_of_two_windows_with_different_outcomes_the_first_counts(self, driver: Driver, case: str) -> None:
        stand_at(driver, "8a")
        first, second = (log_in(KABID, driver.office.passwords[KABID]).open(case) for _ in range(2))
        one, other = first.form("/selesai/"), second.form("/selesai/")
        first.send(one, {"tanda-tangan--surat-balasan": "ya"}, ("outcome", "tanda-tangan"))
        assert first.url == "/meja/"
        before = snapshot()
        second.send(other, {"catatan--perbaikan-surat": "Tanggalnya keliru."}, ("outcome", "kembalikan"))
        assert OTHER_WINDOW in second.text
        assert "Isian Anda belum dicatat; salin dari sini" in second.text
        assert "Tanggalnya keliru." in second.text
        assert snapshot() == before
        assert [turn.outcome for turn in Turn.objects.filter(step="8a")] == ["tanda-tangan"]
