"""What ties the rows of a case to its journal: each act records the digest of all that then stands in the file.

* The seals protect what is inside a row. What stands beside it in the clear (who closed a turn, when, which
  file belongs to which message) and whether a row is still there, a writer of the database could change.
* So every event of a case carries `rows`: a digest over all its rows, sealed ones included. It needs no key:
  an act compares before it writes, and the console can compare every case.
* An act on rows that differ is refused. What a reporter writes is taken all the same, and recorded so that the
  difference stays to be seen: nobody may silence a reporter by spoiling a row.
* Not in the digest: seals (taking one away acts at once and needs nothing) and an open turn's deadline (a changed
  calendar moves it).
* The digest names its version: which columns it covers. A table that grows gets a new version beside this one,
  for what was recorded under the old columns is compared under the old columns.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeAlias

from django.db import connection, transaction
from django.db.models import Model

from kentongan import journal
from kentongan.reports.models import DialogueKey, File, Message, Report

from .errors import Refused
from .models import Case, CompartmentKey, Contribution, Note, Turn

VERSION = "1"
_Converters: TypeAlias = dict[int, tuple[list[Any], Any]]  # what makes of a column what Django would give

DIFFERS = "differs"  # no digest: rows recorded so never agree again

_CASE = (
    *("code", "service_id", "sop_version_id", "step", "turn", "epoch", "state", "status", "slot"),
    *("follows_id", "ended_at", "end_kind"),
)
_MOVABLE = ("due", "provisional", "explanation")
_TURN = (
    *("closed_at", "number", "step", "entered_at", "promised", "begun_at", "begun_by", "outcome"),
    *("closed_by", "capacity", "effort_minutes", "over_effort", "late", *_MOVABLE),
)
_CONTRIBUTION = ("turn", "need", "by", "capacity", "at", "epoch", "revision", "sealed")
_NOTE = ("number", "by", "at", "epoch", "sealed")
_KEY = ("report_id", "compartment", "epoch", "under_epoch", "wrapped")
_REPORT = ("code", "form_id", "token_hash", "reporter_public", "content", "slot", "identity__sealed")
_DIALOGUE_KEY = ("report_id", "epoch", "to_reporter")
_MESSAGE = ("report_id", "number", "epoch", "from_reporter", "at", "sealed")
_FILE = ("code", "owner", "compartment", "epoch", "message", "sealed", "blob", "padded_size", "digest")


def record(kind: str, case: Case, *, by: str, capacity: str = "", at: datetime, **facts: str | int) -> None:
    """Write an act into the case's chain, with the digest of the rows as the act leaves them."""
    journal.record(
        kind,
        chain=case.object_name,
        agency=case.agency,
        at=at,
        by=by,
        capacity=capacity,
        subject=case.code,
        **{"rows": digest(case), **facts},
    )


def need_whole(case: Case) -> None:
    """See that the rows are as the last act left them. Raises `Refused("rows-changed")`."""
    if not is_whole(case):
        raise Refused("rows-changed")


def is_whole(case: Case) -> bool:
    """Whether the rows of the case are as its last event says."""
    last = journal.last_facts(agency=case.agency, chain=case.object_name)
    return last.get("rows") == digest(case)


def differing(agency: str | None = None) -> list[str]:
    """Return the codes of all cases whose rows are not as their last act left them."""
    cases = Case.objects.select_related("service__agency").order_by("id")
    found = cases if agency is None else cases.filter(service__agency__key=agency)
    return [case.code for case in found.iterator() if not _is_whole_when_still(case)]


@transaction.atomic
def _is_whole_when_still(case: Case) -> bool:
    """The lock waits for an act that is just being written."""
    locked = Case.objects.select_for_update(of=("self",)).select_related("service__agency").get(pk=case.pk)
    return is_whole(locked)


def digest(case: Case) -> str:
    """Return the digest of everything that stands in the file. Reads the rows, not what memory holds of them."""
    found = hashlib.sha256()
    for table in _tables(case):
        found.update(json.dumps(table, default=_plain, separators=(",", ":")).encode() + b"\n")
    return f"{VERSION}:{found.hexdigest()}"


def _tables(case: Case) -> Iterator[list[Any]]:
    reports = _rows(Report, "links__case", case.pk, ("pk", *_REPORT))
    owners = [case.object_name, *(Report(code=row[1]).object_name for row in reports)]
    yield reports
    yield _rows(Case, "pk", case.pk, _CASE)
    yield [_turn(row) for row in _rows(Turn, "case", case.pk, _TURN)]
    yield _rows(Contribution, "case", case.pk, _CONTRIBUTION)
    yield _rows(Note, "case", case.pk, _NOTE)
    yield _rows(CompartmentKey, "case", case.pk, _KEY)
    yield _rows(DialogueKey, "report__links__case", case.pk, _DIALOGUE_KEY)
    yield _rows(Message, "report__links__case", case.pk, _MESSAGE)
    yield [row for owner in owners for row in _rows(File, "owner", owner, _FILE)]


def _rows(table: type[Model], column: str, value: int | str, columns: tuple[str, ...]) -> list[Any]:
    """Read the rows of one table in which a column has this value."""
    sql, converters = _statement(connection.vendor, table, column, columns)
    with connection.cursor() as cursor:
        cursor.execute(sql, [value])
        return [_converted(row, converters) for row in cursor.fetchall()]


def _converted(row: tuple[Any, ...], converters: _Converters) -> tuple[Any, ...]:
    values = list(row)
    for place, (steps, expression) in converters.items():
        for step in steps:
            values[place] = step(values[place], expression, connection)
    return tuple(values)


@cache
def _statement(
    _vendor: str, table: type[Model], column: str, columns: tuple[str, ...]
) -> tuple[str, _Converters]:
    """Build a query once: for these small tables Django spends ten times on building what asking takes."""
    # By id: the newest of two contributions is the one with the higher id, so their order is part of what they say.
    rows = table._default_manager.filter(**{column: 0}).order_by("pk").values_list(*columns)
    compiler = rows.query.get_compiler(connection=connection)
    sql, _ = compiler.as_sql()
    return sql, compiler.get_converters([expression for expression, *_ in compiler.select or ()])


def _turn(row: tuple[Any, ...]) -> tuple[Any, ...]:
    is_open = row[0] is None
    return row[: -len(_MOVABLE)] if is_open else row


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return hashlib.sha256(value).hexdigest()
