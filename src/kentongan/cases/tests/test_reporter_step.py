"""The reporter's own step (seed 002, step 7; R002-08): done on their page, without a key, and it reaches the desk with
its slot."""

from datetime import timedelta

import pytest
from tests.snapshot import snapshot

from kentongan.cases import reads, trail
from kentongan.cases.errors import Refused
from kentongan.cases.models import ReporterAct, Turn
from kentongan.cases.reads import reporter
from kentongan.cases.services import replies
from kentongan.journal.models import Event
from kentongan.notices.models import Notice
from kentongan.reports.reporters import ReporterKey

from .hands import AFTER_MEETING, UNTIL_MEETING, Hands, refused, sign_minutes

RECEIVED = "diterima"


@pytest.fixture
def hands(offices) -> Hands:
    return Hands(offices("lamandau-dpmptsp"), "wbs")


@pytest.fixture
def answered(hands: Hands) -> ReporterKey:
    """The answer was sent: the step is the reporter's, or the secretariat's."""
    key = hands.report()
    hands.walk(UNTIL_MEETING, "5")
    sign_minutes(hands)
    hands.walk(AFTER_MEETING, "7")
    hands.office.clock.forward(seconds=10)  # between two slots
    return key


def take(hands: Hands, key: ReporterKey, outcome: str = RECEIVED) -> None:
    replies.close_turn(key=key, report_index=0, outcome=outcome, now=hands.now)


def steps(hands: Hands, key: ReporterKey) -> tuple[tuple[str, str], ...]:
    return reporter.page(key, hands.now)[0].steps


def test_r002_08_the_reporter_is_offered_to_say_that_the_answer_was_received(
    hands: Hands, answered: ReporterKey
) -> None:
    assert steps(hands, answered) == ((RECEIVED, "Jawaban sudah diterima"),)


def test_no_other_step_is_theirs(hands: Hands) -> None:
    key = hands.report()
    assert steps(hands, key) == ()
    refused("not-now", lambda: take(hands, key))


def test_what_the_secretariat_may_record_is_not_theirs_to_take(hands: Hands, answered: ReporterKey) -> None:
    refused("not-now", lambda: take(hands, answered, "ditutup-sekretariat"))


def test_nor_is_theirs_the_secretariats(hands: Hands, answered: ReporterKey) -> None:
    assert [way.key for way in hands.form("sekretariat-wbs").outcomes] == ["ditutup-sekretariat"]
    refused("not-your-outcome", lambda: hands.close("sekretariat-wbs", RECEIVED))


def test_r002_08_it_reaches_the_desk_with_its_slot_and_the_next_turn_begins_there(
    hands: Hands, answered: ReporterKey
) -> None:
    take(hands, answered)
    act = ReporterAct.objects.get()
    assert act.slot > hands.now
    assert hands.case.step == "7" and steps(hands, answered) == ()
    assert replies.apply_ripe(now=hands.now) == 0
    hands.office.clock.forward(minutes=3)
    assert replies.apply_ripe(now=hands.now) == 1
    case = hands.case
    closed, begun = case.turns.order_by("-number")[1], case.turns.get(number=case.turn)
    assert (case.step, closed.outcome, closed.closed_by, closed.late) == ("8", RECEIVED, "reporter", False)
    assert (closed.closed_at, begun.entered_at) == (act.slot, act.slot)
    assert replies.apply_ripe(now=hands.now) == 0


def test_who_reported_is_never_late(hands: Hands, answered: ReporterKey) -> None:
    hands.office.clock.forward(days=60)
    take(hands, answered)
    hands.office.clock.forward(minutes=2)
    replies.apply_ripe(now=hands.now)
    assert not Turn.objects.get(step="7").late


def test_the_secretariat_goes_on_with_the_keys_that_it_has(hands: Hands, answered: ReporterKey) -> None:
    take(hands, answered)
    hands.office.clock.forward(minutes=2)
    replies.apply_ripe(now=hands.now)
    assert hands.acting() == {"sekretariat-wbs"}
    assert trail.is_whole(hands.case)
    history = hands.page("sekretariat-wbs").history
    assert (history[-1].step, history[-1].outcome) == ("7", "Jawaban sudah diterima")
    hands.close("sekretariat-wbs", "arsipkan", {"lokasi arsip": "Lemari 2"})
    assert hands.case.end_kind == "done"


def test_whoever_goes_on_is_told_and_the_journal_says_who_acted_and_who_moved(
    hands: Hands, answered: ReporterKey
) -> None:
    Notice.objects.all().delete()
    take(hands, answered)
    slot = ReporterAct.objects.get().slot
    assert not Notice.objects.exists()
    hands.office.clock.forward(minutes=2)
    replies.apply_ripe(now=hands.now)
    assert [each.recipient for each in Notice.objects.all()] == ["sekretariat-wbs"]
    events = Event.objects.filter(chain=hands.case.object_name).order_by("-number")[:2]
    assert [(each.kind, each.at, each.by) for each in events] == [
        ("case.moved", slot, "reporter"),
        ("reporter.acted", slot, "reporter"),
    ]


def test_sent_twice_it_is_one(hands: Hands, answered: ReporterKey) -> None:
    take(hands, answered)
    before = snapshot()
    take(hands, answered)
    assert snapshot() == before
    hands.office.clock.forward(minutes=2)
    replies.apply_ripe(now=hands.now)
    before = snapshot()
    take(hands, answered)
    assert snapshot() == before


def test_the_secretariat_that_closes_before_overtakes_it(hands: Hands, answered: ReporterKey) -> None:
    take(hands, answered)
    hands.office.clock.now -= timedelta(
        minutes=1
    )  # the hand below lets a minute pass: it is still before the slot
    hands.close("sekretariat-wbs", "ditutup-sekretariat", {"alasan": "Diambil sendiri."})
    hands.office.clock.forward(minutes=2)
    before = snapshot()
    assert replies.apply_ripe(now=hands.now) == 0
    assert snapshot() == before
    assert Turn.objects.get(step="7").closed_by == "sekretariat-wbs"
    assert steps(hands, answered) == ()


def test_an_older_state_put_back_does_not_open_after_the_reporters_turn_either(
    hands: Hands, answered: ReporterKey
) -> None:
    older = bytes(hands.case.state)
    take(hands, answered)
    hands.office.clock.forward(minutes=2)
    replies.apply_ripe(now=hands.now)
    assert bytes(hands.case.state) == older  # nobody could seal it anew, and nobody had to
    hands.close("sekretariat-wbs", "arsipkan", {"lokasi arsip": "Lemari 2"})
    assert bytes(hands.case.state) != older


def test_a_spoilt_row_does_not_silence_it_and_stays_to_be_seen(hands: Hands, answered: ReporterKey) -> None:
    Turn.objects.filter(step="4").update(capacity="siapa")
    take(hands, answered)
    hands.office.clock.forward(minutes=2)
    assert replies.apply_ripe(now=hands.now) == 1
    assert not trail.is_whole(hands.case)
    with pytest.raises(Refused, match="rows-changed"):
        hands.close("sekretariat-wbs", "arsipkan", {"lokasi arsip": "Lemari 2"})


def test_at_the_very_slot_it_is_done_at_once(hands: Hands, answered: ReporterKey) -> None:
    hands.office.clock.forward(seconds=50)
    take(hands, answered)
    assert (hands.case.step, ReporterAct.objects.get().done) == ("8", True)
    assert reads.desk(hands.who("sekretariat-wbs"), hands.now).mine
