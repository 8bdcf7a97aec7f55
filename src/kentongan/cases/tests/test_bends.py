"""Where nobody is left (X-05): who is excluded gets no key in any seat, and the route bends to who stands in."""

import pytest
from tests.security.world import sealed_file
from tests.snapshot import snapshot

from kentongan.cases import reads
from kentongan.cases.errors import NoSuchCase
from kentongan.cases.models import Seal
from kentongan.cases.services import handling, recusal

from .hands import AFTER_MEETING, MEETING, MINUTES_SIGNED, UNTIL_MEETING, Hands, empty, refused, sign_minutes
from .test_seats import seat

HEAD, STAND_IN, SECRETARIAT = "kepala-dinas", "inspektorat-penerima", "sekretariat-wbs"


@pytest.fixture
def hands(offices) -> Hands:
    found = Hands(offices("lamandau-dpmptsp"), "wbs")
    found.report()
    return found


def recuse(hands: Hands, post: str) -> None:
    """Whoever sits there lets go of the report: from now on they are excluded."""
    recusal.recuse(
        code=hands.case.code,
        reason="Benturan kepentingan.",
        by=hands.who(post),
        capacity=post,
        now=hands.office.clock.forward(minutes=1),
    )


def holds_a_seal(hands: Hands, post: str) -> bool:
    return Seal.objects.filter(case=hands.case, officer=hands.who(post).officer).exists()


class TestTheHeadIsOut:
    """The head of seed 002 is excluded before the meeting that they would lead."""

    @pytest.fixture
    def without(self, hands: Hands) -> Hands:
        hands.walk(UNTIL_MEETING[:2], "4")
        recuse(hands, HEAD)
        return hands

    def test_the_meeting_is_held_by_who_is_left(self, without: Hands) -> None:
        assert without.acting() == {"tim-audit"}
        field = next(each for each in without.form("tim-audit").fields if each.kind == "attendance")
        assert [key for key, _ in field.choices] == ["tim-audit", "tim-telaah", SECRETARIAT]

    def test_who_is_out_is_noted_as_present_by_nobody(self, without: Hands) -> None:
        refused("unknown-value", lambda: without.close("tim-audit", None, MEETING))

    def test_they_get_no_key_as_one_who_takes_part(self, without: Hands) -> None:
        without.close("tim-audit", None, {**MEETING, "daftar hadir": "tim-audit"})
        assert without.case.step == "5"  # where the head takes part
        assert not holds_a_seal(without, HEAD)
        with pytest.raises(NoSuchCase):
            without.page(HEAD)

    def test_where_only_they_would_act_the_stand_in_does(self, without: Hands) -> None:
        without.close("tim-audit", None, {**MEETING, "daftar hadir": "tim-audit"})
        without.close("tim-audit", None, {"konsep: berita-acara": "Berita acara.", MINUTES_SIGNED: "ya"})
        without.walk(AFTER_MEETING[:2], "6c")
        assert without.acting() == {STAND_IN}
        assert not holds_a_seal(without, HEAD)
        assert [way.refused for way in without.form(STAND_IN).outcomes] == ["", ""]
        without.close(STAND_IN, "tanda-tangan", {"tanda tangan: tanggapan": "ya"})
        assert without.case.step == "6d"

    def test_the_step_is_nobody_elses(self, without: Hands) -> None:
        without.close("tim-audit", None, {**MEETING, "daftar hadir": "tim-audit"})
        without.close("tim-audit", None, {"konsep: berita-acara": "Berita acara.", MINUTES_SIGNED: "ya"})
        without.walk(AFTER_MEETING[:2], "6c")
        refused(
            "not-your-post",
            lambda: without.close(SECRETARIAT, "tanda-tangan", {"tanda tangan: tanggapan": "ya"}),
        )
        before = snapshot()
        with pytest.raises(NoSuchCase):
            without.close(HEAD, "tanda-tangan", {"tanda tangan: tanggapan": "ya"})
        assert snapshot() == before


class TestEmptyIsNotLeft:
    def test_a_post_without_anybody_stops_the_case_and_bends_nothing(self, hands: Hands) -> None:
        hands.walk(UNTIL_MEETING, "5")
        sign_minutes(hands)
        hands.walk(AFTER_MEETING[:1], "6b")
        empty(hands, HEAD)
        refused("nobody-keyed", lambda: hands.close("tim-audit", "paraf", {"paraf: tanggapan": "ya"}))

    def test_also_where_somebody_else_is_excluded(self, hands: Hands) -> None:
        hands.walk(UNTIL_MEETING[:2], "4")
        recuse(hands, "tim-telaah")
        hands.close(HEAD, None, {**MEETING, "daftar hadir": f"{HEAD}\ntim-audit"})
        hands.save("tim-audit", {"konsep: berita-acara": "Berita acara."})
        hands.give(HEAD, MINUTES_SIGNED)
        hands.close("tim-audit", None, {MINUTES_SIGNED: "ya"})
        hands.walk(AFTER_MEETING[:1], "6b")
        empty(hands, HEAD)
        refused("nobody-keyed", lambda: hands.close("tim-audit", "paraf", {"paraf: tanggapan": "ya"}))


TEAM = {
    "orang: ketua-tim": "irban-khusus",
    "orang: anggota-tim": "pemeriksa",
    "pernyataan: independensi": "ya",
}
TO_THE_AUDIT = (
    ("petugas-wbs", None, {}),
    ("petugas-wbs", "lengkap", {"catatan: verifikasi": "Lengkap."}),
    (
        "tim-penelaah",
        None,
        {"pilih: kadar": "berkadar", "konsep: telaahan": "Telaahan.", "tanda tangan: telaahan": "ya"},
    ),
    ("inspektur", "periksa", {"instruksi": "Periksa."}),
)


