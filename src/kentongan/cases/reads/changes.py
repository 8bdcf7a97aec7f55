"""What changed between two texts, word by word: a correction in place is read as such (R003-08)."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal

Change = tuple[Literal["same", "added", "removed"], str]
_WORD = re.compile(r"\S+\s*|\s+")
MOST_WORDS = 3000  # more are compared by lines: the time grows with the product of both lengths


def changes(before: str, after: str) -> tuple[Change, ...]:
    """Return the parts of both texts in order: what stayed, what came, what went; joined, they are the texts."""
    old, new = _parts(before), _parts(after)
    if max(len(old), len(new)) > MOST_WORDS:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    return tuple(_changes(old, new))


def _parts(text: str) -> list[str]:
    return _WORD.findall(text)


def _changes(old: list[str], new: list[str]) -> Iterator[Change]:
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield "same", "".join(old[i:j])
            continue
        if j > i:
            yield "removed", "".join(old[i:j])
        if m > k:
            yield "added", "".join(new[k:m])
