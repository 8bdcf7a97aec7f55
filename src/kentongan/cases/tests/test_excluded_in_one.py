"""Two files of one matter, and somebody who is to hold nothing of it: what is closed in one is closed in both."""

import pytest
from conftest import load_office
from tests.security.reach import reach

from kentongan.cases import keys, reads, state
from kentongan.cases.access import case_for, cases_for
from kentongan.cases.errors import NoSuchCase
from kentongan.cases.models import Seal
from kentongan.cases.services import exits, merging, recusal, succession
from kentongan.notices.models import Notice

from .beside import ARCHIVE, COMPLAINT, KEBUMEN, KUKAR, REPORT, Beside
from .hands import empty, refused

OPERATOR, TEAM, HEAD = "operator-opd", "tim-penanganan-aduan", "kepala-dinas"
KASI, KABID, UNIT = "kasi-pengaduan", "kabid-pengaduan", "kabid-perizinan"
WHY, OWN = "Peristiwa yang sama.", "Yang dilaporkan adalah saudara saya."


@pytest.fixture
def aduan(db: None, clock) -> Beside:
    """Two complaints before the group."""
    beside = Beside(load_office(KEBUMEN, clock), "aduan").arrive("rani", "budi")
    for name in ("rani", "budi"):
        beside.carry(name, COMPLAINT, "4")
    return beside


@pytest.fixture
def wbs(db: None, clock) -> Beside:
    """Two reports of whistleblowers, both of them with the head of the division too."""
    beside = Beside(load_office(KUKAR, clock), "wbs").arrive("rani", "budi")
    for name in ("rani", "budi"):
        beside.step(name, *REPORT[0])
    return beside


def excluded(of: Beside, name: str, post: str, code: str = "") -> frozenset[str]:
    case = case_for(of.who(post).officer, code or of.codes[name], of.now)
    return state.read(keys.keyring(case, of.who(post))).excluded


@pytest.mark.parametrize("stepped_back_from", ["rani", "budi"])
class TestAMerge:
    """Rani's file goes over into Budi's; the team has stepped back from one of them and holds the other."""

    def test_takes_both_from_who_stepped_back_from_one(self, aduan: Beside, stepped_back_from: str) -> None:
        aduan.do(recusal.recuse, stepped_back_from, TEAM, reason=OWN)
        aduan.do(merging.merge, "rani", OPERATOR, into=aduan.codes["budi"], reason=WHY)
        team = aduan.who(TEAM)
        assert reach(team) == set()
        assert not Seal.objects.filter(officer=team.officer).exists()
        assert not cases_for(team.officer, aduan.now).exists()
        assert not Notice.objects.filter(recipient=TEAM).exclude(state=Notice.SENT).exists()
        for code in aduan.codes.values():
            assert excluded(aduan, "", OPERATOR, code) == {TEAM}

    def test_brings_it_back_to_them_at_no_later_step(self, aduan: Beside, stepped_back_from: str) -> None:
        aduan.do(recusal.recuse, stepped_back_from, TEAM, reason=OWN)
        aduan.do(merging.merge, "rani", OPERATOR, into=aduan.codes["budi"], reason=WHY)
        (stand_in,) = aduan.acting()
        aduan.step("budi", stand_in, None, COMPLAINT[2][2])
        assert aduan.now_of("rani").step == "5"
        assert reach(aduan.who(TEAM)) == set()


def test_where_the_case_that_goes_on_would_have_nobody_nothing_is_merged(wbs: Beside) -> None:
    """Budi's file is at the head's step, and nobody stands in for the head."""
    wbs.do(recusal.recuse, "rani", KABID, reason=OWN)
    empty(wbs, "kepala-dinas")
    assert wbs.acting() == {KABID}
    refused("nobody-keyed", lambda: wbs.do(merging.merge, "rani", KASI, into=wbs.codes["budi"], reason=WHY))


