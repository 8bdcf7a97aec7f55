"""The closed vocabularies of an SOP file, and what each word asks for or does.

Six vocabularies: `pelaksana` (who acts), `isi` (what must be supplied), `hasil` (what a step does), `waktu`/`batas`
(lengths of time: `durations`), `bila` (facts that choose an outcome) and `alih` (another SOP). The words are those of
the official form; beside each stands its name in code. A word that is not here is
refused: the engine must know everything that a signed paper makes it do.
"""

from dataclasses import dataclass
from typing import Literal

ObjectSort = Literal["none", "label", "fact", "person", "paper", "publication"]
Input = Literal[
    "text", "choice", "person", "number", "signature", "attendance", "file", "link", "date", "tick", "proof"
]


@dataclass(frozen=True, slots=True)
class NeedKind:
    """A word of `isi`: its name in code, the sort of object after the colon, and how it is asked for."""

    word: str
    name: str
    object: ObjectSort
    input: Input

    @property
    def object_is_required(self) -> bool:
        """A label may be left out ("foto", "foto: lokasi"); whatever points at something may not."""
        return self.object in ("fact", "person", "paper", "publication")


_NEEDS = (
    NeedKind("catatan", "note", "label", "text"),
    NeedKind("jawaban", "answer", "label", "text"),
    NeedKind("instruksi", "instruction", "label", "text"),
    NeedKind("alasan", "reason", "label", "text"),
    NeedKind("klasifikasi", "classification", "none", "choice"),
    NeedKind("unit", "unit", "none", "choice"),
    NeedKind("pilih", "choice", "fact", "choice"),
    NeedKind("orang", "person", "person", "person"),
    NeedKind("konsep", "draft", "paper", "text"),
    NeedKind("paraf", "initials", "paper", "signature"),
    NeedKind("tanda tangan", "signature", "paper", "signature"),
    NeedKind("nomor", "number", "paper", "number"),
    NeedKind("bukti kirim", "delivery", "paper", "text"),
    NeedKind("persetujuan", "approval", "publication", "signature"),
    NeedKind("bukti tayang", "publication-proof", "label", "proof"),
    NeedKind("notula", "minutes", "label", "text"),
    NeedKind("putusan", "decision", "label", "text"),
    NeedKind("daftar hadir", "attendance", "none", "attendance"),
    NeedKind("foto", "photo", "label", "file"),
    NeedKind("berkas", "document", "label", "file"),
    NeedKind("tautan", "link", "label", "link"),
    NeedKind("tanggal", "date", "label", "date"),
    NeedKind("pesan", "message", "none", "text"),
    NeedKind("pernyataan", "statement", "label", "tick"),
    NeedKind("lokasi arsip", "archive-location", "none", "text"),
)
NEEDS = {each.word: each for each in _NEEDS}
NEED_NAMES = {each.name: each for each in _NEEDS}

# Facts that have a word of their own in `isi`; every other fact is chosen with `pilih: <fakta>`.
CLASSIFICATION, UNIT = "klasifikasi", "unit"
ATTENDANCE = "daftar hadir"
# What an order that was given in the group, and is written down for somebody, must bring: what was said there.
GROUP_ORDER = "berkas: perintah dari grup"

# Who must give a need: one of those who act, one of those who take part, or everybody who was present.
GIVERS = {"pelaksana": "actors", "peserta": "participants", "yang hadir": "present"}

# `hasil`: word -> (name in code, sort of object, whether the object is required). What is made public is a status
# and, after a comma, the publication whose contents go with it: "publik: selesai, jawaban".
EFFECTS: dict[str, tuple[str, Literal["none", "paper", "book", "public"], bool]] = {
    "naskah": ("paper", "paper", True),
    "buku": ("book", "book", True),
    "jawaban": ("answer", "paper", False),
    "publik": ("public", "public", True),
    "arsip": ("archive", "none", False),
}
PUBLIC_STATUSES = ("diterima", "proses", "dijawab", "selesai")

# What the reporter reads while the case stands at a step; `web.words` has a sentence for each.
STATUSES = (
    "diterima",
    "diperiksa",
    "menunggu-jawaban",
    "ditelaah",
    "ditindaklanjuti",
    "jawaban-disiapkan",
    "ada-jawaban",
    "selesai",
    "diteruskan",
    "belum-dapat-diproses",
)
RECEIVED, REFERRED = "diterima", "diteruskan"

