"""An agency's folder as one text: JSON of path and text, paths sorted, nothing escaped, nothing added.

Every byte of every file is in it, so that what is written back to a folder is what was read from it.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from kentongan.problems import BadFile, Problem


def text(files: Mapping[str, str]) -> str:
    """Return the canonical text of a folder."""
    return json.dumps(dict(files), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def files(text: str) -> dict[str, str]:
    """Return the folder of a canonical text."""
    found: dict[str, str] = json.loads(text)
    return found


def digest(text: str) -> str:
    """Return the SHA-256 of a text, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def sop_path(key: str) -> str:
    """Where an SOP lies in its folder."""
    return f"sops/{key}.toml"


def form_path(key: str) -> str:
    """Where a form lies in its folder."""
    return f"formulir/{key}.toml"


def read_folder(folder: Path) -> dict[str, str]:
    """Read a folder, line ends as they are. Raises `BadFile` for no folder and for what is no UTF-8 text."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    found, problems = {}, []
    for path in paths:
        name = path.relative_to(folder).as_posix()
        try:
            found[name] = path.read_bytes().decode()
        except UnicodeDecodeError:
            problems.append(Problem(name, "", "not-utf-8", {}))
    if not found and not problems:
        problems.append(Problem(str(folder), "", "no-such-folder", {}))
    if problems:
        raise BadFile(tuple(problems))
    return found


def write_folder(folder: Path, files: Mapping[str, str]) -> None:
    """Write a folder, byte for byte. Never outside of it, whatever a path says."""
    for name, text in files.items():
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            raise BadFile((Problem(name, "", "path-leads-outside", {}),))
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())
