"""Successors: reopening and objection. Done when 6: an archived case never changes again, the new one knows what it
follows, its keys are new."""

from pathlib import Path

import pytest
from conftest import AGENCIES, load_office
from django.conf import settings
from tests.security.reach import Reached, reach
from tests.snapshot import snapshot

from kentongan.agencies import reads as agencies
from kentongan.agencies.services import profiles
from kentongan.cases import reads
from kentongan.cases.errors import NoSuchCase, Refused
from kentongan.cases.models import Case
from kentongan.cases.services import (
    correspondence,
    exits,
    handling,
    merging,
    pausing,
    recusal,
    succession,
)
from kentongan.journal.models import Event
from kentongan.notices.models import Notice
from kentongan.officers.models import Holding

from .beside import ARCHIVE, COMPLAINT, KEBUMEN, KUKAR, REPORT, Beside
from .hands import refused

KASI, KABID, UNIT = "kasi-pengaduan", "kabid-pengaduan", "kabid-perizinan"
WHY = "Ada bukti baru."


@pytest.fixture
def wbs(db: None, clock) -> Beside:
    """A whistleblower's report, answered and archived."""
    beside = Beside(load_office(KUKAR, clock), "wbs").arrive("rani")
    beside.carry("rani", REPORT, "10")
    beside.do(correspondence.write, "rani", KASI, text="Surat sudah dikirim.", files=())
    beside.step("rani", KASI, "arsipkan", ARCHIVE)
    return beside


@pytest.fixture
def aduan(db: None, clock) -> Beside:
    """A complaint that was refused and archived."""
    beside = Beside(load_office(KEBUMEN, clock), "aduan").arrive("rani")
    beside.carry("rani", COMPLAINT, "5")
    beside.do(exits.refuse, "rani", "kepala-dinas", reason="Bukan wewenang.")
    beside.step("rani", "operator-opd", "arsipkan", ARCHIVE)
    return beside


def rows_of(case: Case) -> dict[str, list[tuple]]:
    """Every row of a case that is not a seal."""
    rows = {
        name: list(getattr(case, name).order_by("pk").values_list())
        for name in ("turns", "contributions", "notes", "links", "compartment_keys", "pauses", "deviations")
    }
    return {**rows, "case": list(Case.objects.filter(pk=case.pk).values_list())}


