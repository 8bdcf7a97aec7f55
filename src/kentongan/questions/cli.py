"""What is wrong with forms: a form file, or every `formulir/*.toml` below a folder. Needs no server, no settings."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TextIO

from kentongan.agency_folder import FORMS, SUFFIX
from kentongan.file_checks import check_all
from kentongan.toml_files import read_text

from .loader import load_form
from .reasons import REASONS


def check_forms(paths: Sequence[str | Path], out: TextIO) -> int:
    """Print what is wrong with each form at the paths. Return 0 where nothing is, else 1."""
    found = (form for given in paths for form in forms(Path(given)))
    return check_all(((path, partial(_load, path)) for path in found), REASONS, out)


def forms(path: Path) -> Iterator[Path]:
    """Yield the forms at a path: itself where it lies in a forms folder, else those below it."""
    if path.is_dir():
        yield from sorted(path.glob(f"**/{FORMS}/*{SUFFIX}"))
    elif path.parent.name == FORMS:
        yield path


def _load(path: Path) -> object:
    return load_form(read_text(path, path.name), path.name)
