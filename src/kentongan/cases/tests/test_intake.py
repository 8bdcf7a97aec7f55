"""A report arrives: sealed, on its SOP, with the holders of the first step, or not at all."""

import pytest
from conftest import load_office

from kentongan.cases import arriving
from kentongan.cases.errors import Refused
from kentongan.cases.models import Case, Seal, Turn
from kentongan.cases.reads import reporter
from kentongan.cases.services import intake
from kentongan.journal.models import Event
from kentongan.officers.models import Holding
from kentongan.reports.models import Report, Reporter

from .conftest import ANSWERS, SECRET, Desk


def send(desk: Desk, nonce: str = "satu") -> intake.Receipt:
    return intake.receive(
        service=desk.office.service,
        secret=SECRET,
        nonce=nonce,
        answers=ANSWERS,
        identity={},
        files=[],
        now=desk.now,
    )


def test_a_report_stands_at_the_first_step_with_keys_for_its_holders(desk: Desk) -> None:
    desk.report()
    case = desk.case
    assert case.step == "3"
    assert set(case.seals.filter(acting=True).values_list("officer__username", flat=True)) == {
        "kasi-pengaduan"
    }
    assert case.turns.get().due is not None
    assert Event.objects.get(chain=case.object_name).kind == "case.received"


def test_the_escrow_person_holds_a_reserve_that_opens_no_page(desk: Desk) -> None:
    desk.report()
    reserve = Seal.objects.get(reserve=True)
    assert reserve.officer.username == "kabid-pengaduan"


def test_the_same_form_again_is_the_same_report_with_the_same_code(desk: Desk) -> None:
    assert not send(desk).again
    code = intake.code_for(secret=SECRET, nonce="satu")
    assert send(desk).again
    assert intake.code_for(secret=SECRET, nonce="satu") == code
    assert Report.objects.count() == Case.objects.count() == Reporter.objects.count() == 1


def test_another_form_of_the_same_browser_is_another_report_that_nothing_joins(desk: Desk) -> None:
    send(desk)
    send(desk, "dua")
    codes = {intake.code_for(secret=SECRET, nonce=nonce) for nonce in ("satu", "dua")}
    assert len(codes) == 2
    assert len({bytes(row) for row in Report.objects.values_list("reporter_public", flat=True)}) == 2


def test_the_same_form_is_the_same_report_also_when_the_cookie_is_gone(desk: Desk) -> None:
    send(desk)
    again = intake.receive(
        service=desk.office.service,
        secret=b"a new cookie of the same browser",
        nonce="satu",
        answers=ANSWERS,
        identity={},
        files=[],
        now=desk.now,
    )
    assert again.again
    assert intake.code_for(secret=b"a new cookie of the same browser", nonce="satu") is None
    assert Report.objects.count() == 1


def test_what_was_committed_keeps_its_keys_although_the_answer_was_lost(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = arriving.write

    def lost(*args, **more) -> None:
        write(*args, **more)
        raise OSError("the line to the database broke after the commit")

    monkeypatch.setattr(arriving, "write", lost)
    with pytest.raises(OSError, match="after the commit"):
        send(desk)
    assert send(desk).again
    code = intake.code_for(secret=SECRET, nonce="satu")
    assert code is not None and reporter.page(reporter.enter(code), desk.now)


def test_a_code_that_was_written_down_is_not_shown_again(desk: Desk) -> None:
    send(desk)
    intake.note_code(secret=SECRET, nonce="satu")
    assert intake.code_for(secret=SECRET, nonce="satu") is None
    assert intake.was_sent("satu")


def test_the_only_time_that_is_kept_is_the_slot(desk: Desk) -> None:
    desk.office.clock.forward(seconds=17)
    send(desk)
    slot = desk.now.replace(second=0).replace(minute=1)
    assert Report.objects.get().slot == slot
    assert Case.objects.get().slot == slot
    assert Turn.objects.get().entered_at == slot
    assert Event.objects.get(kind="case.received").at == slot


def test_in_an_office_the_slot_is_the_next_full_working_hour(db: None, clock) -> None:
    office = load_office("kukar-dpmptsp", clock, slot="jam kerja")
    clock.forward(minutes=20)
    send(Desk(office))
    assert Case.objects.get().slot == clock.now.replace(hour=2, minute=0)


@pytest.mark.parametrize("post", ["kasi-pengaduan", "kabid-pengaduan"])
def test_without_custodian_escrow_or_first_holder_the_service_takes_nothing(desk: Desk, post: str) -> None:
    Holding.objects.filter(post__key=post).update(keyed_at=None, keyed_by="")
    with pytest.raises(Refused) as refused:
        send(desk)
    assert refused.value.code == "service-closed"
    assert not Report.objects.exists() and not Case.objects.exists() and not Reporter.objects.exists()
