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
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Model, Q

from kentongan import journal
from kentongan.prepared import Prepared
from kentongan.reports.models import DialogueKey, File, Message, Report

from .errors import Refused
from .models import (
    Case,
    CaseReport,
    CompartmentKey,
    Contribution,
    Deviation,
    IdentityReading,
    Note,
    Pause,
    ReporterAct,
    Turn,
)

VERSION = "1"
DIFFERS = "differs"  # no digest: rows recorded so never agree again

_CASE = (
    *("code", "service_id", "sop_version_id", "sop_version__sha256", "step", "turn", "epoch", "state"),
    *("status", "slot", "channel", "follows_id", "ended_at", "end_kind"),
)
_MOVABLE = ("due", "provisional", "explanation")
_TURN = (
    *("closed_at", "number", "step", "entered_at", "promised", "begun_at", "begun_by", "outcome"),
    *("closed_by", "capacity", "effort_minutes", "over_effort", "late"),
    *("recorded_for", "confirmed_at", "confirmed_by", "denied", *_MOVABLE),
)
_CONTRIBUTION = ("turn", "need", "by", "capacity", "at", "epoch", "revision", "sealed")
_NOTE = ("number", "by", "at", "epoch", "sealed")
_LINK = ("report_id", "until_message", "until_epoch")
_PAUSE = (
    *("turn", "since", "until", "for_reporter", "by", "capacity", "epoch", "sealed"),
    *("resumed_at", "resumed_by"),
)
_DEVIATION = ("turn", "by", "at", "epoch", "sealed", "noted_at", "noted_by", "note_epoch", "note_sealed")
_READING = ("report_id", "number", "by", "capacity", "at", "told", "epoch", "sealed")
_REPORTER_ACT = ("turn", "outcome", "slot", "done")
_KEY = ("report_id", "compartment", "epoch", "under_epoch", "wrapped")
_REPORT = (
    *(
        "code",
        "service_id",
        "form_id",
        "form__sha256",
        "token_hash",
        "form_hash",
        "reporter_public",
        "content",
    ),
    *("slot", "identity__sealed"),
)
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
    reports, links = _reports(case.pk), _links(case.pk)
    until = {
        row[0]: row[1] for row in links
    }  # what was written later belongs to the case that handles it then
    owners = [
        (case.object_name, None),
        *((Report(code=row[1]).object_name, until[row[0]]) for row in reports),
    ]
    yield reports
    yield links
    yield _case(case.pk)
    yield [_turn(row) for row in _turns(case.pk)]
    for table in _others:
        yield table(case.pk)
    yield [row for owner, last in owners for row in _files(owner) if _is_of(row, last)]


def _is_of(file: tuple[Any, ...], last: int | None) -> bool:
    message = file[_FILE.index("message")]
    return last is None or message is None or message <= last


def _table(model: type[Model], column: str, columns: Iterable[str], *also: Q) -> Prepared[tuple[Any, ...]]:
    # By id: the newest of two contributions is the one with the higher id, so their order is part of what they say.
    rows = model._default_manager.order_by("pk")
    return Prepared(lambda value: rows.filter(*also, **{column: value}).values_list(*columns))


def _up_to(column: str, last: str) -> Q:
    """Up to where the report was this case's."""
    last = f"report__links__{last}"
    return Q(**{f"{last}__isnull": True}) | Q(**{f"{column}__lte": F(last)})


_reports = _table(Report, "links__case", ("pk", *_REPORT))
_links = _table(CaseReport, "case", _LINK)
_case = _table(Case, "pk", _CASE)
_turns = _table(Turn, "case", _TURN)
_others = (
    _table(Contribution, "case", _CONTRIBUTION),
    _table(Note, "case", _NOTE),
    _table(Pause, "case", _PAUSE),
    _table(Deviation, "case", _DEVIATION),
    _table(IdentityReading, "case", _READING),
    _table(ReporterAct, "case", _REPORTER_ACT),
    _table(CompartmentKey, "case", _KEY),
    _table(DialogueKey, "report__links__case", _DIALOGUE_KEY, _up_to("epoch", "until_epoch")),
    _table(Message, "report__links__case", _MESSAGE, _up_to("number", "until_message")),
)
_files = _table(File, "owner", _FILE)


def _turn(row: tuple[Any, ...]) -> tuple[Any, ...]:
    is_open = row[0] is None
    return row[: -len(_MOVABLE)] if is_open else row


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return hashlib.sha256(value).hexdigest()
