"""Merging: the report goes over whole to the case that goes on; nobody else's key comes along, no reporter learns."""

import pytest
from conftest import load_office
from tests.security.reach import Reached, reach
from tests.security.world import sealed_file
from tests.snapshot import snapshot

from kentongan.cases import keys, reads
from kentongan.cases.errors import NoSuchCase
from kentongan.cases.reads import reporter
from kentongan.cases.services import correspondence, exits, merging, recusal, replies
from kentongan.journal.models import Event
from kentongan.reports.models import File

from .beside import ARCHIVE, COMPLAINT, KEBUMEN, KUKAR, REPORT, Beside
from .hands import refused

KASI, KABID, UNIT = "kasi-pengaduan", "kabid-pengaduan", "kabid-perizinan"
WHY = "Peristiwa yang sama."


@pytest.fixture
def wbs(db: None, clock) -> Beside:
    """Two reports of whistleblowers; Rani's has been with the unit, Budi's is still where it came in."""
    beside = Beside(load_office(KUKAR, clock), "wbs").arrive("rani", "budi")
    beside.carry("rani", REPORT, "7")
    beside.do(correspondence.write, "rani", KASI, text="Kapan terjadi?", files=())
    return beside


@pytest.fixture
def merged(wbs: Beside) -> Beside:
    """Rani's report goes on with Budi's."""
    wbs.do(merging.merge, "rani", KASI, into=wbs.codes["budi"], reason=WHY)
    return wbs


class TestWhatGoesOver:
    def test_the_report_is_handled_in_the_other_case_and_its_own_waits_for_the_archive(
        self, merged: Beside
    ) -> None:
        left, other = merged.of("rani"), merged.of("budi")
        assert merged.now_of("rani") == other
        assert (left.step, left.ended_at, other.step) == ("10", None, "3")
        texts = [line.value for report in merged.file("budi", KASI).reports for line in report.answers]
        assert "Laporan rani" in texts and "Laporan budi" in texts
        assert merged.file("rani", KASI, left.code).history[-1].left == "merged"

    def test_it_ends_as_merged(self, merged: Beside) -> None:
        merged.step("rani", KASI, "arsipkan", ARCHIVE, code=merged.codes["rani"])
        assert merged.of("rani").end_kind == "merged"
        assert merged.sees("rani").ended is False

    def test_what_was_said_before_is_read_in_the_case_that_goes_on(self, merged: Beside) -> None:
        assert [each.text for each in merged.file("budi", KASI).messages] == ["Kapan terjadi?"]

    def test_both_files_say_why_and_the_journal_names_no_reason(self, merged: Beside) -> None:
        for code in merged.codes.values():
            assert [(note.kind, note.text) for note in merged.file("budi", KASI, code).notes] == [
                ("merged", WHY)
            ]
        kinds = set(Event.objects.filter(chain=merged.of("budi").object_name).values_list("kind", flat=True))
        assert "case.joined" in kinds

    def test_the_page_of_the_case_that_left_shows_the_dialogue_up_to_then(self, merged: Beside) -> None:
        merged.do(correspondence.write, "budi", KASI, text="Untuk keduanya.", files=())
        left = merged.file("budi", KASI, merged.codes["rani"])
        assert [each.text for each in left.messages] == ["Kapan terjadi?"]
        assert not left.may_write

    def test_a_file_that_came_later_is_not_found_there(self, merged: Beside) -> None:
        """Like one that is not there at all: it belongs to the case that goes on."""
        merged.do(correspondence.write, "budi", KASI, text="Terlampir.", files=[sealed_file("surat.pdf")])
        later = File.objects.get(owner=f"report:{merged.reports['rani']}", epoch=1)
        for code in (later.code, "there-is-no-such-file-"):
            with pytest.raises(NoSuchCase):
                reads.file(merged.who(UNIT), merged.codes["rani"], code, merged.now)
        assert reads.file(merged.who(KASI), merged.codes["budi"], later.code, merged.now)


