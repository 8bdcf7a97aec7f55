"""The books on the page: my books, rows of my cases, columns opened with my keys, sums that equal the rows."""

from collections.abc import Callable
from datetime import date

import pytest
from conftest import Office
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.snapshot import snapshot

from kentongan.agencies.models import Service
from kentongan.cases.book_shapes import BookPage
from kentongan.cases.errors import NoSuchCase, Refused
from kentongan.cases.models import Case, Seal
from kentongan.cases.reads import books
from kentongan.cases.services import exports, merging, routine, taking_in
from kentongan.journal.models import Event
from kentongan.papers import numbers
from kentongan.vault.envelopes import BadEnvelope

from .complaints import AGENCY, Complaints
from .conftest import WALK, Desk

RECAP = "rekapitulasi-aduan"


@pytest.fixture
def complaints(offices: Callable[[str], Office]) -> Complaints:
    """Three complaints, at three steps."""
    found = Complaints(offices(AGENCY))
    for nonce, step in (("satu", "3"), ("dua", "6a"), ("tiga", "the end")):
        found.complain(nonce)
        found.take_to(step)
    return found


def page(desk: Complaints, who: str = "operator-opd", key: str = RECAP, **more: object) -> BookPage:
    return books.book(
        desk.office.officer(who), desk.service.pk, key, **{"year": 2026, "now": desk.now, **more}
    )  # type: ignore[arg-type]


def column(found: BookPage, key: str) -> list[object]:
    place = [each.key for each in found.columns].index(key)
    cells = [row.cells[place] for row in found.rows]
    return [cell.day or cell.at or cell.code or cell.text for cell in cells]


def test_a_book_says_what_its_sop_wants_of_every_entry(complaints: Complaints) -> None:
    found = page(complaints)
    assert (found.label, found.kind, found.years) == ("Rekapitulasi Aduan Masyarakat", "aduan", (2026,))
    assert [row.number_text for row in found.rows] == ["1/2026", "2/2026", "3/2026"]
    assert [row.code for row in found.rows] == list(
        Case.objects.order_by("id").values_list("code", flat=True)
    )
    assert column(found, "tanggal") == [date(2026, 11, 23)] * 3
    assert column(found, "kanal") == ["situs"] * 3
    assert column(found, "jenis") == ["", "Perlu tindak lanjut lapangan", "Perlu tindak lanjut lapangan"]
    assert column(found, "status") == ["ditelaah", "ditindaklanjuti", "selesai"]
    assert column(found, "selesai") == ["", "", date(2026, 11, 23)]
    assert column(found, "langkah")[2] == "" and all(column(found, "langkah")[:2])
    first, second, _ = Case.objects.order_by("id")
    assert column(found, "batas") == [first.due, second.due, ""]
    assert column(found, "unit")[0] == "" and column(found, "unit")[1] == column(found, "unit")[2] != ""


def test_the_sums_equal_the_rows(complaints: Complaints) -> None:
    """R003-13"""
    found = page(complaints)
    assert {each.column.key for each in found.recaps} == {"kanal", "jenis", "unit", "status"}
    for recap in found.recaps:
        assert recap.total == sum(line.total for line in recap.lines) == len(found.rows) == 3
        assert recap.months == tuple(
            sum(month) for month in zip(*(line.months for line in recap.lines), strict=True)
        )
        assert recap.months[10] == 3
    by_status = {line.code: line.total for line in found.recaps[-1].lines}
    assert by_status == {"ditelaah": 1, "ditindaklanjuti": 1, "selesai": 1}


def test_a_void_entry_is_shown_and_does_not_count(complaints: Complaints) -> None:
    where = {"agency": AGENCY, "service": "aduan", "book": RECAP, "year": 2026}
    numbers.make_void(**where, number=2, reason="double")  # type: ignore[arg-type]
    found = page(complaints)
    assert [row.void for row in found.rows] == ["", "double", ""]
    assert {recap.total for recap in found.recaps} == {2}


