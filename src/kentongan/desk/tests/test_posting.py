"""What is approved, and what is then posted where the complaint came from (seed 003, steps 8 to 10): read whole before
the tick, copied in one tap, photos without place and device, a link or a screenshot as proof."""

from collections.abc import Callable, Iterator

import pytest
from conftest import Office
from tests.browser import ORIGIN, Browser, a_file, log_in

from kentongan.board.tests.pictures import MARKS
from kentongan.cases.tests.complaints import AGENCY, TEXT, Complaints
from kentongan.desk.tests.conftest import PDF
from kentongan.desk.tests.offices import kept
from kentongan.web.middleware import CONTENT_SECURITY_POLICY, WITH_SCRIPT

HEAD, TEAM, OPERATOR, STAFF = "kepala-dinas", "tim-penanganan-aduan", "operator-opd", "staf-perdagangan"
SCRIPT = "<script"
PROOFS = ("bukti-tayang--jawaban", "bukti-tayang--penyelesaian")


@pytest.fixture
def desk(offices: Callable[[str], Office], clock) -> Iterator[Complaints]:
    with clock.everywhere():
        found = Complaints(offices(AGENCY))
        found.complain()
        yield found


def at(desk: Complaints, post: str) -> Browser:
    return log_in(post, desk.office.passwords[post]).open(f"/meja/berkas/{desk.case.code}/")


def photo_links(page: Browser, part: str) -> list[str]:
    content = page.response.content.decode()
    return [piece.split('"')[0] for piece in content.split('href="') if f"/{part}/" in piece.split('"')[0]]


class TestApproval:
    def test_r003_09_the_tick_stands_under_exactly_what_is_approved(self, desk: Complaints) -> None:
        desk.take_to("8a")
        page = at(desk, HEAD)
        before, _ = page.text.split("Saya menyetujui untuk ditayangkan", 1)
        assert TEXT in before.rsplit("Langkah 8a", 1)[1]
        assert "foto.jpg" in before.rsplit("Langkah 8a", 1)[1]

    def test_without_the_tick_nothing_is_approved(self, desk: Complaints) -> None:
        desk.take_to("8a")
        page, before = at(desk, HEAD), kept()
        page.send(page.form("/selesai/"), {}, ("outcome", "setuju"))
        assert "Silakan beri tanda pada kotak ini." in page.text
        assert kept() == before

    def test_a_photo_of_the_work_is_taken_and_shown(self, desk: Complaints) -> None:
        desk.take_to("7a")
        page = at(desk, STAFF)
        assert page.form("/selesai/").names["foto--selesai"] == "file"


class TestPassedOn:
    def test_who_corrects_reads_the_correction_at_the_step_itself(self, desk: Complaints) -> None:
        back = (HEAD, "perbaiki", {"catatan: koreksi kepala dinas": "Sebutkan tanggalnya."}, {})
        desk.take_to("8c", at_8a=back)
        step = at(desk, STAFF).text.split("Langkah 8c", 2)[1].split("Tindakan lain", 1)[0]
        assert "langkah 8a Koreksi Sebutkan tanggalnya." in step

    def test_a_step_that_passed_nothing_on_says_nothing(self, desk: Complaints) -> None:
        desk.take_to("8b")
        assert "langkah 8a" not in at(desk, TEAM).text.replace("Langkah 8a", "")


class TestPosting:
    def test_the_answer_is_there_to_be_copied_with_a_script_that_only_this_page_has(
        self, desk: Complaints
    ) -> None:
        desk.take_to("8b")
        page = at(desk, TEAM)
        content = page.response.content.decode()
        box = content.split('id="jawaban-disetujui"')[1].split("</textarea>")[0]
        assert TEXT in box and "readonly" in box
        assert content.count(SCRIPT) == 1
        assert page.response.headers["Content-Security-Policy"] == WITH_SCRIPT
        front = page.open("/meja/")
        assert SCRIPT not in front.response.content.decode()
        assert front.response.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY

    def test_before_the_approval_there_is_nothing_to_copy(self, desk: Complaints) -> None:
        desk.take_to("8a")
        page = at(desk, HEAD)
        assert "jawaban-disetujui" not in page.response.content.decode()
        assert page.response.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY

    def test_r003_08_a_photo_to_post_says_nothing_of_place_and_device(self, desk: Complaints) -> None:
        desk.take_to("8b")
        page = at(desk, TEAM)
        (link,) = photo_links(page, "foto")
        response = page.client.get(link, secure=True)
        content = b"".join(response.streaming_content)
        assert response.headers["Content-Type"] == "image/jpeg"
        assert response.headers["Content-Disposition"] == 'attachment; filename="foto.jpg"'
        assert content.startswith(b"\xff\xd8") and not [mark for mark in MARKS if mark in content]

    def test_a_file_that_is_no_photo_and_a_case_that_is_not_mine_have_none(self, desk: Complaints) -> None:
        desk.take_to("8b")
        (link,) = photo_links(at(desk, TEAM), "foto")
        otto = log_in("otto", desk.office.passwords["otto"])
        nobodys = link.replace(desk.case.code, "tidak-ada")
        answers = [otto.client.get(each, secure=True) for each in (link, nobodys)]
        assert [each.status_code for each in answers] == [404, 404]
        assert answers[0].content == answers[1].content
        assert at(desk, TEAM).client.get(f"{link[:-1]}x/", secure=True).status_code == 404


class TestProof:
    def test_a_link_or_a_screenshot_is_asked_for(self, desk: Complaints) -> None:
        desk.take_to("8b")
        page, before = at(desk, TEAM), kept()
        page.send(page.form("/selesai/"), {}, ("outcome", "selesai"))
        assert "Bagian ini belum diisi." in page.text
        assert kept() == before

    @pytest.mark.parametrize(
        "typed",
        ["bukan tautan", "javascript:alert(1)", "https://", "https://lapor.example/1 dan 2", "http://["],
    )
    def test_a_link_is_the_address_of_a_page(self, desk: Complaints, typed: str) -> None:
        desk.take_to("8b")
        page, before = at(desk, TEAM), kept()
        page.send(page.form("/selesai/"), {PROOFS[0]: typed}, ("outcome", "selesai"))
        assert page.text.count("Tautan ini belum lengkap.") == 2, page.text  # in the summary and at the field
        assert page.form("/selesai/").values[PROOFS[0]] == [typed]
        assert kept() == before

    def test_a_screenshot_is_enough(self, desk: Complaints) -> None:
        desk.take_to("8b")
        page = at(desk, TEAM)
        form = page.form("/selesai/")
        (name,) = {each for each in PROOFS if each in form.names}
        form.names[name] = "file"
        del form.values[name]
        page.send(form, {}, ("outcome", form.buttons[1][1]), {name: a_file("tayang.pdf", PDF)})
        assert page.url == "/meja/", page.text
        assert "tayang.pdf" in at(desk, OPERATOR).text


def test_an_approval_is_posted_to_its_step_only(desk: Complaints) -> None:
    desk.take_to("8a")
    page = at(desk, TEAM)
    token = page.form("/keluar/").values["csrfmiddlewaretoken"][0]
    data = {"csrfmiddlewaretoken": token, "turn": desk.case.turn, "outcome": "setuju", "sebagai": TEAM}
    before = kept()
    data["persetujuan--jawaban"] = "ya"
    answer = page.client.post(f"/meja/berkas/{desk.case.code}/selesai/", data, secure=True, headers=ORIGIN)
    assert "Belum dicatat" in answer.content.decode()
    assert kept() == before
