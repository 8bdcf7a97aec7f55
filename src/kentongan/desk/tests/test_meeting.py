"""A meeting on the pages (seed 002, steps 4 and 5): who was there is ticked, all of them sign one text, each at their
own desk; a number comes from the book, not from a field."""

from collections.abc import Iterator

import pytest
from conftest import load_office
from tests.browser import Browser, Form

from kentongan.cases.models import Contribution
from kentongan.cases.tests.beside import Beside
from kentongan.cases.tests.hands import AFTER_MEETING, MINUTES, PRESENT, UNTIL_MEETING, sign_minutes
from kentongan.desk.tests.offices import Desks, kept

HEAD, AUDIT, TEAM, OFFICE = "kepala-dinas", "tim-audit", "tim-telaah", "sekretariat-wbs"
DRAFT, SIGN = "konsep--berita-acara", "tanda-tangan--berita-acara"
TEXT = "Berita acara rapat."


@pytest.fixture
def meeting(db: None, clock) -> Iterator[Desks]:
    """The case waits for the meeting."""
    with clock.everywhere():
        beside = Beside(load_office("lamandau-dpmptsp", clock), "wbs").arrive("rani")
        beside.carry("rani", UNTIL_MEETING[:2], "4")
        yield Desks(beside)


@pytest.fixture
def minutes(meeting: Desks) -> Desks:
    """The meeting is over; its minutes are drafted and wait for everybody's signature."""
    meeting.beside.carry("rani", UNTIL_MEETING[2:], "5")
    meeting.beside.save(AUDIT, {MINUTES: TEXT})
    return meeting


def closing(page: Browser) -> Form:
    return page.form("/selesai/")


def alone(page: Browser) -> Browser:
    """Sign without closing, in the form of who could close."""
    return page.send(closing(page), {SIGN: "ya"}, ("bagian", SIGN))


class TestAttendance:
    def test_r002_05_who_was_there_is_ticked_by_name_and_post(self, meeting: Desks) -> None:
        page = meeting.at(HEAD)
        assert closing(page).options["daftar-hadir"] == [*PRESENT[:2], TEAM, OFFICE]
        assert "Ratna Sari, Tim Telaah" in page.text

    def test_nobody_ticked_is_said_and_the_rest_kept(self, meeting: Desks) -> None:
        page = meeting.at(HEAD)
        page.send(closing(page), {"notula": "Dibahas."}, ("outcome", "selesai"))
        assert "Silakan pilih paling sedikit satu." in page.text
        assert closing(page).values["notula"] == ["\nDibahas."]

    def test_what_was_ticked_is_ticked_again_after_a_refusal(self, meeting: Desks) -> None:
        page = meeting.at(HEAD)
        closing(page).values["daftar-hadir"] = [HEAD, AUDIT]
        page.send(closing(page), {"notula": "Dibahas."}, ("outcome", "selesai"))
        assert closing(page).values["daftar-hadir"] == [HEAD, AUDIT]


class TestSigning:
    def test_r002_06_each_signs_what_they_read_and_the_others_see_who_is_awaited(
        self, minutes: Desks
    ) -> None:
        page = minutes.at(TEAM)
        assert TEXT in page.text
        assert "Masih ditunggu: Siti Rahmawati, Hendra Gunawan, Ratna Sari" in page.text
        assert not [form for form in page.forms if form.action.endswith("/selesai/")]
        page.send(page.form("/beri/"), {SIGN: "ya"})
        assert "Sudah memberikan: Ratna Sari" in page.text and "Sudah Anda berikan" in page.text
        assert "Sudah memberikan: Ratna Sari" in minutes.at(AUDIT).text

    def test_a_text_written_anew_since_the_page_was_opened_is_read_before_it_is_signed(
        self, minutes: Desks
    ) -> None:
        page = minutes.at(TEAM)
        form = page.form("/beri/")
        minutes.beside.save(AUDIT, {MINUTES: "Berita acara yang lain."})
        before = kept()
        page.send(form, {SIGN: form.options[SIGN][0]})
        assert "Naskah berubah setelah Anda membukanya." in page.text
        assert "Berita acara yang lain." in page.text
        assert kept() == before
        assert SIGN not in page.form("/beri/").values  # the tick was for the other text
        page.send(page.form("/beri/"), {SIGN: page.form("/beri/").options[SIGN][0]})
        assert "Sudah memberikan: Ratna Sari" in page.text

    def test_without_the_tick_nothing_is_given(self, minutes: Desks) -> None:
        page, before = minutes.at(TEAM), kept()
        page.send(page.form("/beri/"), {})
        assert "Silakan beri tanda pada kotak ini." in page.text
        assert kept() == before

    def test_who_could_close_may_sign_only_and_keeps_what_else_was_written(self, minutes: Desks) -> None:
        page = minutes.at(AUDIT)
        page.send(closing(page), {SIGN: "ya", DRAFT: "Naskah yang belum disimpan."}, ("bagian", SIGN))
        assert Contribution.objects.filter(need="tanda tangan: berita-acara", by=AUDIT).exists()
        assert closing(page).values[DRAFT] == ["\nNaskah yang belum disimpan."]
        assert minutes.beside.of("rani").step == "5"

    def test_nobody_can_sign_before_there_is_a_text(self, meeting: Desks) -> None:
        meeting.beside.carry("rani", UNTIL_MEETING[2:], "5")
        page = meeting.at(AUDIT)
        assert ("bagian", SIGN) not in closing(page).elsewhere
        assert ("outcome", "selesai", False) in closing(page).buttons
        assert "Belum semua yang hadir memberikan bagiannya." in page.text

    def test_the_last_signature_closes_the_step(self, minutes: Desks) -> None:
        head, team = minutes.at(HEAD), minutes.at(TEAM)
        for page in (head, team):
            page.send(page.form("/beri/"), {SIGN: "ya"})
        page = minutes.at(AUDIT)
        page.send(closing(page), {SIGN: "ya"}, ("outcome", "selesai"))
        assert page.url == "/meja/", page.text
        assert minutes.beside.of("rani").step == "6a"

    def test_a_part_that_is_none_is_refused(self, minutes: Desks) -> None:
        page, before = minutes.at(TEAM), kept()
        form = page.form("/beri/")
        form.values["bagian"] = ["konsep--berita-acara"]
        page.send(form, {SIGN: "ya"})
        assert "Belum dicatat" in page.text
        assert kept() == before


def test_r002_07_the_number_comes_from_the_book(minutes: Desks) -> None:
    sign_minutes(minutes.beside)
    minutes.beside.carry("rani", AFTER_MEETING[:3], "6d")
    page = minutes.at(OFFICE)
    assert "diberikan buku agenda saat langkah ini diselesaikan" in page.text
    assert not [name for name in closing(page).names if name.startswith("nomor")]
    page.send(closing(page), {}, ("outcome", "selesai"))
    assert "1/2026" in minutes.at(OFFICE).text
