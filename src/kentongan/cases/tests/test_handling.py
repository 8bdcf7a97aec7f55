"""Taking steps: what the SOP allows is done wholly, what it forbids leaves no trace."""

import pytest
from tests.snapshot import snapshot

from kentongan.cases import reads
from kentongan.cases.errors import NoSuchCase, Refused
from kentongan.cases.models import Case
from kentongan.cases.reads import reporter
from kentongan.cases.services import handling
from kentongan.journal.models import Event

from .conftest import WALK, Desk


def refused(desk: Desk, code: str, *act: object, **more: object) -> None:
    before = snapshot()
    with pytest.raises(Refused) as caught:
        desk.act(*act, **more)  # type: ignore[arg-type]
    assert caught.value.code == code
    assert snapshot() == before


def test_a_case_walks_from_the_form_to_the_archive_and_the_reporter_reads_the_answer(desk: Desk) -> None:
    key = desk.report()
    desk.walk_to("the end")
    case = desk.case
    assert case.ended_at is not None and case.end_kind == "done"
    page = reporter.page(key, desk.now)[0]
    assert page.status == "selesai" and page.ended
    answer = page.messages[-1]
    assert (answer.kind, answer.number, answer.signature_holds) == ("answer", "503/77/2026", True)
    assert answer.text == "Yth. Pelapor, izin Anda terbit."


def test_every_turn_leaves_one_event_in_the_trail(desk: Desk) -> None:
    """R000-11"""
    desk.report()
    desk.walk_to("the end")
    kinds = list(
        Event.objects.filter(chain=desk.case.object_name).order_by("number").values_list("kind", flat=True)
    )
    assert kinds == ["case.received", *["case.moved"] * 7, "case.ended"]


def test_own_topics_are_answered_by_the_kabid_and_never_reach_the_other_unit(desk: Desk) -> None:
    desk.report()
    desk.act("kasi-pengaduan", None, {"klasifikasi": "informasi", "unit": "informasi"})
    desk.act("kabid-pengaduan", None, {})
    assert desk.case.step == "5"
    desk.act("kabid-pengaduan", "selesai", {"jawaban": "Begini syaratnya."})
    assert desk.case.step == "7"


def test_suspected_wrongdoing_leaves_for_the_inspectorate_and_nobody_behind_can_open_it(desk: Desk) -> None:
    desk.report()
    code = desk.case.code
    desk.act("kasi-pengaduan", None, {"klasifikasi": "dugaan-pelanggaran"})
    assert desk.case.step == "L1"
    for behind in ("kasi-pengaduan", "kabid-pengaduan", "kabid-perizinan", "kepala-dinas"):
        with pytest.raises(NoSuchCase):
            reads.case_page(desk.office.officer(behind), code, desk.now)
    page = reads.case_page(desk.office.officer("inspektorat-penerima"), code, desk.now)
    assert page.reports[0].answers and page.reports[0].may_read_identity


@pytest.mark.parametrize("named", [True, False])
def test_only_a_name_that_was_given_can_be_opened(desk: Desk, named: bool) -> None:
    desk.report(named=named)
    desk.act("kasi-pengaduan", None, {"klasifikasi": "dugaan-pelanggaran"})
    page = reads.case_page(desk.office.officer("inspektorat-penerima"), desk.case.code, desk.now)
    assert page.reports[0].may_read_identity is named


def test_the_inspectorate_may_send_it_back(desk: Desk) -> None:
    desk.report()
    desk.act("kasi-pengaduan", None, {"klasifikasi": "dugaan-pelanggaran"})
    desk.act("inspektorat-penerima", "dikembalikan", {"alasan": "Keluhan layanan biasa."})
    assert desk.case.step == "3"
    desk.walk_to("10")
    assert desk.case.step == "10"