class TestReporters:
    def test_they_see_how_the_case_stands_that_goes_on_and_nothing_of_each_other(
        self, merged: Beside
    ) -> None:
        mine, other = merged.sees("rani"), merged.sees("budi")
        assert mine.status == other.status == merged.of("budi").status
        assert [each.text for each in mine.messages] == ["Kapan terjadi?"]
        assert other.messages == ()
        assert "budi" not in repr(mine) and "rani" not in repr(other)

    def test_what_one_writes_reaches_that_case_and_not_the_other_reporter(self, merged: Beside) -> None:
        merged.writes("rani", "Ada saksi lain.")
        texts = [each.text for each in merged.file("budi", KASI).messages]
        assert texts == ["Kapan terjadi?", "Ada saksi lain."]
        assert merged.sees("budi").messages == ()

    def test_a_message_with_a_file_reaches_each_of_them(self, merged: Beside) -> None:
        letter = sealed_file("surat.pdf", b"%PDF-1.7\n" + b"x" * 5000)
        merged.do(correspondence.write, "budi", KASI, text="Terlampir.", files=[letter])
        assert File.objects.filter(blob=letter.blob).count() == 2
        for name in ("rani", "budi"):
            message = merged.sees(name).messages[-1]
            (line,) = message.files
            content = b"".join(reporter.file(merged.keys[name], 0, line.code)[1])
            assert (message.text, content[:8]) == ("Terlampir.", b"%PDF-1.7")

    def test_the_same_message_twice_is_one_for_each_of_them(self, merged: Beside) -> None:
        for _ in range(2):
            merged.do(correspondence.write, "budi", KASI, text="Untuk keduanya.", files=())
        assert [len(merged.sees(name).messages) for name in ("rani", "budi")] == [2, 1]

    def test_both_can_answer(self, merged: Beside) -> None:
        for name in ("rani", "budi"):
            replies.write(
                key=merged.keys[name], report_index=0, text=f"Dari {name}", files=(), now=merged.now
            )
        merged.office.clock.forward(hours=1)
        texts = {each.text for each in merged.file("budi", KASI).messages}
        assert {"Dari rani", "Dari budi"} <= texts


class TestKeys:
    def test_who_handled_the_case_that_left_reads_nothing_that_is_said_from_now_on(
        self, merged: Beside
    ) -> None:
        """Raw keys: the unit held Rani's case and not Budi's; a new epoch of the dialogue began."""
        unit, report = merged.who(UNIT), merged.reports["rani"]
        opened = reach(unit)
        assert Reached(report, "dialogue", 0) in opened
        assert Reached(report, "dialogue", 1) not in opened
        assert not any(each.of in (merged.codes["budi"], merged.reports["budi"]) for each in opened)
        with pytest.raises(NoSuchCase):
            reads.case_page(unit, merged.codes["budi"], merged.now)

    def test_identities_stay_sealed_to_whom_they_were_sealed(self, wbs: Beside) -> None:
        before = {
            name: set(keys.identity_seals(wbs.now_report(name)).values_list("pk", "officer"))
            for name in wbs.codes
        }
        wbs.do(merging.merge, "rani", KASI, into=wbs.codes["budi"], reason=WHY)
        for name, seals in before.items():
            assert set(keys.identity_seals(wbs.now_report(name)).values_list("pk", "officer")) == seals
        assert wbs.open_identity("rani", KASI, wbs.codes["budi"]) == "Nama rani"

    def test_who_steps_back_from_the_case_that_goes_on_lets_go_of_the_one_that_left_too(
        self, merged: Beside
    ) -> None:
        merged.do(recusal.recuse, "budi", KASI, reason="Keluarga.")
        assert reach(merged.who(KASI)) == set()
        for code in merged.codes.values():
            with pytest.raises(NoSuchCase):
                reads.case_page(merged.who(KASI), code, merged.now)


