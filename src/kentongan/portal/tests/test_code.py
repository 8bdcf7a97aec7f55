"""Coming in with a code, leaving, and leaving in a hurry."""

import pytest
from tests.browser import Browser, code_on, enter

from kentongan.web.models import SealedSession


class TestEntering:
    @pytest.mark.parametrize(
        "written", [str, str.lower, lambda code: code.replace(" ", "-"), lambda code: f" {code} "]
    )
    def test_it_works_however_the_code_is_written(self, sent: Browser, written) -> None:
        """R004-13"""
        assert enter(written(code_on(sent))).url == "/laporan/"

    def test_a_slip_of_the_pen_is_told_apart(self, sent: Browser) -> None:
        code = code_on(sent)
        slipped = code[:-1] + ("A" if code[-1] != "A" else "B")
        page = enter(slipped)
        assert "Kode salah tulis. Periksa lagi huruf dan angkanya." in page.text
        assert page.form("/cek/").values["kode"] == [slipped]
        assert not SealedSession.objects.exists()

    def test_what_is_no_code_is_told_apart_and_kept(self, moving) -> None:
        page = enter("rahasia saya")
        assert "lima kelompok" in page.text
        assert page.form().values["kode"] == ["rahasia saya"]

    def test_a_code_that_nobody_has(self, sent: Browser) -> None:
        from kentongan.vault import codes

        other = codes.code_from_secret(b"x" * 32, b"y" * 32, b"z")
        page = enter(other)
        assert "Laporan dengan kode ini tidak ditemukan." in page.text
        assert page.form("/cek/").values["kode"] == [other]
        assert "__Host-both" not in page.client.cookies
        assert not SealedSession.objects.exists()

    def test_it_begins_a_session_of_its_own(self, sent: Browser) -> None:
        browser = Browser().open("/cek/")
        browser.client.cookies["__Host-both"] = "buatan-sendiri-yang-cukup-panjang-sekali-ya"
        browser.press(browser.form(), kode=code_on(sent))
        assert browser.client.cookies["__Host-both"].value != "buatan-sendiri-yang-cukup-panjang-sekali-ya"
        assert browser.url == "/laporan/"


class TestLeaving:
    def test_it_ends_the_session(self, sent: Browser) -> None:
        page = enter(code_on(sent))
        page.press(page.form("/keluar/"))
        assert not SealedSession.objects.exists()
        assert page.open("/laporan/").url == "/cek/"

    def test_in_a_hurry_it_forgets_everything_and_goes_elsewhere(self, sent: Browser) -> None:
        page = enter(code_on(sent))
        page.client.cookies["__Host-lapor"] = "a" * 64
        response = page.client.get("/keluar-cepat/", secure=True)
        assert response.status_code == 302
        assert response.url.startswith("https://")
        assert "cookies" in response.headers["Clear-Site-Data"]
        assert page.client.cookies["__Host-lapor"].value == ""
        assert not SealedSession.objects.exists()

    def test_the_way_out_stands_on_every_page(self, sent: Browser) -> None:
        for page in (sent, enter(code_on(sent)), Browser().open("/"), Browser().open("/cek/")):
            assert "Keluar cepat" in page.text
