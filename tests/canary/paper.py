"""The canary's story, on paper: what an officer takes in, the slip for it, and a printed form from the box.

The codes that were printed are looked for everywhere at the end, as the marks are: they may lie on paper only.
"""

import re

from tests.browser import CODE
from tests.canary.people import Officer, Reporter, Town, listed
from tests.canary.story import KASI, SMALL

SERVICE = "kukar-dpmptsp/wbs/"
DAY = "2026-11-20"


def taken_in(town: Town) -> None:
    """A letter that another authority passed on, with its scan; its reporter comes in with the slip."""
    marks, kasi = town.marks, town.officer(KASI)
    letter = {
        "_kanal": "rujukan",
        "_diterima": DAY,
        "_pengirim": marks.text("letter-sender"),
        "_nomor-surat": marks.short("letter-number"),
        "_jawab-kepada": marks.text("letter-answer-to"),
        "_jawab-sebelum": "2026-12-04",
        "cara-melapor": "dengan-nama",
        "nama": marks.text("letter-nama"),
        "judul": marks.text("letter-judul"),
    }
    scan = {marks.name("letter-scan"): marks.body("letter-body", SMALL)}
    _fill_in(kasi, letter, scan)
    assert "Isian Anda tidak hilang" in kasi.browser.text  # its text is missing: the scan waits
    code = _fill_in(kasi, {"uraian": marks.text("letter-uraian")})
    assert code, kasi.browser.text
    kasi.browser.send(kasi.form_to("/meja/slip/"), {})
    kasi.find(marks.given["letter-judul"])
    kasi.browser.send(kasi.form_to("/identitas/"), {"alasan": "Mengirim surat"})
    kasi.look()
    _answered_with_a_new_code(town, code, marks.text("from-the-slip"))


def from_the_box(town: Town) -> None:
    """Two forms are printed; one comes back in the box, and its reporter holds the code already."""
    marks, kasi = town.marks, town.officer(KASI)
    kasi.browser.open(f"/meja/formulir-kertas/{SERVICE}")
    kasi.browser.send(kasi.form_to("/formulir-kertas/"), {"jumlah": "2"})
    codes = CODE.findall(kasi.browser.text)
    assert len(codes) == 2
    town.codes += codes
    waiting = town.reporter()
    waiting.browser.open("/cek/")
    waiting.browser.send(waiting.form_to("cek"), {"kode": codes[0]})
    assert "belum kami buka dari kotak" in waiting.look()
    said = {"judul": marks.text("box-judul"), "uraian": marks.text("box-uraian")}
    _fill_in(kasi, {**said, "_kanal": "kotak", "_diterima": DAY, "_nomor-formulir": "1"})
    kasi.find(marks.given["box-judul"])
    _answered_with_a_new_code(town, codes[0], marks.text("from-the-box"))


def read_the_answers(town: Town) -> None:
    """The Kasi reads what they wrote from their new codes."""
    kasi = town.officer(KASI)
    for title in ("letter-judul", "box-judul"):
        kasi.find(town.marks.given[title])


def _fill_in(kasi: Officer, told: dict[str, str], files: dict[str, bytes] | None = None) -> str:
    """Send the form of an intake; return the code of its slip, "" where there is none."""
    if not [form for form in kasi.browser.forms if "/meja/terima/" in form.action]:
        kasi.browser.open(f"/meja/terima/{SERVICE}")
    kasi.browser.send(kasi.form_to("/meja/terima/"), told, files=listed("_pindaian", files))
    kasi.look()
    shown = CODE.search(kasi.browser.text)
    return shown.group() if shown else ""


def _answered_with_a_new_code(town: Town, slip: str, message: str) -> Reporter:
    """Somebody comes in with the code of a slip, changes it, comes back with the new one, and writes."""
    rani = town.reporter()
    rani.browser.open("/cek/")
    rani.browser.send(rani.form_to("cek"), {"kode": slip})
    (rani.code,) = CODE.findall(rani.browser.text)
    rani.browser.send(rani.form_to("/ganti-kode/"), {})
    assert rani.browser.url == "/laporan/", rani.browser.text
    rani.come_back()
    rani.write(message, {})
    town.codes += [slip, rani.code]
    return rani


def spellings(code: str) -> tuple[bytes, ...]:
    """How a code may be written: with and without what stands between its groups."""
    groups = re.findall(r"[0-9A-Z]{5}", code)
    return tuple(between.join(groups).encode() for between in ("-", " ", "", "+", "%20"))
