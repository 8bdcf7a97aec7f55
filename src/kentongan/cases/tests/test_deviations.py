"""Late, or longer than the standard time (seed 002, warning 2; R002-11): the executor says why, the case goes on, and
the record stays open until the superior's note. The list of what was not kept (seed 001; R001-14)."""

from collections.abc import Mapping

import pytest
from conftest import Office
from tests.snapshot import snapshot

from kentongan.cases import deviations as records
from kentongan.cases import reads, trail
from kentongan.cases.errors import NoSuchCase
from kentongan.cases.list_shapes import NonconformanceLine
from kentongan.cases.models import Deviation, Turn
from kentongan.cases.services import deviations, handling
from kentongan.journal.models import Event

from .conftest import WALK, Desk
from .hands import AFTER_MEETING, UNTIL_MEETING, Hands, refused, sign_minutes

WHY = {records.REASON: "Rapat di kabupaten."}
NOTE = {"konsep: catatan-pengaduan": "Catatan."}
SECRETARIAT, HEAD = "sekretariat-wbs", "kepala-dinas"


@pytest.fixture
def hands(offices) -> Hands:
    found = Hands(offices("lamandau-dpmptsp"), "wbs")
    found.report()
    return found


def begin(hands: Hands, post: str) -> None:
    handling.begin(
        code=hands.case.code, turn=hands.case.turn, by=hands.who(post), capacity=post, now=hands.now
    )


def note(hands: Hands, text: str = "Dimaklumi.", *, number: int = 1, post: str = HEAD) -> None:
    deviations.note(
        code=hands.case.code,
        number=number,
        text=text,
        by=hands.who(post),
        capacity=post,
        now=hands.office.clock.forward(minutes=1),
    )


class TestTheReason:
    def test_r002_11_a_late_step_is_not_closed_without_a_reason(self, hands: Hands) -> None:
        hands.office.clock.forward(days=7)
        assert hands.form(SECRETARIAT).needs_explanation
        said = refused("deviation-reason-missing", lambda: hands.close(SECRETARIAT, None, NOTE))
        assert said.params == {"needs": "alasan ketidaksesuaian"}
        refused(
            "deviation-reason-missing", lambda: hands.close(SECRETARIAT, None, {**NOTE, records.REASON: " "})
        )

    def test_r002_11_with_a_reason_the_case_goes_on(self, hands: Hands) -> None:
        hands.office.clock.forward(days=7)
        hands.close(SECRETARIAT, None, {**NOTE, **WHY})
        assert hands.case.step == "3"
        row = Deviation.objects.get()
        assert (row.turn, row.by, row.noted_at) == (1, SECRETARIAT, None)
        assert b"Rapat" not in bytes(row.sealed)
        assert trail.is_whole(hands.case)

    def test_so_does_work_that_took_longer_than_the_sop_states(self, hands: Hands) -> None:
        begin(hands, SECRETARIAT)
        hands.office.clock.forward(minutes=20)
        assert not hands.form(SECRETARIAT).needs_explanation  # 30 minutes are the standard
        hands.office.clock.forward(minutes=20)
        assert hands.form(SECRETARIAT).needs_explanation
        refused("deviation-reason-missing", lambda: hands.close(SECRETARIAT, None, NOTE))
        hands.close(SECRETARIAT, None, {**NOTE, **WHY})
        assert Turn.objects.get(number=1).over_effort and not Turn.objects.get(number=1).late

    def test_on_time_nothing_is_recorded(self, hands: Hands) -> None:
        assert not hands.form(SECRETARIAT).needs_explanation
        hands.close(SECRETARIAT, None, {**NOTE, **WHY})
        assert not Deviation.objects.exists()

    def test_what_forbids_the_step_is_said_first(self, hands: Hands) -> None:
        hands.office.clock.forward(days=7)
        refused("missing", lambda: hands.close(SECRETARIAT, None, {}))

    def test_a_service_that_keeps_no_such_record_asks_for_none(self, office: Office) -> None:
        desk = Desk(office)
        desk.report()
        office.clock.forward(days=7)
        form = reads.case_page(office.officer("kasi-pengaduan"), desk.case.code, desk.now).form
        assert form is not None and not form.needs_explanation
        desk.act(*WALK["3"])
        assert Turn.objects.get(number=1).late and not Deviation.objects.exists()


@pytest.fixture
def deviated(hands: Hands) -> Hands:
    """The first step was late, and the case has come to the head."""
    hands.office.clock.forward(days=7)
    hands.close(SECRETARIAT, None, {**NOTE, **WHY})
    hands.walk(UNTIL_MEETING[1:], "4")
    return hands


