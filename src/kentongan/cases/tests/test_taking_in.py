"""An officer takes in what came by another way: whole and sealed, or not at all."""

from datetime import date, timedelta
from typing import Any

import pytest
from conftest import Office
from tests.snapshot import snapshot

from kentongan.agencies import reads as agencies
from kentongan.cases.errors import NoSuchCase, Refused
from kentongan.cases.models import Case, Seal
from kentongan.cases.reads import case_page, reporter
from kentongan.cases.reads.receiving import receiving, receiving_at
from kentongan.cases.reads.standing import standing
from kentongan.cases.services import intake, taking_in
from kentongan.cases.services.taking_in import Referral
from kentongan.journal.models import Event
from kentongan.reports import shreds
from kentongan.reports.models import PaperForm, Report, Reporter
from kentongan.reports.reporters import ReporterKey

from .conftest import ANSWERS, SECRET, Desk

KASI = "kasi-pengaduan"
TODAY = date(2026, 11, 23)


def take_in(office: Office, by: str = KASI, service: str = "", **more: Any) -> intake.Receipt:
    found = agencies.service(office.agency, service) if service else office.service
    assert found is not None
    said: dict[str, Any] = {
        "channel": "surat",
        "received": TODAY - timedelta(days=2),
        "answers": ANSWERS,
        "identity": {},
        "files": [],
        "referral": None,
        "serial": None,
        "secret": SECRET,
        "nonce": "satu",
    }
    return taking_in.take_in(
        service=found, by=office.officer(by), capacity=by, now=office.clock.now, **{**said, **more}
    )


def receiving_posts(office: Office) -> list[str]:
    """Who takes reports in there, as the profile says."""
    agency = agencies.agency(office.agency)
    assert agency is not None
    acts = agencies.profile(agency).services["wbs"].side_acts
    return [post for each in acts if each.kind == "terima" for post in each.holders]


def slip_key() -> ReporterKey:
    code = intake.code_for(secret=SECRET, nonce="satu")
    assert code is not None
    return reporter.enter(code)


class TestTakingIn:
    def test_it_stands_at_the_first_step_with_its_clock_running(self, desk: Desk) -> None:
        """R002-02, R003-02: what came by letter is a case like any other."""
        assert not take_in(desk.office).again
        case = desk.case
        assert (case.step, case.slot, case.turns.get().entered_at) == ("3", desk.now, desk.now)
        assert case.turns.get().due is not None
        event = Event.objects.get(chain=case.object_name)
        assert (event.kind, event.by, event.capacity) == ("case.taken_in", KASI, KASI)

    @pytest.mark.parametrize("channel", ["sms", "telepon", "surel", "kotak", "surat", "langsung"])
    def test_a_case_is_born_from_every_channel_of_the_profile(self, offices, channel: str) -> None:
        """R002-02: SMS, telephone, e-mail, suggestion box, and others."""
        office = offices("lamandau-dpmptsp")
        by = next(iter(receiving_posts(office)))
        take_in(office, by, "wbs", channel=channel)
        assert Case.objects.get().step == "2"

    def test_what_came_is_read_with_how_it_came(self, desk: Desk) -> None:
        take_in(desk.office)
        page = case_page(desk.office.officer(KASI), desk.case.code, desk.now)
        line = page.reports[0].intake
        assert line is not None
        assert (line.channel, line.received, line.serial) == ("surat", TODAY - timedelta(days=2), 0)
        assert "Sudah tiga bulan." in {each.value for each in page.reports[0].answers}

    def test_what_came_by_our_own_pages_has_no_such_line(self, desk: Desk) -> None:
        desk.report()
        page = case_page(desk.office.officer(KASI), desk.case.code, desk.now)
        assert page.reports[0].intake is None

    def test_a_referral_keeps_whom_else_we_must_answer_and_by_when(self, desk: Desk) -> None:
        referral = Referral("Ombudsman", "B/12/2026", TODAY - timedelta(days=9), "Ombudsman", TODAY)
        take_in(desk.office, channel="rujukan", referral=referral)
        page = case_page(desk.office.officer(KASI), desk.case.code, desk.now)
        line = page.reports[0].intake
        assert line is not None
        assert (line.sender, line.letter_number) == ("Ombudsman", "B/12/2026")
        assert (line.letter_date, line.answer_to, line.answer_by) == (
            TODAY - timedelta(days=9),
            "Ombudsman",
            TODAY,
        )

    def test_the_channel_of_a_wbs_case_stands_nowhere_in_the_clear(self, desk: Desk) -> None:
        take_in(desk.office)
        assert desk.case.channel == ""
        assert not Event.objects.filter(facts__contains="surat").exists()

    def test_of_a_complaint_the_channel_stands_in_the_clear(self, offices) -> None:
        """R003-02: the channel of origin is stored."""
        office = offices("kebumen-disperindagkopukm")
        take_in(office, "operator-opd", "aduan", channel="surat")
        assert Case.objects.get().channel == "surat"

    def test_sent_twice_it_is_one_case_with_one_code(self, desk: Desk) -> None:
        take_in(desk.office)
        code = intake.code_for(secret=SECRET, nonce="satu")
        assert take_in(desk.office).again
        assert intake.code_for(secret=SECRET, nonce="satu") == code
        assert Case.objects.count() == Report.objects.count() == Reporter.objects.count() == 1

    def test_who_typed_it_gets_no_key_by_that(self, offices) -> None:
        """R003-02: the operator of the regency hands on; the file is the office's."""
        office = offices("kebumen-disperindagkopukm")
        take_in(office, "operator-pemkab", "aduan", channel="media-sosial")
        assert not Seal.objects.filter(officer__username="operator-pemkab").exists()
        assert Seal.objects.filter(officer__username="operator-opd", acting=True).exists()

    def test_the_identity_goes_to_the_custodian(self, desk: Desk) -> None:
        take_in(desk.office, identity={"nama": "Rani"})
        seals = Seal.objects.filter(compartment__startswith="identity:")
        assert set(seals.values_list("officer__username", flat=True)) == {
            agencies.as_loaded(desk.office.service).custodian
        }


