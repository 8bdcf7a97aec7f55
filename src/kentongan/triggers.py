"""Triggers that refuse what must not happen to a room's tables, for SQLite and PostgreSQL.

They stop an accident and an ordinary user; a database administrator can drop them. Used by migrations only.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_SAME_ROW = "SELECT 1 FROM {} WHERE id = NEW.id OR ({})"

Statements = Callable[[str], list[str]]
Operation = Callable[[StateApps, BaseDatabaseSchemaEditor], None]


def run(statements: Statements) -> Operation:
    """Return a migration's operation that executes what is to be said to this vendor's database."""

    def execute(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in statements(editor.connection.vendor):
            editor.execute(statement)

    return execute


@dataclass(frozen=True, slots=True)
class Refusals:
    """What a room refuses, and in which words.

    `rules` are name, table, operation and condition ("" for always). `no_replace` are name, table and what makes two
    rows the same besides their id: SQLite's REPLACE deletes the old row without firing the trigger on DELETE.
    """

    room: str
    message: str
    rules: tuple[tuple[str, str, str, str], ...]
    no_replace: tuple[tuple[str, str, str], ...]

    def statements(self, vendor: str) -> list[str]:
        """The statements that set the triggers up."""
        return self._sqlite() if vendor == "sqlite" else self._postgresql()

    def removals(self, vendor: str) -> list[str]:
        """The statements that take the triggers away again."""
        if vendor == "sqlite":
            return [f"DROP TRIGGER {name}" for name, *_ in (*self.rules, *self.no_replace)]
        rows = [f"DROP TRIGGER {name} ON {table}" for name, table, *_ in self.rules]
        return rows + [f"DROP TRIGGER {table}_no_truncate ON {table}" for table in self._tables]

    @property
    def _tables(self) -> list[str]:
        return list(dict.fromkeys(table for _, table, *_ in self.rules))

    def _sqlite(self) -> list[str]:
        refuse = f" BEGIN SELECT RAISE(ABORT, '{self.message}'); END"
        changes = [
            f"CREATE TRIGGER {name} BEFORE {operation} ON {table}"
            + (f" WHEN {condition}" if condition else "")
            + refuse
            for name, table, operation, condition in self.rules
        ]
        replacements = [
            f"CREATE TRIGGER {name} BEFORE INSERT ON {table}"
            f" WHEN EXISTS ({_SAME_ROW.format(table, same)})" + refuse
            for name, table, same in self.no_replace
        ]
        return changes + replacements

    def _postgresql(self) -> list[str]:
        call = f" EXECUTE FUNCTION {self.room}_refuse()"
        function = f"""
CREATE OR REPLACE FUNCTION {self.room}_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{self.message}'; END $$
"""
        rows = [
            f"CREATE TRIGGER {name} BEFORE {operation} ON {table} FOR EACH ROW"
            + (f" WHEN ({condition})" if condition else "")
            + call
            for name, table, operation, condition in self.rules
        ]
        truncates = [
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}" + call for table in self._tables
        ]
        return [function, *rows, *truncates]
