"""Who a case goes to, and in which seat: rows of an office, stand-ins, persons chosen by name, who sits nowhere now."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from conftest import Office, load_office
from django.conf import settings
from tests.snapshot import snapshot

from kentongan.agencies import canonical
from kentongan.agencies import reads as agencies
from kentongan.agencies.errors import TextChanged
from kentongan.agencies.models import Agency, ProfileVersion, SopVersion
from kentongan.cases import reads
from kentongan.cases.access import case_for
from kentongan.cases.errors import NoSuchCase, Refused
from kentongan.cases.models import Case, Seal
from kentongan.cases.services import handling, intake
from kentongan.cases.tests.conftest import ANSWERS, SECRET, WALK, Desk
from kentongan.officers.models import Holding, Officer
from kentongan.officers.services import appointments, login, people, roots
from kentongan.officers.services.login import Unlocked

KUKAR, KEBUMEN = "kukar-dpmptsp", "kebumen-disperindagkopukm"
CHANGED_SOP = ('pos = ["kabid-pengaduan"]', 'pos = ["kepala-dinas"]')


def at(day: date) -> datetime:
    """A moment of that day."""
    return datetime(day.year, day.month, day.day, 1, tzinfo=UTC)


def root(agency: str) -> appointments.Root:
    return roots.read(agency=agency, private=Path(settings.KENTONGAN["ROOTS_DIR"]) / f"{agency}.key")


def seat(username: str, post: str, day: date, **how: object) -> Holding:
    """Put an officer on a post of their agency, keyed with its root."""
    officer = Officer.objects.get(username=username)
    found = agencies.post(officer.agency, post)
    assert found is not None
    holding = appointments.appoint(post=found, officer=officer, starts_on=day, by=None, now=at(day), **how)
    appointments.key(holding=holding, by=root(officer.agency.key), now=at(day))
    return holding


def refused(code: str, act) -> None:
    """The act is refused with this code, and nothing has changed."""
    before = snapshot()
    with pytest.raises(Refused) as noticed:
        act()
    assert noticed.value.code == code
    assert snapshot() == before


class TestRows:
    def test_a_case_does_not_run_by_a_changed_sop(self, desk: Desk) -> None:
        desk.report()
        row = desk.case.sop_version
        assert CHANGED_SOP[0] in row.text
        SopVersion.objects.filter(pk=row.pk).update(text=row.text.replace(*CHANGED_SOP))
        before = snapshot()
        agencies._sop.cache_clear()
        with pytest.raises(TextChanged):
            desk.act(*WALK["3"])
        assert snapshot() == before

    def test_nor_where_its_hash_was_changed_along(self, desk: Desk) -> None:
        desk.report()
        row = desk.case.sop_version
        text = row.text.replace(*CHANGED_SOP)
        SopVersion.objects.filter(pk=row.pk).update(text=text, sha256=canonical.digest(text))
        refused("rows-changed", lambda: desk.act(*WALK["3"]))

    def test_by_a_profile_that_nobody_loaded_nothing_is_sealed(self, desk: Desk) -> None:
        desk.report()
        put_profile_in_force()
        again = {"secret": SECRET, "nonce": "dua", "answers": ANSWERS, "identity": {}, "files": ()}
        refused("service-closed", lambda: intake.receive(service=desk.office.service, now=desk.now, **again))
        refused("nobody-keyed", lambda: desk.act(*WALK["3"]))


def put_profile_in_force() -> None:
    """The agency's profile with another custodian, whole and with a hash that fits, but not in the journal."""
    agency = Agency.objects.get(key=KUKAR)
    text = agency.profile.text.replace(
        'penjaga_identitas = \\"kasi-pengaduan', 'penjaga_identitas = \\"kepala-dinas'
    )
    assert text != agency.profile.text
    agency.profile = ProfileVersion.objects.create(
        agency_key=KUKAR,
        number=2,
        sha256=canonical.digest(text),
        text=text,
        loaded_at=agency.profile.loaded_at,
        loaded_by="system",
    )
    agency.save()


class TestStandIns:
    @pytest.fixture
    def budi(self, desk: Desk) -> Unlocked:
        """Budi stands in for the Kasi for a week."""
        agency = Agency.objects.get(key=KUKAR)
        password = "rahasia-sekali"
        people.register(agency=agency, username="budi", name="Budi", password=password, by=None, now=desk.now)
        today = desk.now.date()
        seat("budi", "kasi-pengaduan", today, kind="plh", ends_on=today + timedelta(days=6))
        return login.unlock("budi", password)

    def test_in_a_wbs_service_they_get_no_key_and_see_nothing(self, desk: Desk, budi: Unlocked) -> None:
        desk.report()
        assert not Seal.objects.filter(officer=budi.officer).exists()
        with pytest.raises(NoSuchCase):
            reads.case_page(budi, desk.case.code, desk.now)

    def test_nor_do_they_open_a_service_that_nobody_else_could_read(self, desk: Desk, budi: Unlocked) -> None:
        end_of("kasi-pengaduan", desk)
        refused("service-closed", lambda: desk.report("dua"))

    def test_who_holds_a_key_from_another_seat_does_not_act_as_a_stand_in(self, desk: Desk) -> None:
        desk.report()
        desk.walk_to("6")
        seat("kasi-pengaduan", "kabid-perizinan", desk.now.date(), kind="plh")
        refused(
            "not-your-post",
            lambda: desk.act("kasi-pengaduan", "selesai", WALK["6"][2], capacity="kabid-perizinan"),
        )

    def test_in_a_service_for_complaints_they_count(self, db: None, clock, offices) -> None:
        office = offices(KEBUMEN)
        agency = Agency.objects.get(key=KEBUMEN)
        people.register(
            agency=agency, username="budi", name="Budi", password="rahasia-sekali", by=None, now=clock.now
        )
        seat("budi", "operator-opd", clock.now.date(), kind="plh")
        case = complaint(office)
        assert Seal.objects.filter(case=case, officer__username="budi", acting=True).exists()
        assert case_for(Officer.objects.get(username="budi"), case.code, clock.now) == case