class TestTheNote:
    def test_r002_11_the_record_is_open_until_the_superiors_note(self, deviated: Hands) -> None:
        def line() -> tuple[str, str, bool]:
            found = deviated.page(HEAD).history[0].deviation
            assert found is not None
            return found.reason, found.note, found.may_note

        assert line() == ("Rapat di kabupaten.", "", True)
        note(deviated)
        assert line() == ("Rapat di kabupaten.", "Dimaklumi.", False)
        assert Event.objects.filter(kind="deviation.noted", by=HEAD).count() == 1
        assert trail.is_whole(deviated.case)

    def test_it_holds_nothing_up(self, deviated: Hands) -> None:
        deviated.walk(UNTIL_MEETING[2:], "5")
        assert Deviation.objects.get().noted_at is None

    def test_who_has_not_the_act_does_not_write_it(self, deviated: Hands) -> None:
        found = deviated.page(SECRETARIAT).history[0].deviation
        assert found is not None and not found.may_note
        refused("not-your-act", lambda: note(deviated, post=SECRETARIAT))

    def test_nobody_notes_on_a_deviation_of_their_own(self, deviated: Hands) -> None:
        deviated.office.clock.forward(days=7)
        post, outcome, values = UNTIL_MEETING[2]
        deviated.close(post, outcome, {**values, **WHY})
        refused("same-person", lambda: note(deviated, number=3))

    def test_it_is_written_once(self, deviated: Hands) -> None:
        note(deviated)
        refused("no-open-deviation", lambda: note(deviated, "Lain."))

    def test_an_empty_one_is_none(self, deviated: Hands) -> None:
        refused("nothing-written", lambda: note(deviated, " "))

    def test_there_is_none_on_what_was_in_time(self, deviated: Hands) -> None:
        refused("no-open-deviation", lambda: note(deviated, number=2))

    @pytest.mark.parametrize("stranger", ["otto", "inspektur"])
    def test_who_holds_no_key_does_not_find_it(self, deviated: Hands, stranger: str) -> None:
        before = snapshot()
        with pytest.raises(NoSuchCase):
            note(deviated, post=stranger)
        assert snapshot() == before

    def test_it_may_come_after_the_archive(self, deviated: Hands) -> None:
        deviated.walk(UNTIL_MEETING[2:], "5")
        sign_minutes(deviated)
        deviated.walk(AFTER_MEETING, "7")
        deviated.close(SECRETARIAT, "ditutup-sekretariat", {"alasan": "Diambil sendiri."})
        deviated.close(SECRETARIAT, "arsipkan", {"lokasi arsip": "Lemari 2"})
        note(deviated)
        assert trail.is_whole(deviated.case)


class TestTheList:
    def of(self, hands: Hands, post: str) -> tuple[NonconformanceLine, ...]:
        return reads.nonconformance(hands.who(post), hands.now)

    def test_r001_14_it_names_what_was_late_and_what_is_open(self, deviated: Hands) -> None:
        (line,) = self.of(deviated, HEAD)
        assert (line.code, line.number, line.late, line.open, line.may_note) == (
            deviated.case.code,
            1,
            True,
            True,
            True,
        )
        note(deviated)
        (line,) = self.of(deviated, HEAD)
        assert (line.open, line.may_note) == (False, False)

    def test_who_closed_it_sees_it_and_does_not_note(self, deviated: Hands) -> None:
        (line,) = self.of(deviated, SECRETARIAT)
        assert (line.by, line.may_note) == (deviated.who(SECRETARIAT).officer.name, False)

    def test_it_holds_only_what_one_can_open(self, deviated: Hands) -> None:
        assert self.of(deviated, "inspektur") == () and self.of(deviated, "otto") == ()

    def test_what_was_kept_is_not_in_it(self, hands: Hands) -> None:
        hands.walk(UNTIL_MEETING, "5")
        assert self.of(hands, HEAD) == ()


def test_r001_14_a_service_without_such_records_has_the_list_too(desk: Desk) -> None:
    desk.report()
    desk.office.clock.forward(days=7)
    act: tuple[str, str | None, Mapping[str, str]] = WALK["3"]
    desk.act(*act)
    (line,) = reads.nonconformance(desk.office.officer("kasi-pengaduan"), desk.now)
    assert (line.late, line.open, line.may_note) == (True, False, False)
