"""The group of officers (seed 003, steps 3 to 6): it is told; what the head orders there the operator writes down, and
the head confirms it later with one tap. For WBS never."""

import pytest
from tests.security.world import sealed_file
from tests.seeds import profile
from tests.snapshot import snapshot

from kentongan.cases import reads, trail
from kentongan.cases.errors import NoSuchCase
from kentongan.cases.list_shapes import OrderLine
from kentongan.cases.models import Note, Turn
from kentongan.cases.services import handling, orders, recusal
from kentongan.cases.shapes import StepForm
from kentongan.journal.models import Event
from kentongan.notices import outbox
from kentongan.notices.models import Notice
from kentongan.sop.vocabulary import GROUP_ORDER

from .complaints import AGENCY, Complaints
from .hands import refused

HEAD, OPERATOR, TEAM = "kepala-dinas", "operator-opd", "tim-penanganan-aduan"
INSTRUCTION = {"instruksi": "Keringkan pasar."}


@pytest.fixture
def desk(offices) -> Complaints:
    return Complaints(offices(AGENCY))


@pytest.fixture
def ordering(desk: Complaints) -> Complaints:
    """The complaint waits for the head's order."""
    desk.complain()
    desk.take_to("5")
    return desk


def record(desk: Complaints, who: str = OPERATOR, *, screenshot: bool = True, **values: str) -> None:
    files = {GROUP_ORDER: [sealed_file("perintah.png")]} if screenshot else {}
    handling.close_turn(
        code=desk.case.code,
        turn=desk.case.turn,
        outcome=None,
        values={**INSTRUCTION, **values},
        files=files,
        by=desk.office.officer(who),
        capacity=who,
        now=desk.office.clock.forward(minutes=1),
        recorded=True,
    )


@pytest.fixture
def recorded(ordering: Complaints) -> Complaints:
    """The operator has written the order down: the case stands with the head of the unit."""
    record(ordering)
    return ordering


def confirm(
    desk: Complaints, *, agrees: bool = True, reason: str = "", who: str = HEAD, seat: str = HEAD
) -> None:
    orders.confirm(
        code=desk.case.code,
        number=Turn.objects.get(case=desk.case, step="5").number,
        agrees=agrees,
        reason=reason,
        by=desk.office.officer(who),
        capacity=seat,
        now=desk.office.clock.forward(minutes=1),
    )


def form(desk: Complaints, who: str) -> StepForm | None:
    return reads.case_page(desk.office.officer(who), desk.case.code, desk.now).form


def waiting(desk: Complaints, who: str = HEAD) -> tuple[OrderLine, ...]:
    return reads.waiting_orders(desk.office.officer(who), desk.now)


class TestSharing:
    @pytest.fixture
    def shared(self, desk: Complaints) -> Complaints:
        """The complaint goes to the group."""
        desk.complain()
        desk.take_to("3")
        return desk

    def test_r003_04_everybody_in_the_group_gets_the_key_and_is_told_at_once(
        self, shared: Complaints
    ) -> None:
        told = Notice.objects.filter(kind="case-shared")
        assert {each.recipient for each in told} == {HEAD, TEAM}
        assert all((shared.now - each.not_before).total_seconds() <= 60 for each in told)
        for who in (HEAD, TEAM):
            assert reads.case_page(shared.office.officer(who), shared.case.code, shared.now).reports

    def test_r003_04_the_page_says_how_far_each_notice_has_come(self, shared: Complaints) -> None:
        def told() -> dict[str, str]:
            page = reads.case_page(shared.office.officer(OPERATOR), shared.case.code, shared.now)
            return {each.name: each.state for each in page.told}

        names = {who: shared.office.officer(who).officer.name for who in (HEAD, TEAM)}
        assert told() == {names[HEAD]: "queued", names[TEAM]: "queued"}
        outbox.deliver(shared.now, address_of=lambda who: "k@contoh.test" if who == HEAD else None)
        assert told() == {names[HEAD]: "sent", names[TEAM]: "failed"}

    def test_who_has_the_key_already_is_not_told_again(self, shared: Complaints) -> None:
        shared.take_to("7a")
        assert Notice.objects.filter(kind="case-shared").count() == 2

    def test_nobody_else_is_told_or_given_a_key(self, shared: Complaints) -> None:
        with pytest.raises(NoSuchCase):
            reads.case_page(shared.office.officer("sekretaris"), shared.case.code, shared.now)