def test_a_month_and_a_channel_leave_out_the_rest(complaints: Complaints) -> None:
    assert len(page(complaints, month=11).rows) == 3
    assert page(complaints, month=10).rows == ()
    assert len(page(complaints, channel="situs").rows) == 3
    assert page(complaints, channel="surat").rows == ()
    assert page(complaints, year=2025).rows == ()
    assert ("lapor-bupati", "Lapor Bupati") in page(complaints).channels


def test_no_seal_means_no_row(complaints: Complaints) -> None:
    """Promise 3: not in a list, a count or a sum."""
    case = Case.objects.order_by("id")[1]
    Seal.objects.filter(case=case, officer__username="operator-opd").delete()
    found = page(complaints)
    assert [row.number for row in found.rows] == [1, 3]
    assert {recap.total for recap in found.recaps} == {2}


def test_years_are_those_of_my_rows(complaints: Complaints) -> None:
    complaints.office.clock.forward(days=60)
    assert page(complaints).years == (2027, 2026)
    Seal.objects.all().delete()
    assert page(complaints).years == (2027,)


@pytest.mark.parametrize(
    "who", ["kepala-dinas", "staf-perdagangan", "sekretaris", "otto", "admin", "inspektur"]
)
def test_a_book_of_others_and_no_book_look_the_same(complaints: Complaints, who: str) -> None:
    """Who holds keys of its cases does not keep the book by that."""
    for key in (RECAP, "tidak-ada"):
        with pytest.raises(NoSuchCase):
            page(complaints, who, key)
    with pytest.raises(NoSuchCase):
        page(complaints, "operator-opd", "tidak-ada")


def test_my_books_are_those_that_my_posts_enter_something_in(complaints: Complaints) -> None:
    office, now = complaints.office, complaints.now
    mine = books.kept(office.officer("operator-opd"), now)
    assert [(line.key, line.years) for line in mine.books] == [(RECAP, (2026,))]
    theirs = books.kept(office.officer("sekretariat-pengaduan"), now)
    assert "agenda-rahasia" in {line.key for line in theirs.books}
    assert RECAP not in {line.key for line in theirs.books}
    assert books.kept(office.officer("otto"), now).books == ()


def queries(complaints: Complaints) -> int:
    who = complaints.office.officer("operator-opd")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        books.book(who, complaints.service.pk, RECAP, 2026, complaints.now)
    return len(asked)


def test_more_rows_ask_no_more_queries(complaints: Complaints) -> None:
    page(complaints)
    before = queries(complaints)
    for nonce in "abcde":
        complaints.complain(nonce)
        complaints.take_to("5")
    assert len(page(complaints).rows) == 8
    assert queries(complaints) == before


# -- a secret service ------------------------------------------------------------------------------------------


def register(desk: Desk, who: str = "kasi-pengaduan") -> BookPage:
    return books.book(desk.office.officer(who), desk.office.service.pk, "register-aduan", 2026, desk.now)


def test_of_a_secret_service_the_channel_is_read_from_what_was_sent(desk: Desk) -> None:
    """The row of a WBS case says nothing of how it came: the book opens it with the keeper's key."""
    desk.report("satu")
    desk.act(*WALK["3"])
    take_in(desk)
    desk.act(*WALK["3"])
    assert set(Case.objects.values_list("channel", flat=True)) == {""}
    found = register(desk)
    assert column(found, "kanal") == ["situs", "kotak"]
    assert column(found, "klasifikasi") == ["Persyaratan atau prosedur izin"] * 2
    assert found.recaps == ()
    more = {"month": 0, "channel": "kotak"}
    who = desk.office.officer("kasi-pengaduan")
    (row,) = books.book(who, desk.office.service.pk, "register-aduan", 2026, desk.now, **more).rows
    assert row.number == 2


def test_a_case_keeps_the_channel_by_which_it_came_when_another_is_merged_into_it(desk: Desk) -> None:
    desk.report("satu")
    first = desk.case
    take_in(desk)
    desk.act(*WALK["3"])
    who, how = desk.office.officer("kasi-pengaduan"), {"capacity": "kasi-pengaduan", "now": desk.now}
    merging.merge(code=first.code, turn=1, into=desk.case.code, reason="Sama.", by=who, **how)
    assert column(register(desk), "kanal") == ["kotak"]


