"""The desk's lists: today's duties, the cases I may open. The number of queries does not grow with the cases."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Protocol, cast

from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from kentongan.agencies import reads as agencies
from kentongan.agencies.models import Service
from kentongan.officers import reads as officers
from kentongan.officers.services.login import Unlocked
from kentongan.reports.models import Message
from kentongan.sop.model import Routine, Sop

from ..access import cases_for
from ..list_shapes import DeskPage, InboxRow, RoutineLine
from ..models import Case, RoutineCheck

MINE = "mine"  # an annotation, so that it speaks of the seal that the doorway joined
LONGEST = 100  # rows of one list; what is over this is reached by search (a later issue)


def desk(who: Unlocked, now: datetime) -> DeskPage:
    """Return the front of the desk."""
    reachable = cases_for(who.officer, now)
    found = _with_unread(reachable.filter(ended_at__isnull=True), now)
    waiting = found.order_by(F("due").asc(nulls_last=True), "id")
    # Each list has its own limit: what others handle must not push out what waits for me.
    return DeskPage(
        routines=tuple(_routines(who, now)),
        mine=tuple(_rows(waiting.filter(**{MINE: True}), now)),
        others=tuple(_rows(waiting.filter(**{MINE: False}), now)),
        ended=reachable.filter(ended_at__isnull=False).count(),
    )


def ended(who: Unlocked, now: datetime) -> tuple[InboxRow, ...]:
    """Return the archived cases that this person may still read, the newest first."""
    found = cases_for(who.officer, now).filter(ended_at__isnull=False).order_by("-ended_at", "-id")
    return tuple(_rows(_with_unread(found, now), now))


class _Listed(Protocol):
    """What the query adds to a case."""

    mine: bool
    unread: int


def _with_unread(cases: QuerySet[Case], now: datetime) -> QuerySet[Case]:
    """Count what reporters wrote since the desk last wrote to them."""
    until = "report__links__until_message"  # what came later is another case's
    of_this_case = Q(**{until: None}) | Q(number__lte=F(until))
    theirs = Message.objects.filter(of_this_case, report__links__case=OuterRef("pk"))
    last_of_ours = theirs.filter(from_reporter=False).values("report__links__case")
    since = Subquery(last_of_ours.annotate(last=Max("at")).values("last"))
    unread = (
        theirs.filter(
            from_reporter=True, at__lte=now, at__gte=Coalesce(OuterRef("answered"), OuterRef("slot"))
        )
        .values("report__links__case")
        .annotate(count=Count("pk"))
        .values("count")
    )
    return cases.annotate(
        answered=since,
        unread=Coalesce(Subquery(unread), 0),
        **{MINE: F("seals__acting")},
    )


def _rows(cases: QuerySet[Case], now: datetime) -> list[InboxRow]:
    found = list(cases[:LONGEST])
    return [_row(case, agencies.sop(case.sop_version), now) for case in found]


def _row(case: Case, sop: Sop, now: datetime) -> InboxRow:
    step, listed = sop.steps[case.step], cast(_Listed, case)
    return InboxRow(
        code=case.code,
        service_name=case.service.name,
        step=step.key,
        step_title=step.title,
        due=case.due,
        is_late=case.is_late(now),
        is_mine=listed.mine,
        unread=listed.unread,
    )


def _routines(who: Unlocked, now: datetime) -> Iterator[RoutineLine]:
    held: dict[int, set[str]] = {}
    for each in officers.capacities(who.officer, now):
        held.setdefault(each.post.agency_id, set()).add(each.post.key)
    services = Service.objects.filter(agency__in=held, retired_at__isnull=True)
    for service in services.select_related("agency", "sop_version").defer("sop_version__text"):
        sop = agencies.sop(service.sop_version)
        today = officers.day_in(service.agency, now)
        # "setiap hari" of an office is every working day
        for routine in sop.routines if agencies.calendar(service.agency).day(today).spans else ():
            if held[service.agency_id] & sop.posts_of(routine):
                yield _routine(service, sop, routine, today)


def _routine(service: Service, sop: Sop, routine: Routine, day: date) -> RoutineLine:
    done = RoutineCheck.objects.filter(service=service, row=routine.row, day=day).first()
    return RoutineLine(
        service=service.pk,
        service_name=service.name,
        row=routine.row,
        title=next(row.activity for row in sop.rows if row.number == routine.row),
        sources=routine.sources,
        before=routine.before,
        day=day,
        done_by="" if done is None else done.by,
        counts={} if done is None else done.counts,
    )
