"""Where the SOP was not kept: turns that were late or took longer than it states, of the cases that I can open
(seed 001, warning: R001-14; seed 002, warning 2)."""

from datetime import datetime

from django.db.models import Q

from kentongan.agencies import reads as agencies
from kentongan.officers import reads as officers
from kentongan.officers.services.login import Unlocked

from ..access import cases_for
from ..deviations import SUPERIORS_NOTE
from ..list_shapes import NonconformanceLine
from ..models import Deviation, Turn
from ..side_acts import seats_with

LONGEST = 100  # lines of the list, the newest


def nonconformance(who: Unlocked, now: datetime) -> tuple[NonconformanceLine, ...]:
    """Return the list, the newest first; `open` is what the superior has not noted on yet."""
    mine = cases_for(who.officer, now).order_by().values("pk")
    rows = Turn.objects.filter(Q(late=True) | Q(over_effort=True), case__in=mine, closed_at__isnull=False)
    newest = rows.select_related("case__service__agency__profile").order_by("-closed_at", "-pk")
    found = list(newest[:LONGEST])
    records = {(each.case_id, each.turn): each for each in Deviation.objects.filter(case__in=mine)}
    noting: dict[int, bool] = {}
    for turn in found:
        service = turn.case.service
        if service.pk not in noting:
            noting[service.pk] = bool(seats_with(service, SUPERIORS_NOTE, who.officer, now))
    names = officers.names_of(turn.closed_by for turn in found)
    return tuple(
        _line(
            turn,
            record,
            names[turn.closed_by],
            may_note=noting[turn.case.service_id] and _is_others(record, who),
        )
        for turn in found
        for record in (records.get((turn.case_id, turn.number)),)
    )


def _is_others(record: Deviation | None, who: Unlocked) -> bool:
    return record is not None and record.noted_at is None and record.by != who.officer.username


def _line(turn: Turn, record: Deviation | None, by: str, *, may_note: bool) -> NonconformanceLine:
    case = turn.case
    assert turn.closed_at is not None
    return NonconformanceLine(
        code=case.code,
        number=turn.number,
        service_name=case.service.name,
        title=agencies.sop(case.sop_version_id).steps[turn.step].title,
        by=by,
        closed_at=turn.closed_at,
        late=turn.late,
        over_effort=turn.over_effort,
        open=record is not None and record.noted_at is None,
        may_note=may_note,
    )
