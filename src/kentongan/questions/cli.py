"""What is wrong with forms: a form file, or every `formulir/*.toml` below a folder.

For every form it prints file, key and reason, in Indonesian and in English. Needs no server and no settings.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from kentongan.problems import BadFile, Problem

from .loader import load_form
from .reasons import reason

FOLDER = "formulir"


def check_forms(paths: Sequence[str | Path], out: TextIO) -> int:
    """Print what is wrong with each form at the paths. Return 0 where nothing is, else 1."""
    bad = 0
    for path in (form for given in paths for form in forms(Path(given))):
        problems = _problems(path)
        bad += bool(problems)
        out.write(f"{path}: {'BELUM BAIK / NOT SOUND' if problems else 'baik / sound'}\n")
        for problem in problems:
            out.write(f"  {path}: {problem.key}\n    {reason(problem)}\n    {reason(problem, 'en')}\n")
    return 1 if bad else 0


def forms(path: Path) -> Iterator[Path]:
    """Yield the forms at a path: itself where it lies in a forms folder, else those below it."""
    if path.is_dir():
        yield from sorted(path.glob(f"**/{FOLDER}/*.toml"))
    elif path.parent.name == FOLDER:
        yield path


def _problems(path: Path) -> tuple[Problem, ...]:
    try:
        load_form(path.read_text(encoding="utf-8"), path.name)
    except BadFile as error:
        return error.problems
    return ()
