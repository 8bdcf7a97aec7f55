"""`kentongan sop check`: an SOP file, a calendar, a profile's folder or a folder of profiles, and what is wrong.

Needs no server and no settings.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TextIO

from kentongan.agency_folder import CALENDAR, PROFILE, SUFFIX, is_sample
from kentongan.file_checks import Check, check_all
from kentongan.toml_files import read_text

from .calendars import load_calendar
from .loader import load_sop
from .profile import load_profile
from .reasons import REASONS


def check_paths(paths: Sequence[str | Path], out: TextIO) -> int:
    """Print what is wrong with each path. Return 0 where nothing is, else 1."""
    return check_all((pair for given in paths for pair in _checks(Path(given))), REASONS, out)


def _checks(path: Path) -> Iterator[tuple[Path, Check]]:
    """Yield what is to be checked at the path; a folder without a profile is a folder of profiles."""
    if path.is_dir() and not (path / PROFILE).exists():
        profiles = sorted(each.parent for each in path.glob(f"*/{PROFILE}"))
        yield from ((each, partial(_profile, each)) for each in profiles)
        if not profiles:
            yield path, partial(read_text, path / PROFILE, PROFILE)
    elif path.is_dir():
        yield path, partial(_profile, path)
    elif path.name == PROFILE:
        yield path.parent, partial(_profile, path.parent)
    elif path.name == CALENDAR:
        yield path, lambda: load_calendar(read_text(path, path.name), path.name)
    else:
        yield path, lambda: load_sop(read_text(path, path.name), path.name, path.stem)


def _profile(folder: Path) -> object:
    paths = {_name(folder, path): path for path in sorted(folder.rglob(f"*{SUFFIX}"))}
    return load_profile({name: read_text(path, name) for name, path in paths.items() if not is_sample(name)})


def _name(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()