class TestWritingDown:
    def test_the_operator_is_offered_to_write_down_what_the_head_ordered(self, ordering: Complaints) -> None:
        offered = form(ordering, OPERATOR)
        assert offered is not None
        assert (offered.records_for, offered.contributes) == ("Kepala Dinas", False)
        assert [each.key for each in offered.fields] == ["instruksi", "unit", GROUP_ORDER]
        assert [(way.key, way.refused) for way in offered.outcomes] == [("selesai", "")]

    def test_the_head_is_asked_for_the_order_itself(self, ordering: Complaints) -> None:
        asked = form(ordering, HEAD)
        assert asked is not None
        assert (asked.records_for, [each.key for each in asked.fields]) == ("", ["instruksi", "unit"])

    def test_r003_06_an_order_from_the_group_moves_the_case_and_waits_for_the_heads_word(
        self, recorded: Complaints
    ) -> None:
        turn = Turn.objects.get(case=recorded.case, step="5")
        assert (turn.closed_by, turn.capacity, turn.recorded_for) == (OPERATOR, OPERATOR, HEAD)
        assert recorded.case.step == "6a"
        (line,) = waiting(recorded)
        assert (line.code, line.number) == (recorded.case.code, turn.number)
        assert line.recorded_by == recorded.office.officer(OPERATOR).officer.name

    def test_the_screenshot_lies_with_the_order(self, recorded: Complaints) -> None:
        page = reads.case_page(recorded.office.officer(HEAD), recorded.case.code, recorded.now)
        line = page.history[-1]
        assert (line.order, line.recorded_for) == ("waiting", "Kepala Dinas")
        assert [file.name for entry in line.entries for file in entry.files] == ["perintah.png"]

    def test_without_the_screenshot_it_is_none(self, ordering: Complaints) -> None:
        said = refused("missing", lambda: record(ordering, screenshot=False))
        assert said.params["needs"] == GROUP_ORDER

    def test_the_head_does_not_record_an_order_to_himself(self, ordering: Complaints) -> None:
        refused("not-your-post", lambda: record(ordering, HEAD))

    def test_nobody_else_of_the_group_records_it(self, ordering: Complaints) -> None:
        refused("not-your-post", lambda: record(ordering, TEAM))

    def test_who_records_does_not_act_in_the_heads_name(self, ordering: Complaints) -> None:
        refused("not-your-post", lambda: ordering.act(OPERATOR, None, INSTRUCTION))

    def test_where_the_sop_knows_no_recorder_nobody_records(self, recorded: Complaints) -> None:
        refused("not-your-post", lambda: record(recorded))

    def test_for_wbs_never(self) -> None:
        for key in (
            "kebumen-disperindagkopukm",
            "kukar-dpmptsp",
            "lamandau-dpmptsp",
            "mojokerto-inspektorat",
        ):
            found = profile(key)
            sops = [found.sops[each.sop] for each in found.services.values() if each.kind == "wbs"]
            assert sops and not [step for sop in sops for step in sop.steps.values() if step.recorder]


class TestConfirming:
    def test_one_tap_confirms_it(self, recorded: Complaints) -> None:
        confirm(recorded)
        assert waiting(recorded) == ()
        line = reads.case_page(recorded.office.officer(HEAD), recorded.case.code, recorded.now).history[-1]
        assert (line.order, line.confirmed_by) == ("confirmed", recorded.office.officer(HEAD).officer.name)
        assert trail.is_whole(recorded.case)
        assert Event.objects.filter(kind="order.confirmed", by=HEAD).count() == 1

    def test_it_can_be_confirmed_when_the_case_has_gone_on(self, recorded: Complaints) -> None:
        recorded.take_to("7a")
        confirm(recorded)
        assert waiting(recorded) == ()

    def test_a_denial_tells_who_recorded_it_and_stands_in_the_history(self, recorded: Complaints) -> None:
        confirm(recorded, agrees=False, reason="Bukan perintah saya.")
        told = Notice.objects.get(kind="order-denied")
        assert told.recipient == OPERATOR
        page = reads.case_page(recorded.office.officer(OPERATOR), recorded.case.code, recorded.now)
        assert page.history[-1].order == "denied"
        assert [(each.kind, each.text) for each in page.notes] == [("order-denied", "Bukan perintah saya.")]

    def test_a_denial_is_not_told_to_who_has_stepped_back_since(self, recorded: Complaints) -> None:
        """They are told nothing of the file any more, not even that something was done to it."""
        by, now = recorded.office.officer(OPERATOR), recorded.now
        recusal.recuse(code=recorded.case.code, reason="Saudara.", by=by, capacity=OPERATOR, now=now)
        confirm(recorded, agrees=False, reason="Bukan perintah saya.")
        assert not Notice.objects.filter(recipient=OPERATOR).exclude(state=Notice.SENT).exists()

    def test_a_denial_says_why(self, recorded: Complaints) -> None:
        refused("reason-missing", lambda: confirm(recorded, agrees=False, reason=" "))

    def test_who_recorded_it_does_not_confirm_it(self, recorded: Complaints) -> None:
        refused("not-your-act", lambda: confirm(recorded, who=OPERATOR, seat=OPERATOR))
        refused("not-your-act", lambda: confirm(recorded, who=OPERATOR))

    def test_nor_does_anybody_else(self, recorded: Complaints) -> None:
        refused("not-your-act", lambda: confirm(recorded, who=TEAM, seat=TEAM))
        assert waiting(recorded, TEAM) == () and waiting(recorded, OPERATOR) == ()

    def test_who_holds_no_key_does_not_find_it(self, recorded: Complaints) -> None:
        before = snapshot()
        with pytest.raises(NoSuchCase):
            confirm(recorded, who="sekretaris", seat="sekretaris")
        assert snapshot() == before

    def test_it_is_said_once(self, recorded: Complaints) -> None:
        confirm(recorded)
        refused("no-waiting-order", lambda: confirm(recorded))
        refused("no-waiting-order", lambda: confirm(recorded, agrees=False, reason="Bukan."))

    def test_an_order_that_the_head_gave_here_waits_for_nothing(self, ordering: Complaints) -> None:
        ordering.take_to("6a")
        assert waiting(ordering) == ()
        refused("no-waiting-order", lambda: confirm(ordering))

    def test_an_archived_case_does_not_change_any_more(self, recorded: Complaints) -> None:
        recorded.take_to("the end")
        assert recorded.case.ended_at is not None
        refused("case-ended", lambda: confirm(recorded))
        assert waiting(recorded) == () and not Note.objects.exists()
