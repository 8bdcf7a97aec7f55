"""An aduan that turns out to be about an employee goes on as a WBS case (seed 003, Keterkaitan 1): the file changes
hands wholly, and nothing outside shows where it went."""

import pytest
from conftest import load_office
from tests.security.reach import Reached, reach
from tests.snapshot import snapshot

from kentongan.board import reads as board
from kentongan.cases import keys, reads
from kentongan.cases.access import cases_for
from kentongan.cases.errors import NoSuchCase
from kentongan.cases.models import LEFT, Case, Seal
from kentongan.cases.reads.standing import standing
from kentongan.cases.services import codes, correspondence, exits, succession
from kentongan.journal.models import Event
from kentongan.notices.models import Notice
from kentongan.reports.models import Reporter

from .beside import COMPLAINT, KEBUMEN, Beside
from .hands import refused

WHY = "Menyangkut pegawai."
OPERATOR, TEAM, HEAD, CHAIR = (
    "operator-opd",
    "tim-penanganan-aduan",
    "kepala-dinas",
    "ketua-tim-penerima",
)
ACT = {"service": "wbs", "reason": WHY}


@pytest.fixture
def aduan(db: None, clock) -> Beside:
    """A complaint that the whole group holds, shown on the board as received."""
    beside = Beside(load_office(KEBUMEN, clock, slot="jam kerja"), "aduan").arrive("rani")
    beside.carry("rani", COMPLAINT, "5")
    beside.do(correspondence.write, "rani", OPERATOR, text="Terima kasih.", files=())
    assert len(board.listed(KEBUMEN, "aduan").matters) == 1
    return beside


@pytest.fixture
def converted(aduan: Beside) -> Beside:
    """The operator, who keeps the identities of complaints, lets it go over; its slot comes."""
    aduan.do(succession.convert, "rani", OPERATOR, **ACT)
    aduan.office.clock.forward(hours=2)
    return aduan


class TestTheNewCase:
    def test_it_follows_and_runs_by_the_wbs_from_its_slot_on(self, aduan: Beside) -> None:
        code = aduan.do(succession.convert, "rani", OPERATOR, **ACT)
        new = aduan.now_of("rani")
        assert (new.code, new.service.key, new.follows) == (code, "wbs", aduan.of("rani"))
        assert (new.channel, new.step) == ("", "5a")
        # Of the hour in which the complaint was converted nothing shows: the slot is that of the WBS's desk.
        assert new.slot > aduan.now
        assert (new.slot.minute, new.slot.second) == (0, 0)
        with pytest.raises(NoSuchCase):
            reads.case_page(aduan.who("tim-penerima"), code, aduan.now)

    def test_its_holders_read_the_report_and_the_old_file(self, converted: Beside) -> None:
        page = converted.file("rani", "tim-penerima")
        assert [line.value for line in page.reports[0].answers][:1] == ["Laporan rani"]
        assert (page.follows, page.may_open_followed) == (converted.codes["rani"], True)
        assert [(note.kind, note.text) for note in page.notes] == [("converted", WHY)]
        old = converted.file("rani", "tim-penerima", converted.codes["rani"])
        assert (old.ended, old.end_kind, old.history[-1].left) == (True, "converted", "converted")
        assert [each.text for each in old.messages] == ["Terima kasih."]

    def test_what_the_reporter_writes_reaches_it(self, converted: Beside) -> None:
        converted.writes("rani", "Saya punya bukti.")
        converted.office.clock.forward(hours=2)
        assert [each.text for each in converted.file("rani", "tim-penerima").messages] == [
            "Saya punya bukti."
        ]


class TestTheOldCase:
    def test_it_ends_at_once(self, aduan: Beside) -> None:
        turn = aduan.of("rani").turn
        aduan.do(succession.convert, "rani", OPERATOR, **ACT)
        old = aduan.of("rani")
        assert (old.end_kind, old.ended_at is not None, old.due) == ("converted", True, None)
        assert old.turns.get(number=turn).outcome == f"{LEFT}converted"

    def test_its_keys_go_to_the_wbs_holders_and_to_nobody_else(self, converted: Beside) -> None:
        """R003-14"""
        old, new = converted.codes["rani"], converted.now_of("rani").code
        handlers = converted.holding(new)
        assert handlers and not handlers & {OPERATOR, TEAM, HEAD}
        held = Seal.objects.filter(case__code=old, compartment="handling").select_related("officer")
        assert {seal.officer.username for seal in held} == handlers
        assert not held.filter(reserve=True).exists()

    def test_who_held_the_complaint_opens_nothing_and_sees_nothing(self, converted: Beside) -> None:
        """Raw keys: the operator who converted it, the head, the group, and who held the key in reserve."""
        for post in (OPERATOR, TEAM, HEAD, "sekretaris"):
            who = converted.who(post)
            assert reach(who) == set(), post
            assert not cases_for(who.officer, converted.now).exists()
            page = reads.desk(who, converted.now)
            assert (page.mine, page.others, page.ended) == ((), (), 0)
            for code in (converted.codes["rani"], converted.now_of("rani").code):
                with pytest.raises(NoSuchCase):
                    reads.case_page(who, code, converted.now)

    def test_nothing_more_is_told_of_it(self, aduan: Beside) -> None:
        old = aduan.codes["rani"]
        assert Notice.objects.filter(act__startswith=f"{old}:", recipient=HEAD).exists()
        aduan.do(succession.convert, "rani", OPERATOR, **ACT)
        assert not Notice.objects.filter(act__startswith=f"{old}:").exists()

    def test_the_public_sees_it_vanish(self, converted: Beside) -> None:
        assert list(board.listed(KEBUMEN, "aduan").matters) == []


