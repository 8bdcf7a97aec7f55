"""Exits (design: a jump to the archive step with a reason): refused, referred, withdrawn, in both kinds of service."""

import pytest
from conftest import load_office
from tests.security.world import sealed_file

from kentongan.cases.errors import NoSuchCase
from kentongan.cases.models import LEFT, Turn
from kentongan.cases.services import correspondence, exits
from kentongan.journal.models import Event

from .beside import ARCHIVE, COMPLAINT, KEBUMEN, KUKAR, REPORT, Beside
from .hands import refused

WHY = "Ini wewenang pemerintah desa. Silakan lengkapi dengan surat desa."


@pytest.fixture
def aduan(db: None, clock) -> Beside:
    """A complaint that waits for the order of the head of the office."""
    beside = Beside(load_office(KEBUMEN, clock), "aduan").arrive("rani")
    beside.carry("rani", COMPLAINT, "5")
    return beside


@pytest.fixture
def wbs(db: None, clock) -> Beside:
    """A whistleblowing report that waits for the order of the head of its unit."""
    beside = Beside(load_office(KUKAR, clock), "wbs").arrive("rani")
    beside.carry("rani", REPORT, "4")
    return beside


REFUSES = {"aduan": "kepala-dinas", "wbs": "kabid-pengaduan"}
ARCHIVES = {"aduan": ("operator-opd", "10b"), "wbs": ("kasi-pengaduan", "10")}


