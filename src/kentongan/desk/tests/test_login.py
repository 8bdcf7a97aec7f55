"""Logging in and out: one answer for whatever is wrong, a new session each time, nothing left behind."""

import pytest
from tests.browser import Browser, log_in

from kentongan.web.models import SealedSession


def attempt(username: str, password: str) -> Browser:
    browser = Browser().open("/meja/masuk/")
    return browser.press(browser.form(), nama=username, sandi=password)


class TestEntering:
    def test_it_works(self, ida: Browser) -> None:
        assert ida.url == "/meja/"
        assert "Menunggu Anda" in ida.text

    def test_a_wrong_password_and_an_unknown_name_look_the_same(self, moving, first_post: str) -> None:
        known, unknown = attempt(first_post, "salah"), attempt("tidak-ada", "salah")
        assert "Nama pengguna atau kata sandi tidak cocok." in known.text
        assert known.response.status_code == unknown.response.status_code == 200
        assert known.text == unknown.text
        assert not SealedSession.objects.exists()

    def test_it_keeps_the_name_and_never_the_password(self, moving) -> None:
        page = attempt("ida", "rahasia-sekali").response.content.decode()
        assert 'value="ida"' in page
        assert "rahasia-sekali" not in page

    def test_it_begins_a_new_session(self, moving, first_post: str) -> None:
        browser = log_in(first_post, moving.passwords[first_post])
        first = browser.client.cookies["__Host-both"].value
        browser.open("/meja/masuk/")
        browser.press(browser.form("/masuk/"), nama=first_post, sandi=moving.passwords[first_post])
        assert browser.client.cookies["__Host-both"].value != first
        assert SealedSession.objects.count() == 1

    def test_the_session_cookie_is_bound_to_the_host(self, ida: Browser) -> None:
        cookie = ida.client.cookies["__Host-both"]
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Strict")
        assert (cookie["path"], cookie["domain"], cookie["expires"]) == ("/", "", "")

    def test_the_keys_do_not_stand_in_the_table(self, moving, ida: Browser, first_post: str) -> None:
        keys = moving.officer(first_post).dump()
        (row,) = SealedSession.objects.all()
        assert keys not in bytes(row.payload)
        assert first_post.encode() not in bytes(row.payload)


class TestLeaving:
    def test_it_deletes_the_session(self, ida: Browser) -> None:
        ida.press(ida.form("/keluar/"))
        assert ida.url == "/meja/masuk/"
        assert not SealedSession.objects.exists()

    def test_a_desk_that_is_left_alone_closes(self, ida: Browser, moving) -> None:
        moving.clock.forward(minutes=36)
        assert ida.open("/meja/").url == "/meja/masuk-lagi/"

    def test_who_has_left_the_office_is_out_at_once(self, ida: Browser, moving, first_post: str) -> None:
        from kentongan.officers.models import Officer

        Officer.objects.filter(username=first_post).update(ended_at=moving.clock.now)
        assert ida.open("/meja/").url == "/meja/masuk-lagi/"
        assert not SealedSession.objects.exists()


@pytest.mark.parametrize("address", ["", "arsip/", "berkas/kode/", "berkas/kode/lampiran/x/"])
def test_nobody_comes_to_a_desk_without_logging_in(moving, address: str) -> None:
    assert Browser().open(f"/meja/{address}").url == "/meja/masuk/"
