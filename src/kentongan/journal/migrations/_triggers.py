"""Triggers that refuse any change of the trail, for SQLite and PostgreSQL.

They stop an accident and an ordinary user. A database administrator can drop them: then `verify` tells.
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_STEP = "NEW.number <> OLD.number + 1 OR NEW.agency <> OLD.agency OR NEW.chain <> OLD.chain"
# name, table, operation, condition
_RULES = (
    ("journal_event_no_update", "journal_event", "UPDATE", ""),
    ("journal_event_no_delete", "journal_event", "DELETE", ""),
    ("journal_head_no_delete", "journal_head", "DELETE", ""),
    ("journal_head_one_step", "journal_head", "UPDATE", _STEP),
)
_TABLES = ("journal_event", "journal_head")
# SQLite only: REPLACE deletes the old row without firing the trigger on DELETE.
_NO_REPLACE = (
    (
        "journal_event_no_replace",
        "journal_event",
        "agency = NEW.agency AND agency_number = NEW.agency_number",
    ),
    ("journal_head_no_replace", "journal_head", "agency = NEW.agency AND chain = NEW.chain"),
)

_SAME_ROW = "SELECT 1 FROM {} WHERE id = NEW.id OR ({})"

_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$
"""


def statements(vendor: str) -> list[str]:
    """The statements that set the triggers up; also used by tests that play the administrator."""
    return _sqlite() if vendor == "sqlite" else _postgresql()


def _sqlite() -> list[str]:
    refuse = " BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
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
        + " EXECUTE FUNCTION journal_refuse()"
        for name, table, operation, condition in _RULES
    ]
    truncates = [
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} EXECUTE FUNCTION journal_refuse()"
        for table in _TABLES
    ]
    return [_POSTGRESQL_FUNCTION, *rows, *truncates]


def removals(vendor: str) -> list[str]:
    """The statements that take the triggers away again."""
    if vendor == "sqlite":
        return [f"DROP TRIGGER {name}" for name, *_ in _RULES + _NO_REPLACE]
    rows = [f"DROP TRIGGER {name} ON {table}" for name, table, *_ in _RULES]
    return rows + [f"DROP TRIGGER {table}_no_truncate ON {table}" for table in _TABLES]


def set_up(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Forwards, as a migration's operation."""
    for statement in statements(editor.connection.vendor):
        editor.execute(statement)


def take_away(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Backwards."""
    for statement in removals(editor.connection.vendor):
        editor.execute(statement)
