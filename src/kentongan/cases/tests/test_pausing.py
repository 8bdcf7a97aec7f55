"""Pauses and what is asked of a reporter: the office's clock stands still, within what the SOP allows."""

from datetime import UTC, date, datetime, timedelta

import pytest
from conftest import load_office

from kentongan.agencies import reads as agencies
from kentongan.cases import clock as clocks
from kentongan.cases.models import Pause, Turn
from kentongan.cases.services import exits, handling, pausing
from kentongan.journal.models import Event
from kentongan.sop import worktime

from .beside import ARCHIVE, COMPLAINT, KEBUMEN, KUKAR, REPORT, Beside
from .hands import refused

TEAM, CHAIR, OPERATOR = "tim-penerima", "ketua-tim-penerima", "operator-opd"
TODAY = date(2026, 11, 23)  # a Monday; in Kebumen the office opens at 07.30 WIB
WHY = "Menunggu surat dari bank."


@pytest.fixture
def wbs(db: None, clock) -> Beside:
    """A whistleblower's report at a step that may wait for 30 days and is due after three working days."""
    return Beside(load_office(KEBUMEN, clock), "wbs").arrive("rani")


def turn_of(beside: Beside) -> Turn:
    case = beside.of("rani")
    return Turn.objects.get(case=case, number=case.turn)


def pause(beside: Beside, until: date, post: str = TEAM, **more: object) -> None:
    beside.do(pausing.pause, "rani", post, reason=WHY, until=until, **more)


class TestPausing:
    def test_the_case_is_due_when_the_pause_is_over_and_the_promise_stays(self, wbs: Beside) -> None:
        before = turn_of(wbs)
        pause(wbs, TODAY + timedelta(days=7))
        case, turn = wbs.of("rani"), turn_of(wbs)
        assert case.due == datetime(2026, 11, 30, 17, tzinfo=UTC)  # the end of that day, WIB
        assert (turn.due, turn.promised) == (before.due, before.promised)
        page = wbs.file("rani", TEAM)
        (line,) = page.pauses
        assert (line.by, line.reason, line.resumed_at) == (wbs.who(TEAM).officer.name, WHY, None)

    def test_nothing_of_the_reason_is_in_the_clear(self, wbs: Beside) -> None:
        pause(wbs, TODAY + timedelta(days=7))
        assert WHY.encode() not in bytes(Pause.objects.get().sealed)
        assert WHY not in str(list(Event.objects.values_list("facts", flat=True)))

    def test_a_paused_turn_is_not_closed(self, wbs: Beside) -> None:
        pause(wbs, TODAY + timedelta(days=7))
        refused("paused", lambda: wbs.step("rani", TEAM, "lengkap", {"pesan": "Terima kasih."}))

    def test_it_waits_on_the_last_day_that_the_step_allows_and_not_longer(self, wbs: Beside) -> None:
        """`jeda = "30 hari kalender"`: counted from the hour in which the pause begins."""
        refused("pause-too-long", lambda: pause(wbs, TODAY + timedelta(days=31)))
        refused("date-past", lambda: pause(wbs, TODAY - timedelta(days=1)))
        pause(wbs, TODAY + timedelta(days=30))
        row = Pause.objects.get()
        assert row.until == row.since + timedelta(days=30)

    def test_only_where_the_step_allows_it_by_who_has_the_act_and_once(self, wbs: Beside) -> None:
        refused("not-your-act", lambda: pause(wbs, TODAY, capacity="inspektur"))
        refused("reason-missing", lambda: wbs.do(pausing.pause, "rani", TEAM, reason=" ", until=TODAY))
        pause(wbs, TODAY + timedelta(days=1))
        refused("paused", lambda: pause(wbs, TODAY + timedelta(days=2)))

    def test_where_the_sop_says_nothing_nobody_pauses(self, db: None, clock) -> None:
        kukar = Beside(load_office(KUKAR, clock), "wbs").arrive("rani")
        refused("no-pause-here", lambda: pause(kukar, TODAY + timedelta(days=1), "kasi-pengaduan"))


