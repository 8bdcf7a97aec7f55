"""Slips and printed forms: shown once, neutral, and their code leads to a new one."""

import re

import pytest
from conftest import Office
from tests.browser import CODE, Browser, Form, code_on, enter
from tests.snapshot import snapshot

from kentongan.cases.models import Case
from kentongan.desk.tests.test_receiving import SAID, WHERE
from kentongan.reports.models import PaperForm, Report, Reporter

PRINTING = "/meja/formulir-kertas/kukar-dpmptsp/wbs/"
# Never on an envelope, a receipt or a file name: what gives the matter away.
TELLING = ("wbs", "whistle", "pengaduan", "laporan", "complaint", "report", "kutai", "dpmptsp")


@pytest.fixture
def slip(ida: Browser) -> Browser:
    """Ida with the slip of a letter that she has taken in."""
    ida.open(WHERE)
    ida.send(ida.form("/meja/terima/"), SAID)
    assert code_on(ida)
    return ida


def on_paper(page: Browser) -> str:
    """What is printed of the slip, and the page's title, which names the file that a printer makes."""
    html = page.response.content.decode()
    (slip,) = re.findall(r'<section class="slip">(.*?)</section>', html, re.DOTALL)
    (title,) = re.findall(r"<title>(.*?)</title>", html)
    return f"{title} {page.url} {slip}"


class TestTheSlip:
    def test_it_shows_the_code_again_until_it_was_handed_over(self, slip: Browser) -> None:
        code = code_on(slip)
        assert code_on(slip.open(slip.url)) == code
        there = slip.url
        slip.press(slip.form("/meja/slip/"))
        assert not code_on(slip)
        assert not code_on(slip.open(there))
        assert Report.objects.get().noted

    @pytest.mark.parametrize("word", TELLING)
    def test_nothing_on_it_gives_the_matter_away(self, slip: Browser, word: str) -> None:
        assert word not in on_paper(slip).lower()

    def test_neither_does_the_case(self, slip: Browser) -> None:
        assert Case.objects.get().code not in on_paper(slip)

    def test_it_speaks_both_languages_whatever_the_page_does(self, slip: Browser) -> None:
        for page in (slip, slip.open(f"{slip.url}?bahasa=en")):
            assert "Simpan potongan ini sendiri." in page.text
            assert "Keep this slip yourself." in page.text

    def test_another_officer_sees_no_code(self, slip: Browser, otto: Browser) -> None:
        assert not code_on(otto.open(slip.url))

    def test_after_the_log_out_nobody_sees_it(self, slip: Browser, moving: Office, first_post: str) -> None:
        there = slip.url
        slip.press(slip.form("/keluar/"))
        slip.open("/meja/masuk/")
        slip.press(slip.form(), nama=first_post, sandi=moving.passwords[first_post])
        assert not code_on(slip.open(there))

    def test_an_address_that_is_none_shows_no_code(self, ida: Browser) -> None:
        assert not code_on(ida.open("/meja/slip/apa-saja/"))
        ida.open("/meja/slip/apa-saja/")
        assert ida.response.status_code == 200


def asked(page: Browser) -> Form:
    return page.open(PRINTING).form("/formulir-kertas/")


class TestPrintedForms:
    def test_each_has_a_number_and_a_code_of_its_own(self, ida: Browser) -> None:
        """R001-02: a printable blank form for the box."""
        ida.send(asked(ida), {"jumlah": "3"})
        assert len(set(CODE.findall(ida.text))) == 3
        assert [f"Nomor formulir: {number}" in ida.text for number in (1, 2, 3, 4)] == [
            True,
            True,
            True,
            False,
        ]

    def test_every_question_of_the_page_stands_on_paper(self, ida: Browser) -> None:
        """R001-02: website and paper have the same fields."""
        from kentongan.agencies import reads as agencies

        ida.send(asked(ida), {"jumlah": "1"})
        service = agencies.service("kukar-dpmptsp", "wbs")
        assert service is not None
        for question in agencies.form(service.form_version).every_question():
            assert question.label in ida.text
            for choice in question.choices:
                assert choice.label in ida.text

    def test_loaded_again_it_shows_no_code_and_makes_no_form(self, ida: Browser) -> None:
        filled = asked(ida)
        ida.send(filled, {"jumlah": "2"})
        before = PaperForm.objects.count()
        ida.send(filled, {"jumlah": "2"})
        assert not CODE.search(ida.text)
        assert "kodenya tidak ditampilkan lagi" in ida.text
        assert PaperForm.objects.count() == before == 2

    @pytest.mark.parametrize("typed", ["", "0", "51", "-1", "dua", "9999999999"])
    def test_so_many_are_not_made_and_what_was_typed_stays(self, ida: Browser, typed: str) -> None:
        ida.send(asked(ida), {"jumlah": typed})
        assert "Tulis jumlah formulir: 1 sampai 50." in ida.text
        assert ida.form("/formulir-kertas/").values["jumlah"] == [typed]
        assert not PaperForm.objects.exists() and not Reporter.objects.exists()

    def test_after_a_mistake_the_form_can_be_sent(self, ida: Browser) -> None:
        ida.send(asked(ida), {"jumlah": "0"})
        ida.send(ida.form("/formulir-kertas/"), {"jumlah": "1"})
        assert PaperForm.objects.count() == 1

    def test_the_slip_on_it_is_neutral(self, ida: Browser) -> None:
        ida.send(asked(ida), {"jumlah": "1"})
        (slip,) = re.findall(
            r'<section class="slip">(.*?)</section>', ida.response.content.decode(), re.DOTALL
        )
        assert not [word for word in TELLING if word in slip.lower()]

    def test_its_code_waits_for_the_box_and_then_answers(self, ida: Browser) -> None:
        """R001-03: what lay in the box is entered; its reporter comes in with the code that was torn off."""
        ida.send(asked(ida), {"jumlah": "1"})
        code = code_on(ida)
        waiting = enter(code)
        assert "Formulir Anda belum kami buka dari kotak" in waiting.text
        assert waiting.open("/laporan/").url == "/cek/"
        ida.open(WHERE)
        ida.send(ida.form("/meja/terima/"), {**SAID, "_kanal": "kotak", "_nomor-formulir": "1"})
        assert not code_on(ida), "the reporter holds the code already"
        arrived = enter(code)
        assert arrived.url == "/ganti-kode/"
        new = code_on(arrived)
        arrived.press(arrived.form("/ganti-kode/"))
        assert arrived.url == "/laporan/"
        assert "Diterima" in enter(new).text

    def test_no_code_is_kept(self, ida: Browser) -> None:
        ida.send(asked(ida), {"jumlah": "1"})
        code = code_on(ida)
        rows = repr(snapshot())
        for form in (code, code.replace(" ", "-"), code.replace(" ", "")):
            assert form not in rows
