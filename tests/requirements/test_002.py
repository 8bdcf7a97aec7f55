"""Seed 002, whistleblowing by two teams: notes, study, meeting, minutes signed by all, an answer with its number."""

import pytest

from kentongan.papers.models import Entry

from .conftest import Begin

OFFICE, STUDY, AUDIT, HEAD = "sekretariat-wbs", "tim-telaah", "tim-audit", "kepala-dinas"


def entries(book: str) -> list[int]:
    return list(Entry.objects.filter(book__kind=book).values_list("number", flat=True))


def test_r002_03_it_is_noted_and_entered_in_the_book_of_requests(begin: Begin) -> None:
    """R002-03: the note is a must; the number is given by the book."""
    journey = begin("002")
    journey.try_to("selesai", OFFICE)
    assert entries("agenda-permohonan") == []
    journey.take("selesai")
    assert entries("agenda-permohonan") == [1]


def test_r002_04_the_study_goes_to_the_head_signed(begin: Begin) -> None:
    """R002-04: what was found, and the letter to the head of the office; neither may be missing."""
    journey = begin("002").to("3")
    page = journey.try_to("selesai", STUDY, **{"catatan--hasil-telaah": "Berkadar."})
    assert "Surat Pengaduan WBS" in page.text
    assert not journey.sees(HEAD)
    journey.take("selesai")
    assert journey.sees(HEAD)
    assert "Isi konsep--surat-pengaduan." in journey.page(HEAD).text


def test_r002_05_the_meeting_has_attendance_decisions_and_who_stepped_back(begin: Begin) -> None:
    """R002-05: who was there, what was decided, and that nobody with a conflict of interest took part."""
    journey = begin("002").to("4")
    page = journey.try_to("selesai", HEAD, notula="Rapat pukul sembilan.")
    for lacking in ("Daftar hadir", "Putusan rapat", "benturan kepentingan"):
        assert lacking in page.text
    journey.take("selesai")
    text = journey.page(AUDIT).text
    assert "Isi putusan." in text
    assert set(journey.driver.taken.present) == {HEAD, AUDIT, STUDY, OFFICE}


def test_r002_06_the_minutes_are_signed_by_everybody_who_was_there(begin: Begin) -> None:
    """R002-06: one signature missing, and they do not go on; each signs in their own browser."""
    journey = begin("002").to("5")
    driver, present = journey.driver, journey.driver.taken.present
    driver.taken.present = [who for who in present if who != HEAD]
    with pytest.raises(AssertionError, match="no such button"):  # all others have signed; the way on is shut
        journey.take("selesai")
    assert journey.case.step == "5"
    assert "Belum semua yang hadir memberikan bagiannya." in journey.page(AUDIT).text
    driver.taken.present = [HEAD]
    journey.take("selesai")
    assert journey.case.step == "6a"


def test_r002_07_the_answer_is_signed_numbered_and_entered_in_the_book_of_answers(begin: Begin) -> None:
    """R002-07: signed by the head, numbered by the book, and only then the reporter reads it."""
    journey = begin("002").to("6c")
    journey.try_to("tanda-tangan", HEAD)
    journey.take("tanda-tangan")
    assert entries("agenda-tanggapan") == []
    journey.take("selesai")
    assert entries("agenda-tanggapan") == [1]
    assert "Isi konsep--tanggapan." not in journey.rani.page().text
    journey.take("selesai")
    text = journey.rani.page().text
    assert "Isi konsep--tanggapan." in text
    assert "1/2026" in text


def test_r002_08_the_reporter_says_that_the_answer_has_come(begin: Begin) -> None:
    """R002-08: on their own page, without a name; the desk learns of it."""
    journey = begin("002").to("7")
    journey.take("diterima")
    assert journey.case.step == "8"
    assert journey.sees(OFFICE)


def test_r002_08_of_who_cannot_be_reached_the_reason_is_recorded(begin: Begin) -> None:
    """R002-08: the secretariat closes the step, and not without a reason."""
    journey = begin("002").to("7")
    journey.try_to("ditutup-sekretariat", OFFICE)
    journey.take("ditutup-sekretariat")
    assert "Isi alasan." in journey.page(OFFICE).text


def test_r002_09_the_archived_answer_can_be_read_and_not_changed(begin: Begin) -> None:
    """R002-09: the whole file, with the place of the paper."""
    journey = begin("002").to("8")
    journey.take("arsipkan")
    page = journey.page(OFFICE)
    assert "Isi lokasi-arsip." in page.text
    assert not [form for form in page.forms if form.action.endswith("/selesai/")]


def test_r002_11_every_step_names_the_person_who_took_it(begin: Begin) -> None:
    """R002-11, warning 1: name, seat and moment of each step."""
    journey = begin("002").to("4")
    names = {turn.closed_by for turn in journey.case.turns.exclude(closed_by="")}
    assert names == {OFFICE, STUDY}
    text = journey.page(STUDY).text
    for seat in ("Petugas Sekretariat WBS", "Tim Telaah"):
        assert seat in text


def test_r002_11_what_is_late_goes_on_with_a_reason_and_waits_for_the_superior(begin: Begin) -> None:
    """R002-11, warning 2: the step is not held up; the record of it stays open until the superior's note."""
    journey = begin("002")
    journey.office.clock.forward(days=3)
    page = journey.page(OFFICE)
    assert "alasan-ketidaksesuaian" in page.form("/selesai/").names
    journey.try_to("selesai", OFFICE, **{"konsep--catatan-pengaduan": "Dicatat."})
    journey.take("selesai")
    (deviation,) = journey.case.deviations.all()
    assert deviation.noted_at is None
    assert "Isi alasan-ketidaksesuaian." in journey.page(OFFICE).text
    journey.take("selesai")
    page = journey.page(HEAD)
    page.press(
        next(
            form for form in page.forms if "catatan-atasan" in form.action or "ketidaksesuaian" in form.action
        )
    )


def test_r002_11_out_of_its_order_nothing_is_processed(begin: Begin) -> None:
    """R002-11, warning 3: a step that is not due takes nothing, whoever asks."""
    journey = begin("002")
    form = journey.page(OFFICE).form("/selesai/")
    form.values["turn"] = ["4"]
    page = journey.driver.at(OFFICE, f"/meja/berkas/{journey.code}/")
    page.send(form, {"konsep--catatan-pengaduan": "Dicatat."})
    assert "Belum dicatat" in page.text
    assert journey.case.step == "2"
