# ruff: noqa: E501 - one sentence a line, so that both languages stand side by side
"""Checking files before there is a server: what is wrong with each is printed, in Indonesian and in English.

The rest of the system words its codes in `web`; these sentences speak to somebody who writes an SOP or a form. They
say what is found and what to do, and blame nobody. Here stand those that every sort of file shares.
"""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TextIO

from kentongan.problems import BadFile, Problem

Reasons = Mapping[str, tuple[str, str]]  # code → Indonesian, English
Check = Callable[[], object]

# fmt: off
OF_ANY_FILE: Reasons = {
    "bad-toml": (
        "Penulisan TOML tidak dapat dibaca (baris {line}): {detail}. Periksa tanda kutip, kurung dan tanda sama dengan di sekitarnya.",
        "The TOML cannot be read (line {line}): {detail}. Check quotes, brackets and equals signs near there.",
    ),
    "not-utf8": (
        "Berkas ini bukan teks UTF-8. Simpan ulang sebagai teks UTF-8.",
        "This file is not UTF-8 text. Save it again as UTF-8 text.",
    ),
    "missing-file": (
        "Berkas {path} tidak ditemukan. Tambahkan berkas itu, atau periksa nama foldernya.",
        "The file {path} was not found. Add it, or check the name of the folder.",
    ),
    "missing-key": (
        "Kunci ini wajib ada tetapi belum ditulis. Tambahkan.",
        "This key is required but is not there. Add it.",
    ),
    "unknown-key": (
        "Kunci ini tidak dikenal. Periksa ejaannya, atau hapus.",
        "This key is not known. Check its spelling, or remove it.",
    ),
    "bad-value": (
        "Isi kunci ini bukan jenis yang diminta (teks, angka, tanggal, daftar, atau tabel). Lihat contoh di buku petunjuk.",
        "The value is not of the kind that is asked for (text, number, date, list or table). See the manual's example.",
    ),
}
# fmt: on


def explain(problem: Problem, reasons: Reasons) -> tuple[str, str]:
    """Return the reason in Indonesian and in English."""
    indonesian, english = reasons[problem.code]
    return indonesian.format_map(problem.params), english.format_map(problem.params)


def check_all(checks: Iterable[tuple[Path, Check]], reasons: Reasons, out: TextIO) -> int:
    """Print what is wrong at each path: file, key and reason. Return 0 where nothing is, else 1."""
    bad = 0
    for path, check in checks:
        problems = _problems(check)
        bad += bool(problems)
        out.write(f"{path}: {'BELUM BAIK / NOT SOUND' if problems else 'baik / sound'}\n")
        for problem in problems:
            out.write(_told(path, problem, reasons))
    return 1 if bad else 0


def _problems(check: Check) -> tuple[Problem, ...]:
    try:
        check()
    except BadFile as error:
        return error.problems
    return ()


def _told(path: Path, problem: Problem, reasons: Reasons) -> str:
    file = path / problem.file if path.is_dir() else path
    indonesian, english = explain(problem, reasons)
    return f"  {file}: {problem.key}\n    {indonesian}\n    {english}\n"
