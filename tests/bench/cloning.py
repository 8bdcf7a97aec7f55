"""Many cases at once: rows copied from one sealed case, under new codes. `python -m tests.bench.cloning DATA COUNT`.

A copy is good for the lists only: its seals are those of another case, so nothing in it opens. It lies behind the real
cases in the list, waits for the same person, and one in four has a message.
"""

import secrets
import sys
from collections.abc import Iterable
from copy import copy
from datetime import timedelta
from typing import TypeVar

from django.db import models, transaction

LATER = timedelta(days=400)
Row = TypeVar("Row", bound=models.Model)


@transaction.atomic
def clone(count: int) -> None:
    """Copy the newest case so many times."""
    from kentongan.cases.models import Case, CaseReport
    from kentongan.reports.models import Message, new_code

    case = Case.objects.latest("id")
    report, seals = case.links.get().report, list(case.seals.all())
    sealed = secrets.token_bytes(200)
    reports = _written(
        _as_new(
            report,
            code=new_code(),
            token_hash=secrets.token_bytes(32),
            form_hash=secrets.token_bytes(32),
        )
        for _ in range(count)
    )
    due = (case.due or case.slot) + LATER
    cases = _written(
        _as_new(case, code=new_code(), due=due + timedelta(minutes=number)) for number in range(count)
    )
    _written(CaseReport(case=each, report=made) for each, made in zip(cases, reports, strict=True))
    _written(_as_new(seal, case=each) for each in cases for seal in seals)
    _written(
        Message(report=each, number=1, from_reporter=True, at=case.slot, epoch=0, sealed=sealed)
        for each in reports[::4]
    )


def _as_new(row: Row, **other: object) -> Row:
    fresh = copy(row)
    fresh.pk, fresh._state = None, type(row._state)()
    for name, value in other.items():
        setattr(fresh, name, value)
    return fresh


def _written(rows: Iterable[Row]) -> list[Row]:
    made = list(rows)
    return type(made[0])._default_manager.bulk_create(made, batch_size=500)


if __name__ == "__main__":
    import django

    django.setup()
    clone(int(sys.argv[1]))
