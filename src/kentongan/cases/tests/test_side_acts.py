"""Which acts beside the SOP the page offers: those that the profile gives, with their legal basis, and why not now."""

import pytest
from conftest import load_office
from tests.snapshot import snapshot

from kentongan.cases import reads, trail
from kentongan.cases.errors import NoSuchCase, Refused
from kentongan.cases.services import correspondence, exits, identity, merging, succession
from kentongan.journal.models import Event
from kentongan.sop.vocabulary import SIDE_ACTS

from .beside import ARCHIVE, COMPLAINT, KEBUMEN, KUKAR, REPORT, Beside
from .hands import refused
from .test_pausing import ask

KASI, KABID, OPERATOR = "kasi-pengaduan", "kabid-pengaduan", "operator-opd"


@pytest.fixture
def wbs(db: None, clock) -> Beside:
    return Beside(load_office(KUKAR, clock), "wbs").arrive("rani")


@pytest.fixture
def aduan(db: None, clock) -> Beside:
    return Beside(load_office(KEBUMEN, clock), "aduan").arrive("rani")


def offered(beside: Beside, post: str, code: str = "") -> dict[str, str]:
    """Each act that the page offers, with what forbids it now."""
    return {line.kind: line.refused for line in beside.file("rani", post, code).acts}


class TestWhatIsOffered:
    def test_what_the_profile_gives_and_nothing_else(self, wbs: Beside) -> None:
        assert offered(wbs, KASI) == {
            "minta-kelengkapan": "",
            "pesan": "",
            "catatan": "",
            "jeda": "no-pause-here",
            "tarik": "",
            "limpah": "",
            "gabung": "",
            "undur-diri": "",
        }
        assert set(offered(wbs, KASI)) < set(SIDE_ACTS)

    def test_each_with_its_legal_basis_and_the_seats_that_have_it(self, wbs: Beside) -> None:
        """Who may refer, merge, pause, convert, and on what basis, stands in the profile (design, section 4)."""
        lines = {line.kind: line for line in wbs.file("rani", KASI).acts}
        assert lines["limpah"].basis == "Perbup Kutai Kartanegara 33/2014 (dasar hukum butir 5)"
        assert [key for key, _ in lines["limpah"].capacities] == [KASI]

    def test_a_complaint_may_go_over_to_the_wbs_of_its_agency(self, aduan: Beside) -> None:
        lines = {line.kind: line for line in aduan.file("rani", OPERATOR).acts}
        assert [key for key, _ in lines["alih-wbs"].targets] == ["wbs"]

    def test_of_a_pause_the_half_that_is_next(self, aduan: Beside) -> None:
        assert offered(aduan, OPERATOR)["jeda"] == ""
        ask(aduan, OPERATOR)
        now = offered(aduan, OPERATOR)
        assert "jeda" not in now
        assert (now["lanjutkan"], now["minta-kelengkapan"]) == ("", "paused")

    def test_what_waits_to_be_archived_takes_no_exit(self, aduan: Beside) -> None:
        aduan.do(exits.withdraw, "rani", OPERATOR, reason="Diminta.")
        now = offered(aduan, OPERATOR)
        left = {kind for kind, code in now.items() if code == "only-archiving-left"}
        assert left == {"minta-kelengkapan", "tarik", "limpah", "gabung", "alih-wbs"}
        assert now["pesan"] == now["catatan"] == now["undur-diri"] == ""

    def test_of_an_archived_case_only_what_opens_another_one(self, wbs: Beside) -> None:
        wbs.carry("rani", REPORT, "10")
        wbs.step("rani", KASI, "arsipkan", ARCHIVE)
        assert offered(wbs, KABID) == {"buka-kembali": "", "keberatan": ""}
        assert offered(wbs, KASI) == {}
        old = wbs.codes["rani"]
        wbs.do(succession.reopen, "rani", KABID, reason="Bukti baru.")
        assert offered(wbs, KABID, old) == {
            "buka-kembali": "followed-already",
            "keberatan": "followed-already",
        }

    def test_the_button_and_the_service_ask_one_rule(self, aduan: Beside) -> None:
        """What is offered without a refusal is done; what is offered with one is refused with that very code."""
        aduan.carry("rani", COMPLAINT, "5")
        aduan.do(exits.withdraw, "rani", OPERATOR, reason="Diminta.")
        said = offered(aduan, OPERATOR)["limpah"]
        more = {"authority": "Bupati", "reason": "x", "files": ()}
        refused(said, lambda: aduan.do(exits.refer, "rani", OPERATOR, **more))
        aduan.do(correspondence.note, "rani", OPERATOR, text="x")


class TestReadingAnIdentity:
    """A ledger beside the file: the office reads who, when and why; the reporter on which day."""

    def test_the_reporter_is_told_the_day_and_nothing_else(self, wbs: Beside) -> None:
        assert wbs.open_identity("rani", KASI) == "Nama rani"
        (line,) = wbs.sees("rani").messages
        assert (line.kind, line.text, line.day) == ("identity-read", "", wbs.now.date())
        assert wbs.file("rani", KASI).messages == ()

    def test_the_file_says_who_in_which_seat_and_why(self, wbs: Beside) -> None:
        """R004-05"""
        wbs.open_identity("rani", KASI)
        (line,) = wbs.file("rani", KASI).readings
        who = wbs.who(KASI).officer
        assert (line.by, line.reason) == (who.name, "Mengirim surat")
        assert "Mengirim" not in str(list(Event.objects.values_list("facts", flat=True)))

    def test_it_stands_among_the_messages_where_it_happened(self, wbs: Beside) -> None:
        wbs.do(correspondence.write, "rani", KASI, text="Satu.", files=())
        wbs.open_identity("rani", KASI)
        wbs.do(correspondence.write, "rani", KASI, text="Dua.", files=())
        kinds = [each.kind for each in wbs.sees("rani").messages]
        assert kinds == ["message", "identity-read", "message"]

    def test_it_is_opened_after_the_archive_too_and_the_digest_goes_on(self, wbs: Beside) -> None:
        wbs.carry("rani", REPORT, "10")
        wbs.step("rani", KASI, "arsipkan", ARCHIVE)
        assert wbs.open_identity("rani", KASI) == "Nama rani"
        assert wbs.sees("rani").messages[-1].kind == "identity-read"
        assert trail.is_whole(wbs.of("rani"))
        assert Event.objects.latest("id").kind == "identity.read"

    def test_not_without_a_reason_nor_by_who_is_no_custodian(self, wbs: Beside) -> None:
        wbs.carry("rani", REPORT, "4")
        ask_for = {"code": wbs.codes["rani"], "report": wbs.reports["rani"], "now": wbs.now}
        refused(
            "reason-missing",
            lambda: identity.read(reason=" ", by=wbs.who(KASI), capacity=KASI, **ask_for),
        )
        before = snapshot()
        with pytest.raises((NoSuchCase, Refused)):
            identity.read(reason="x", by=wbs.who(KABID), capacity=KABID, **ask_for)
        assert snapshot() == before


def test_lists_count_what_a_reporter_wrote_only_for_the_case_that_handles_it(db: None, clock) -> None:
    wbs = Beside(load_office(KUKAR, clock), "wbs").arrive("rani", "budi")
    wbs.writes("rani", "Satu.")
    wbs.do(merging.merge, "rani", KASI, into=wbs.codes["budi"], reason="Sama.")
    wbs.writes("rani", "Dua.")
    unread = {row.code: row.unread for row in reads.desk(wbs.who(KASI), wbs.now).mine}
    assert unread == {wbs.codes["rani"]: 1, wbs.codes["budi"]: 2}
