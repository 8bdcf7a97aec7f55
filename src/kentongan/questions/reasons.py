"""Why a form file is refused, in words (see `file_checks`)."""

from kentongan import file_checks
from kentongan.problems import Problem

REASONS: file_checks.Reasons = {
    **file_checks.OF_ANY_FILE,
    "bad-archive": ("Formulir arsip ini rusak.", "This archived form is damaged."),
    "bad-key": (
        "“{value}” tidak dapat menjadi kunci: pakai huruf kecil, angka, dan tanda hubung, dimulai huruf.",
        "“{value}” cannot be a key: use small letters, digits and dashes, with a letter first.",
    ),
    "reserved-key": ("Kunci “{value}” sudah dipakai sistem.", "The key “{value}” is used by the system."),
    "same-name": (
        "Nama isian “{name}” sudah dipakai pertanyaan “{other}”.",
        "The field name “{name}” is already used by the question “{other}”.",
    ),
    "double-key": ("Kunci “{value}” ditulis dua kali.", "The key “{value}” is written twice."),
    "unknown-word": (
        "“{value}” tidak dikenal. Yang dikenal: {known}.",
        "“{value}” is not known. Known are: {known}.",
    ),
    "not-for-this-kind": (
        "Kunci ini tidak berlaku untuk pertanyaan jenis “{kind}”.",
        "This key does not apply to a question of the kind “{kind}”.",
    ),
    "no-translation": (
        "Teks Indonesia dan teks Inggris harus ada keduanya.",
        "The Indonesian and the English text must both be there.",
    ),
    "no-choices": (
        "Pertanyaan pilihan perlu `pilihan` atau `dari`.",
        "A question with choices needs `pilihan` or `dari`.",
    ),
    "choices-twice": ("Pakai `pilihan` atau `dari`, jangan keduanya.", "Use `pilihan` or `dari`, not both."),
    "no-questions": ("Kelompok ini belum berisi pertanyaan.", "This group has no questions."),
    "group-in-group": (
        "Kelompok tidak dapat berada di dalam kelompok.",
        "A group cannot stand within a group.",
    ),
    "reversed-limits": (
        "`paling_sedikit` lebih besar daripada `paling_banyak`.",
        "`paling_sedikit` is larger than `paling_banyak`.",
    ),
    "not-earlier": (
        "Syarat menunjuk “{value}”, yang bukan pertanyaan sebelumnya.",
        "The condition points at “{value}”, which is no earlier question.",
    ),
    "not-a-choice": (
        "Syarat menunjuk “{value}”, yang jawabannya bukan pilihan tertutup.",
        "The condition points at “{value}”, whose answers are no closed list.",
    ),
    "identity-decides": (
        "Pertanyaan di luar identitas tidak boleh bergantung pada jawaban identitas “{value}”.",
        "A question outside the identity may not depend on the identity answer “{value}”.",
    ),
    "out-of-order": (
        "Pertanyaan bagian “{value}” harus berkumpul, menurut urutan bagian.",
        "The questions of the section “{value}” must stand together, in the order of the sections.",
    ),
}


def explain(problem: Problem) -> tuple[str, str]:
    """Return the reason in Indonesian and in English."""
    return file_checks.explain(problem, REASONS)
