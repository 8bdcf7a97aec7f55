"""`kentongan sop check`: an SOP file, a calendar, a profile's folder or a folder of profiles, and what is wrong.

For every file it prints file, key and reason, in Indonesian and in English. Needs no server and no settings.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TextIO

from kentongan.problems import BadFile, Problem

from .calendars import load_calendar
from .loader import load_sop
from .profile import load_profile
from .profile_check import CALENDAR, PROFILE
from .reasons import explain

Check = Callable[[], object]


def check_paths(paths: Sequence[str | Path], out: TextIO) -> int:
    """Print what is wrong with each path. Return 0 where nothing is, else 1."""
    bad = 0
    for path, check in (pair for given in paths for pair in _checks(Path(given))):
        problems = _problems(check)
        bad += bool(problems)
        out.write(f"{path}: {'BELUM BAIK / NOT SOUND' if problems else 'baik / sound'}\n")
        for problem in problems:
            out.write(_told(path, problem))
    return 1 if bad else 0


def _checks(path: Path) -> Iterator[tuple[Path, Check]]:
    """Yield what is to be checked at the path; a folder without a profile is a folder of profiles."""
    if path.is_dir() and not (path / PROFILE).exists():
        profiles = sorted(each.parent for each in path.glob(f"*/{PROFILE}"))
        yield from ((each, partial(_profile, each)) for each in profiles)
        if not profiles:
            yield path, partial(_read, path / PROFILE, PROFILE)
    elif path.is_dir():
        yield path, partial(_profile, path)
    elif path.name == PROFILE:
        yield path.parent, partial(_profile, path.parent)
    elif path.name == CALENDAR:
        yield path, lambda: load_calendar(_read(path, path.name), path.name)
    else:
        yield path, lambda: load_sop(_read(path, path.name), path.name, path.stem)


def _profile(folder: Path) -> object:
    paths = sorted(folder.rglob("*.toml"))
    return load_profile({name: _read(path, name) for path in paths for name in [_name(folder, path)]})


def _name(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()


def _read(path: Path, name: str) -> str:
    """Raises `BadFile` where there is no such file, or it is no text."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise BadFile((Problem(name, "", "missing-file", {"path": name}),)) from None
    except UnicodeDecodeError:
        raise BadFile((Problem(name, "", "not-utf8"),)) from None


def _problems(check: Check) -> tuple[Problem, ...]:
    try:
        check()
    except BadFile as error:
        return error.problems
    return ()


def _told(path: Path, problem: Problem) -> str:
    file = path / problem.file if path.is_dir() else path
    indonesian, english = explain(problem)
    return f"  {file}: {problem.key}\n    {indonesian}\n    {english}\n"
