"""Stepping back for a conflict of interest: the key goes at once, with every chain to it; the route bends."""

import pytest
from conftest import load_office
from tests.security.reach import Reached, reach
from tests.snapshot import snapshot

from kentongan.cases import keys, reads
from kentongan.cases.access import cases_for
from kentongan.cases.errors import NoSuchCase
from kentongan.cases.models import Seal
from kentongan.cases.services import correspondence, recusal, succession
from kentongan.journal.models import Event
from kentongan.notices.models import Notice
from kentongan.officers.models import Holding

from .beside import ARCHIVE, COMPLAINT, KEBUMEN, KUKAR, REPORT, Beside
from .hands import refused

KASI, KABID, UNIT = "kasi-pengaduan", "kabid-pengaduan", "kabid-perizinan"
WHY = "Yang dilaporkan adalah saudara saya."


@pytest.fixture
def wbs(db: None, clock) -> Beside:
    """A whistleblower's report with the one who receives it."""
    return Beside(load_office(KUKAR, clock), "wbs").arrive("rani")


@pytest.fixture
def aduan(db: None, clock) -> Beside:
    """A complaint before the group."""
    beside = Beside(load_office(KEBUMEN, clock), "aduan").arrive("rani")
    beside.carry("rani", COMPLAINT, "4")
    return beside


class TestWhoStepsBack:
    def test_has_no_key_no_page_no_row_in_a_list_and_no_count(self, wbs: Beside) -> None:
        """R003-14"""
        wbs.carry("rani", REPORT, "7")
        wbs.do(recusal.recuse, "rani", UNIT, reason=WHY)
        who, code = wbs.who(UNIT), wbs.codes["rani"]
        assert reach(who) == set()
        assert not cases_for(who.officer, wbs.now).exists()
        page = reads.desk(who, wbs.now)
        assert (page.mine, page.others, page.ended) == ((), (), 0)
        for of in (code, "there-is-no-such-case-"):
            with pytest.raises(NoSuchCase):
                reads.case_page(who, of, wbs.now)

    def test_reads_nothing_that_follows_whatever_they_kept(self, wbs: Beside) -> None:
        """Raw keys: with the wraps of before, as an old backup holds them, only what was before opens."""
        wbs.carry("rani", REPORT, "7")
        kept = list(Seal.objects.filter(officer=wbs.who(UNIT).officer))
        wbs.do(recusal.recuse, "rani", UNIT, reason=WHY)
        wbs.do(correspondence.write, "rani", KASI, text="Sesudahnya.", files=())
        Seal.objects.bulk_create(kept)
        opened = reach(wbs.who(UNIT))
        code, report = wbs.codes["rani"], wbs.reports["rani"]
        assert Reached(code, "handling", 0) in opened
        assert Reached(code, "handling", 1) not in opened
        assert Reached(report, "dialogue", 1) not in opened
        with pytest.raises(NoSuchCase):
            reads.case_page(wbs.who(UNIT), code, wbs.now)

    def test_is_told_nothing_more(self, wbs: Beside) -> None:
        code = wbs.codes["rani"]
        assert Notice.objects.filter(recipient=KASI, act__startswith=code).exists()
        wbs.do(recusal.recuse, "rani", KASI, reason=WHY)
        assert not Notice.objects.filter(recipient=KASI, act__startswith=code).exists()

    def test_loses_what_was_held_in_reserve_and_the_old_file_too(self, wbs: Beside) -> None:
        wbs.carry("rani", REPORT, "10")
        wbs.step("rani", KASI, "arsipkan", ARCHIVE)
        old = wbs.codes["rani"]
        code = wbs.do(succession.reopen, "rani", KABID, reason="Bukti baru.")
        wbs.step("rani", KASI, None, {"klasifikasi": "persyaratan", "unit": "perizinan"})
        wbs.do(recusal.recuse, "rani", KABID, reason=WHY)
        assert reach(wbs.who(KABID)) == set()
        for each in (old, code):
            with pytest.raises(NoSuchCase):
                reads.case_page(wbs.who(KABID), each, wbs.now)
        assert reads.ended(wbs.who(KABID), wbs.now) == ()

    def test_never_gets_it_again(self, wbs: Beside) -> None:
        """The next step of that post bends: no act brings an excluded officer in."""
        wbs.do(recusal.recuse, "rani", KASI, reason=WHY)
        wbs.step("rani", KABID, None, {"klasifikasi": "persyaratan", "unit": "perizinan"})
        for post, outcome, values in REPORT[1:]:
            wbs.step("rani", KABID if post == KASI else post, outcome, values)
            assert reach(wbs.who(KASI)) == set()
        assert wbs.now_of("rani").step == "10"