class TestReopening:
    """Done when 6."""

    @pytest.mark.parametrize(("kind", "post"), [("wbs", KABID), ("aduan", "kepala-dinas")])
    def test_an_archived_case_never_changes_and_the_new_one_follows_it(
        self, kind: str, post: str, request: pytest.FixtureRequest
    ) -> None:
        beside: Beside = request.getfixturevalue(kind)
        old = beside.of("rani")
        before = rows_of(old)
        code = beside.do(succession.reopen, "rani", post, reason=WHY)
        new = beside.now_of("rani")
        assert rows_of(old) == before
        assert (new.code, new.follows, new.ended_at, new.turn) == (code, old, None, 1)
        assert (new.service, new.channel) == (old.service, old.channel)
        assert new.step == agencies.sop(new.sop_version).start

    def test_its_keys_are_new(self, wbs: Beside) -> None:
        """Raw keys: whoever held the old case alone opens neither the new one nor what is said in it."""
        old = wbs.of("rani")
        code = wbs.do(succession.reopen, "rani", KABID, reason=WHY)
        wbs.do(correspondence.write, "rani", KASI, text="Kami periksa lagi.", files=())
        opened = reach(wbs.who(UNIT))
        assert Reached(old.code, "handling", 0) in opened
        assert Reached(wbs.reports["rani"], "dialogue", 0) in opened
        assert Reached(wbs.reports["rani"], "dialogue", 1) not in opened
        assert code not in {each.of for each in opened}
        assert Reached(wbs.reports["rani"], "dialogue", 1) in reach(wbs.who(KASI))
        assert wbs.holding(code) == {KASI}
        assert wbs.holding(code, reserve=True) == {KABID}

    def test_the_reporter_reads_on_and_can_write_again(self, wbs: Beside) -> None:
        before = [each.text for each in wbs.sees("rani").messages]
        with pytest.raises(Refused, match="case-ended"):
            wbs.writes("rani", "Belum selesai.")
        wbs.do(succession.reopen, "rani", KABID, reason=WHY)
        assert [each.text for each in wbs.sees("rani").messages] == before
        assert (wbs.sees("rani").status, wbs.sees("rani").ended) == ("diperiksa", False)
        wbs.writes("rani", "Belum selesai.")
        assert [each.text for each in wbs.file("rani", KASI).messages] == ["Belum selesai."]

    def test_the_new_file_says_what_it_follows_and_why(self, wbs: Beside) -> None:
        old = wbs.of("rani")
        wbs.do(succession.reopen, "rani", KABID, reason=WHY)
        page = wbs.file("rani", KASI)
        assert (page.follows, page.may_open_followed) == (old.code, True)
        assert [(note.kind, note.text) for note in page.notes] == [("reopened", WHY)]
        assert [line.value for line in page.reports[0].answers][:1] == ["Laporan rani"]
        said = [each.text for each in wbs.file("rani", KASI, old.code).messages]
        assert "Surat sudah dikirim." in said

    def test_who_handles_it_later_may_read_the_old_file_too(self, aduan: Beside) -> None:
        """The next holders get the old case's key where who hands on holds it."""
        old = aduan.of("rani").code
        aduan.do(succession.reopen, "rani", "kepala-dinas", reason=WHY)
        aduan.carry("rani", COMPLAINT, "5")
        aduan.step("rani", "kepala-dinas", None, {"instruksi": "x", "unit": "koperasi-ukm"})
        page = aduan.file("rani", "kabid-koperasi-ukm")
        assert (page.follows, page.may_open_followed) == (old, True)

    def test_the_identity_is_still_opened_by_its_custodian_alone(self, wbs: Beside) -> None:
        code = wbs.do(succession.reopen, "rani", KABID, reason=WHY)
        assert wbs.open_identity("rani", KASI, code) == "Nama rani"
        assert not any(each.name == "identity" for each in reach(wbs.who(KABID)))

    def test_it_is_told_to_who_holds_the_first_step_and_written_in_both_chains(self, wbs: Beside) -> None:
        old = wbs.of("rani")
        code = wbs.do(succession.reopen, "rani", KABID, reason=WHY)
        assert Notice.objects.filter(act=f"{code}:1", recipient=KASI).exists()
        kinds = [
            Event.objects.filter(chain=f"case:{each}").latest("number").kind for each in (code, old.code)
        ]
        assert kinds == ["case.reopened", "case.followed"]
        assert WHY not in str(list(Event.objects.values_list("facts", flat=True)))

    def test_it_runs_by_the_sop_that_is_in_force_now(self, wbs: Beside) -> None:
        old = wbs.of("rani")
        files = profiles.read_folder(AGENCIES / KUKAR, slot="1 menit")
        key = "sops/penanganan-wbs.toml"
        changed = files[key].replace('batas = "3 hari kerja"', 'batas = "4 hari kerja"')
        assert changed != files[key]
        profiles.load(files={**files, key: changed}, by="tests", now=wbs.now)
        wbs.do(succession.reopen, "rani", KABID, reason=WHY)
        assert wbs.of("rani").sop_version == old.sop_version
        assert wbs.now_of("rani").sop_version.number == old.sop_version.number + 1


class TestObjecting:
    def test_an_objection_opens_a_case_too(self, wbs: Beside) -> None:
        wbs.do(succession.object_to, "rani", KABID, reason="Surat dicabut.")
        assert [note.kind for note in wbs.file("rani", KASI).notes] == ["objected"]
        assert wbs.now_of("rani").follows == wbs.of("rani")