class TestRefusals:
    @pytest.mark.parametrize(
        ("more", "code"),
        [
            ({"channel": "merpati"}, "unknown-channel"),
            ({"channel": "situs"}, "unknown-channel"),
            ({"channel": ""}, "unknown-channel"),
            ({"received": TODAY + timedelta(days=1)}, "received-in-the-future"),
            ({"received": TODAY - timedelta(days=367)}, "received-too-long-ago"),
            ({"channel": "rujukan"}, "sender-missing"),
            ({"channel": "rujukan", "referral": Referral(" ")}, "sender-missing"),
            (
                {"channel": "rujukan", "referral": Referral("KPK", letter_date=TODAY)},
                "letter-after-receipt",
            ),
            ({"channel": "rujukan", "referral": Referral("KPK", answer_to="KPK")}, "answer-half-said"),
            ({"channel": "rujukan", "referral": Referral("KPK", answer_by=TODAY)}, "answer-half-said"),
            ({"channel": "kotak", "serial": 1}, "serial-unknown"),
        ],
    )
    def test_nothing_is_kept(self, desk: Desk, more: dict[str, Any], code: str) -> None:
        before = snapshot()
        with pytest.raises(Refused) as refused:
            take_in(desk.office, **more)
        assert refused.value.code == code
        assert snapshot() == before

    @pytest.mark.parametrize("day", [TODAY, TODAY - timedelta(days=366)])
    def test_today_and_a_year_ago_are_taken(self, desk: Desk, day: date) -> None:
        assert not take_in(desk.office, received=day).again

    @pytest.mark.parametrize("by", ["kabid-pengaduan", "otto"])
    def test_for_who_lacks_the_act_there_is_no_such_service(self, desk: Desk, by: str) -> None:
        before = snapshot()
        with pytest.raises(NoSuchCase):
            take_in(desk.office, by)
        assert snapshot() == before

    def test_in_a_seat_that_is_not_theirs_nobody_takes_in(self, desk: Desk) -> None:
        before = snapshot()
        with pytest.raises(NoSuchCase):
            taking_in.print_forms(
                service=desk.office.service,
                count=1,
                by=desk.office.officer("otto"),
                capacity=KASI,
                now=desk.now,
            )
        assert snapshot() == before

    def test_a_service_that_is_closed_takes_nothing_in_and_leaves_no_share(self, desk: Desk) -> None:
        from kentongan.officers.models import Holding

        Holding.objects.filter(post__key="kabid-pengaduan").update(keyed_at=None, keyed_by="")
        before = snapshot()
        with pytest.raises(Refused) as refused:
            take_in(desk.office)
        assert refused.value.code == "service-closed"
        assert snapshot() == before
        assert list(shreds._folder().iterdir()) == []


class TestTheSlip:
    def test_its_code_has_to_be_changed(self, desk: Desk) -> None:
        take_in(desk.office)
        found = standing(slip_key())
        assert (found.has_arrived, found.must_change, found.may_put_off) == (True, True, False)

    def test_a_code_from_our_own_pages_has_not(self, desk: Desk) -> None:
        assert not standing(desk.report()).must_change

    def test_handed_over_it_is_never_shown_again(self, desk: Desk) -> None:
        take_in(desk.office)
        intake.note_code(secret=SECRET, nonce="satu")
        assert intake.code_for(secret=SECRET, nonce="satu") is None


def printed(office: Office, count: int = 2) -> tuple[taking_in.PrintedForm, ...]:
    return taking_in.print_forms(
        service=office.service, count=count, by=office.officer(KASI), capacity=KASI, now=office.clock.now
    )


