"""Done when 5: nothing is published that the SOP did not approve, as it was approved, and not one byte else."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from conftest import Office
from tests.security.world import sealed_file
from tests.snapshot import snapshot

from kentongan.board import cleaning
from kentongan.board import reads as board
from kentongan.board.models import Photo, Publication
from kentongan.board.tests.pictures import MARKS
from kentongan.cases import contributions, publishing
from kentongan.cases.errors import Refused
from kentongan.cases.models import Contribution
from kentongan.cases.opened import Desk, open_desk, record
from kentongan.reports.compartments import to_text
from kentongan.sop import engine

from .complaints import AGENCY, STILL_AT_IT, TEXT, Complaints, photo


@pytest.fixture
def complaints(offices: Callable[[str], Office]) -> Complaints:
    """A complaint has come in."""
    found = Complaints(offices(AGENCY))
    found.complain()
    return found


def refused(complaints: Complaints, code: str, step: str) -> None:
    before = snapshot()
    with pytest.raises(Refused) as caught:
        complaints.take(complaints.usual(step))
    assert caught.value.code == code
    assert snapshot() == before


def test_a_complaint_is_shown_with_its_status_alone_until_something_is_approved(
    complaints: Complaints,
) -> None:
    """003: the public reads "diterima", and nothing of what was written."""
    assert complaints.shown == ()
    complaints.take_to("3")
    (shown,) = complaints.shown
    assert (shown.status, shown.text, shown.photos) == ("diterima", "", ())
    complaints.take_to("8b")
    assert complaints.shown == (shown,)


def test_the_approved_answer_and_its_photo_are_shown_and_nothing_else(complaints: Complaints) -> None:
    """R003-08: published is what the head approved."""
    complaints.take_to("10a")
    (shown,) = complaints.shown
    assert (shown.status, shown.text) == ("dijawab", TEXT)
    (picture,) = shown.photos
    found = board.photo(picture.code)
    assert found is not None and found[1] != photo()
    assert [mark for mark in MARKS if mark in found[1]] == []
    complaints.take_to("10b")
    (done,) = complaints.shown
    assert (done.code, done.status, done.text) == (shown.code, "selesai", TEXT)
    assert complaints.public == done.code


def test_progress_is_shown_only_after_its_own_approval_and_again_and_again(complaints: Complaints) -> None:
    """R003-09: "proses" with its photo, as often as the work takes; each time another approval."""
    complaints.take_to("9c", at_7a=STILL_AT_IT)
    assert complaints.shown[0].status == "diterima"
    complaints.take_to("7a")
    (first,) = complaints.shown
    assert (first.status, first.text, first.photos[0].width) == ("proses", "Separuh sudah kering.", 500)
    who, outcome, _, _ = STILL_AT_IT
    again = (who, outcome, {"catatan: kemajuan": "Hampir selesai."}, {"foto: proses": photo(600)})
    complaints.take(again)
    complaints.take_to("9b")
    assert complaints.shown == (first,)
    complaints.take_to("7a")
    (second,) = complaints.shown
    assert (second.code, second.text, second.photos[0].width) == (first.code, "Hampir selesai.", 600)


def test_a_question_is_answered_without_a_photo(complaints: Complaints) -> None:
    complaints.kind = "pertanyaan"
    complaints.take_to("10b")
    (shown,) = complaints.shown
    assert (shown.status, shown.text, shown.photos) == ("selesai", TEXT, ())


def test_what_was_written_after_the_approval_is_not_published(complaints: Complaints) -> None:
    """A draft that slipped in behind the approval, past the engine: the recorded approval does not hold over it."""
    complaints.take_to("8b")
    smuggle(complaints, "konsep: jawaban-aduan", {"text": "Kami tidak salah."})
    refused(complaints, "not-approved", "8b")


def test_a_photo_that_was_exchanged_after_the_approval_is_not_published(complaints: Complaints) -> None:
    complaints.take_to("8b")
    smuggle(complaints, "foto: selesai", {"files": []})
    refused(complaints, "not-approved", "8b")


def smuggle(complaints: Complaints, need: str, value: dict[str, object]) -> None:
    """Put something into a turn that asked for it, without asking the engine, with all keys and the trail's digest."""
    now = complaints.now
    desk = open_desk(
        complaints.case.code, None, complaints.office.officer("kepala-dinas"), "kepala-dinas", now
    )
    needs = {each.key: each for step in desk.sop.steps.values() for each in step.every_need()}
    turn, (found, _) = desk.case.turn, contributions.latest(desk.ring, need) or (None, None)
    assert found is not None
    desk.case.turn = found.turn
    contributions.write(desk.ring, needs[need], value, by=desk.by, capacity=desk.capacity, now=now)
    desk.case.turn = turn
    record(desk, "case.contributed")


def test_an_approval_of_somebody_else_s_key_does_not_hold(complaints: Complaints) -> None:
    """The row of the approval says who approved: said of another, it proves nothing."""
    complaints.take_to("8b")
    desk, decision, pictures = at_the_desk(complaints), closing(complaints), drawn(complaints)
    row = Contribution.objects.get(need="persetujuan: jawaban")
    value = contributions.opened(desk.ring, row)
    forged = {**value, "public": to_text(desk.by.keys.public)}
    row.sealed = desk.ring.now.seal(f"turn:{row.turn}:{row.need}:{row.by}", forged, revision=row.revision)
    row.save()
    before = snapshot()
    with pytest.raises(Refused, match="not-approved"):
        publishing.publish(desk, decision, pictures)
    assert snapshot() == before


