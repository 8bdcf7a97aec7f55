"""The acts beside the SOP on the case page: each has a form, works once, and says no without forgetting what was
typed."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from conftest import load_office
from tests.browser import ORIGIN, a_file

from kentongan.cases.models import Case, Pause
from kentongan.cases.tests.beside import ARCHIVE, COMPLAINT, KEBUMEN, KUKAR, REPORT, Beside
from kentongan.desk.tests.conftest import PDF
from kentongan.desk.tests.offices import Desks, kept, refuses
from kentongan.journal.models import Event

OPERATOR, HEAD, TEAM = "operator-opd", "kepala-dinas", "tim-penerima"
WHY = "Sudah dibicarakan dengan atasan."


@pytest.fixture
def complaint(db: None, clock) -> Iterator[Desks]:
    """A complaint that waits for the order of the head of the office."""
    with clock.everywhere():
        beside = Beside(load_office(KEBUMEN, clock), "aduan").arrive("rani")
        beside.carry("rani", COMPLAINT, "5")
        yield Desks(beside)


@pytest.fixture
def whistle(db: None, clock) -> Iterator[Desks]:
    """A whistleblower's report at a step that may be paused."""
    with clock.everywhere():
        yield Desks(Beside(load_office(KEBUMEN, clock), "wbs").arrive("rani"))


@pytest.fixture
def archived(db: None, clock) -> Iterator[Desks]:
    """A whistleblower's report, answered and archived."""
    with clock.everywhere():
        beside = Beside(load_office(KUKAR, clock), "wbs").arrive("rani")
        beside.carry("rani", REPORT, "10")
        beside.step("rani", "kasi-pengaduan", "arsipkan", ARCHIVE)
        yield Desks(beside)


def last_act() -> str:
    return str(Event.objects.latest("id").kind)


class TestExits:
    def test_refusing_takes_the_case_to_the_archive_step(self, complaint: Desks) -> None:
        page = complaint.at(HEAD)
        page.press(page.form("/tolak/"), alasan=WHY)
        assert page.url == "/meja/"
        assert complaint.beside.of("rani").step == "10b"
        assert "Belum dapat diproses" in complaint.at(OPERATOR).text

    def test_referring_names_the_authority_and_keeps_the_letter(self, complaint: Desks) -> None:
        page = complaint.at(OPERATOR)
        files = {"berkas": a_file("surat-pengantar.pdf", PDF)}
        page.press(page.form("/limpah/"), files=files, kepada="Dinas Perhubungan", alasan=WHY)
        assert page.url == "/meja/"
        shown = complaint.at(OPERATOR).text
        assert all(text in shown for text in ("Dinas Perhubungan", "surat-pengantar.pdf", WHY))

    def test_referring_without_an_authority_is_said_at_its_field(self, complaint: Desks) -> None:
        page = complaint.at(OPERATOR)
        refuses(page, page.form("/limpah/"), {"alasan": WHY}, "Tulis instansi yang dituju.")
        assert page.form("/limpah/").values["alasan"] == [f"\n{WHY}"]
        content = page.response.content.decode()
        assert '<details id="tindakan-limpah" open>' in content
        assert '<a href="#f-limpah-kepada">' in content

    def test_withdrawing_ends_a_complaint(self, complaint: Desks) -> None:
        page = complaint.at(OPERATOR)
        page.press(page.form("/tarik/"), alasan="Pelapor datang sendiri.")
        assert complaint.beside.of("rani").step == "10b"

    def test_withdrawing_ends_nothing_in_whistleblowing(self, whistle: Desks) -> None:
        page = whistle.at("ketua-tim-penerima")
        assert "Penanganan tetap berjalan." in page.text
        turn = whistle.beside.of("rani").turn
        page.press(page.form("/tarik/"), alasan="Pelapor ditekan.")
        assert whistle.beside.of("rani").turn == turn
        assert last_act() == "case.withdrawal-noted"


class TestPausing:
    def test_a_step_is_paused_and_resumed(self, whistle: Desks) -> None:
        page = whistle.at(TEAM)
        until = (whistle.beside.now + timedelta(days=7)).date().isoformat()
        page.press(page.form("/jeda/"), alasan=WHY, sampai=until)
        state = page.text.split("Isi laporan", 1)[0]  # above everything: who waits, and for what
        assert "Dijeda paling lama" in state and WHY in state
        assert WHY in page.text and "paling lama" in page.text
        page.press(page.form("/lanjut/"))
        assert Pause.objects.get().resumed_at is not None
        assert [form for form in page.forms if form.action.endswith("/jeda/")]

    @pytest.mark.parametrize("day", ["", "besok", "2026-02-31", "2020-01-01", "2096-01-01"])
    def test_a_day_that_cannot_be_is_said_at_its_field(self, whistle: Desks, day: str) -> None:
        page = whistle.at(TEAM)
        refuses(page, page.form("/jeda/"), {"alasan": WHY, "sampai": day})
        assert '<a href="#f-jeda-sampai">' in page.response.content.decode()
        assert page.form("/jeda/").values["sampai"] == [day]

    def test_the_reporter_is_asked_with_a_file(self, whistle: Desks) -> None:
        page = whistle.at(TEAM)
        until = (whistle.beside.now + timedelta(days=7)).date().isoformat()
        files = {"berkas": a_file("contoh.pdf", PDF)}
        page.press(page.form("/kelengkapan/"), files=files, teks="Tanggal kejadian?", sampai=until)
        assert "Tanggal kejadian?" in page.text and "contoh.pdf" in page.text
        assert whistle.beside.sees("rani").status == "menunggu-jawaban"

    def test_asking_for_nothing_is_refused_and_a_file_is_asked_for_again(self, whistle: Desks) -> None:
        page = whistle.at(TEAM)
        form = page.form("/kelengkapan/")
        until = (whistle.beside.now + timedelta(days=7)).date().isoformat()
        before = kept()
        page.press(form, files={"berkas": a_file("contoh.pdf", PDF)}, teks=" ", sampai=until)
        assert "Belum ada yang ditulis." in page.text
        assert "Berkas perlu dipilih sekali lagi." in page.text
        assert kept() == before

    def test_a_file_of_a_wrong_kind_is_said_at_its_field(self, whistle: Desks) -> None:
        page = whistle.at(TEAM)
        before = kept()
        files = {"berkas": a_file("alat.pdf", b"MZ\x90\x00" + bytes(100))}
        page.press(page.form("/kelengkapan/"), files=files, teks="Ini contohnya.")
        assert "alat.pdf: jenis berkas ini belum dapat diterima" in page.text
        assert page.form("/kelengkapan/").values["teks"] == ["\nIni contohnya."]
        assert kept() == before

    def test_a_step_that_may_not_wait_says_so(self, complaint: Desks) -> None:
        page = complaint.at(OPERATOR)
        assert "Jeda langkah ini: Langkah ini tidak boleh dijeda menurut SOP." in page.text
        assert not [form for form in page.forms if form.action.endswith("/jeda/")]