def test_a_referral_ends_with_the_inspectorate_and_the_reporter_is_told(desk: Desk) -> None:
    key = desk.report()
    desk.act("kasi-pengaduan", None, {"klasifikasi": "dugaan-pelanggaran"})
    desk.act("inspektorat-penerima", "diterima", {"pesan": "Laporan Anda kami terima di Inspektorat."})
    desk.act("inspektorat-penerima", "selesai", {"lokasi arsip": "Register rahasia"})
    page = reporter.page(key, desk.now)[0]
    assert (page.status, desk.case.end_kind) == ("diteruskan", "referred")
    assert [each.text for each in page.messages] == ["Laporan Anda kami terima di Inspektorat."]


def test_a_letter_sent_back_is_drafted_and_signed_anew(desk: Desk) -> None:
    desk.report()
    desk.walk_to("8a")
    desk.act("kabid-pengaduan", "kembalikan", {"catatan: perbaikan surat": "Sebut tanggalnya."})
    assert desk.case.step == "7"
    desk.act("kasi-pengaduan", "selesai", {"konsep: surat-balasan": "Yth. Pelapor, izin terbit 23 November."})
    refused(desk, "missing", "kabid-pengaduan", "tanda-tangan", {})
    desk.walk_to("8b")


def test_what_a_step_requires_must_be_given(desk: Desk) -> None:
    desk.report()
    refused(desk, "missing", "kasi-pengaduan", None, {"klasifikasi": "persyaratan"})
    refused(desk, "missing", "kasi-pengaduan", "serahkan", {"unit": "perizinan"})


def test_a_blank_is_not_an_answer(desk: Desk) -> None:
    desk.report()
    desk.walk_to("6")
    refused(desk, "missing", "kabid-perizinan", "selesai", {"jawaban": "  \n "})


def test_what_another_outcome_asks_for_is_left_aside_where_the_fact_decides(desk: Desk) -> None:
    desk.report()
    desk.act("kasi-pengaduan", None, {"klasifikasi": "dugaan-pelanggaran", "unit": "perizinan"})
    assert desk.case.step == "L1"


def test_nobody_chooses_against_the_fact(desk: Desk) -> None:
    desk.report()
    refused(
        desk,
        "decided-by-fact",
        "kasi-pengaduan",
        "serahkan",
        {"klasifikasi": "dugaan-pelanggaran", "unit": "perizinan"},
    )


def test_a_fact_has_only_its_own_values(desk: Desk) -> None:
    desk.report()
    refused(desk, "unknown-value", "kasi-pengaduan", None, {"klasifikasi": "karangan", "unit": "perizinan"})


def test_a_step_out_of_order_is_refused(desk: Desk) -> None:
    """R000-10"""
    desk.report()
    refused(desk, "no-such-outcome", "kasi-pengaduan", "arsipkan", {"lokasi arsip": "Lemari"})


def test_who_holds_a_key_but_not_the_post_is_refused(desk: Desk) -> None:
    desk.report()
    desk.walk_to("4")
    refused(desk, "not-your-post", "kasi-pengaduan", None, {"instruksi": "Saya saja."})


def test_nobody_acts_in_a_seat_that_is_not_theirs(desk: Desk) -> None:
    desk.report()
    desk.walk_to("4")
    refused(desk, "not-your-post", "kasi-pengaduan", None, {"instruksi": "x"}, capacity="kabid-pengaduan")


@pytest.mark.parametrize("stranger", ["otto", "admin", "kabid-perizinan", "kepala-dinas"])
def test_without_a_seal_there_is_no_case(desk: Desk, stranger: str) -> None:
    desk.report()
    before = snapshot()
    with pytest.raises(NoSuchCase):
        desk.act(stranger, None, {"klasifikasi": "saran", "unit": "umum"})
    assert snapshot() == before


def test_a_turn_that_somebody_has_closed_is_taken(desk: Desk) -> None:
    desk.report()
    desk.walk_to("4")
    refused(desk, "turn-taken", "kabid-pengaduan", None, {"instruksi": "x"}, turn=1)