class TestPrintedForms:
    def test_their_numbers_have_no_gap(self, desk: Desk) -> None:
        """R001-02: paper forms for the box."""
        first, second = printed(desk.office, 3), printed(desk.office, 2)
        assert [each.serial for each in (*first, *second)] == [1, 2, 3, 4, 5]
        assert len({each.code for each in (*first, *second)}) == 5
        event = Event.objects.filter(kind="forms.printed").latest("id")
        assert (event.by, '"first":4' in event.facts, '"last":5' in event.facts) == (KASI, True, True)

    @pytest.mark.parametrize("count", [0, -1, 51])
    def test_so_many_are_not_printed(self, desk: Desk, count: int) -> None:
        before = snapshot()
        with pytest.raises(Refused) as refused:
            printed(desk.office, count)
        assert refused.value.code == "form-count"
        assert snapshot() == before

    def test_before_the_box_is_opened_the_code_opens_nothing(self, desk: Desk) -> None:
        form = printed(desk.office)[0]
        key = reporter.enter(form.code)
        assert not standing(key).has_arrived
        assert reporter.page(key, desk.now) == ()
        with pytest.raises(NoSuchCase):
            reporter.file(key, 0, "x")

    def test_the_paper_comes_in_with_its_number_and_answers_to_its_own_code(self, desk: Desk) -> None:
        """R001-03: a form from the box is entered; its reporter reads the answer with the code torn off."""
        form = printed(desk.office)[1]
        take_in(desk.office, channel="kotak", serial=form.serial)
        key = reporter.enter(form.code)
        assert standing(key).has_arrived
        assert [page.status for page in reporter.page(key, desk.now)] == [desk.case.status]
        assert intake.code_for(secret=SECRET, nonce="satu") is None, "no second code"
        assert Reporter.objects.count() == 2, "the two printed codes, and none beside them"

    def test_a_number_is_used_once(self, desk: Desk) -> None:
        form = printed(desk.office)[0]
        take_in(desk.office, channel="kotak", serial=form.serial)
        before = snapshot()
        with pytest.raises(Refused) as refused:
            take_in(desk.office, channel="kotak", serial=form.serial, nonce="dua")
        assert refused.value.code == "serial-used"
        assert snapshot() == before
        assert take_in(desk.office, channel="kotak", serial=form.serial, nonce="satu").again

    def test_a_number_belongs_to_what_was_in_the_box(self, desk: Desk) -> None:
        form, before = printed(desk.office)[0], snapshot()
        with pytest.raises(Refused) as refused:
            take_in(desk.office, channel="surat", serial=form.serial)
        assert refused.value.code == "serial-unknown"
        assert snapshot() == before

    def test_a_key_that_was_exchanged_in_the_row_is_not_sealed_to(self, desk: Desk) -> None:
        form = printed(desk.office)[0]
        other = PaperForm.objects.get(serial=2).reporter_public
        PaperForm.objects.filter(serial=form.serial).update(reporter_public=other)
        before = snapshot()
        with pytest.raises(Refused) as refused:
            take_in(desk.office, channel="kotak", serial=form.serial)
        assert refused.value.code == "rows-changed"
        assert snapshot() == before

    def test_a_row_that_nobody_printed_is_not_sealed_to(self, desk: Desk) -> None:
        printed(desk.office)
        PaperForm.objects.filter(serial=2).update(serial=3)
        with pytest.raises(Refused) as refused:
            take_in(desk.office, channel="kotak", serial=3)
        assert refused.value.code == "rows-changed"

    def test_a_service_without_a_box_prints_none(self, offices) -> None:
        office = offices("kebumen-disperindagkopukm")
        service = agencies.service(office.agency, "aduan")
        assert service is not None
        assert "kotak" not in taking_in.channels(service)
        with pytest.raises(NoSuchCase):
            taking_in.print_forms(
                service=service,
                count=1,
                by=office.officer("operator-opd"),
                capacity="operator-opd",
                now=office.clock.now,
            )


class TestWhere:
    def test_only_services_whose_act_is_mine_are_listed(self, offices) -> None:
        office = offices("kebumen-disperindagkopukm")
        listed = {each.service.key for each in receiving(office.officer("operator-opd"), office.clock.now)}
        assert listed == {"aduan"}
        assert receiving(office.officer("otto"), office.clock.now) == ()

    @pytest.mark.parametrize("service", ["wbs", "tidak-ada"])
    def test_a_service_that_is_not_mine_and_none_are_the_same(self, offices, service: str) -> None:
        office = offices("kebumen-disperindagkopukm")
        with pytest.raises(NoSuchCase):
            receiving_at(office.officer("operator-opd"), office.agency, service, office.clock.now)
