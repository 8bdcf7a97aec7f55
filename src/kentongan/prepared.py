"""Queries of one shape that nearly every page asks: built once, then only asked.

For a few rows by their key Django spends ten times on building the SQL what the database needs to answer. The rules:
* nothing that was read is kept: every call asks the database;
* the SQL of the first call is kept, for each kind of database and each number of values;
* a query may depend on its values only as parameters, in the order in which they are given; another one is refused
  when it is built.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")
Value = str | int


@dataclass(frozen=True, slots=True)
class _Built:
    """What is left of a query once it is built: its SQL, and what makes rows of what comes back."""

    sql: str
    converters: Mapping[int, tuple[list[Any], Any]]
    shape: Callable[[list[Any]], Any]

    def ask(self, values: tuple[Value, ...]) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(self.sql, values)
            return [self.shape(self._converted(row)) for row in cursor.fetchall()]

    def _converted(self, row: tuple[Any, ...]) -> list[Any]:
        found = list(row)
        for place, (steps, expression) in self.converters.items():
            for step in steps:
                found[place] = step(found[place], expression, connection)
        return found


class Prepared(Generic[Row]):
    """A query as a function of its values. `build` gives the queryset: of models, or of `values_list`."""

    def __init__(self, build: Callable[..., "QuerySet[Any, Row]"]) -> None:
        self._build = build
        self._built: dict[tuple[str, int], _Built] = {}

    def __call__(self, *values: Value) -> list[Row]:
        """Return the rows. Raises `ValueError` for a query that does not take its values as they are given."""
        key = (connection.vendor, len(values))
        if key not in self._built:
            self._built[key] = _build(self._build(*values), values)
        return self._built[key].ask(values)


def _build(rows: "QuerySet[Any, Any]", values: tuple[Value, ...]) -> _Built:
    compiler = rows.query.get_compiler(connection=connection)
    sql, params = compiler.as_sql()
    if tuple(params) != values:
        raise ValueError("the values are not the parameters of this query")
    converters = compiler.get_converters([expression for expression, *_ in compiler.select or ()])
    return _Built(sql, converters, tuple if rows.query.values_select else _model_shape(compiler))


def _model_shape(compiler: SQLCompiler) -> Callable[[list[Any]], Any]:
    """Return what makes a model of a row, with the models that the query joins (as `ModelIterable` does)."""
    info, select = compiler.klass_info, compiler.select
    assert info is not None
    assert select is not None
    model, start, end = info["model"], info["select_fields"][0], info["select_fields"][-1] + 1
    names = [expression.target.attname for expression, *_ in select[start:end]]
    joined = get_related_populators(info, select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]  # stubs of Django 6

    def shape(row: list[Any]) -> Any:
        found = model.from_db(DEFAULT_DB_ALIAS, names, row[start:end])
        for each in joined:
            each.populate(row, found)
        return found

    return shape