class TestRefusals:
    def test_not_into_itself_nor_into_what_is_out_of_reach(self, wbs: Beside) -> None:
        """A case that is not mine and one that never was are refused alike."""
        mine, other = wbs.codes["rani"], wbs.codes["budi"]
        refused("same-case", lambda: wbs.do(merging.merge, "rani", KASI, into=mine, reason=WHY))
        refused("no-such-target", lambda: wbs.do(merging.merge, "rani", KASI, into="", reason=WHY))
        # The head of the division holds Rani's case; of Budi's they hold a reserve.
        for code in (other, "there-is-no-such-case-"):
            refused(
                "no-such-target",
                lambda code=code: wbs.do(merging.merge, "rani", KABID, into=code, reason=WHY),
            )

    def test_not_without_a_reason_nor_without_the_act(self, wbs: Beside) -> None:
        other = wbs.codes["budi"]
        refused("reason-missing", lambda: wbs.do(merging.merge, "rani", KASI, into=other, reason=""))
        refused("not-your-act", lambda: wbs.do(merging.merge, "rani", UNIT, into=other, reason=WHY))

    def test_not_into_a_case_that_has_left_its_sop_or_ended(self, wbs: Beside) -> None:
        other = wbs.codes["budi"]
        wbs.step("budi", KASI, None, {"klasifikasi": "persyaratan", "unit": "perizinan"})
        wbs.do(exits.refuse, "budi", KABID, reason="Bukan wewenang.")
        refused("only-archiving-left", lambda: wbs.do(merging.merge, "rani", KASI, into=other, reason=WHY))
        wbs.step("budi", KASI, "arsipkan", ARCHIVE)
        refused("case-ended", lambda: wbs.do(merging.merge, "rani", KASI, into=other, reason=WHY))

    def test_not_into_a_case_of_another_service(self, db: None, clock) -> None:
        aduan = Beside(load_office(KEBUMEN, clock), "aduan").arrive("rani")
        aduan.service_key = "wbs"
        other = aduan.arrive("budi").codes["budi"]
        ring = keys.keyring(aduan.of("budi"), aduan.who("ketua-tim-penerima"))
        keys.grant(ring, [aduan.who("operator-opd").officer])
        refused(
            "other-service",
            lambda: aduan.do(merging.merge, "rani", "operator-opd", into=other, reason=WHY),
        )

    def test_sent_twice_it_is_done_once(self, wbs: Beside) -> None:
        act = {"turn": wbs.of("rani").turn, "code": wbs.codes["rani"], "into": wbs.codes["budi"]}
        wbs.do(merging.merge, "rani", KASI, reason=WHY, **act)
        before = snapshot()
        wbs.do(merging.merge, "rani", KASI, reason=WHY, **act)
        assert snapshot() == before

    def test_the_case_that_left_has_nobody_left_to_write_to(self, merged: Beside) -> None:
        refused(
            "handled-elsewhere",
            lambda: merged.do(
                correspondence.write, "rani", KASI, text="x", files=(), code=merged.codes["rani"]
            ),
        )


class TestCandidates:
    """R003-03: what may be about the same is suggested to who merges, the most similar first."""

    @pytest.fixture
    def aduan(self, db: None, clock) -> Beside:
        beside = Beside(load_office(KEBUMEN, clock), "aduan")
        return beside.arrive("rani", "Pasar becek, hujan minggu lalu", "budi")

    def test_the_most_similar_comes_first(self, aduan: Beside) -> None:
        who = aduan.who("operator-opd")
        found = reads.merge_candidates(who, aduan.codes["rani"], aduan.now)
        like = aduan.codes["Pasar becek, hujan minggu lalu"]
        assert [each.code for each in found] == [like, aduan.codes["budi"]]
        assert found[0].likeness > found[1].likeness
        assert found[1].about == "Laporan budi"

    def test_what_i_cannot_open_or_what_is_leaving_is_not_there(self, aduan: Beside) -> None:
        who = aduan.who("operator-opd")
        with pytest.raises(NoSuchCase):
            reads.merge_candidates(aduan.who("kepala-dinas"), aduan.codes["rani"], aduan.now)
        aduan.do(exits.withdraw, "budi", "operator-opd", reason="Diminta.")
        found = reads.merge_candidates(who, aduan.codes["rani"], aduan.now)
        assert aduan.codes["budi"] not in {each.code for each in found}
        assert reads.merge_candidates(who, aduan.codes["budi"], aduan.now) == ()

    def test_merged_they_are_one(self, aduan: Beside) -> None:
        """In a complaint too, with the group that is told and the head's order, the SOP goes on for both."""
        like = "Pasar becek, hujan minggu lalu"
        aduan.do(merging.merge, like, "operator-opd", into=aduan.codes["rani"], reason=WHY)
        aduan.carry("rani", COMPLAINT, "5")
        assert aduan.now_of(like) == aduan.of("rani")
        assert aduan.sees(like).status == aduan.sees("rani").status == "ditindaklanjuti"
