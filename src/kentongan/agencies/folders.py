"""An agency's folder on disk: every file is text, and what is written back is what was read, byte for byte."""

import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from kentongan.agency_folder import PROFILE, is_sample
from kentongan.problems import BadFile, Problem

# The line of a service that names a grid. A service without one ("tanpa") is not given one.
_SLOT = re.compile(r'^slot\s*=\s*"(?!tanpa)[^"]*"', re.MULTILINE)


def read_folder(folder: Path, *, slot: str = "") -> dict[str, str]:
    """Read a folder, line ends as they are, without sample reports; `slot` replaces every grid of the profile.

    Raises `BadFile` for what is no UTF-8 text.
    """
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    found, problems = {}, []
    names = {path.relative_to(folder).as_posix(): path for path in paths}
    for name in (each for each in names if not is_sample(each)):
        try:
            found[name] = names[name].read_bytes().decode()
        except UnicodeDecodeError:
            problems.append(Problem(name, "", "not-utf8", {}))
    if problems:
        raise BadFile(tuple(problems))
    if slot and PROFILE in found:
        found[PROFILE] = _SLOT.sub(f'slot = "{slot}"', found[PROFILE])
    return found


def write_folder(folder: Path, files: Mapping[str, str]) -> None:
    """Write a folder, byte for byte. Never outside of it, whatever a path says."""
    for name, text in files.items():
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            raise ValueError(name)
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())
