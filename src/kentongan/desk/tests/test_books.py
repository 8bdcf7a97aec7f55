"""The books on the pages: the shelf, a year of a book with its sums, a month of it, the daily checks, and CSV as an
act (R002-10, R003-13)."""

from collections.abc import Callable, Iterator

import pytest
from conftest import Office
from tests.browser import ORIGIN, Browser, log_in

from kentongan.cases.services import routine
from kentongan.cases.tests.complaints import AGENCY, Complaints
from kentongan.desk.tests.offices import kept
from kentongan.journal.models import Event

OPERATOR, RECAP = "operator-opd", "rekapitulasi-aduan"


@pytest.fixture
def desk(offices: Callable[[str], Office], clock) -> Iterator[Complaints]:
    """Two complaints: one just in, one answered and archived."""
    with clock.everywhere():
        found = Complaints(offices(AGENCY))
        for nonce, step in (("satu", "3"), ("dua", "the end")):
            found.complain(nonce)
            found.take_to(step)
        yield found


def at(desk: Complaints, post: str = OPERATOR) -> Browser:
    return log_in(post, desk.office.passwords[post])


def address(desk: Complaints, more: str = "") -> str:
    return f"/meja/buku/{desk.service.pk}/{RECAP}/2026/{more}"


class TestTheShelf:
    def test_it_has_my_books_and_the_front_leads_there(self, desk: Complaints) -> None:
        page = at(desk)
        assert 'href="/meja/buku/"' in page.response.content.decode()
        page.open("/meja/buku/")
        assert "Rekapitulasi Aduan Masyarakat" in page.text
        assert address(desk) in page.response.content.decode()

    def test_it_is_empty_for_who_keeps_none(self, desk: Complaints) -> None:
        assert "Tidak ada buku yang Anda pegang." in at(desk, "otto").open("/meja/buku/").text


class TestABook:
    def test_r003_13_every_entry_leads_to_its_case_and_the_sums_are_there(self, desk: Complaints) -> None:
        page = at(desk).open(address(desk))
        content = page.response.content.decode()
        assert "1/2026" in page.text and "2/2026" in page.text
        assert f"/meja/berkas/{desk.case.code}/" in content
        assert "Situs web" in page.text and "Selesai" in page.text
        assert "Rekapitulasi menurut Kanal" in page.text
        assert "<td><b>2</b></td>" in content

    @pytest.mark.parametrize(("month", "entries"), [("11", 2), ("10", 0), ("0", 2), ("13", 2), ("x", 2)])
    def test_a_month_of_it(self, desk: Complaints, month: str, entries: int) -> None:
        page = at(desk).open(address(desk, f"?bulan={month}"))
        assert page.response.content.decode().count('<th scope="row" class="no">') == entries

    def test_by_channel(self, desk: Complaints) -> None:
        page = at(desk)
        assert "1/2026" not in page.open(address(desk, "?kanal=langsung")).text
        assert "1/2026" in page.open(address(desk, "?kanal=situs")).text

    def test_it_speaks_english_where_asked(self, desk: Complaints) -> None:
        page = at(desk).open(address(desk, "?bahasa=en&bulan=11"))
        assert "November 2026" in page.text and "Total" in page.text

    def test_a_book_that_is_not_mine_and_none_look_the_same(self, desk: Complaints) -> None:
        otto = at(desk, "otto").client
        mine, none = (
            otto.get(f"/meja/buku/{desk.service.pk}/{key}/2026/", secure=True) for key in (RECAP, "tidak-ada")
        )
        assert mine.status_code == none.status_code == 404
        assert mine.content == none.content

    @pytest.mark.parametrize("year", ["0", "1999", "99999999999999999999", "-1", "x"])
    def test_a_year_that_no_book_has_is_no_page(self, desk: Complaints, year: str) -> None:
        page = at(desk).open(f"/meja/buku/{desk.service.pk}/{RECAP}/{year}/")
        assert page.response.status_code == 404


class TestCsv:
    def test_it_is_what_the_page_shows_and_is_recorded(self, desk: Complaints) -> None:
        page = at(desk).open(address(desk, "?bulan=11"))
        page.press(page.form("/csv/"))
        text = page.response.content.decode()
        assert page.response.headers["Content-Disposition"] == f'attachment; filename="{RECAP}-2026.csv"'
        assert text.startswith('\ufeff"Nomor"') and text.count("\r\n") == 3
        event = Event.objects.latest("id")
        assert (event.kind, event.by) == ("book.exported", OPERATOR)

    def test_it_only_allows_post(self, desk: Complaints) -> None:
        assert at(desk).client.get(address(desk, "csv/"), secure=True).status_code == 405

    def test_in_a_seat_that_is_not_mine_it_is_refused(self, desk: Complaints) -> None:
        page = at(desk).open(address(desk))
        form, before = page.form("/csv/"), kept()
        form.values["sebagai"] = ["kepala-dinas"]
        page.press(form)
        assert "Belum diambil" in page.text
        assert kept() == before

    def test_who_keeps_no_book_takes_none(self, desk: Complaints) -> None:
        otto, before = at(desk, "otto"), kept()
        data = {"csrfmiddlewaretoken": otto.form().values["csrfmiddlewaretoken"][0], "sebagai": OPERATOR}
        answer = otto.client.post(address(desk, "csv/"), data, secure=True, headers=ORIGIN)
        assert answer.status_code == 404
        assert kept() == before


def test_the_daily_checks_are_a_book_too(moving) -> None:
    kasi = moving.officer("kasi-pengaduan")
    counts = {"kotak": 0, "situs": 2}
    day = moving.clock.now.date()
    said = {"by": kasi, "capacity": "kasi-pengaduan", "now": moving.clock.now}
    routine.check(service=moving.service.pk, row="2", day=day, counts=counts, **said)
    page = log_in("kasi-pengaduan", moving.passwords["kasi-pengaduan"]).open("/meja/buku/")
    assert "Buku pemeriksaan" in page.text
    page.open(f"/meja/buku-pemeriksaan/{moving.service.pk}/2/2026/")
    assert "Senin, 23 November 2026 0 2 Agus Santoso" in page.text
    page.press(page.form("/csv/"))
    assert '"2026-11-23";"0";"2";"Agus Santoso"' in page.response.content.decode()