class TestTheIdentity:
    def test_it_goes_to_the_wbs_custodian_where_who_converts_can_open_it(self, converted: Beside) -> None:
        seals = keys.identity_seals(converted.now_report("rani"))
        assert list(seals.values_list("officer__username", flat=True)) == [CHAIR]
        assert converted.who(CHAIR).officer == seals.get().officer

    def test_else_it_stays_with_the_old_custodian(self, aduan: Beside) -> None:
        aduan.do(succession.convert, "rani", HEAD, **ACT)
        seals = keys.identity_seals(aduan.now_report("rani"))
        assert list(seals.values_list("officer__username", flat=True)) == [OPERATOR]
        # They open no page of it any more: nothing but the name that they could read before.
        assert reach(aduan.who(OPERATOR)) == {Reached(aduan.reports["rani"], "identity", 0)}


class TestTheReporter:
    def test_the_code_of_a_slip_cannot_be_put_off_any_more(self, aduan: Beside) -> None:
        """It went through an officer's hand, and what it opens is a whistleblower's matter from now on."""
        key = aduan.keys["rani"]
        Reporter.objects.filter(lookup=key.lookup).update(slip=True)
        found = standing(key)
        assert (found.may_put_off, found.may_wait) == (True, True)
        aduan.do(succession.convert, "rani", OPERATOR, **ACT)
        found = standing(key)
        assert (found.must_change, found.may_put_off, found.may_wait) == (True, False, False)
        refused("code-to-be-changed", lambda: codes.put_off(key=key))

    def test_their_page_tells_the_change_of_service_and_no_more(self, converted: Beside) -> None:
        page = converted.sees("rani")
        assert (page.service, page.kind, page.ended) == ("wbs", "wbs", False)
        assert [(each.kind, each.text) for each in page.messages] == [("message", "Terima kasih.")]
        said = repr(page)
        assert "converted" not in said and WHY not in said and "ditindaklanjuti" not in said

    def test_until_the_slot_comes_it_is_received(self, aduan: Beside) -> None:
        aduan.do(succession.convert, "rani", OPERATOR, **ACT)
        assert aduan.sees("rani").status == "diterima"


class TestRefusals:
    def test_only_to_a_wbs_service_of_the_same_agency(self, aduan: Beside) -> None:
        for service in ("aduan", "", "nowhere"):
            act = {"service": service, "reason": WHY}
            refused("no-such-service", lambda act=act: aduan.do(succession.convert, "rani", OPERATOR, **act))

    def test_not_without_a_reason_nor_the_act(self, aduan: Beside) -> None:
        act = {"service": "wbs", "reason": ""}
        refused("reason-missing", lambda: aduan.do(succession.convert, "rani", OPERATOR, **act))
        refused(
            "not-your-act",
            lambda: aduan.do(succession.convert, "rani", OPERATOR, capacity="sekretaris", **ACT),
        )

    def test_not_a_case_that_has_left_its_sop(self, aduan: Beside) -> None:
        aduan.do(exits.withdraw, "rani", OPERATOR, reason="Diminta.")
        refused("only-archiving-left", lambda: aduan.do(succession.convert, "rani", OPERATOR, **ACT))

    def test_a_wbs_case_is_not_converted(self, db: None, clock) -> None:
        wbs = Beside(load_office(KEBUMEN, clock), "wbs").arrive("rani")
        refused("not-your-act", lambda: wbs.do(succession.convert, "rani", "tim-penerima", **ACT))

    def test_who_holds_no_key_finds_no_such_case(self, aduan: Beside) -> None:
        before = snapshot()
        with pytest.raises(NoSuchCase):
            aduan.do(succession.convert, "rani", CHAIR, **ACT)
        assert snapshot() == before

    def test_the_journal_names_no_reason(self, converted: Beside) -> None:
        assert WHY not in str(list(Event.objects.values_list("facts", flat=True)))
        assert Case.objects.count() == 2
