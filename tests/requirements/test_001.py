"""Seed 001, complaints that are kept secret: the daily check, sorting, the two ways to an answer, letter and number."""

import pytest
from django.utils import timezone

from kentongan.cases.models import RoutineCheck
from tests.browser import Browser

from .conftest import Begin, Journey

KASI, KABID, OTHER = "kasi-pengaduan", "kabid-pengaduan", "kabid-perizinan"


@pytest.fixture
def sorted_out(begin: Begin) -> Journey:
    """A report about another unit, on the desk of the Kabid."""
    journey = begin("001")
    journey.take("serahkan", klasifikasi="persyaratan", unit="perizinan")
    return journey


@pytest.mark.parametrize("counts", [{"kotak": 0, "situs": 0}, {"kotak": 2, "situs": 1}])
def test_r001_03_each_working_day_has_one_check_with_its_counts(begin: Begin, counts: dict[str, int]) -> None:
    """R001-03: nothing, or how many were in the box and on the site; by whom, on which day; and not twice."""
    driver = begin("001").driver
    page = driver.browser(KASI)
    form = page.form("/rutin/")
    names = [name for name, kind in form.names.items() if kind == "number"]
    assert len(names) == len(counts)
    page.send(form, {name: str(number) for name, number in zip(names, counts.values(), strict=True)})
    (check,) = RoutineCheck.objects.all()
    assert (check.counts, check.by, check.day) == (counts, KASI, timezone.now().date())
    assert not [each for each in driver.browser(KASI).forms if "/rutin/" in each.action]


def test_r001_04_kind_and_unit_are_chosen_before_it_is_handed_over(begin: Begin) -> None:
    """R001-04: without them the step stays open, and the page says what is missing."""
    journey = begin("001")
    page = journey.try_to("serahkan", KASI, klasifikasi="persyaratan")
    assert "Bidang yang dituju" in page.text
    assert "Jenis aduan: Silakan pilih salah satu." in journey.try_to("serahkan", KASI, unit="perizinan").text
    journey.take("serahkan", klasifikasi="persyaratan", unit="perizinan")
    assert journey.case.step == "4"


def test_r001_05_it_is_handed_to_the_unit_with_words_as_between_equals(sorted_out: Journey) -> None:
    """R001-05: target, words and moment stand in the file; the paper is a nota dinas, never a disposisi."""
    assert not sorted_out.sees(OTHER)
    sorted_out.try_to("bidang-lain", KABID)
    sorted_out.take("bidang-lain")
    assert sorted_out.driver.sop.papers["lembar-penerusan"].kind == "nota dinas"
    text = sorted_out.page(OTHER).text
    assert "Teruskan ke bidang terkait" in text
    assert "Isi instruksi." in text
    assert sorted_out.turn.entered_at == sorted_out.office.clock.now


def test_r001_06_own_topics_are_answered_by_the_kabid(begin: Begin) -> None:
    """R001-06: no other unit gets the file, and there is no way on without an answer."""
    journey = begin("001")
    journey.take("serahkan", klasifikasi="informasi", unit="informasi")
    journey.take("bidang-sendiri")
    assert journey.case.step == "5"
    journey.try_to("selesai", KABID)
    journey.take("selesai")
    assert journey.case.step == "7"
    assert not journey.sees(OTHER)


def test_r001_07_another_unit_answers_and_gives_it_back_to_the_kasi(sorted_out: Journey) -> None:
    """R001-07: the result is a must; then the file lies with the Kasi."""
    sorted_out.take("bidang-lain")
    sorted_out.try_to("selesai", OTHER)
    sorted_out.take("selesai")
    assert sorted_out.case.step == "7"
    assert sorted_out.page(KASI).form("/selesai/").names


def test_r001_08_the_reply_is_drafted_changed_and_keeps_every_version(sorted_out: Journey) -> None:
    """R001-08: what was sent back is written on; both texts stay in the file."""
    sorted_out.take("bidang-lain")
    sorted_out.take("selesai")
    sorted_out.driver.fill = lambda _name: "Surat pertama."
    sorted_out.take("selesai")
    sorted_out.take("kembalikan")
    page = sorted_out.page(KASI)
    assert page.form("/selesai/").values["konsep--surat-balasan"] == ["\nSurat pertama."]
    sorted_out.driver.fill = lambda _name: "Surat kedua."
    sorted_out.take("selesai")
    text = sorted_out.page(KABID).text
    assert "Surat pertama." in text
    assert "Surat kedua." in text


def test_r001_09_no_letter_goes_out_without_signature_and_number(sorted_out: Journey) -> None:
    """R001-09: the number comes from the office's own book and is typed in; until then nothing can be sent."""
    for outcome in ("bidang-lain", "selesai", "selesai"):
        sorted_out.take(outcome)
    sorted_out.try_to("tanda-tangan", KABID)
    sorted_out.take("tanda-tangan")
    assert "SOP Penanganan Surat Keluar" in sorted_out.page(KASI).text
    sorted_out.try_to("selesai", KASI)
    sorted_out.driver.fill = lambda _name: "503/77/2026"
    sorted_out.take("selesai")
    assert sorted_out.case.step == "9"


def test_r001_10_the_letter_reaches_who_gave_no_name_and_bears_none(sorted_out: Journey) -> None:
    """R001-10: how it was delivered is recorded; the answer stands on the reporter's own page."""
    for outcome in ("bidang-lain", "selesai", "selesai", "tanda-tangan", "selesai"):
        sorted_out.take(outcome)
    sorted_out.try_to("selesai", KASI)
    assert "Ada jawaban untuk Anda" not in sorted_out.rani.page().text
    sorted_out.take("selesai")
    text = sorted_out.rani.page().text
    assert "Ada jawaban untuk Anda" in text
    assert "Isi konsep--surat-balasan." in text
    assert "Isi bukti-kirim--surat-balasan." in sorted_out.page(KASI).text


def test_r001_11_the_archive_says_where_and_never_changes_again(sorted_out: Journey) -> None:
    """R001-13: R001-11: read-only, with the place of the paper; no form is left on its page."""
    for outcome in ("bidang-lain", "selesai", "selesai", "tanda-tangan", "selesai", "selesai"):
        sorted_out.take(outcome)
    sorted_out.try_to("arsipkan", KASI)
    sorted_out.take("arsipkan")
    page: Browser = sorted_out.page(KASI)
    assert "Isi lokasi-arsip." in page.text
    assert not [form for form in page.forms if form.action.endswith(("/selesai/", "/pesan/", "/catatan/"))]