@pytest.fixture(params=["aduan", "wbs"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def either(kind: str, request: pytest.FixtureRequest) -> Beside:
    return request.getfixturevalue(kind)


class TestRefusing:
    def test_the_case_goes_to_who_archives_it_and_the_reporter_reads_why(
        self, either: Beside, kind: str
    ) -> None:
        turn, (archivist, step) = either.of("rani").turn, ARCHIVES[kind]
        either.do(exits.refuse, "rani", REFUSES[kind], reason=WHY)
        case, page = either.of("rani"), either.sees("rani")
        assert (case.step, case.turn, case.ended_at) == (step, turn + 1, None)
        assert either.acting() == {archivist}
        assert (page.status, page.ended) == ("belum-dapat-diproses", False)
        assert [(each.kind, each.text) for each in page.messages] == [("refused", WHY)]

    def test_history_and_file_say_who_and_why(self, either: Beside, kind: str) -> None:
        number = either.of("rani").turn
        either.do(exits.refuse, "rani", REFUSES[kind], reason=WHY)
        row = Turn.objects.get(case=either.of("rani"), number=number)
        assert (row.outcome, row.closed_by) == (f"{LEFT}refused", REFUSES[kind])
        page = either.file("rani", ARCHIVES[kind][0])
        assert (page.history[-1].left, page.history[-1].outcome) == ("refused", "")
        assert [(note.kind, note.text) for note in page.notes] == [("refused", WHY)]
        assert WHY not in str(list(Event.objects.values_list("facts", flat=True)))

    def test_it_ends_as_refused_when_it_is_archived(self, either: Beside, kind: str) -> None:
        either.do(exits.refuse, "rani", REFUSES[kind], reason=WHY)
        either.step("rani", ARCHIVES[kind][0], "arsipkan", ARCHIVE)
        case, page = either.of("rani"), either.sees("rani")
        assert case.ended_at is not None
        assert (case.end_kind, case.status) == ("refused", "belum-dapat-diproses")
        assert (page.status, page.ended) == ("belum-dapat-diproses", True)
        assert [each.kind for each in page.messages] == ["refused"]  # no answer goes out

    def test_sent_twice_it_is_done_once(self, either: Beside, kind: str) -> None:
        turn = either.of("rani").turn
        for _ in range(2):
            either.do(exits.refuse, "rani", REFUSES[kind], reason=WHY, turn=turn)
        assert len(either.sees("rani").messages) == 1

    def test_not_without_a_reason_nor_by_who_has_not_the_act(self, either: Beside, kind: str) -> None:
        archivist = ARCHIVES[kind][0]
        refused("reason-missing", lambda: either.do(exits.refuse, "rani", REFUSES[kind], reason=" "))
        refused("not-your-act", lambda: either.do(exits.refuse, "rani", archivist, reason=WHY))
        refused("turn-taken", lambda: either.do(exits.refuse, "rani", REFUSES[kind], reason=WHY, turn=1))

    def test_who_holds_no_key_finds_no_such_case(self, either: Beside, kind: str) -> None:
        with pytest.raises(NoSuchCase):
            either.do(exits.refuse, "rani", "otto", reason=WHY)

    def test_what_waits_to_be_archived_takes_no_exit_any_more(self, either: Beside, kind: str) -> None:
        either.do(exits.refuse, "rani", REFUSES[kind], reason=WHY)
        refused("only-archiving-left", lambda: either.do(exits.refuse, "rani", REFUSES[kind], reason=WHY))


class TestReferring:
    def test_to_an_outside_party_of_the_profile_with_files_and_without_the_name(self, aduan: Beside) -> None:
        """R003-14: The identity never goes along; the file keeps what was sent to the authority."""
        letter = sealed_file("surat-pelimpahan.pdf")
        more = {"authority": "bupati", "reason": "Wewenang Bupati.", "files": [letter]}
        aduan.do(exits.refer, "rani", "operator-opd", **more)
        page = aduan.sees("rani")
        assert page.status == "diteruskan"
        (message,) = page.messages
        assert (message.kind, message.about) == ("referred", "Bupati Kebumen")
        assert (message.text, message.files) == ("Wewenang Bupati.", ())
        assert aduan.now_of("rani").step == "W2"  # where the reporter reads that it was referred
        (note,) = aduan.file("rani", "operator-opd").notes
        assert (note.kind, note.about) == ("referred", "Bupati Kebumen")
        assert [file.name for file in note.files] == ["surat-pelimpahan.pdf"]

    def test_to_one_named_in_words(self, wbs: Beside) -> None:
        more = {"authority": "Ombudsman RI", "reason": "Maladministrasi.", "files": ()}
        wbs.do(exits.refer, "rani", "kabid-pengaduan", **more)
        assert wbs.sees("rani").messages[0].about == "Ombudsman RI"
        (holder,) = wbs.acting()
        wbs.step("rani", holder, None, ARCHIVE)
        assert (wbs.of("rani").end_kind, wbs.of("rani").status) == ("referred", "diteruskan")

    def test_not_to_nobody(self, wbs: Beside) -> None:
        more = {"authority": " ", "reason": "Maladministrasi.", "files": ()}
        refused("authority-missing", lambda: wbs.do(exits.refer, "rani", "kabid-pengaduan", **more))


class TestWithdrawing:
    def test_an_aduan_ends_by_it(self, aduan: Beside) -> None:
        aduan.do(exits.withdraw, "rani", "operator-opd", reason="Diminta lewat telepon.")
        page = aduan.sees("rani")
        assert (page.status, [(each.kind, each.text) for each in page.messages]) == (
            "selesai",
            [("withdrawn", "")],
        )
        aduan.step("rani", "operator-opd", "arsipkan", ARCHIVE)
        assert (aduan.of("rani").end_kind, aduan.of("rani").status) == ("withdrawn", "selesai")

    def test_in_wbs_it_ends_nothing(self, wbs: Beside) -> None:
        """PP 94/2021: the superior who knows must act, whoever complained (office, 3.18)."""
        before = wbs.of("rani")
        wbs.do(exits.withdraw, "rani", "kabid-pengaduan", reason="Pelapor ditekan; diteruskan.")
        case = wbs.of("rani")
        assert (case.step, case.turn, case.status) == (before.step, before.turn, before.status)
        assert wbs.sees("rani").messages == ()
        notes = wbs.file("rani", "kabid-pengaduan").notes
        assert [(note.kind, note.text) for note in notes] == [("withdrawn", "Pelapor ditekan; diteruskan.")]
        assert Event.objects.latest("id").kind == "case.withdrawal-noted"

    def test_in_wbs_sent_twice_it_is_noted_once(self, wbs: Beside) -> None:
        for _ in range(2):
            wbs.do(exits.withdraw, "rani", "kabid-pengaduan", reason="Pelapor meminta.")
        assert len(wbs.file("rani", "kabid-pengaduan").notes) == 1


def test_a_message_may_still_follow_a_refusal(wbs: Beside) -> None:
    wbs.do(exits.refuse, "rani", "kabid-pengaduan", reason=WHY)
    wbs.do(correspondence.write, "rani", "kasi-pengaduan", text="Alamat kantor desa ...", files=())
    assert [each.kind for each in wbs.sees("rani").messages] == ["refused", "message"]
