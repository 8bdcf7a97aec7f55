"""Triggers that refuse what must not happen to a book.

An entry stays as it was written, but that it may become void once. A volume only ever counts on by one.
"""

from kentongan.triggers import Refusals, run

_ENTRY, _BOOK = "papers_entry", "papers_book"
_OTHERWISE = " OR ".join(
    f"NEW.{column} <> OLD.{column}" for column in ("id", "book_id", "number", "subject", "part", "at")
)
_NOT_VOIDED = f"OLD.void <> '' OR NEW.void = '' OR {_OTHERWISE}"
_NOT_ONE_ON = "NEW.last <> OLD.last + 1 OR " + " OR ".join(
    f"NEW.{column} <> OLD.{column}" for column in ("id", "agency", "service", "kind", "year")
)
_SAME_ENTRY = "book_id = NEW.book_id AND (number = NEW.number OR subject = NEW.subject AND part = NEW.part)"
_SAME_BOOK = "agency = NEW.agency AND service = NEW.service AND kind = NEW.kind AND year = NEW.year"
_REFUSALS = Refusals(
    room="papers",
    message="what was entered in a book stays",
    rules=(
        ("papers_entry_only_voided", _ENTRY, "UPDATE", _NOT_VOIDED),
        ("papers_entry_no_delete", _ENTRY, "DELETE", ""),
        ("papers_book_one_on", _BOOK, "UPDATE", _NOT_ONE_ON),
        ("papers_book_no_delete", _BOOK, "DELETE", ""),
    ),
    no_replace=(
        ("papers_entry_no_replace", _ENTRY, _SAME_ENTRY),
        ("papers_book_no_replace", _BOOK, _SAME_BOOK),
    ),
)

statements, removals = _REFUSALS.statements, _REFUSALS.removals
set_up, take_away = run(statements), run(removals)
