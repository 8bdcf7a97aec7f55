"""Seed 000, whistleblowing received by the Inspektorat: the first confirmation, the hand-over, and nothing silent."""

from datetime import UTC, datetime

from tests.browser import Browser

from .conftest import Begin

TEAM, SECRETARIAT = "ketua-tim-penerima", "sekretariat-pengaduan"
THURSDAY = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)  # 16.00 WIB, three working days after Monday


def test_r000_02_anybody_reaches_the_start_page_and_reads_what_may_be_reported(begin: Begin) -> None:
    """R000-02: without logging in; the wider scope of the two that the SOP names, not only the own workplace."""
    begin("000")
    page = Browser().open("/kebumen-disperindagkopukm/")
    assert page.response.status_code == 200
    assert "pelanggaran, penyelewengan, atau tindak pidana korupsi" in page.text
    assert "di lingkungan Pemerintah Kabupaten Kebumen" in page.text
    assert "di lingkungan kerja Anda" not in page.text


def test_r000_03_the_buttons_lead_to_the_form_and_the_code_takes_the_place_of_a_password(
    begin: Begin,
) -> None:
    """R000-03: "Tulis Pengaduan" leads to "Pengaduan Baru"; who comes back needs the code and no account."""
    rani = begin("000").rani
    page = Browser().open("/kebumen-disperindagkopukm/")
    assert "Tulis Pengaduan" in page.text
    assert "Pengaduan Baru" in page.open("/kebumen-disperindagkopukm/wbs/lapor/").text
    assert "password" not in set(page.form("/lapor/").names.values())
    assert rani.page().url == "/laporan/"


def test_r000_05_a_complete_report_waits_for_the_first_confirmation(begin: Begin) -> None:
    """R000-05: the receiving team writes to the reporter within three working days."""
    journey = begin("000")
    assert journey.turn.due == THURSDAY
    page = journey.page(TEAM)
    assert "menghubungi pelapor untuk konfirmasi awal" in page.text
    journey.driver.fill = lambda name: "Laporan Anda kami terima." if name == "pesan" else f"Isi {name}."
    journey.take("lengkap")
    assert "Laporan Anda kami terima." in journey.rani.page().text


def test_r000_07_what_is_complete_goes_to_the_secretariat(begin: Begin) -> None:
    """R000-07: with the moment of the hand-over; nobody but who is to have it gets it."""
    journey = begin("000").to("5b")
    assert not journey.sees(SECRETARIAT)
    journey.take("lengkap")
    assert journey.case.step == "5c"
    assert journey.turn.entered_at == journey.office.clock.now
    assert f"/meja/berkas/{journey.code}/" in journey.driver.browser(SECRETARIAT).response.content.decode()


def test_r000_07_what_is_not_complete_is_asked_for_and_never_closed(begin: Begin) -> None:
    """R000-07: the reporter reads that an answer is awaited, and which."""
    journey = begin("000").to("5b")
    journey.driver.fill = lambda _name: "Lampirkan kuitansinya."
    journey.take("minta-kelengkapan")
    text = journey.rani.page().text
    assert "Menunggu jawaban Anda" in text
    assert "Lampirkan kuitansinya." in text
    assert (journey.case.step, journey.case.ended_at) == ("5b", None)


def test_r000_05_what_is_written_for_one_answer_is_never_sent_with_another(begin: Begin) -> None:
    """R000-05, R000-07: both ways out of the step ask for a message; the reporter reads that of the way taken."""
    journey = begin("000")
    page = journey.page(TEAM)
    form = page.form("/selesai/")
    said = {"lengkap.pesan": "Laporan Anda lengkap.", "minta-kelengkapan.pesan": "Sebutkan tanggalnya."}
    page.send(form, said, ("outcome", "minta-kelengkapan"))
    text = journey.rani.page().text
    assert "Sebutkan tanggalnya." in text
    assert "Laporan Anda lengkap." not in text
