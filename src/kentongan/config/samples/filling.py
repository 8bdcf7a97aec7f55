"""What is written into a step's form where a sample says nothing else: plausible, harmless, and the same each time."""

from collections.abc import Mapping
from datetime import datetime

from kentongan.cases.supplies import label_of
from kentongan.sop.model import Need, Sop

from . import pictures

# What officers would write, by the kind of what is asked.
TEXTS = {
    "note": "Sudah diperiksa. Bahannya cukup untuk dilanjutkan.",
    "answer": "Sudah kami periksa dan tindak lanjuti. Penjelasan lengkap menyusul dalam jawaban tertulis.",
    "instruction": "Mohon ditindaklanjuti, dan hasilnya dilaporkan kembali.",
    "reason": "Sesuai hasil pemeriksaan berkas dan pembahasan bersama.",
    "minutes": "Rapat dibuka, laporan dibahas, dan cara penyelesaiannya disepakati.",
    "decision": "Ditindaklanjuti sesuai kewenangan. Pelapor diberi jawaban tertulis.",
    "message": "Terima kasih. Laporan Anda sudah kami terima dan sedang kami tangani.",
    "delivery": "Diserahkan lewat halaman pelapor",
    "archive-location": "Lemari arsip 2, map pengaduan",
    "link": "https://contoh.test/tayangan",
    "publication-proof": "https://contoh.test/tayangan",
    "statement": "ya",
    "signature": "ya",
    "initials": "ya",
    "approval": "ya",
}
DRAFT = "{paper}\n\nBerdasarkan laporan yang kami terima, bersama ini kami sampaikan hasil pemeriksaannya."
NUMBER = "700/{number}/{year}"
EXPLANATION = "alasan ketidaksesuaian"


def text_for(sop: Sop, need: Need, given: Mapping[str, str], *, number: int, at: datetime) -> str:
    """Return what is typed for a need: what the sample gives, or a text of its kind."""
    if need.key in given:
        return given[need.key]
    if need.kind == "draft":
        return DRAFT.format(paper=label_of(sop, need))
    if need.kind == "number":
        return NUMBER.format(number=number, year=at.year)
    return at.date().isoformat() if need.kind == "date" else TEXTS[need.kind]


def file_for(sop: Sop, need: Need, given: Mapping[str, str], *, number: int) -> tuple[str, bytes]:
    """Return name and content of the file that a need asks for."""
    caption = given.get(need.key) or label_of(sop, need) or need.kind
    if need.kind == "photo":
        return f"{caption}.png", pictures.photo(number)
    return f"{caption}.pdf", pictures.page(f"Contoh: {caption}")
