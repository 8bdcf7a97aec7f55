"""Make the vectors of the vault: `python -m tests.vault_vectors.make` writes tests/vectors/vault/*.json.

They are frozen: a change of a byte is a change of format, and needs a new version beside the old one.
"""

import json
from collections.abc import Callable
from pathlib import Path

from . import persons, sealed, streams
from .book import Book

FOLDER = Path(__file__).parent.parent / "vectors" / "vault"
BOOKS: dict[str, Callable[[], Book]] = {
    "blocks": sealed.blocks,
    "fields": sealed.texts,
    "compartments": sealed.compartments,
    "wraps": sealed.wraps,
    "sessions": sealed.sessions_,
    "files": streams.files,
    "keys": persons.keys,
    "passwords": persons.passwords,
    "codes": persons.codes,
    "vouches": persons.vouching,
    "signatures": persons.signing,
}


def text(book: Book) -> str:
    """The file's text: one line a case, so that a difference shows which case it is."""
    head = {"format": 1, "about": book.about, "bases": book.bases}
    lines = [f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in head.items()]
    cases = ",\n".join(json.dumps(case, ensure_ascii=False) for case in book.cases)
    return "{" + ",\n".join(lines) + ',\n"cases": [\n' + cases + "\n]}\n"


if __name__ == "__main__":
    for name, make in BOOKS.items():
        (FOLDER / f"{name}.json").write_text(text(make()), encoding="utf-8")