def take_in(desk: Desk) -> None:
    taking_in.take_in(
        service=desk.office.service,
        channel="kotak",
        received=desk.now.date(),
        answers={"judul": "Izin belum terbit", "uraian": "Sudah tiga bulan."},
        identity={},
        files=(),
        referral=None,
        serial=None,
        secret=b"another browser's secret, 32 byte",
        nonce="dua",
        by=desk.office.officer("kasi-pengaduan"),
        capacity="kasi-pengaduan",
        now=desk.now,
    )
    desk.office.clock.forward(minutes=2)


def test_a_sealed_column_that_was_tampered_with_is_noticed(desk: Desk) -> None:
    desk.report()
    desk.act(*WALK["3"])
    Case.objects.update(state=b"\0" * 200)
    with pytest.raises(BadEnvelope):
        register(desk)


# -- the daily duty --------------------------------------------------------------------------------------------


def test_the_book_of_the_box_says_who_looked_and_what_was_there(desk: Desk) -> None:
    """001 step 2: "nihil", or how many."""
    who, service = desk.office.officer("kasi-pengaduan"), desk.office.service
    day = date(2026, 11, 23)
    for counts in ({"kotak": 0, "situs": 0}, {"kotak": 2, "situs": 1}):
        routine.check(
            service=service.pk,
            row="2",
            day=day,
            counts=counts,
            by=who,
            capacity="kasi-pengaduan",
            now=desk.now,
        )
        day = date(2026, 11, 24)
    found = books.checks(who, service.pk, "2", 2026, desk.now)
    assert [(row.day.day, row.counts["kotak"], row.by) for row in found.rows] == [
        (23, 0, who.officer.name),
        (24, 2, who.officer.name),
    ]
    assert found.rows[0].capacity and found.sources == ("kotak", "situs")
    assert [line.row for line in books.kept(who, desk.now).checks] == ["2"]
    with pytest.raises(NoSuchCase):
        books.checks(desk.office.officer("otto"), service.pk, "2", 2026, desk.now)


# -- taking a book along -----------------------------------------------------------------------------------------


def export(complaints: Complaints, who: str = "operator-opd", capacity: str = "operator-opd") -> BookPage:
    return exports.take_book(
        service=complaints.service.pk,
        key=RECAP,
        year=2026,
        by=complaints.office.officer(who),
        capacity=capacity,
        now=complaints.now,
    )


def test_taking_a_book_along_is_an_act(complaints: Complaints) -> None:
    """Promise 6: exports are in the journal: who, which book, how many rows; never what stood in them."""
    before = Event.objects.count()
    assert export(complaints) == page(complaints)
    assert Event.objects.count() == before + 1
    event = Event.objects.latest("id")
    assert (event.kind, event.by, event.capacity) == ("book.exported", "operator-opd", "operator-opd")
    assert (event.subject, event.facts) == (f"{RECAP}:2026", '{"count":3}')
    assert event.chain == f"books:{AGENCY}:aduan"


@pytest.mark.parametrize(
    ("who", "capacity", "refused"),
    [
        ("otto", "operator-opd", NoSuchCase),
        ("kepala-dinas", "kepala-dinas", NoSuchCase),
        ("operator-opd", "otto", Refused),
    ],
)
def test_who_does_not_keep_a_book_takes_none_along(
    complaints: Complaints, who: str, capacity: str, refused: type[Exception]
) -> None:
    before = snapshot()
    with pytest.raises(refused):
        export(complaints, who, capacity)
    assert snapshot() == before


def test_the_book_of_the_box_is_taken_along_as_an_act_too(desk: Desk) -> None:
    who, service = desk.office.officer("kasi-pengaduan"), Service.objects.get(pk=desk.office.service.pk)
    taken = {"service": service.pk, "row": "2", "year": 2026, "by": who, "now": desk.now}
    found = exports.take_checks(**taken, capacity="kasi-pengaduan")
    assert found == books.checks(who, service.pk, "2", 2026, desk.now)
    assert Event.objects.latest("id").subject == "2:2026"
    before = snapshot()
    with pytest.raises(Refused):
        exports.take_checks(**taken, capacity="otto")
    assert snapshot() == before
