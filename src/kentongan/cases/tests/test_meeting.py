"""The meeting and its minutes (seed 002, steps 4 and 5): who was there is chosen, and all of them sign one text."""

import pytest
from tests.snapshot import snapshot

from kentongan.cases.errors import NoSuchCase
from kentongan.cases.models import Contribution
from kentongan.notices.models import Notice

from .hands import (
    AFTER_MEETING,
    MEETING,
    MINUTES,
    MINUTES_SIGNED,
    PRESENT,
    UNTIL_MEETING,
    Hands,
    empty,
    refused,
    sign_minutes,
)


@pytest.fixture
def hands(offices) -> Hands:
    found = Hands(offices("lamandau-dpmptsp"), "wbs")
    found.report()
    return found


@pytest.fixture
def meeting(hands: Hands) -> Hands:
    """The case waits for the meeting."""
    hands.walk(UNTIL_MEETING[:2], "4")
    return hands


@pytest.fixture
def minutes(hands: Hands) -> Hands:
    """The meeting is over: its minutes are to be written and signed."""
    hands.walk(UNTIL_MEETING, "5")
    return hands


class TestAttendance:
    def test_r002_05_whoever_sits_at_the_table_can_be_noted_as_present(self, meeting: Hands) -> None:
        field = next(each for each in meeting.form("kepala-dinas").fields if each.kind == "attendance")
        assert [key for key, _ in field.choices] == [
            "kepala-dinas",
            "tim-audit",
            "tim-telaah",
            "sekretariat-wbs",
        ]
        assert all(
            name.endswith(post)
            for name, post in zip(
                [label for _, label in field.choices],
                ["Kepala Dinas", "Tim Audit", "Tim Telaah", "Petugas Sekretariat WBS"],
                strict=True,
            )
        )

    @pytest.mark.parametrize("stranger", ["otto", "admin", "inspektur", "penjaga-identitas", "siapa"])
    def test_nobody_else_was_there(self, meeting: Hands, stranger: str) -> None:
        listed = f"{MEETING['daftar hadir']}\n{stranger}"
        said = refused(
            "unknown-value",
            lambda: meeting.close("kepala-dinas", None, {**MEETING, "daftar hadir": listed}),
        )
        assert said.params == {"name": "daftar hadir", "value": stranger}

    def test_who_may_not_close_the_step_learns_nothing_of_names(self, meeting: Hands) -> None:
        refused("not-your-post", lambda: meeting.close("tim-telaah", None, {"daftar hadir": "siapa"}))

    def test_a_meeting_without_a_list_is_none(self, meeting: Hands) -> None:
        refused("missing", lambda: meeting.close("kepala-dinas", None, {**MEETING, "daftar hadir": " "}))


class TestMinutes:
    def test_r002_06_they_go_on_when_everybody_who_was_present_has_signed(self, minutes: Hands) -> None:
        sign_minutes(minutes)
        assert minutes.case.step == "6a"
        minutes.walk(AFTER_MEETING, "7")

    def test_the_form_says_who_has_signed_and_who_is_awaited(self, minutes: Hands) -> None:
        names = {post: minutes.who(post).officer.name for post in PRESENT}
        minutes.save("tim-audit", {MINUTES: "Berita acara."})
        minutes.give("kepala-dinas", MINUTES_SIGNED)
        form = minutes.form("tim-audit")
        assert form.gave == (names["kepala-dinas"],)
        assert form.awaited == (names["tim-audit"], names["tim-telaah"])

    def test_until_then_the_step_stays(self, minutes: Hands) -> None:
        minutes.save("tim-audit", {MINUTES: "Berita acara."})
        minutes.give("kepala-dinas", MINUTES_SIGNED)
        said = refused(
            "not-all-present-gave",
            lambda: minutes.close("tim-audit", None, {MINUTES: "Berita acara.", MINUTES_SIGNED: "ya"}),
        )
        assert said.params["needs"] == MINUTES_SIGNED

    def test_what_was_written_anew_after_it_was_read_is_not_signed(self, minutes: Hands) -> None:
        """The page sends the mark of what it showed; in another window the text became another one meanwhile."""
        minutes.save("tim-audit", {MINUTES: "Berita acara."})
        (read,) = minutes.form("tim-telaah").fields
        minutes.save("tim-audit", {MINUTES: "Berita acara yang lain."})
        refused("changed-since-read", lambda: minutes.give("tim-telaah", MINUTES_SIGNED, read.mark))
        (read,) = minutes.form("tim-telaah").fields
        minutes.give("tim-telaah", MINUTES_SIGNED, read.mark)
        assert minutes.form("tim-telaah").fields[0].given

    def test_nor_when_the_step_is_closed_with_it(self, minutes: Hands) -> None:
        minutes.save("tim-audit", {MINUTES: "Berita acara."})
        mark = next(each for each in minutes.form("tim-audit").fields if each.key == MINUTES_SIGNED).mark
        minutes.save("tim-audit", {MINUTES: "Berita acara yang lain."})
        refused("changed-since-read", lambda: minutes.close("tim-audit", None, {MINUTES_SIGNED: mark}))

    def test_who_takes_part_is_shown_what_is_theirs_and_no_way_out(self, minutes: Hands) -> None:
        assert minutes.page("tim-telaah").form is None  # nothing stands yet that could be signed
        minutes.save("tim-audit", {MINUTES: "Berita acara."})
        form = minutes.form("tim-telaah")
        assert (form.contributes, form.outcomes, form.decided_by_fact) == (True, (), False)
        assert [(each.key, each.text, each.given) for each in form.fields] == [
            (MINUTES_SIGNED, "Berita acara.", False)
        ]
        minutes.give("tim-telaah", MINUTES_SIGNED)
        assert minutes.form("tim-telaah").fields[0].given

    def test_a_text_to_sign_calls_those_who_were_present(self, minutes: Hands) -> None:
        Notice.objects.all().delete()
        for text, called in (("Satu.", 2), ("Dua.", 4), ("Dua.", 4)):
            minutes.save("tim-audit", {MINUTES: text})
            assert Notice.objects.filter(kind="signature-awaited").count() == called
        told = Notice.objects.values_list("recipient", flat=True)
        assert set(told) == {"kepala-dinas", "tim-telaah"}

    def test_who_has_left_the_table_since_holds_up_nobody(self, minutes: Hands) -> None:
        minutes.save("tim-audit", {MINUTES: "Berita acara."})
        minutes.give("kepala-dinas", MINUTES_SIGNED)
        empty(minutes, "tim-telaah")
        assert minutes.form("tim-audit").awaited == (minutes.who("tim-audit").officer.name,)
        minutes.close("tim-audit", None, {MINUTES_SIGNED: "ya"})
        assert minutes.case.step == "6a"

    def test_nothing_is_signed_before_it_is_written(self, minutes: Hands) -> None:
        refused("missing", lambda: minutes.give("tim-telaah", MINUTES_SIGNED))

    def test_who_was_not_present_does_not_sign(self, minutes: Hands) -> None:
        minutes.save("tim-audit", {MINUTES: "Berita acara."})
        refused("not-yours-to-give", lambda: minutes.give("sekretariat-wbs", MINUTES_SIGNED))
        keys = [each.key for each in minutes.form("sekretariat-wbs").fields]
        assert keys == [MINUTES]

    @pytest.mark.parametrize("stranger", ["otto", "inspektur"])
    def test_who_holds_no_key_does_not_find_it(self, minutes: Hands, stranger: str) -> None:
        minutes.save("tim-audit", {MINUTES: "Berita acara."})
        before = snapshot()
        with pytest.raises(NoSuchCase):
            minutes.give(stranger, MINUTES_SIGNED)
        assert snapshot() == before

    def test_who_takes_part_does_not_write_the_minutes(self, minutes: Hands) -> None:
        refused("not-yours-to-give", lambda: minutes.give("tim-telaah", MINUTES, "Lain."))

    def test_what_the_step_does_not_ask_for_is_not_given(self, minutes: Hands) -> None:
        refused("not-here", lambda: minutes.give("tim-telaah", "catatan: lain", "Lain."))