def test_who_stepped_back_from_the_old_case_gets_nothing_of_the_new_one(db: None, clock) -> None:
    """Who was excluded stays excluded, whatever post they hold: the route bends in the new case too."""
    beside = Beside(load_office(KUKAR, clock), "wbs").arrive("rani")
    beside.do(recusal.recuse, "rani", KASI, reason="Keluarga.")
    beside.do(exits.refuse, "rani", KABID, reason="Bukan wewenang.")
    beside.step("rani", KABID, "arsipkan", ARCHIVE)
    code = beside.do(succession.reopen, "rani", KABID, reason=WHY)
    assert beside.holding(code) == {KABID}
    assert reach(beside.who(KASI)) == set()
    with pytest.raises(NoSuchCase):
        reads.case_page(beside.who(KASI), code, beside.now)


class TestRefusals:
    def test_only_by_who_has_the_act_with_a_reason_and_a_key(self, wbs: Beside) -> None:
        refused("not-your-act", lambda: wbs.do(succession.reopen, "rani", KASI, reason=WHY))
        refused("reason-missing", lambda: wbs.do(succession.reopen, "rani", KABID, reason=" "))
        before = snapshot()
        with pytest.raises(NoSuchCase):
            wbs.do(succession.reopen, "rani", "otto", reason=WHY)
        assert snapshot() == before

    def test_a_refusal_leaves_no_shred_share_behind(self, wbs: Beside) -> None:
        folder = Path(settings.KENTONGAN["SHREDS_DIR"])
        before = set(folder.iterdir())
        refused("reason-missing", lambda: wbs.do(succession.reopen, "rani", KABID, reason=" "))
        assert set(folder.iterdir()) == before

    def test_an_open_case_is_not_reopened(self, db: None, clock) -> None:
        beside = Beside(load_office(KUKAR, clock), "wbs").arrive("rani")
        beside.carry("rani", REPORT, "4")
        refused("case-open", lambda: beside.do(succession.reopen, "rani", KABID, reason=WHY))

    def test_a_case_has_one_successor(self, wbs: Beside) -> None:
        old = wbs.codes["rani"]
        wbs.do(succession.reopen, "rani", KABID, reason=WHY)
        for again in (succession.reopen, succession.object_to):
            refused(
                "followed-already",
                lambda again=again: wbs.do(again, "rani", KABID, reason=WHY, code=old),
            )

    def test_a_report_that_went_over_to_another_case_is_that_ones_to_reopen(self, db: None, clock) -> None:
        beside = Beside(load_office(KUKAR, clock), "wbs").arrive("rani", "budi")
        beside.carry("rani", REPORT, "4")
        beside.do(merging.merge, "rani", KASI, into=beside.codes["budi"], reason="Sama.")
        beside.step("rani", KASI, "arsipkan", ARCHIVE, code=beside.codes["rani"])
        act = {"reason": WHY, "code": beside.codes["rani"]}
        refused("followed-already", lambda: beside.do(succession.reopen, "rani", KABID, **act))

    def test_where_nobody_holds_the_first_step_nothing_is_opened(self, wbs: Beside) -> None:
        Holding.objects.filter(post__key=KASI).delete()
        refused("nobody-keyed", lambda: wbs.do(succession.reopen, "rani", KABID, reason=WHY))


class TestTheArchivedCase:
    """Done when 6: the services refuse what the database refuses too (`test_stillness`)."""

    def test_it_takes_no_act(self, wbs: Beside) -> None:
        acts = (
            lambda: wbs.do(correspondence.write, "rani", KASI, text="x", files=()),
            lambda: wbs.do(correspondence.note, "rani", KASI, text="x"),
            lambda: wbs.do(exits.withdraw, "rani", KASI, reason="x"),
            lambda: wbs.do(exits.refuse, "rani", KABID, reason="x"),
            lambda: wbs.do(recusal.recuse, "rani", KASI, reason="x"),
            lambda: wbs.do(pausing.resume, "rani", KASI),
            lambda: wbs.do(handling.begin, "rani", KASI),
            lambda: wbs.step("rani", KASI, "arsipkan", ARCHIVE),
        )
        for act in acts:
            refused("case-ended", act)