class TestSuccessors:
    def test_r003_14_a_complaint_becomes_a_whistleblowing_case_and_is_gone_from_here(
        self, complaint: Desks
    ) -> None:
        page = complaint.at(OPERATOR)
        assert "Ini tidak dapat dibatalkan." in page.text
        page.press(page.form("/alih-wbs/"), alasan="Menyangkut pejabat.")
        assert page.url == "/meja/"
        old, new = Case.objects.order_by("id")
        assert (new.service.key, new.follows) == ("wbs", old)
        assert page.open(f"/meja/berkas/{old.code}/").response.status_code == 404

    def test_an_archived_case_is_taken_up_again_in_a_new_one(self, archived: Desks) -> None:
        page = archived.at("kabid-pengaduan")
        page.press(page.form("/buka-kembali/"), alasan="Ada bukti baru.")
        old, new = Case.objects.order_by("id")
        assert (new.follows, old.ended_at is not None, new.ended_at) == (old, True, None)
        shown = archived.at("kasi-pengaduan", code=new.code)
        assert "Mengikuti berkas" in shown.text
        assert f"/meja/berkas/{old.code}/" in shown.response.content.decode()

    def test_an_objection_without_a_reason_is_refused(self, archived: Desks) -> None:
        page = archived.at("kabid-pengaduan")
        refuses(page, page.form("/keberatan/"), {"alasan": "  "}, "Tulis alasan Anda.")
        page.press(page.form("/keberatan/"), alasan="Jawaban belum lengkap.")
        assert Case.objects.count() == 2


class TestRecusal:
    def test_whoever_steps_back_sees_nothing_any_more(self, complaint: Desks) -> None:
        page = complaint.at("tim-penanganan-aduan")
        assert "Saya mempunyai benturan kepentingan. Lepaskan saya dari laporan ini." in page.text
        page.press(page.form("/undur-diri/"), alasan="Saudara saya.")
        assert page.url == "/meja/"
        assert page.open(f"/meja/berkas/{complaint.beside.codes['rani']}/").response.status_code == 404


ADDRESSES = [
    *("kelengkapan", "jeda", "lanjut", "tolak", "limpah", "tarik", "gabung", "alih-wbs", "buka-kembali"),
    *("keberatan", "undur-diri", "beri", "catatan-atasan/1"),
]


class TestEveryAct:
    @pytest.mark.parametrize("act", [each for each in ADDRESSES if each != "gabung"])
    def test_it_only_allows_post(self, complaint: Desks, act: str) -> None:
        page = complaint.at(OPERATOR)
        address = f"/meja/berkas/{complaint.beside.codes['rani']}/{act}/"
        assert page.client.get(address, secure=True).status_code == 405

    @pytest.mark.parametrize("act", ADDRESSES)
    def test_a_hidden_case_and_none_look_the_same(self, complaint: Desks, act: str) -> None:
        otto = complaint.browser("otto")
        token = otto.form().values["csrfmiddlewaretoken"][0]
        data = {"csrfmiddlewaretoken": token, "turn": "4", "alasan": WHY, "teks": "x", "sampai": "2026-12-01"}
        before = kept()
        answers = [
            otto.client.post(f"/meja/berkas/{code}/{act}/", data, secure=True, headers=ORIGIN)
            for code in (complaint.beside.codes["rani"], "tidak-ada")
        ]
        assert [each.status_code for each in answers] == [404, 404]
        assert answers[0].content == answers[1].content
        assert kept() == before

    def test_who_has_not_the_act_is_offered_none_and_refused(self, complaint: Desks) -> None:
        page = complaint.at(OPERATOR)
        assert not [form for form in page.forms if form.action.endswith("/tolak/")]
        form = page.form("/limpah/")
        form.action = form.action.replace("/limpah/", "/tolak/")
        refuses(page, form, {"alasan": WHY}, "Anda tidak berwenang melakukan ini.")
        assert WHY in page.response.content.decode()  # no such form on the page: it stands there to be copied

    def test_its_legal_basis_stands_beside_it(self, complaint: Desks) -> None:
        assert "Dasar: PermenPANRB 5/2025" in complaint.at(OPERATOR).text

    def test_an_old_page_is_told_that_the_step_is_done(self, complaint: Desks) -> None:
        page = complaint.at(OPERATOR)
        complaint.beside.step("rani", HEAD, None, {"instruksi": "Kerjakan."})
        refuses(page, page.form("/tarik/"), {"alasan": WHY}, "Langkah ini sudah dikerjakan")
