"""The books that a service keeps: what a step enters, and the numbers that papers get from them.

* A number belongs to the act that takes it: refused, the act gives it back (`papers.numbers`).
* A book numbers a case once. A paper that gets its number from a book is an entry of its own, and the step that gives
  it that number enters nothing else: what the office calls one line of its agenda is one entry.
* A number that was taken stays the paper's, whatever becomes of its draft.
* The year is the agency's: what is entered in its first hour of January is the first of the new volume.
"""

from kentongan.officers import reads as officers
from kentongan.papers import numbers
from kentongan.papers.numbers import Taken
from kentongan.sop import engine
from kentongan.sop.model import Book, Need, Step

from .opened import Desk


def enter(desk: Desk, step: Step, decision: engine.Decision) -> None:
    """Enter the case into every book that the closed step names."""
    assert decision.outcome is not None
    given = {
        desk.sop.papers[need.paper].book
        for need in step.asks(step.outcomes[decision.outcome])
        if need.kind == "number" and need.paper
    }
    named = {effect.object for effect in decision.effects if effect.kind == "book" and effect.object}
    for book in sorted(named - given):
        _take(desk, book)


def paper_number(desk: Desk, need: Need) -> str:
    """Return the number that its book gives to a paper, as it is written on it."""
    assert need.paper is not None
    book = desk.sop.papers[need.paper].book
    assert book is not None
    return number_text(desk.sop.books[book], _take(desk, book, need.paper))


def number_text(book: Book, taken: Taken) -> str:
    """Return a number as the book writes it."""
    return book.number_format.format(nomor=taken.number, tahun=taken.year)


def _take(desk: Desk, book: str, part: str = "") -> Taken:
    case = desk.case
    return numbers.take(
        agency=case.agency,
        service=case.service.key,
        book=book,
        year=officers.day_in(case.service.agency, desk.now).year,
        subject=case.code,
        part=part,
        at=desk.now,
    )