class TestAnotherPersonThan:
    """Seed 004, G7c: who reviews the audit's report is not who wrote it (`bedakan_dari`)."""

    @pytest.fixture
    def audit(self, offices) -> Hands:
        """The Irban Khusus, an auditor too, is chosen to lead the team."""
        hands = Hands(offices("mojokerto-inspektorat"), "wbs")
        seat("irban-khusus", "pemeriksa", hands.now.date())
        hands.report()
        hands.walk(TO_THE_AUDIT, "G5")
        return hands

    def to_review(self, hands: Hands, leader: str) -> None:
        files = ("berkas: surat tugas", "berkas: program kerja pemeriksaan")
        hands.close("irban-khusus", None, {**TEAM, "orang: ketua-tim": leader}, files=some(*files))
        files = ("berkas: berita acara permintaan keterangan", "berkas: kertas kerja")
        heard = {"pernyataan: yang dilaporkan sudah didengar": "ya"}
        hands.close("pemeriksa", "cukup", heard, files=some(*files), by=leader)
        hands.close("pemeriksa", None, {"konsep: lhai": "Laporan."}, by=leader)
        hands.close("pengendali-teknis", "setuju", {"paraf: lhai": "ya"})
        assert hands.case.step == "G7c"

    def test_who_wrote_it_does_not_review_it_and_the_superior_does(self, audit: Hands) -> None:
        self.to_review(audit, "irban-khusus")
        assert audit.acting() == {"inspektur"}
        refused("not-your-post", lambda: audit.close("irban-khusus", "setuju", {"paraf: lhai": "ya"}))
        assert audit.page("irban-khusus").form is None
        audit.close("inspektur", "setuju", {"paraf: lhai": "ya"})
        assert audit.case.step == "G8a"

    def test_where_somebody_else_wrote_it_nothing_bends(self, audit: Hands) -> None:
        self.to_review(audit, "pemeriksa-2")
        assert audit.acting() == {"irban-khusus"}


def some(*needs: str) -> dict[str, list]:
    return {need: [sealed_file("surat.pdf")] for need in needs}


class TestChosenByName:
    """Seed 004, G5: the leader of the team is one of the posts that the SOP names."""

    @pytest.fixture
    def choosing(self, offices) -> Hands:
        hands = Hands(offices("mojokerto-inspektorat"), "wbs")
        hands.report()
        hands.walk(TO_THE_AUDIT, "G5")
        return hands

    def choices(self, hands: Hands) -> list[str]:
        field = next(each for each in hands.form("irban-khusus").fields if each.key == "orang: ketua-tim")
        return [key for key, _ in field.choices]

    def test_only_who_sits_on_those_posts_can_be_chosen(self, choosing: Hands) -> None:
        assert self.choices(choosing) == ["pemeriksa", "pemeriksa-2"]

    @pytest.mark.parametrize("other", ["inspektur", "irban-khusus", "otto", "siapa", "officer:pemeriksa"])
    def test_nobody_else_is_taken(self, choosing: Hands, other: str) -> None:
        files = some("berkas: surat tugas", "berkas: program kerja pemeriksaan")
        values = {**TEAM, "orang: ketua-tim": other}
        refused("unknown-value", lambda: choosing.close("irban-khusus", None, values, files=files))

    def test_nobody_who_is_excluded_is_offered_or_taken(self, choosing: Hands) -> None:
        files = some("berkas: surat tugas", "berkas: program kerja pemeriksaan")
        choosing.close("irban-khusus", None, {**TEAM, "orang: ketua-tim": "pemeriksa"}, files=files)
        recuse(choosing, "pemeriksa")
        assert choosing.acting() == {"irban-khusus"}  # who chose them acts until somebody else is chosen
        page = reads.case_page(choosing.who("irban-khusus"), choosing.case.code, choosing.now)
        assert page.form is not None
        assert not holds_a_seal(choosing, "pemeriksa")

    def test_who_is_chosen_by_name_acts_and_nobody_else_of_the_post(self, choosing: Hands) -> None:
        files = some("berkas: surat tugas", "berkas: program kerja pemeriksaan")
        values = {**TEAM, "orang: ketua-tim": "pemeriksa-2"}
        choosing.close("irban-khusus", None, values, files=files)
        assert choosing.acting() == {"pemeriksa-2"}
        refused("not-your-post", lambda: begin(choosing, "pemeriksa"))
        begin(choosing, "pemeriksa", by="pemeriksa-2")


def begin(hands: Hands, post: str, *, by: str = "") -> None:
    handling.begin(
        code=hands.case.code,
        turn=hands.case.turn,
        by=hands.office.officer(by or post),
        capacity=post,
        now=hands.now,
    )


class TestOwnUnitFirst:
    """Seed 003, 6a: the head of a unit orders their own staff before others."""

    def test_the_own_unit_stands_first(self, offices) -> None:
        from .complaints import AGENCY, Complaints

        desk = Complaints(offices(AGENCY))
        desk.complain()
        desk.take_to("6a")
        form = reads.case_page(desk.office.officer("kabid-perdagangan"), desk.case.code, desk.now).form
        assert form is not None
        keys = [key for key, _ in next(each for each in form.fields if each.kind == "person").choices]
        assert keys[:2] == ["staf-perdagangan", "staf-perdagangan-2"]
        assert len(keys) == 8 and all(key.startswith("staf-") for key in keys)
