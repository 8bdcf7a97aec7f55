"""Books and publications of an SOP file: what they name exists, and what needs one names it.

* A paper that is numbered from a book says from which; a column notes a word of its own, a fact or something that
  a step asks for.
* A publication has a text or photos, and steps ask for them.
* What is made public says which publication goes with it. Only that a report was received needs no contents.
"""

from collections.abc import Iterator

from kentongan.problems import Finding

from . import vocabulary as words
from .names import known_as
from .schema import PublicationTable, SopTable
from .tables import effects, needs, running


def check_records(sop: SopTable) -> Iterator[Finding]:
    """Yield everything about books and publications that does not hold."""
    asked = frozenset(
        words.need_key(need.kind, need.object) for step in running(sop) for _, need in needs(step)
    )
    yield from _papers(sop)
    for key, book in sop.books.items():
        known = [*words.BOOK_COLUMNS, *sop.facts, *sorted(asked)]
        for number, column in enumerate(book.columns, 1):
            yield from known_as(f"buku.{key}.kolom[{number}]", column, known, "unknown-column")
    for key, publication in sop.publications.items():
        yield from _contents(f"publikasi.{key}", publication, asked)
    for step in running(sop):
        for place, effect in effects(step):
            yield from _public(place, *words.split_word(effect))


def _papers(sop: SopTable) -> Iterator[Finding]:
    for key, paper in sop.papers.items():
        place = f"naskah.{key}.buku"
        if paper.numbering == "buku" and paper.book is None:
            yield Finding(place, "paper-needs-book", {"paper": key})
        if paper.numbering != "buku" and paper.book is not None:
            yield Finding(place, "book-not-for-paper", {"paper": key})
        if paper.book is not None:
            yield from known_as(place, paper.book, sop.books, "unknown-book")


def _contents(place: str, table: PublicationTable, asked: frozenset[str]) -> Iterator[Finding]:
    if table.text is None and not table.photos:
        yield Finding(place, "publication-empty")
    if table.text is not None:
        yield from _content(f"{place}.teks", table.text, "text", asked)
    for number, photo in enumerate(table.photos, 1):
        yield from _content(f"{place}.foto[{number}]", photo, "photo", asked)


def _content(place: str, key: str, sort: str, asked: frozenset[str]) -> Iterator[Finding]:
    kind = words.NEEDS[words.split_word(key)[0]]
    if sort not in (kind.input, kind.name):
        yield Finding(place, f"not-a-{sort}", {"need": key})
    elif key not in asked:
        yield Finding(place, "never-asked", {"need": key})


def _public(place: str, word: str, object_: str | None) -> Iterator[Finding]:
    if words.EFFECTS[word][1] == "public":
        status, content = words.split_public(str(object_))
        if content is None and status != words.RECEIVED:
            yield Finding(place, "public-needs-content", {"status": status})