# How a case ends without having gone through its SOP, and what the reporter then reads.
EXIT_STATUSES = {
    "refused": "belum-dapat-diproses",
    "referred": REFERRED,
    "merged": "selesai",
    "withdrawn": "selesai",
    "converted": REFERRED,
}
EXITS = tuple(EXIT_STATUSES)

ACTORS = {"pos": "post", "pelapor": "reporter", "pihak luar": "outside", "terikat": "bound"}
BINDINGS = {"unit": "unit", "orang": "person"}
SOP_STATUSES = ("disahkan", "konsep", "manual")
PAPER_KINDS = (
    "surat",
    "nota dinas",
    "berita acara",
    "catatan",
    "telaahan",
    "notula",
    "tanda terima",
    "disposisi",
)
NUMBERINGS = {"buku": "book", "diketik": "typed", "tanpa": "none"}
# What a book notes of each entry, beside facts and what steps were given, by their own names.
BOOK_COLUMNS = ("tanggal", "kanal", "status", "langkah", "selesai", "batas")
BOOK_NUMBER = "{nomor}/{tahun}"

# The five symbols of PermenPANRB 35/2012; the arrow is the edges of the graph and never a row's own.
ROW_SYMBOLS = ("kapsul", "kotak", "belah ketupat", "segilima")
SYMBOLS = (*ROW_SYMBOLS, "anak panah")
STAGES = ("sebelum perkara",)
ROUTINE_EVERY = ("hari kerja",)
SOURCES = ("kotak", "situs")
REST = "selain"  # `bila = { unit = "selain" }`: every value that no other outcome names

# The profile's words.
SERVICE_KINDS = ("wbs", "aduan")
SLOTS = ("jam kerja", "1 menit", "tanpa")
POST_KINDS = ("jabatan", "peran")
DEVIATIONS = ("dicatat",)
# By which way a report came; a profile may name others.
CHANNELS = (
    "situs",
    "sms",
    "telepon",
    "surel",
    "surat",
    "kotak",
    "langsung",
    "media-sosial",
    "rujukan",
)
# Acts beside the SOP, each with a holder and a legal basis that the profile names.
SIDE_ACTS = (
    "minta-kelengkapan",
    "pesan",
    "catatan",
    "tarik",
    "tolak",
    "limpah",
    "gabung",
    "buka-kembali",
    "keberatan",
    "alih-wbs",
    "undur-diri",
    "jeda",
    "baca-identitas",
    "kecualikan",
    "terima",
    "catatan-atasan",
)


def need_key(word: str, object_: str | None) -> str:
    """Return the canonical name of a need: "jenis" or "jenis: objek"."""
    return f"{word}: {object_}" if object_ else word


def split_word(text: str) -> tuple[str, str | None]:
    """Return word and object of "jenis" or "jenis: objek"; an empty object is kept, so that it is refused."""
    word, colon, object_ = text.partition(":")
    return word.strip(), object_.strip() if colon else None


def split_public(object_: str) -> tuple[str, str | None]:
    """Return status and publication of "status" or "status, publikasi"."""
    status, comma, content = object_.partition(",")
    return status.strip(), content.strip() if comma else None


def implied(kind: str, *, numbered: bool, number_first: bool) -> tuple[str, ...]:
    """Return the words that must have been given for the same paper before this one can be.

    Initials, signature and number need a draft. Whether the number or the signature comes first is the
    paper's own rule (with an electronic signature the number must stand in the PDF before it is signed). Proof
    of delivery needs a signed paper, and a numbered one where the paper has a number.
    """
    if kind == "initials":
        return ("konsep",)
    if kind == "signature":
        return ("konsep", "nomor") if numbered and number_first else ("konsep",)
    if kind == "number":
        return ("konsep",) if number_first else ("konsep", "tanda tangan")
    if kind == "delivery":
        return ("tanda tangan", "nomor") if numbered else ("tanda tangan",)
    return ()


# What a new draft of the same paper makes void; a number, once taken from a book, stays the paper's.
VOIDED_BY_DRAFT = ("paraf", "tanda tangan", "bukti kirim")
