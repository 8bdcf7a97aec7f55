"""What a careful adversary tried on the handling of a case, and must not manage."""

import pytest

from kentongan.cases import reads
from kentongan.cases.services import correspondence, handling, identity, replies
from kentongan.notices.models import Notice
from kentongan.reports import blobs
from kentongan.reports.files import Sealed

from .conftest import WALK, Desk
from .test_handling import refused


def a_scan(name: str = "scan.pdf") -> Sealed:
    """A file that has arrived."""
    return Sealed(
        blob=blobs.new_name(),
        name=name,
        media_type="pdf",
        size=5,
        padded_size=100,
        digest="d" * 64,
        fingerprint="f" * 64,
        key=b"k" * 32,
    )


@pytest.mark.parametrize(
    ("step", "outcome", "need"),
    [
        ("7", "selesai", "konsep: surat-balasan"),
        ("8a", "tanda-tangan", "tanda tangan: surat-balasan"),
        ("8b", "selesai", "nomor: surat-balasan"),
    ],
)
def test_a_file_is_no_draft_no_signature_and_no_number(
    desk: Desk, step: str, outcome: str, need: str
) -> None:
    desk.report()
    desk.walk_to(step)
    refused(desk, "missing", WALK[step][0], outcome, {}, files={need: [a_scan()]})


def test_who_takes_a_case_back_from_the_inspectorate_can_open_the_identity_again(desk: Desk) -> None:
    desk.report()
    desk.act("kasi-pengaduan", None, {"klasifikasi": "dugaan-pelanggaran"})
    desk.act("inspektorat-penerima", "dikembalikan", {"alasan": "Keluhan layanan biasa."})
    report = desk.case.links.get().report
    lines = identity.read(
        code=desk.case.code,
        report=report.code,
        reason="Surat balasan dikirim ke alamatnya.",
        by=desk.office.officer("kasi-pengaduan"),
        capacity="kasi-pengaduan",
        now=desk.now,
    )
    assert "Rani" in {line.value for line in lines}


def test_with_the_inspectorate_its_own_superior_holds_the_reserve_and_nobody_of_the_office(
    desk: Desk,
) -> None:
    desk.report()
    desk.act("kasi-pengaduan", None, {"klasifikasi": "dugaan-pelanggaran"})
    reserve = desk.case.seals.filter(reserve=True)
    assert set(reserve.values_list("officer__username", flat=True)) == {"inspektur"}


def test_who_stays_behind_is_told_nothing_more(desk: Desk) -> None:
    key = desk.report()
    replies.write(key=key, report_index=0, text="Tambahan.", files=[], now=desk.now)
    desk.act("kasi-pengaduan", None, {"klasifikasi": "dugaan-pelanggaran"})
    told = Notice.objects.filter(act__startswith=desk.case.code).values_list("recipient", flat=True)
    assert set(told) == {"inspektorat-penerima"}


def test_what_is_chosen_does_not_keep_a_draft_from_being_kept(desk: Desk) -> None:
    desk.report()
    by, case = desk.office.officer("kasi-pengaduan"), desk.case
    handling.save_draft(
        code=case.code,
        turn=1,
        values={"klasifikasi": "saran", "catatan: hasil pemilahan": "Perlu dicek."},
        by=by,
        capacity="kasi-pengaduan",
        now=desk.now,
    )
    form = reads.case_page(by, case.code, desk.now).form
    assert form is not None
    assert {field.key: field.value for field in form.fields}["catatan: hasil pemilahan"] == "Perlu dicek."


def test_a_message_stands_where_its_slot_is_and_counts_as_unread(desk: Desk) -> None:
    key, clock = desk.report(), desk.office.clock
    by, code = desk.office.officer("kasi-pengaduan"), desk.case.code

    def ask(text: str) -> None:
        correspondence.write(code=code, text=text, files=[], by=by, capacity="kasi-pengaduan", now=desk.now)

    ask("Satu?")
    clock.forward(seconds=10)
    replies.write(key=key, report_index=0, text="Jawab.", files=[], now=desk.now)
    clock.forward(seconds=10)
    ask("Dua?")
    clock.forward(minutes=2)
    page = reads.case_page(by, code, desk.now)
    assert [each.text for each in page.messages] == ["Satu?", "Dua?", "Jawab."]
    assert reads.desk(by, desk.now).mine[0].unread == 1


def test_what_is_said_twice_is_said_once(desk: Desk) -> None:
    key = desk.report()
    by, code = desk.office.officer("kasi-pengaduan"), desk.case.code
    for _ in range(2):
        correspondence.write(
            code=code, text="Kapan?", files=[], by=by, capacity="kasi-pengaduan", now=desk.now
        )
    for _ in range(2):
        replies.write(key=key, report_index=0, text="Kemarin.", files=[], now=desk.now)
    for _ in range(2):
        correspondence.note(code=code, text="Dicatat.", by=by, capacity="kasi-pengaduan", now=desk.now)
    desk.office.clock.forward(minutes=2)
    page = reads.case_page(by, code, desk.now)
    assert [each.text for each in page.messages] == ["Kapan?", "Kemarin."]
    assert [each.text for each in page.notes] == ["Dicatat."]
    correspondence.write(code=code, text="Kapan?", files=[], by=by, capacity="kasi-pengaduan", now=desk.now)
    assert len(reads.case_page(by, code, desk.now).messages) == 3
