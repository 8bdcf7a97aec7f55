"""What the case page says of the work: what changed, how long it took, what is posted, which number a book gives."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.security.world import sealed_file

from kentongan.agencies import reads as agencies
from kentongan.cases import contributions, keys, reads, signing
from kentongan.cases.models import Contribution
from kentongan.cases.reads.changes import changes
from kentongan.cases.services import handling
from kentongan.cases.shapes import CasePage, Efforts, Field, StepForm

from .complaints import AGENCY, PROVED, TEXT, Complaints, photo
from .conftest import WALK, Desk
from .hands import AFTER_MEETING, UNTIL_MEETING, Hands, refused, sign_minutes

CORRECTED = "Jalan pasar sudah kering, mohon maaf."


class TestChanges:
    def test_r003_08_a_correction_is_read_word_by_word(self) -> None:
        assert changes("Jalan sudah kering.", "Jalan pasar sudah kering.") == (
            ("same", "Jalan "),
            ("added", "pasar "),
            ("same", "sudah kering."),
        )

    def test_what_was_replaced_is_said_as_gone_and_come(self) -> None:
        assert changes("Kami tunda.", "Kami kerjakan.") == (
            ("same", "Kami "),
            ("removed", "tunda."),
            ("added", "kerjakan."),
        )

    @given(st.text("ab \n", max_size=40), st.text("ab \n", max_size=40))
    @settings(max_examples=50)
    def test_joined_it_is_both_texts(self, before: str, after: str) -> None:
        found = changes(before, after)
        assert "".join(text for kind, text in found if kind != "added") == before
        assert "".join(text for kind, text in found if kind != "removed") == after

    def test_long_texts_are_compared_by_lines(self) -> None:
        lines = [f"kata-{number} {number}\n" for number in range(2000)]
        found = changes("".join(lines), "".join([*lines[:7], "baru\n", *lines[7:]]))
        assert [kind for kind, _ in found] == ["same", "added", "same"]


@pytest.fixture
def desk(offices) -> Complaints:
    found = Complaints(offices(AGENCY), kind="pertanyaan")
    found.complain()
    return found


def page(desk: Desk, who: str) -> CasePage:
    return reads.case_page(desk.office.officer(who), desk.case.code, desk.now)


def form(desk: Desk, who: str) -> StepForm:
    found = page(desk, who).form
    assert found is not None
    return found


def fields(desk: Desk, who: str) -> dict[str, Field]:
    found = form(desk, who)
    ways = (field for way in found.outcomes for field in way.fields)
    return {field.key: field for field in (*found.fields, *ways)}


class TestCorrection:
    """Seed 003, step 7: who does not agree corrects in place, and nothing goes back to the staff."""

    def test_r003_08_it_goes_on_with_the_corrected_text_and_the_page_shows_the_difference(
        self, desk: Complaints
    ) -> None:
        desk.take_to("7b")
        desk.act("kabid-perdagangan", "perbaiki", {"konsep: jawaban-aduan": CORRECTED})
        assert desk.case.step == "8a"
        (entry,) = page(desk, "kepala-dinas").history[-1].entries
        assert entry.changes == (
            ("same", "Jalan pasar sudah "),
            ("removed", "kering."),
            ("added", "kering, mohon maaf."),
        )
        assert fields(desk, "kepala-dinas")["persetujuan: jawaban"].text == CORRECTED

    def test_a_correction_that_was_saved_and_left_behind_does_not_count(self, desk: Complaints) -> None:
        desk.take_to("7b")
        before = fields(desk, "kabid-perdagangan")["konsep: jawaban-aduan"].value
        handling.save_draft(
            code=desk.case.code,
            turn=desk.case.turn,
            values={"konsep: jawaban-aduan": CORRECTED},
            by=desk.office.officer("kabid-perdagangan"),
            capacity="kabid-perdagangan",
            now=desk.now,
        )
        assert fields(desk, "kabid-perdagangan")["konsep: jawaban-aduan"].value == CORRECTED
        desk.act("kabid-perdagangan", "setuju", {})
        assert fields(desk, "kepala-dinas")["persetujuan: jawaban"].text == before == TEXT

    def test_the_first_text_has_nothing_to_be_compared_with(self, desk: Complaints) -> None:
        desk.take_to("7a")
        (entry,) = page(desk, "kepala-dinas").history[-1].entries
        assert (entry.text, entry.changes) == (TEXT, ())


class TestPosting:
    """Seed 003, steps 8 and 10: what was approved is posted where the complaint came from (copied in one tap)."""

    def test_r003_09_the_approved_text_is_there_to_be_copied(self, desk: Complaints) -> None:
        desk.take_to("8b")
        assert page(desk, "tim-penanganan-aduan").copy_text == TEXT

    def test_before_it_is_approved_there_is_nothing_to_copy(self, desk: Complaints) -> None:
        desk.take_to("8a")
        assert page(desk, "kepala-dinas").copy_text == ""

    def test_photos_go_with_it(self, offices) -> None:
        desk = Complaints(offices(AGENCY))
        desk.complain()
        desk.take_to("8b")
        assert [each.name for each in page(desk, "tim-penanganan-aduan").copy_photos] == ["foto.jpg"]

    def test_who_approves_sees_text_and_photos_together(self, offices) -> None:
        desk = Complaints(offices(AGENCY))
        desk.complain()
        desk.take_to("8a")
        field = fields(desk, "kepala-dinas")["persetujuan: jawaban"]
        assert (field.text, [each.name for each in field.files]) == (TEXT, ["foto.jpg"])

    @pytest.mark.parametrize("sort", ["link", "screenshot", "both"])
    def test_the_proof_is_a_link_or_a_screenshot(self, desk: Complaints, sort: str) -> None:
        desk.take_to("8b")
        need = "bukti tayang: jawaban"
        values = PROVED if sort != "screenshot" else {}
        files = {need: [sealed_file("layar.png")]} if sort != "link" else {}
        desk.act("tim-penanganan-aduan", None, values, files=files)
        (entry,) = page(desk, "tim-penanganan-aduan").history[-1].entries
        assert (entry.text, [each.name for each in entry.files]) == (
            PROVED[need] if sort != "screenshot" else "",
            ["layar.png"] if sort != "link" else [],
        )

    def test_without_proof_it_is_not_posted(self, desk: Complaints) -> None:
        desk.take_to("8b")
        refused("missing", lambda: desk.act("tim-penanganan-aduan", None, {}))

    def test_an_approval_is_over_what_was_seen(self, desk: Complaints) -> None:
        desk.take_to("8b")
        ring = keys.keyring(desk.case, desk.office.officer("operator-opd"))
        sop = agencies.sop(desk.case.sop_version)
        found = signing.approval(ring, sop, "jawaban")
        assert found is not None and (found.by, found.holds) == ("kepala-dinas", True)
        draft = Contribution.objects.filter(need="konsep: jawaban-aduan").latest("id")
        ring.case.turn = draft.turn
        contributions.write(
            ring,
            next(need for need in sop.steps["6b"].needs if need.kind == "draft"),
            {"text": "Lain."},
            by=desk.office.officer(draft.by),
            capacity=draft.capacity,
            now=desk.now,
        )
        found = signing.approval(ring, sop, "jawaban")
        assert found is not None and not found.holds


class TestFiles:
    def test_a_photo_of_the_turn_is_in_the_history_and_its_name_is_kept(self, offices) -> None:
        desk = Complaints(offices(AGENCY))
        desk.complain()
        desk.take_to("7a")
        files = {"foto: selesai": [sealed_file("satu.jpg", photo()), sealed_file("dua.jpg", photo(300))]}
        desk.act("staf-perdagangan", "selesai", {}, files=files)
        (entry,) = page(desk, "kabid-perdagangan").history[-1].entries
        assert [each.name for each in entry.files] == ["satu.jpg", "dua.jpg"]


@pytest.fixture
def hands(offices) -> Hands:
    found = Hands(offices("lamandau-dpmptsp"), "wbs")
    found.report()
    return found


class TestNumbers:
    """Seed 002, 6d: the number comes from the book of answers, and nobody types it."""

    def test_the_form_says_so_and_takes_nothing(self, hands: Hands) -> None:
        to_number(hands)
        (field,) = hands.form("sekretariat-wbs").fields
        assert (field.key, field.from_book, field.value) == ("nomor: tanggapan", True, "")

    def test_r002_07_it_is_taken_when_the_step_closes(self, hands: Hands) -> None:
        to_number(hands)
        hands.close("sekretariat-wbs", None, {"nomor: tanggapan": "karangan/1"})
        (entry,) = hands.page("sekretariat-wbs").history[-1].entries
        assert (entry.kind, entry.text) == ("number", "1/2026")

    def test_a_paper_keeps_its_number(self, hands: Hands) -> None:
        to_number(hands)
        hands.close("sekretariat-wbs")
        ring = keys.keyring(hands.case, hands.who("sekretariat-wbs"))
        assert contributions.text_of(ring, "nomor: tanggapan") == "1/2026"
        assert Contribution.objects.filter(need="nomor: tanggapan").count() == 1


def to_number(hands: Hands) -> None:
    hands.walk(UNTIL_MEETING, "5")
    sign_minutes(hands)
    hands.walk(AFTER_MEETING, "6d")


class TestEfforts:
    def begun(self, desk: Desk, who: str, minutes: int) -> None:
        """Somebody presses "Mulai" and takes so long, with the minute of the closing."""
        handling.begin(
            code=desk.case.code,
            turn=desk.case.turn,
            by=desk.office.officer(who),
            capacity=who,
            now=desk.now,
        )
        desk.office.clock.forward(minutes=minutes - 1)
        desk.act(*WALK[desk.case.step])

    def test_r001_12_the_page_holds_the_standard_beside_what_it_took(self, office) -> None:
        desk = Desk(office)
        desk.report()
        assert page(desk, "kasi-pengaduan").efforts is None
        self.begun(desk, "kasi-pengaduan", 15)  # 10 minutes are the standard
        assert page(desk, "kasi-pengaduan").efforts == Efforts(signed=10, taken=15)
        self.begun(desk, "kabid-pengaduan", 3)
        assert page(desk, "kasi-pengaduan").efforts == Efforts(signed=13, taken=18)

    def test_r001_12_the_whole_path_is_256_minutes_with_the_daily_check_of_five(self, office) -> None:
        desk = Desk(office)
        desk.report()
        desk.walk_to("the end")
        found = page(desk, "kasi-pengaduan").efforts
        assert found is not None and found.signed + 5 == 256

    def test_r002_09_a_row_of_several_steps_counts_once_and_the_reporters_not_at_all(
        self, hands: Hands
    ) -> None:
        to_number(hands)
        hands.walk(AFTER_MEETING[3:], "7")
        hands.close("sekretariat-wbs", "ditutup-sekretariat", {"alasan": "Diambil sendiri."})
        hands.close("sekretariat-wbs", "arsipkan", {"lokasi arsip": "Lemari 2"})
        found = hands.page("sekretariat-wbs").efforts
        assert found is not None and found.signed == 255

    def test_a_working_day_is_as_long_as_the_one_on_which_it_began(self, desk: Complaints) -> None:
        desk.take_to(
            "3"
        )  # two working days are the standard of step 2; this Monday has seven hours and a half
        assert page(desk, "operator-opd").efforts == Efforts(signed=2 * 450, taken=0)