class TestResuming:
    def test_what_was_left_of_the_time_runs_on(self, wbs: Beside) -> None:
        """Three days of waiting are three days more; the arithmetic says so, the promise stays."""
        before = turn_of(wbs)
        assert before.due == datetime(2026, 11, 26, 9, tzinfo=UTC)  # Thursday, 16.00 WIB
        pause(wbs, TODAY + timedelta(days=7))
        since = wbs.now
        wbs.office.clock.forward(days=2)
        wbs.do(pausing.resume, "rani", TEAM)
        turn, case = turn_of(wbs), wbs.of("rani")
        assert case.due == turn.due
        assert turn.promised == before.promised
        codes = [line["code"] for line in turn.explanation]
        assert clocks.PAUSED in codes
        counted = sum(line["minutes"] for line in turn.explanation[codes.index(clocks.PAUSED) :])
        calendar = agencies.calendar(case.service.agency)
        left = worktime.between(calendar, since, before.due)
        assert timedelta(minutes=counted) == left
        assert worktime.between(calendar, wbs.now, turn.due) == left

    def test_who_was_late_stays_late(self, wbs: Beside) -> None:
        wbs.office.clock.forward(days=7)
        before = turn_of(wbs).due
        pause(wbs, TODAY + timedelta(days=14))
        wbs.office.clock.forward(days=1)
        wbs.do(pausing.resume, "rani", TEAM)
        assert turn_of(wbs).due == before
        wbs.step("rani", TEAM, "lengkap", {"pesan": "Terima kasih."})
        assert Turn.objects.get(case=wbs.of("rani"), number=1).late

    def test_it_waits_no_longer_than_was_said_whenever_somebody_resumes_it(self, wbs: Beside) -> None:
        pause(wbs, TODAY + timedelta(days=1))
        wbs.office.clock.forward(days=9)
        wbs.do(pausing.resume, "rani", TEAM)
        row = Pause.objects.get()
        assert row.resumed_at == row.until

    def test_not_what_does_not_wait(self, wbs: Beside) -> None:
        refused("not-paused", lambda: wbs.do(pausing.resume, "rani", TEAM))

    def test_the_time_of_a_pause_is_no_effort(self, db: None, clock) -> None:
        """`waktu` is what the work takes (seed 003, step 2: two days): nobody worked on it while it waited."""
        aduan = Beside(load_office(KEBUMEN, clock), "aduan").arrive("rani")
        aduan.do(handling.begin, "rani", OPERATOR)
        aduan.office.clock.forward(minutes=10)
        pause(aduan, TODAY + timedelta(days=20), OPERATOR)
        aduan.office.clock.forward(days=14)
        aduan.do(pausing.resume, "rani", OPERATOR)
        aduan.step("rani", *COMPLAINT[0])
        row = Turn.objects.get(case=aduan.of("rani"), number=1)
        assert row.effort_minutes is not None
        assert row.effort_minutes < 20
        assert (row.over_effort, row.late) == (False, False)

    def test_an_exit_ends_the_pause_too(self, db: None, clock) -> None:
        aduan = Beside(load_office(KEBUMEN, clock), "aduan").arrive("rani")
        ask(aduan, OPERATOR)
        aduan.do(exits.withdraw, "rani", OPERATOR, reason="Diminta.")
        assert Pause.objects.get().resumed_at is not None
        aduan.step("rani", OPERATOR, "arsipkan", ARCHIVE)
        assert aduan.of("rani").end_kind == "withdrawn"


def ask(beside: Beside, post: str, until: date = TODAY + timedelta(days=7)) -> None:
    more = {"text": "Tanggal berapa?", "until": until, "files": ()}
    beside.do(pausing.ask_completion, "rani", post, **more)


class TestAskingTheReporter:
    def test_they_read_what_is_missing_and_until_when(self, wbs: Beside) -> None:
        ask(wbs, TEAM)
        page = wbs.sees("rani")
        (message,) = page.messages
        assert (page.status, message.kind) == ("menunggu-jawaban", "completion")
        assert (message.text, message.until) == ("Tanggal berapa?", TODAY + timedelta(days=7))

    def test_once_they_answered_they_wait_for_the_office(self, wbs: Beside) -> None:
        """Even before the desk has read it: what they wrote stands on their page."""
        ask(wbs, TEAM)
        wbs.writes("rani", "Tanggal 3.")
        assert wbs.sees("rani").status == "diperiksa"

    def test_the_clock_runs_again_from_the_answer_whenever_somebody_notices_it(self, wbs: Beside) -> None:
        ask(wbs, TEAM)
        wbs.office.clock.forward(days=1)
        wbs.writes("rani", "Tanggal 3.")
        answered = wbs.file("rani", TEAM).messages[-1]
        wbs.office.clock.forward(days=2)
        wbs.do(pausing.resume, "rani", TEAM)
        row = Pause.objects.get()
        assert row.for_reporter
        assert answered.from_reporter and row.resumed_at == slot_of_answer(wbs)
        assert wbs.of("rani").status == "diperiksa"

    def test_it_is_parked_and_never_dropped(self, wbs: Beside) -> None:
        ask(wbs, TEAM)
        wbs.office.clock.forward(days=40)
        case = wbs.of("rani")
        assert (case.step, case.ended_at, case.is_late(wbs.now)) == ("5a", None, True)
        assert wbs.file("rani", TEAM).is_late

    def test_where_the_step_does_not_wait_it_is_asked_all_the_same(self, db: None, clock) -> None:
        kukar = Beside(load_office(KUKAR, clock), "wbs").arrive("rani")
        due = kukar.of("rani").due
        ask(kukar, "kasi-pengaduan")
        assert not Pause.objects.exists()
        assert kukar.of("rani").due == due
        assert kukar.sees("rani").status == "menunggu-jawaban"
        kukar.carry("rani", REPORT, "4")

    def test_asked_twice_it_is_once(self, db: None, clock) -> None:
        kukar = Beside(load_office(KUKAR, clock), "wbs").arrive("rani")
        for _ in range(2):
            ask(kukar, "kasi-pengaduan")
        assert len(kukar.sees("rani").messages) == 1

    def test_not_for_nothing_nor_until_yesterday(self, db: None, clock) -> None:
        kukar = Beside(load_office(KUKAR, clock), "wbs").arrive("rani")
        refused("date-past", lambda: ask(kukar, "kasi-pengaduan", TODAY - timedelta(days=1)))
        act = {"text": " ", "until": TODAY, "files": ()}
        refused(
            "nothing-written",
            lambda: kukar.do(pausing.ask_completion, "rani", "kasi-pengaduan", **act),
        )


def slot_of_answer(beside: Beside) -> datetime:
    found = beside.now_report("rani").message_set.filter(from_reporter=True).get()
    return found.at
