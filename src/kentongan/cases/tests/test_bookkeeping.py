"""Numbers of the office's books: taken by the step that enters, kept by the paper, given back with a refused act."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from conftest import Office
from tests.snapshot import snapshot

from kentongan.cases import bookkeeping
from kentongan.cases.errors import Refused
from kentongan.cases.opened import Desk as OpenDesk
from kentongan.cases.opened import open_desk
from kentongan.cases.services import handling
from kentongan.papers.models import Book, Entry
from kentongan.papers.numbers import Taken
from kentongan.sop import engine
from kentongan.sop.model import Book as SopBook
from kentongan.sop.model import Effect, Need

from .complaints import AGENCY, Complaints
from .conftest import Desk


@pytest.fixture
def complaints(offices: Callable[[str], Office]) -> Complaints:
    return Complaints(offices(AGENCY))


def entered() -> list[tuple[str, int, int, str]]:
    rows = Entry.objects.order_by("book_id", "number")
    return list(rows.values_list("book__kind", "book__year", "number", "subject"))


def test_each_case_is_entered_once_in_the_order_of_the_steps(complaints: Complaints) -> None:
    """003 "Rekapitulasi aduan": no gap, no double."""
    codes = []
    for nonce in ("satu", "dua", "tiga"):
        complaints.complain(nonce)
        complaints.take_to("3")
        codes.append(complaints.case.code)
    assert entered() == [("rekapitulasi-aduan", 2026, n, code) for n, code in enumerate(codes, 1)]
    complaints.take_to("the end")
    assert len(entered()) == 3


def test_a_refused_act_leaves_no_gap(complaints: Complaints, monkeypatch: pytest.MonkeyPatch) -> None:
    """Issue 3, done when 4: the number goes back with the act."""

    def nobody(*_args: object) -> None:
        assert Entry.objects.count() == 1  # it had been taken
        raise Refused("nobody-keyed")

    complaints.complain()
    before = snapshot()
    with monkeypatch.context() as patched, pytest.raises(Refused):
        patched.setattr(handling, "advance", nobody)
        complaints.take(complaints.usual("2"))
    assert snapshot() == before
    complaints.take_to("3")
    assert [number for _, _, number, _ in entered()] == [1]


def test_suspected_wrongdoing_is_not_entered(complaints: Complaints) -> None:
    """R003-02: what goes to the inspectorate does not stand in the complaints' book, nor leaves a gap in it."""
    complaints.complain()
    screened = {"pilih: penyaringan": "pegawai", "pernyataan: situs Lapor Bupati": "ya"}
    complaints.take(("operator-opd", None, screened, {}))
    assert entered() == []


def at_the_desk(desk: Desk) -> OpenDesk:
    who = desk.office.officer("kasi-pengaduan")
    return open_desk(desk.case.code, None, who, "kasi-pengaduan", desk.now)


def with_books(desk: OpenDesk) -> OpenDesk:
    """Let the letter get its number from a book."""
    agenda = SopBook("agenda", "Agenda", "B-{nomor}/{tahun}", ())
    letter = replace(desk.sop.papers["surat-balasan"], numbering="book", book="agenda")
    sop = replace(desk.sop, books={"agenda": agenda}, papers={"surat-balasan": letter})
    return replace(desk, sop=sop)


NUMBER = Need("number", "surat-balasan")


def test_a_paper_gets_its_number_as_the_book_writes_it_and_keeps_it(desk: Desk) -> None:
    desk.report()
    opened = with_books(at_the_desk(desk))
    assert bookkeeping.paper_number(opened, NUMBER) == "B-1/2026"
    assert bookkeeping.paper_number(opened, NUMBER) == "B-1/2026"
    assert entered() == [("agenda", 2026, 1, desk.case.code)]


def test_a_step_that_numbers_a_paper_enters_that_very_number(desk: Desk) -> None:
    """002 step 6d: the reply's number is its line in the agenda, not a second one."""
    desk.report()
    opened = with_books(at_the_desk(desk))
    outcome = replace(next(iter(opened.step.outcomes.values())), needs=(NUMBER,))
    step = replace(opened.step, outcomes={outcome.key: outcome})
    decision = engine.Decision(
        step.key, outcome.key, None, (), (), effects=(Effect("book", "agenda"), Effect("answer"))
    )
    bookkeeping.paper_number(opened, NUMBER)
    bookkeeping.enter(opened, step, decision)
    assert [number for _, _, number, _ in entered()] == [1]
    bookkeeping.enter(opened, replace(step, outcomes={outcome.key: replace(outcome, needs=())}), decision)
    assert [number for _, _, number, _ in entered()] == [1, 2]


@pytest.mark.parametrize(
    ("at", "year"),
    [(datetime(2026, 12, 31, 15, 59, tzinfo=UTC), 2026), (datetime(2026, 12, 31, 16, 1, tzinfo=UTC), 2027)],
)
def test_the_year_is_the_agencys(desk: Desk, at: datetime, year: int) -> None:
    """WITA is eight hours ahead of UTC: at 16.00 there the new volume begins."""
    desk.report()
    opened = replace(with_books(at_the_desk(desk)), now=at)
    assert bookkeeping.paper_number(opened, NUMBER) == f"B-1/{year}"
    assert Book.objects.get().year == year


def test_a_number_is_written_as_the_book_says() -> None:
    book = SopBook("agenda", "Agenda", "503/{nomor}/WBS/{tahun}", ())
    assert bookkeeping.number_text(book, Taken(7, 2026)) == "503/7/WBS/2026"