def end_of(username: str, desk: Desk) -> None:
    """The officer's holdings end with yesterday."""
    for holding in Holding.objects.filter(officer__username=username):
        appointments.end(holding=holding, on=desk.now.date() - timedelta(days=1), by=None, now=desk.now)


class TestWhoSitsNowhere:
    def test_they_have_no_case_any_more(self, desk: Desk) -> None:
        desk.report()
        desk.walk_to("6")
        kabid, code = desk.office.officer("kabid-pengaduan"), desk.case.code
        assert reads.case_page(kabid, code, desk.now).code == code
        end_of("kabid-pengaduan", desk)
        with pytest.raises(NoSuchCase):
            reads.case_page(kabid, code, desk.now)
        page = reads.desk(kabid, desk.now)
        assert (page.mine, page.others, page.ended) == ((), (), 0)

    def test_who_moved_within_the_office_keeps_what_was_sealed_to_them(self, desk: Desk) -> None:
        desk.report()
        desk.walk_to("6")
        end_of("kabid-pengaduan", desk)
        seat("kabid-pengaduan", "sekretaris", desk.now.date())
        assert reads.case_page(desk.office.officer("kabid-pengaduan"), desk.case.code, desk.now).form is None


def complaint(office: Office) -> Case:
    """A complaint that stands with the desk that receives it."""
    agency = agencies.agency(office.agency)
    assert agency is not None
    service = next(each for each in agencies.services(agency) if each.kind == "aduan")
    sent = {"secret": SECRET, "nonce": "a", "answers": {"judul": "Judul"}, "identity": {}, "files": ()}
    intake.receive(service=service, now=office.clock.now, **sent)
    office.clock.forward(minutes=2)
    return Case.objects.latest("id")


class TestChosenPersons:
    """Step 6a of the complaints' SOP: the head of the unit orders somebody by name."""

    @pytest.fixture
    def ordering(self, db: None, clock, offices) -> tuple[Office, str]:
        """The complaint waits for the head of a unit; with the office comes who that is."""
        load_office(KUKAR, clock)
        office = offices(KEBUMEN)
        complaint(office)
        agency = Agency.objects.get(key=KEBUMEN)
        (unit, head), *_ = agencies.units(agency).items()
        step(
            office, "operator-opd", {"pilih: penyaringan": "layanan", "pernyataan: situs Lapor Bupati": "ya"}
        )
        step(office, "operator-opd", {"catatan: ringkasan untuk grup": "r"})
        telaah = {"pilih: jenis": "pertanyaan", "unit": unit, "catatan: hasil telaah": "x"}
        step(office, "tim-penanganan-aduan", telaah)
        step(office, "kepala-dinas", {"instruksi": "x"})
        return office, head

    @pytest.mark.parametrize("chosen", ["otto", "admin", "kasi-pengaduan", "sekretaris.kukar", "siapa", "?"])
    def test_who_has_no_seat_here_is_unknown(self, ordering, chosen: str) -> None:
        office, head = ordering
        refused("unknown-value", lambda: order(office, head, chosen))

    def test_who_has_one_gets_the_key_and_acts_in_it(self, ordering) -> None:
        office, head = ordering
        order(office, head, sitting(office, "staf-sekretariat"))
        acting = Seal.objects.filter(acting=True).values_list("officer__agency__key", flat=True)
        assert set(acting) == {KEBUMEN}
        for claimed in ("kepala-dinas", "pelapor", ""):
            refused("not-your-post", lambda claimed=claimed: answer(office, claimed))
        answer(office, "staf-sekretariat")

    def test_who_left_the_office_after_being_chosen_gets_nothing(self, ordering) -> None:
        office, head = ordering
        username = sitting(office, "staf-sekretariat")
        order(office, head, username)
        people.end(officer=Officer.objects.get(username=username), by=None, now=office.clock.now)
        with pytest.raises(NoSuchCase):
            case_for(Officer.objects.get(username=username), Case.objects.latest("id").code, office.clock.now)


def sitting(office: Office, post: str) -> str:
    """The username of who sits there first: another agency's sample officer may have the plain one."""
    held = Holding.objects.filter(post__key=post, post__agency__key=office.agency)
    return held.earliest("id").officer.username


def step(office: Office, post: str, values: dict[str, str], *, who: str = "", capacity: str = "") -> None:
    case = Case.objects.latest("id")
    handling.close_turn(
        code=case.code,
        turn=case.turn,
        outcome=None,
        values=values,
        files={},
        by=office.officer(who or sitting(office, post)),
        capacity=capacity or post,
        now=office.clock.forward(minutes=1),
    )


def order(office: Office, head: str, username: str) -> None:
    step(office, head, {"orang: staf": username, "instruksi: staf": "x"})


def answer(office: Office, capacity: str) -> None:
    who = sitting(office, "staf-sekretariat")
    case = Case.objects.latest("id")
    handling.close_turn(
        code=case.code,
        turn=case.turn,
        outcome=None,
        values={"konsep: jawaban-aduan": "Jawaban."},
        files={},
        by=office.officer(who),
        capacity=capacity,
        now=office.clock.forward(minutes=1),
    )
