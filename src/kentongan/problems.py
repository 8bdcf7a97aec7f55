"""What is wrong with a file: where, why, and with which values. Words for the codes are given elsewhere."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason to refuse a file; `key` is the dotted TOML path, e.g. `langkah[4].pilihan.x.lanjut`."""

    file: str
    key: str
    code: str
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong at a key of the file that is being read; the reader knows its name."""

    key: str
    code: str
    params: Mapping[str, str] = field(default_factory=dict)


class BadFile(Exception):
    """A file, or a folder of them, that may not be used; carries every problem that was found."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(f"{each.file}: {each.key}: {each.code}" for each in problems))
        self.problems = problems


def in_file(file: str, findings: Iterable[Finding]) -> tuple[Problem, ...]:
    """Return what was found in a file as its problems."""
    return tuple(Problem(file, each.key, each.code, each.params) for each in findings)


def refuse(file: str, findings: Iterable[Finding]) -> None:
    """Raise `BadFile` with everything that was found in a file; where nothing was, do nothing."""
    found = in_file(file, findings)
    if found:
        raise BadFile(found)
