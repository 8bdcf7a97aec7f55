"""Changing the access code: the code of a slip at its first use, anybody's at will."""

from datetime import timedelta
from typing import Any

import pytest
from conftest import Office
from tests.browser import Browser, code_on, enter
from tests.snapshot import snapshot

from kentongan.agencies import reads as agencies
from kentongan.cases.services import intake, taking_in
from kentongan.reports.models import Message, Reporter

SECRET = b"an officer's session, 32 bytes lo"


def slip(office: Office, service: str, by: str, channel: str) -> str:
    """A code that an officer has handed over."""
    found = agencies.service(office.agency, service)
    assert found is not None
    said: dict[str, Any] = {"answers": {"uraian": "Jalan rusak."}, "identity": {}, "files": []}
    taking_in.take_in(
        service=found,
        channel=channel,
        received=office.clock.now.date() - timedelta(days=1),
        referral=None,
        serial=None,
        secret=SECRET,
        nonce="slip",
        by=office.officer(by),
        capacity=by,
        now=office.clock.now,
        **said,
    )
    code = intake.code_for(secret=SECRET, nonce="slip")
    assert code is not None
    return code


@pytest.fixture
def secret_slip(moving: Office) -> str:
    """The slip of a secret service."""
    return slip(moving, "wbs", "kasi-pengaduan", "surat")


@pytest.fixture
def open_slip(offices: Any, clock: Any) -> Any:
    """The slip of a service whose answers are public."""
    office = offices("kebumen-disperindagkopukm")
    with clock.everywhere():
        yield slip(office, "aduan", "operator-opd", "langsung")


def without_sessions() -> object:
    return {name: rows for name, rows in snapshot().items() if name != "web.SealedSession"}


class TestASlip:
    def test_it_opens_the_way_to_a_new_code_and_nothing_else(self, secret_slip: str) -> None:
        page = enter(secret_slip)
        assert page.url == "/ganti-kode/"
        assert "petugas mungkin pernah melihatnya" in page.text
        for address in ("/laporan/", "/laporan/0/berkas/x/"):
            assert page.open(address).url == "/ganti-kode/"

    def test_a_message_sent_past_it_is_not_taken(self, secret_slip: str) -> None:
        page = enter(secret_slip)
        token = page.form("/ganti-kode/").values["csrfmiddlewaretoken"]
        form = page.form("/ganti-kode/")
        form.action, form.values, form.names = (
            "/laporan/",
            {"csrfmiddlewaretoken": token, "laporan": ["0"], "pesan": ["Halo"]},
            {},
        )
        page.send(form, {})
        assert page.url == "/ganti-kode/"
        assert not Message.objects.exists()

    def test_the_new_code_is_the_same_however_often_it_is_shown(self, secret_slip: str) -> None:
        page = enter(secret_slip)
        code = code_on(page)
        assert code and code_on(page.open("/ganti-kode/")) == code

    def test_until_it_is_written_down_the_old_one_holds(self, secret_slip: str) -> None:
        new = code_on(enter(secret_slip))
        assert "Laporan dengan kode ini tidak ditemukan." in enter(new).text
        assert enter(secret_slip).url == "/ganti-kode/"

    def test_written_down_it_opens_the_page_and_the_slip_opens_nothing(self, secret_slip: str) -> None:
        page = enter(secret_slip)
        new = code_on(page)
        page.press(page.form("/ganti-kode/"))
        assert page.url == "/laporan/"
        assert enter(new).url == "/laporan/"
        assert "Laporan dengan kode ini tidak ditemukan." in enter(secret_slip).text
        row = Reporter.objects.get()
        assert not row.slip and not row.postponed

    def test_who_was_in_with_the_slip_is_out(self, secret_slip: str) -> None:
        officer, rani = enter(secret_slip), enter(secret_slip)
        rani.press(rani.form("/ganti-kode/"))
        before = without_sessions()
        officer.press(officer.form("/ganti-kode/"))
        assert officer.url == "/cek/"
        assert officer.open("/laporan/").url == "/cek/"
        assert without_sessions() == before

    def test_sent_twice_it_is_done_once(self, secret_slip: str) -> None:
        page = enter(secret_slip)
        form, new = page.form("/ganti-kode/"), code_on(page)
        page.press(form)
        page.press(form)
        assert page.url == "/laporan/"
        assert Reporter.objects.count() == 1
        assert enter(new).url == "/laporan/"

    def test_in_a_secret_service_it_cannot_be_put_off(self, secret_slip: str) -> None:
        page = enter(secret_slip)
        assert "Nanti saja" not in page.text
        form = page.form("/ganti-kode/")
        form.action = "/ganti-kode/nanti/"
        before = without_sessions()
        page.press(form)
        assert page.url == "/ganti-kode/"
        assert page.open("/laporan/").url == "/ganti-kode/"
        assert without_sessions() == before

    def test_elsewhere_it_can_be_put_off_once(self, open_slip: str) -> None:
        page = enter(open_slip)
        page.press(page.form("/nanti/"))
        assert page.url == "/laporan/"
        assert "Kode Anda masih kode dari slip." in page.text
        page.send(page.form("/laporan/"), {"pesan": "Masih rusak."})
        assert "Masih rusak." in page.text
        again = enter(open_slip)
        assert again.url == "/ganti-kode/"
        assert "Nanti saja" not in again.text

    def test_put_off_and_changed_later_what_was_written_is_there(self, open_slip: str) -> None:
        page = enter(open_slip)
        page.press(page.form("/nanti/"))
        page.send(page.form("/laporan/"), {"pesan": "Masih rusak."})
        page.open("/ganti-kode/")
        new = code_on(page)
        page.press(page.form("/ganti-kode/"))
        assert "Kode Anda masih kode dari slip." not in page.text
        assert "Masih rusak." in enter(new).text


class TestAtWill:
    def test_anybody_may_change_their_code(self, sent: Browser) -> None:
        old = code_on(sent)
        page = enter(old)
        assert 'href="/ganti-kode/"' in page.response.content.decode()
        page.open("/ganti-kode/")
        assert "petugas mungkin pernah melihatnya" not in page.text
        new = code_on(page)
        page.press(page.form("/ganti-kode/"))
        assert enter(new).url == "/laporan/"
        assert "Laporan dengan kode ini tidak ditemukan." in enter(old).text

    def test_looking_at_a_new_code_changes_nothing(self, sent: Browser) -> None:
        old = code_on(sent)
        before = without_sessions()
        enter(old).open("/ganti-kode/")
        assert without_sessions() == before
        assert enter(old).url == "/laporan/"

    def test_nobody_comes_here_without_a_code(self, moving: Office) -> None:
        assert Browser().open("/ganti-kode/").url == "/cek/"

    def test_neither_code_stands_in_a_row_or_an_address(self, sent: Browser) -> None:
        page = enter(code_on(sent)).open("/ganti-kode/")
        code = code_on(page)
        page.press(page.form("/ganti-kode/"))
        rows = repr(snapshot())
        for form in (code, code.replace(" ", "-"), code.replace(" ", "")):
            assert form not in rows and form not in page.url
