"""Triggers that refuse what must not happen to a book, for SQLite and PostgreSQL.

An entry stays as it was written, but that it may become void once. A volume only ever counts on by one.
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_ENTRY, _BOOK = "papers_entry", "papers_book"
_OTHERWISE = " OR ".join(
    f"NEW.{column} <> OLD.{column}" for column in ("id", "book_id", "number", "subject", "part", "at")
)
_NOT_VOIDED = f"OLD.void <> '' OR NEW.void = '' OR {_OTHERWISE}"
_NOT_ONE_ON = "NEW.last <> OLD.last + 1 OR " + " OR ".join(
    f"NEW.{column} <> OLD.{column}" for column in ("id", "agency", "service", "kind", "year")
)
# name, table, operation, condition
_RULES = (
    ("papers_entry_only_voided", _ENTRY, "UPDATE", _NOT_VOIDED),
    ("papers_entry_no_delete", _ENTRY, "DELETE", ""),
    ("papers_book_one_on", _BOOK, "UPDATE", _NOT_ONE_ON),
    ("papers_book_no_delete", _BOOK, "DELETE", ""),
)
# SQLite only: REPLACE deletes the old row without firing the trigger on DELETE.
_SAME_ENTRY = (
    "id = NEW.id OR book_id = NEW.book_id"
    " AND (number = NEW.number OR subject = NEW.subject AND part = NEW.part)"
)
_SAME_BOOK = (
    "id = NEW.id OR agency = NEW.agency AND service = NEW.service AND kind = NEW.kind AND year = NEW.year"
)
_NO_REPLACE = (
    ("papers_entry_no_replace", _ENTRY, _SAME_ENTRY),
    ("papers_book_no_replace", _BOOK, _SAME_BOOK),
)
_SAME_ROW = "SELECT 1 FROM {} WHERE {}"
_REFUSED = "what was entered in a book stays"

_POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION papers_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{_REFUSED}'; END $$
"""


def statements(vendor: str) -> list[str]:
    """The statements that set the triggers up."""
    return _sqlite() if vendor == "sqlite" else _postgresql()


def _sqlite() -> list[str]:
    refuse = f" BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
    changes = [
        f"CREATE TRIGGER {name} BEFORE {operation} ON {table}"
        + (f" WHEN {condition}" if condition else "")
        + refuse
        for name, table, operation, condition in _RULES
    ]
    replacements = [
        f"CREATE TRIGGER {name} BEFORE INSERT ON {table}"
        f" WHEN EXISTS ({_SAME_ROW.format(table, same)})" + refuse
        for name, table, same in _NO_REPLACE
    ]
    return changes + replacements


def _postgresql() -> list[str]:
    rows = [
        f"CREATE TRIGGER {name} BEFORE {operation} ON {table} FOR EACH ROW"
        + (f" WHEN ({condition})" if condition else "")
        + " EXECUTE FUNCTION papers_refuse()"
        for name, table, operation, condition in _RULES
    ]
    truncates = [
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} EXECUTE FUNCTION papers_refuse()"
        for table in (_ENTRY, _BOOK)
    ]
    return [_POSTGRESQL_FUNCTION, *rows, *truncates]


def removals(vendor: str) -> list[str]:
    """The statements that take the triggers away again."""
    if vendor == "sqlite":
        return [f"DROP TRIGGER {name}" for name, *_ in _RULES + _NO_REPLACE]
    rows = [f"DROP TRIGGER {name} ON {table}" for name, table, *_ in _RULES]
    return rows + [f"DROP TRIGGER {table}_no_truncate ON {table}" for table in (_ENTRY, _BOOK)]


def set_up(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Forwards, as a migration's operation."""
    for statement in statements(editor.connection.vendor):
        editor.execute(statement)


def take_away(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Backwards."""
    for statement in removals(editor.connection.vendor):
        editor.execute(statement)