def test_the_same_act_of_the_same_person_twice_is_done_once(desk: Desk) -> None:
    desk.report()
    who, outcome, values = WALK["3"]
    desk.act(who, outcome, values)
    before = snapshot()
    desk.act(who, outcome, values, turn=1)
    assert snapshot() == before


def test_handing_over_twice_is_success_although_the_key_is_gone(desk: Desk) -> None:
    desk.report()
    desk.act("kasi-pengaduan", None, {"klasifikasi": "dugaan-pelanggaran"})
    before = snapshot()
    desk.act("kasi-pengaduan", None, {"klasifikasi": "dugaan-pelanggaran"}, turn=1)
    assert snapshot() == before


def test_another_outcome_from_a_second_tab_is_told_that_the_turn_is_taken(desk: Desk) -> None:
    desk.report()
    desk.walk_to("8a")
    turn = desk.case.turn
    desk.act("kabid-pengaduan", "tanda-tangan", {"tanda tangan: surat-balasan": "ya"})
    refused(
        desk,
        "turn-taken",
        "kabid-pengaduan",
        "kembalikan",
        {"catatan: perbaikan surat": "tunggu"},
        turn=turn,
    )


def test_an_ended_case_takes_no_step(desk: Desk) -> None:
    desk.report()
    desk.walk_to("the end")
    refused(desk, "case-ended", "kasi-pengaduan", "arsipkan", {"lokasi arsip": "Lemari 3"})


def test_effort_runs_from_mulai_and_lateness_is_said_of_the_deadline_only(desk: Desk) -> None:
    desk.report()
    case, clock = desk.case, desk.office.clock
    by = desk.office.officer("kasi-pengaduan")
    handling.begin(code=case.code, turn=1, by=by, capacity="kasi-pengaduan", now=clock.now)
    clock.forward(minutes=30)
    desk.act(*WALK["3"])
    turn = case.turns.get(number=1)
    assert (turn.effort_minutes, turn.over_effort, turn.late) == (31, True, False)


def test_what_was_late_stays_late(desk: Desk) -> None:
    desk.report()
    desk.office.clock.forward(days=3)
    desk.act(*WALK["3"])
    assert desk.case.turns.get(number=1).late
    assert not desk.case.turns.get(number=2).late


def test_mulai_twice_counts_from_the_first(desk: Desk) -> None:
    desk.report()
    by, code = desk.office.officer("kasi-pengaduan"), desk.case.code
    first = desk.now
    for _ in range(2):
        handling.begin(code=code, turn=1, by=by, capacity="kasi-pengaduan", now=desk.now)
        desk.office.clock.forward(minutes=4)
    assert Case.objects.get(code=code).turns.get(number=1).begun_at == first


def test_a_draft_is_kept_within_the_turn_and_shown_again(desk: Desk) -> None:
    desk.report()
    desk.walk_to("7")
    by, case = desk.office.officer("kasi-pengaduan"), desk.case
    handling.save_draft(
        code=case.code,
        turn=case.turn,
        values={"konsep: surat-balasan": "Yth. (konsep)"},
        by=by,
        capacity="kasi-pengaduan",
        now=desk.now,
    )
    form = reads.case_page(by, case.code, desk.now).form
    assert form is not None and form.fields[0].value == "Yth. (konsep)"


def test_a_way_that_an_earlier_choice_has_closed_is_not_offered(desk: Desk) -> None:
    desk.report()
    desk.walk_to("4")
    form = reads.case_page(desk.office.officer("kabid-pengaduan"), desk.case.code, desk.now).form
    assert form is not None and not form.decided_by_fact
    assert {each.key: each.refused for each in form.outcomes} == {"bidang-lain": ""}
    refused(desk, "decided-by-fact", "kabid-pengaduan", "bidang-sendiri", {})


def test_who_holds_a_key_but_not_the_step_gets_no_form(desk: Desk) -> None:
    desk.report()
    desk.walk_to("4")
    assert reads.case_page(desk.office.officer("kasi-pengaduan"), desk.case.code, desk.now).form is None
