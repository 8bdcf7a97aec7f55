"""A loaded office, taken off once and laid down again: making keys and signatures anew for every test takes a second.

What is laid down is every row of ours and the public roots, exactly as they were written the first time.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models


@dataclass(frozen=True)
class Stencil:
    """The rows of an office by table, and its roots."""

    rows: list[tuple[type[models.Model], list[tuple[Any, ...]]]]
    roots: dict[str, bytes]


def _models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("kentongan.")]


def _columns(model: type[models.Model]) -> list[str]:
    return [field.column for field in model._meta.local_concrete_fields]


def is_empty() -> bool:
    """Whether no room has a row."""
    return not any(model._default_manager.exists() for model in _models())


def take(roots: Path) -> Stencil:
    """Read every row and root."""
    rows = []
    with connection.cursor() as cursor:
        for model in _models():
            columns = ", ".join(map(connection.ops.quote_name, _columns(model)))
            cursor.execute(f"SELECT {columns} FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608
            if found := cursor.fetchall():
                rows.append((model, found))
    files = {path.name: path.read_bytes() for path in roots.iterdir()} if roots.is_dir() else {}
    return Stencil(rows, files)


def lay(stencil: Stencil, roots: Path) -> None:
    """Write every row and root, and let the next row take the next number."""
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        for model, rows in stencil.rows:
            columns = ", ".join(map(connection.ops.quote_name, _columns(model)))
            places = ", ".join(["%s"] * len(_columns(model)))
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)  # noqa: S608
        for statement in connection.ops.sequence_reset_sql(no_style(), [model for model, _ in stencil.rows]):
            cursor.execute(statement)
    shutil.rmtree(roots, ignore_errors=True)
    roots.mkdir(parents=True)
    for name, content in stencil.roots.items():
        (roots / name).write_bytes(content)