def test_who_stands_in_at_the_case_that_goes_on_is_told(wbs: Beside) -> None:
    wbs.do(recusal.recuse, "rani", KABID, reason=OWN)
    wbs.do(merging.merge, "rani", KASI, into=wbs.codes["budi"], reason=WHY)
    code, turn = wbs.codes["budi"], wbs.of("budi").turn
    assert Notice.objects.filter(act=f"{code}:{turn}", recipient="kepala-dinas").exists()
    assert reach(wbs.who(KABID)) == set()


class TestAnIdentity:
    def test_that_only_who_stepped_back_can_open_stops_the_merge(self, wbs: Beside) -> None:
        """Budi's name is sealed to the Kasi alone, and the Kasi is to hold nothing of Rani's: the name is not lost."""
        wbs.do(recusal.recuse, "rani", KASI, reason=OWN)
        act = {"into": wbs.codes["budi"], "reason": WHY}
        refused("identity-held-alone", lambda: wbs.do(merging.merge, "rani", KABID, **act))

    def test_of_a_report_that_went_over_is_passed_on_too(self, wbs: Beside) -> None:
        """Who keeps it steps back from the file that it came in with, where nobody has archived that one yet."""
        wbs.do(merging.merge, "rani", KASI, into=wbs.codes["budi"], reason=WHY)
        Seal.objects.filter(
            case=wbs.of("budi"), officer=wbs.who(KASI).officer, compartment="handling"
        ).delete()
        wbs.do(recusal.recuse, "rani", KASI, reason=OWN, code=wbs.codes["rani"])
        left = keys.identity_seals(wbs.now_report("rani")).values_list("officer__username", flat=True)
        assert list(left) == [KABID]


class TestAConversion:
    def test_takes_along_what_was_merged_into_the_complaint(self, aduan: Beside) -> None:
        aduan.do(merging.merge, "budi", OPERATOR, into=aduan.codes["rani"], reason=WHY)
        aduan.do(succession.convert, "rani", OPERATOR, service="wbs", reason=WHY)
        for post in (OPERATOR, TEAM, HEAD, "sekretaris"):
            assert reach(aduan.who(post)) == set(), post
            for code in aduan.codes.values():
                with pytest.raises(NoSuchCase):
                    reads.case_page(aduan.who(post), code, aduan.now)
        assert not Notice.objects.filter(recipient__in=[OPERATOR, TEAM, HEAD]).exists()

    def test_and_the_file_that_the_complaint_followed(self, aduan: Beside) -> None:
        aduan.step("rani", *COMPLAINT[2])
        aduan.do(exits.refuse, "rani", HEAD, reason="Bukan wewenang.")
        aduan.step("rani", OPERATOR, "arsipkan", ARCHIVE)
        aduan.do(succession.reopen, "rani", HEAD, reason=WHY)
        code = aduan.do(succession.convert, "rani", OPERATOR, service="wbs", reason=WHY)
        for post in (TEAM, HEAD, "sekretaris"):
            assert {each.of for each in reach(aduan.who(post))} <= {
                aduan.reports["budi"],
                aduan.codes["budi"],
            }
        held = Seal.objects.filter(case=aduan.of("rani"), compartment="handling")
        assert set(held.values_list("officer__username", flat=True)) == aduan.holding(code)


class TestTheExitToAnotherAuthority:
    def test_takes_along_what_was_merged_into_the_case(self, db: None, clock) -> None:
        wbs = Beside(load_office(KUKAR, clock), "wbs").arrive("rani", "budi")
        wbs.carry("rani", REPORT, "7")
        wbs.do(merging.merge, "rani", KASI, into=wbs.codes["budi"], reason=WHY)
        wbs.step("budi", KASI, None, {"klasifikasi": "dugaan-pelanggaran"})
        for post in (KASI, KABID, UNIT):
            assert reach(wbs.who(post)) == set(), post