def at_the_desk(complaints: Complaints) -> Desk:
    who = complaints.office.officer("tim-penanganan-aduan")
    return open_desk(complaints.case.code, None, who, "tim-penanganan-aduan", complaints.now)


def closing(complaints: Complaints) -> engine.Decision:
    desk = at_the_desk(complaints)
    return desk.decide(engine.Close(None, frozenset({"bukti tayang: jawaban"})))


def drawn(complaints: Complaints) -> publishing.Drawn:
    return publishing.draw(
        code=complaints.case.code,
        outcome=None,
        by=complaints.office.officer("tim-penanganan-aduan"),
        now=complaints.now,
    )


def test_a_photo_that_was_not_drawn_anew_is_not_published(complaints: Complaints) -> None:
    """What was drawn before the act began are other pictures than those that are approved."""
    complaints.take_to("8b")
    before = snapshot()
    with pytest.raises(Refused, match="not-approved"):
        publishing.publish(at_the_desk(complaints), closing(complaints), {})
    assert snapshot() == before
    assert publishing.publish(at_the_desk(complaints), closing(complaints), drawn(complaints))


@pytest.mark.parametrize(
    "content", [b"Ini bukan foto.", photo()[: len(photo()) // 2]], ids=["no photo", "half of one"]
)
def test_what_is_no_photo_is_refused_when_it_is_given(complaints: Complaints, content: bytes) -> None:
    """Not only when it is to be published: who approved it could not send it back any more."""
    complaints.take_to("7a")
    bad, good = sealed_file("foto.jpg", content), sealed_file("foto.jpg", photo())
    before = snapshot()
    for given in ([good, bad], [bad]):
        with pytest.raises(Refused, match="bad-photo"):
            complaints.act("staf-perdagangan", "selesai", {}, files={"foto: selesai": given})
    assert snapshot() == before
    complaints.act("staf-perdagangan", "selesai", {}, files={"foto: selesai": [good]})


def test_a_photo_that_is_never_published_may_be_any_file(complaints: Complaints) -> None:
    complaints.take_to("6b")
    values, photos = (
        {"konsep: jawaban-aduan": TEXT},
        {"foto: awal": [sealed_file("foto.jpg", b"Ini bukan foto.")]},
    )
    complaints.act("staf-perdagangan", None, values, files=photos)
    assert complaints.case.step == "7a"


def test_a_photo_that_cannot_be_drawn_any_more_stops_the_act(
    complaints: Complaints, monkeypatch: pytest.MonkeyPatch
) -> None:
    complaints.take_to("8b")
    monkeypatch.setattr(cleaning, "__file__", "/dev/null/no-program")
    refused(complaints, "bad-photo", "8b")
    assert Photo.objects.count() == 0


def test_a_secret_service_publishes_nothing_whatever_its_file_says(complaints: Complaints) -> None:
    """In WBS the public sees no case at all."""
    complaints.take_to("8b")
    desk = at_the_desk(complaints)
    secret = next(each for each in desk.case.service.agency.services.all() if each.key == "wbs")
    desk.case.service = secret
    before = snapshot()
    assert (
        publishing.publish(replace(desk, state=replace(desk.state, public="")), closing(complaints), {}) == ""
    )
    assert snapshot() == before


@pytest.mark.parametrize(
    ("exit", "status"), [("refused", "belum-dapat-diproses"), ("referred", "diteruskan")]
)
def test_an_exit_leaves_a_plain_status(complaints: Complaints, exit: str, status: str) -> None:
    complaints.take_to("7a", at_7a=STILL_AT_IT)
    complaints.take(STILL_AT_IT)
    complaints.take_to("7a")
    name = publishing.leave(at_the_desk(complaints), exit)
    (shown,) = complaints.shown
    assert (shown.code, shown.status, shown.text, shown.photos) == (name, status, "", ())
    assert Photo.objects.count() == 0


@pytest.mark.parametrize("exit", ["merged", "withdrawn", "converted"])
def test_other_exits_leave_nothing(complaints: Complaints, exit: str) -> None:
    """A complaint that became a secret report vanishes without a word."""
    complaints.take_to("4")
    assert publishing.leave(at_the_desk(complaints), exit) == ""
    assert complaints.shown == ()


@pytest.mark.parametrize("exit", ["refused", "referred", "merged", "withdrawn", "converted"])
def test_what_was_never_public_does_not_become_so_by_leaving(complaints: Complaints, exit: str) -> None:
    desk = open_desk(
        complaints.case.code, None, complaints.office.officer("operator-opd"), "operator-opd", complaints.now
    )
    before = snapshot()
    assert publishing.leave(desk, exit) == ""
    assert snapshot() == before


def test_suspected_wrongdoing_is_never_shown_nor_entered(complaints: Complaints) -> None:
    """R003-02: screened before the group, the book and the public."""
    screened = {"pilih: penyaringan": "pegawai", "pernyataan: situs Lapor Bupati": "ya"}
    complaints.take(("operator-opd", None, screened, {}))
    assert complaints.case.step == "W1"
    assert complaints.shown == () and not Publication.objects.exists()


def test_nothing_on_the_board_names_the_case(complaints: Complaints) -> None:
    complaints.take_to("10b")
    told = repr(list(Publication.objects.values_list())) + repr(list(Photo.objects.values_list()))
    case = complaints.case
    for secret in (case.code, case.links.get().report.code, "Pasar becek"):
        assert secret not in told
