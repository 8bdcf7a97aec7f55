"""What is wrong with a file: where, why, and with which values. Words for the codes are given elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason to refuse a file; `key` is the dotted TOML path, e.g. `langkah[4].pilihan.x.lanjut`."""

    file: str
    key: str
    code: str
    params: Mapping[str, str] = field(default_factory=dict)


class BadFile(Exception):
    """A file, or a folder of them, that may not be used; carries every problem that was found."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(f"{each.file}: {each.key}: {each.code}" for each in problems))
        self.problems = problems
