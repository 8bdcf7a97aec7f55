"""The canary's story: two reports, marked in every field, carried through all steps to their archives by HTTP.

One goes to a unit and comes back as a signed letter, with every detour on the way: a form with an error, files that
wait, a draft that is replaced, a letter sent back. The other leaves for another authority, comes back once, and ends
there.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from tests.canary.people import Officer, Reporter, Town

KASI, KABID, UNIT, AUTHORITY = "kasi-pengaduan", "kabid-pengaduan", "kabid-perizinan", "inspektorat-penerima"
SMALL, MIDDLE, LARGE = 10_000, 600_000, 3_000_000

# What nobody may ever read again: it was refused, or was no part of a report.
REFUSED = ("refused-file", "refused-body", "wrong-code", "wrong-name", "wrong-password", "not-taken")


def sent_form(town: Town) -> Reporter:
    """A form with an error, whose files wait; then the form that is taken. Everything is marked."""
    marks, rani = town.marks, town.reporter().open_form()
    mode = {"cara-melapor": "dirahasiakan", "_identitas": "dirahasiakan", "bidang": "perizinan"}
    answers = {
        **mode,
        "judul": marks.text("judul"),
        "terlapor": marks.text("terlapor"),
        "waktu": marks.text("waktu"),
        "lokasi": marks.text("lokasi"),
        "nama": marks.text("nama"),
        "telepon": marks.short("telepon"),
        "surel": marks.short("surel") + "@contoh.test",
        "alamat": marks.text("alamat"),
    }
    waiting = {
        marks.name("waiting-file"): marks.body("waiting-body", LARGE),
        marks.name("refused-file", ".exe"): b"MZ" + marks.body("refused-body", SMALL),
    }
    rani.send(answers, waiting)
    assert "Isian Anda tidak hilang" in rani.browser.text
    assert rani.form is not None
    rest = {"uraian": marks.text("uraian"), "iktikad": "ya"}
    files = {
        marks.name("first-file"): marks.body("first-body", SMALL),
        marks.name("second-file"): marks.body("second-body", MIDDLE),
    }
    rani.send(rest, files)
    assert rani.code, rani.browser.text
    return rani


def abandoned_form(town: Town) -> None:
    """Somebody fills in a form, sends a file, and never comes back."""
    marks, somebody = town.marks, town.reporter().open_form()
    somebody.send(
        {"judul": marks.text("abandoned-title"), "uraian": marks.text("abandoned-text")},
        {marks.name("abandoned-file"): marks.text("abandoned-body").encode().join([b"%PDF-1.7\n"] * 2)},
    )
    assert marks.given["abandoned-file"] in somebody.browser.text


def sent_many_times_at_once(town: Town) -> None:
    """An impatient finger: one form, four times at the same moment. The database refuses three of them."""
    first = town.reporter().open_form()
    others = [town.reporter() for _ in range(3)]
    for each in others:
        each.form = first.form
        each.browser.client.cookies = dict(first.browser.client.cookies)
    mode = {"cara-melapor": "dengan-nama", "_identitas": "dengan-nama", "iktikad": "ya"}
    words = {of: town.marks.text(f"impatient-{of}") for of in ("judul", "uraian", "nama")}
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda each: each.send({**mode, **words}), [first, *others]))
    assert len({each.code for each in (first, *others)}) == 1


def read_the_impatient(town: Town) -> None:
    """The Kasi reads the one report that came of it."""
    kasi = town.officer(KASI).find(town.marks.given["impatient-judul"])
    kasi.browser.send(kasi.form_to("/identitas/"), {"alasan": "Mengirim surat"})
    kasi.look()


def wrong_doors(town: Town) -> None:
    """A code that is none, a name and a password that nobody has."""
    marks, somebody = town.marks, town.reporter()
    somebody.browser.open("/cek/")
    somebody.browser.send(somebody.form_to("cek"), {"kode": marks.text("wrong-code")})
    lost = town.officer(KASI)
    lost.enter(marks.short("wrong-name"), marks.text("wrong-password"))
    for path in ("", "meja/", "laporan/"):
        for each in (somebody, lost):
            each.browser.client.get(f"/{path}{marks.stem}-nowhere/?x={marks.stem}-query")


def first_message(town: Town, rani: Reporter) -> None:
    """The reporter notes the code, comes back with it, and writes."""
    marks = town.marks
    rani.note_code()
    rani.come_back()
    rani.write(marks.text("message"), {marks.name("message-file"): marks.body("message-body", MIDDLE)})
    rani.leave()


def to_the_archive(town: Town, rani: Reporter, forward: Callable[[], datetime]) -> None:
    """Every step of the longer branch, with everything that may be written beside it."""
    marks = town.marks
    kasi = town.officer(KASI).find(marks.given["judul"])
    _beside_the_sop(town, kasi)
    _first_steps(town, kasi)
    forward()
    _letter(town, kasi)
    rani.come_back()
    rani.write(marks.text("late-message"), {})
    forward()
    kasi.open()
    kasi.act("selesai", {"bukti-kirim--surat-balasan": marks.text("delivery")}, "selesai").open()
    kasi.act("selesai", {"lokasi-arsip": marks.text("archive")}, "arsipkan").open()
    kasi.browser.open("/meja/arsip/")
    assert kasi.case in kasi.browser.response.content.decode()
    rani.come_back()


def _beside_the_sop(town: Town, kasi: Officer) -> None:
    marks = town.marks
    kasi.act("catatan", {"teks": marks.text("note")}).open()
    file = marks.name("question-file")
    kasi.browser.send(
        kasi.form_to("/pesan/"),
        {"teks": marks.text("question")},
        files={"berkas": _file(file, marks.body("question-body", SMALL))},
    )
    kasi.open()
    kasi.browser.send(kasi.form_to("/identitas/"), {"alasan": marks.text("reason")})
    kasi.look()
    kasi.open()


def _first_steps(town: Town, kasi: Officer) -> None:
    marks = town.marks
    kasi.act("mulai", {}).open()
    kasi.act("simpan", {"catatan--hasil-pemilahan": marks.text("sorting-draft")}).open()
    # An act that is refused shows what was typed, and keeps nothing.
    kasi.act("selesai", {"catatan--hasil-pemilahan": marks.text("not-taken")})
    assert "Belum dicatat" in kasi.browser.text
    kasi.open()
    sorted_out = {"klasifikasi": "persyaratan", "unit": "perizinan"}
    kasi.act("selesai", {**sorted_out, "catatan--hasil-pemilahan": marks.text("sorting")})
    kabid = town.officer(KABID).open(kasi.case)
    kabid.act("selesai", {"instruksi": marks.text("instruction")})
    unit = town.officer(UNIT).open(kasi.case)
    unit.browser.send(
        unit.form_to("/selesai/"),
        {"jawaban": marks.text("finding")},
        ("outcome", "selesai"),
        files={"berkas--pendukung": _file(marks.name("finding-file"), marks.body("finding-body", MIDDLE))},
    )


def _letter(town: Town, kasi: Officer) -> None:
    marks, draft = town.marks, "konsep--surat-balasan"
    kasi.open()
    kasi.act("simpan", {draft: marks.text("first-draft")}).open()
    kasi.act("selesai", {draft: marks.text("second-draft")}, "selesai")
    kabid = town.officer(KABID).open(kasi.case)
    kabid.act("selesai", {"catatan--perbaikan-surat": marks.text("correction")}, "kembalikan")
    kasi.open()
    kasi.act("selesai", {draft: marks.text("answer")}, "selesai")
    kabid.open().act("selesai", {"tanda-tangan--surat-balasan": "ya"}, "tanda-tangan")
    kasi.open()
    kasi.act("selesai", {"nomor--surat-balasan": marks.text("number")}, "selesai")


def to_another_authority(town: Town, forward: Callable[[], datetime]) -> None:
    """A report without a name leaves the office, is sent back once, and ends with the other authority."""
    marks, budi = town.marks, town.reporter().open_form()
    mode = {"cara-melapor": "tanpa-nama", "_identitas": "tanpa-nama", "iktikad": "ya"}
    budi.send({**mode, "judul": marks.text("second-title"), "uraian": marks.text("second-report")})
    assert budi.code
    budi.note_code()
    forward()
    suspected = {"klasifikasi": "dugaan-pelanggaran"}
    kasi = town.officer(KASI).find(marks.given["second-title"])
    kasi.act("selesai", {**suspected, "catatan--hasil-pemilahan": marks.text("suspicion")})
    authority = town.officer(AUTHORITY).open(kasi.case)
    authority.act("selesai", {"alasan": marks.text("sent-back")}, "dikembalikan")
    kasi.open().act("selesai", suspected)
    authority.open().act("selesai", {"pesan": marks.text("taken-over")}, "diterima")
    budi.come_back()
    budi.write(marks.text("to-the-authority"), {})
    forward()
    authority.open()
    authority.act(
        "selesai", {"catatan--nomor-register": marks.text("register"), "lokasi-arsip": marks.text("shelf")}
    )
    authority.open()
    budi.come_back()


def _file(name: str, content: bytes) -> list[object]:
    from tests.browser import a_file

    return [a_file(name, content)]


def an_hour_later(town: Town) -> Callable[[], datetime]:
    """Return what lets the next slot come."""

    def forward() -> datetime:
        clock = town.installation.office.clock
        town.installation.set_clock(clock.now + timedelta(minutes=61))
        return clock.now

    return forward