class TestTheOthers:
    def test_go_on_and_read_everything(self, wbs: Beside) -> None:
        wbs.carry("rani", REPORT, "6")
        wbs.do(correspondence.write, "rani", KASI, text="Sebelumnya.", files=())
        wbs.do(recusal.recuse, "rani", KABID, reason=WHY)
        wbs.do(correspondence.write, "rani", KASI, text="Sesudahnya.", files=())
        page = wbs.file("rani", UNIT)
        assert [each.text for each in page.messages] == ["Sebelumnya.", "Sesudahnya."]
        assert [(note.kind, note.text) for note in page.notes] == [("recused", WHY)]
        wbs.step("rani", UNIT, "selesai", {"jawaban": "Terbit."})
        assert wbs.now_of("rani").step == "7"

    def test_the_reporter_reads_on_and_is_told_nothing_of_it(self, wbs: Beside) -> None:
        before = wbs.sees("rani")
        wbs.do(recusal.recuse, "rani", KASI, reason=WHY)
        assert wbs.sees("rani") == before
        wbs.writes("rani", "Saya menambahkan.")
        assert [each.text for each in wbs.file("rani", KABID).messages] == ["Saya menambahkan."]

    def test_where_others_hold_the_step_nobody_stands_in(self, aduan: Beside) -> None:
        """The group is several posts' holders; who steps back leaves it to the rest."""
        before = aduan.holding(aduan.codes["rani"])
        aduan.do(recusal.recuse, "rani", "operator-opd", reason=WHY)
        assert aduan.holding(aduan.codes["rani"]) == before - {"operator-opd"}
        assert aduan.acting() == {"tim-penanganan-aduan"}
        aduan.step("rani", *COMPLAINT[2])
        assert aduan.now_of("rani").step == "5"


class TestTheRoute:
    def test_bends_to_who_stands_in_where_nobody_is_left(self, wbs: Beside) -> None:
        wbs.do(recusal.recuse, "rani", KASI, reason=WHY)
        assert wbs.acting() == {KABID}
        assert wbs.file("rani", KABID).form is not None
        assert Notice.objects.filter(recipient=KABID, act=f"{wbs.codes['rani']}:1").exists()

    def test_the_identity_goes_to_who_stands_in_for_its_custodian(self, wbs: Beside) -> None:
        wbs.do(recusal.recuse, "rani", KASI, reason=WHY)
        seals = keys.identity_seals(wbs.now_report("rani"))
        assert list(seals.values_list("officer__username", flat=True)) == [KABID]

    def test_where_nobody_stands_in_nothing_changes(self, wbs: Beside) -> None:
        for post in (KABID, "kepala-dinas"):
            Holding.objects.filter(post__key=post).delete()
        refused("nobody-keyed", lambda: wbs.do(recusal.recuse, "rani", KASI, reason=WHY))
        assert wbs.file("rani", KASI).form is not None


class TestRefusals:
    def test_not_without_a_reason_nor_in_a_post_without_the_act(self, wbs: Beside) -> None:
        refused("reason-missing", lambda: wbs.do(recusal.recuse, "rani", KASI, reason=" "))
        act = {"code": wbs.codes["rani"], "reason": WHY, "by": wbs.who(KASI), "now": wbs.now}
        refused("not-your-act", lambda: recusal.recuse(capacity="sekretaris", **act))

    def test_who_holds_nothing_has_nothing_to_let_go_of(self, wbs: Beside) -> None:
        before = snapshot()
        with pytest.raises(NoSuchCase):
            wbs.do(recusal.recuse, "rani", UNIT, reason=WHY)
        assert snapshot() == before

    def test_the_journal_names_no_reason(self, wbs: Beside) -> None:
        wbs.do(recusal.recuse, "rani", KASI, reason=WHY)
        last = Event.objects.filter(chain=wbs.of("rani").object_name).latest("number")
        assert (last.kind, last.by) == ("case.recused", KASI)
        assert WHY not in last.facts
