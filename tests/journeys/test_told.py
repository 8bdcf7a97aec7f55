"""What a handled case tells whom: history and archive, the answer to the reporter, notices to who is next."""

from conftest import Office

from kentongan.cases import keys, trail
from kentongan.cases.access import case_for
from kentongan.cases.models import Case, Contribution, Turn
from kentongan.notices.models import Notice
from tests.browser import Browser, enter, report

from . import PLAIN_WALK
from .drive import Driver

KASI, KABID, UNIT = "kasi-pengaduan", "kabid-pengaduan", "kabid-perizinan"
FITS, FITS_NOT = "tanda tangan tercatat sesuai isi", "tanda tangan tercatat tidak sesuai isi"


def carried(driver: Driver, step: str = "") -> Case:
    """Carry the case to a step, or to its end."""
    case = Case.objects.get()
    if step:
        driver.walk_to(case.code, PLAIN_WALK, step)
    else:
        for _step, _outcome in driver.walk(case.code, PLAIN_WALK):
            pass
    return case


class TestHistory:
    def test_it_names_each_step_who_took_it_and_what_was_recorded(self, driver: Driver, case: str) -> None:
        carried(driver, "7")
        text = driver.browser(KASI).open(case).text
        assert "Langkah 3: Kasi melakukan pemilahan" in text
        assert "Serahkan kepada Kabid" in text
        assert "23 November 2026 pukul 09.03 WITA · dikerjakan 1 menit" in text
        for told in ("Jenis aduan", "Bidang yang dituju", "Isi catatan--hasil-pemilahan."):
            assert told in text
        assert "Hasil tindak lanjut pada form Isi jawaban." in text
        assert "Belum ada langkah yang selesai." not in text

    def test_the_answers_are_read_without_the_help_of_their_choices(self, driver: Driver, case: str) -> None:
        text = driver.browser(KASI).open(case).text
        assert "Bagaimana Anda ingin melapor? Nama dirahasiakan Judul" in text
        assert "Nama disimpan terkunci" not in text

    def test_a_case_that_has_ended_stands_in_the_archive_and_can_be_read(
        self, driver: Driver, case: str
    ) -> None:
        ended = carried(driver)
        page = driver.browser(KASI)
        assert "Arsip: 1 berkas" in page.text
        assert case not in page.response.content.decode()
        page.open("/meja/arsip/")
        assert f'href="{case}"' in page.response.content.decode()
        assert ended.code[:6] in page.text
        assert "Selesai dan diarsipkan" in page.open(case).text


class TestTheAnswer:
    def test_it_says_that_the_recorded_signature_fits(self, driver: Driver, case: str, code: str) -> None:
        carried(driver)
        page = enter(code)
        assert "Isi konsep--surat-balasan." in page.text
        assert "Tanda tangan tercatat: Kepala Bidang" in page.text
        assert FITS in page.text
        assert FITS_NOT not in page.text

    def test_a_draft_that_was_changed_afterwards_does_not_carry_it(
        self, driver: Driver, case: str, code: str, monkeypatch
    ) -> None:
        # The digest of the rows would refuse the next act already; what lies behind it must hold by itself.
        found = carried(driver, "8b")
        monkeypatch.setattr(trail, "need_whole", lambda _case: None)
        who = driver.office.officer(KASI)
        ring = keys.keyring(case_for(who.officer, found.code, driver.office.clock.now), who)
        row = Contribution.objects.filter(need="konsep: surat-balasan").latest("id")
        field = f"turn:{row.turn}:{row.need}:{row.by}"
        row.sealed = ring.now.seal(field, {"text": "Bukan isi yang ditandatangani."}, revision=row.revision)
        row.save()
        rest = PLAIN_WALK[[step for step, _ in PLAIN_WALK].index("8b") :]
        for _step, _outcome in driver.walk(found.code, rest):
            pass
        page = enter(code)
        assert "Bukan isi yang ditandatangani." in page.text
        assert FITS_NOT in page.text

    def test_it_claims_no_certified_signature_in_either_language(
        self, driver: Driver, case: str, code: str
    ) -> None:
        carried(driver)
        page = enter(code)
        english = page.client.get("/laporan/?bahasa=en", secure=True).content.decode()
        assert "Recorded signature: Kepala Bidang" in english
        assert "the recorded signature fits the text" in english
        for word in ("ditandatangani secara elektronik", "TTE", "Ditandatangani oleh"):
            assert word not in page.text
        for word in ("electronically signed", "signed electronically", "Signed by"):
            assert word not in english


class TestNotices:
    def test_a_report_tells_who_is_first_with_its_slot(self, moving: Office) -> None:
        moving.clock.forward(seconds=20)
        report()
        (notice,) = Notice.objects.all()
        case = Case.objects.get()
        assert (notice.recipient, notice.kind) == (KASI, "case-arrived")
        assert notice.not_before == case.slot > moving.clock.now

    def test_a_move_tells_who_is_next_at_once_and_not_who_acted(self, driver: Driver, case: str) -> None:
        Notice.objects.all().delete()
        carried(driver, "4")
        (notice,) = Notice.objects.all()
        assert (notice.recipient, notice.kind) == (KABID, "case-arrived")
        assert notice.not_before == Turn.objects.get(number=2).entered_at

    def test_who_hands_a_case_to_themselves_gets_no_notice(self, driver: Driver, case: str) -> None:
        carried(driver, "9")
        Notice.objects.all().delete()
        step = driver.sop.steps["9"]
        driver.take(Case.objects.get().code, step, step.outcomes["selesai"], {})
        assert Case.objects.get().step == "10"
        assert not Notice.objects.exists()

    def test_a_message_of_the_reporter_tells_who_holds_the_step_with_its_slot(
        self, driver: Driver, case: str, code: str
    ) -> None:
        carried(driver, "4")
        Notice.objects.all().delete()
        driver.office.clock.forward(seconds=20)
        rani = enter(code)
        rani.press(rani.form("/laporan/"), pesan="Tanggal 3 Agustus.")
        (notice,) = Notice.objects.all()
        assert (notice.recipient, notice.kind) == (KABID, "message-arrived")
        assert notice.not_before > driver.office.clock.now
        kabid = driver.browser(KABID).open(case)
        assert "Tanggal 3 Agustus." not in kabid.text
        driver.office.clock.forward(minutes=1)
        assert notice.not_before <= driver.office.clock.now
        assert "Tanggal 3 Agustus." in driver.browser(KABID).open(case).text

    def test_a_message_of_an_officer_tells_nobody_at_the_desk(self, driver: Driver, case: str) -> None:
        Notice.objects.all().delete()
        page: Browser = driver.browser(KASI).open(case)
        page.press(page.form("/pesan/"), teks="Kapan Anda mengajukan izin?")
        assert not Notice.objects.exists()