class TestAnotherText:
    @pytest.fixture
    def signed(self, minutes: Hands) -> Hands:
        """All three have signed."""
        minutes.save("tim-audit", {MINUTES: "Berita acara."})
        for post in PRESENT:
            minutes.give(post, MINUTES_SIGNED)
        return minutes

    def test_r002_06_a_draft_saved_later_makes_void_what_was_signed(self, signed: Hands) -> None:
        signed.save("sekretariat-wbs", {MINUTES: "Berita acara, dengan satu kalimat lagi."})
        form = signed.form("tim-audit")
        assert (form.gave, len(form.awaited)) == ((), 3)
        refused("missing", lambda: signed.close("tim-audit"))
        refused("not-all-present-gave", lambda: signed.close("tim-audit", None, {MINUTES_SIGNED: "ya"}))

    def test_so_does_a_draft_that_comes_with_the_closing(self, signed: Hands) -> None:
        refused(
            "not-all-present-gave",
            lambda: signed.close("tim-audit", None, {MINUTES: "Lain.", MINUTES_SIGNED: "ya"}),
        )

    def test_the_same_text_sent_along_is_no_new_draft(self, signed: Hands) -> None:
        signed.close("tim-audit", None, {MINUTES: " Berita acara. "})
        assert signed.case.step == "6a"
        assert Contribution.objects.filter(need=MINUTES).count() == 1

    def test_saving_it_unchanged_changes_nothing(self, signed: Hands) -> None:
        before = snapshot()
        signed.save("tim-audit", {MINUTES: "Berita acara."})
        assert snapshot() == before

    def test_signing_twice_is_signing_once(self, signed: Hands) -> None:
        before = snapshot()
        signed.give("tim-telaah", MINUTES_SIGNED)
        assert snapshot() == before

    def test_what_became_void_is_signed_anew(self, signed: Hands) -> None:
        signed.save("tim-audit", {MINUTES: "Lain."})
        for post in PRESENT:
            signed.give(post, MINUTES_SIGNED)
        signed.close("tim-audit")
        assert signed.case.step == "6a"
        assert Contribution.objects.filter(need=MINUTES_SIGNED).count() == 6

    def test_the_history_says_who_signed(self, signed: Hands) -> None:
        signed.close("tim-audit")
        entries = signed.page("tim-audit").history[-1].entries
        others = {signed.who(post).officer.name for post in ("kepala-dinas", "tim-telaah")}
        assert {each.by for each in entries} == {"", *others}


def test_a_turn_that_is_over_takes_no_signature(minutes: Hands) -> None:
    turn = minutes.case.turn
    sign_minutes(minutes)
    refused("turn-taken", lambda: minutes.give("tim-telaah", MINUTES_SIGNED, turn=turn))
