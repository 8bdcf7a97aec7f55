"""The front of the desk, today's duties, the archive."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kentongan.cases import reads
from kentongan.cases.errors import NoSuchCase, Refused
from kentongan.cases.services import routine as routines
from kentongan.cases.shapes import RoutineLine
from kentongan.desk.access import OfficerRequest, officer_required
from kentongan.desk.typed import CAPACITY
from kentongan.officers import reads as officers
from kentongan.web import words
from kentongan.web.fields import FieldView, Mistake, Summary, choices
from kentongan.web.links import go
from kentongan.web.numbers import small_number

NOTHING_TODAY = "nihil"
NOT_A_COUNT = -1


@dataclass(frozen=True, slots=True)
class Duty:
    """A daily duty with its fields."""

    line: RoutineLine
    fields: tuple[FieldView, ...]
    counted: tuple[tuple[str, int], ...]


@require_safe
@officer_required
def page(request: OfficerRequest) -> HttpResponse:
    """Today's duties, my cases, other cases that I may open."""
    return _page(request, {}, None)


@require_safe
@officer_required
def archive(request: OfficerRequest) -> HttpResponse:
    """Cases that have ended and that I may still read."""
    rows = reads.ended(request.officer, timezone.now())
    return render(request, "desk/archive.html", {"rows": rows, **_common(request)})


@require_POST
@officer_required
def routine(request: OfficerRequest, service: int, row: str) -> HttpResponse:
    """Record the daily check: nothing today, or how much of what."""
    now = timezone.now()
    desk = reads.desk(request.officer, now)
    line = next((each for each in desk.routines if (each.service, each.row) == (service, row)), None)
    if line is None:
        raise NoSuchCase
    nothing = NOTHING_TODAY in request.POST
    counts = {source: 0 if nothing else _count(request.POST.get(source, "")) for source in line.sources}
    try:
        routines.check(
            service=service,
            row=row,
            day=line.day,
            counts=counts,
            by=request.officer,
            capacity=request.POST.get(CAPACITY, ""),
            now=now,
        )
    except Refused as refused:
        typed = {source: request.POST.get(source, "") for source in line.sources}
        mistake = Mistake(words.refusal(refused.code, **refused.params), "")
        return _page(request, {(service, row): typed}, Summary(_("Belum dicatat"), (mistake,)))
    return go("desk:front")


def _count(text: str) -> int:
    count = small_number(text)
    return NOT_A_COUNT if count is None else count


def _page(
    request: OfficerRequest, typed: Mapping[tuple[int, str], Mapping[str, str]], summary: Summary | None
) -> HttpResponse:
    desk = reads.desk(request.officer, timezone.now())
    duties = tuple(_duty(line, typed.get((line.service, line.row), {})) for line in desk.routines)
    context = {"desk": desk, "duties": duties, "summary": summary, **_common(request)}
    return render(request, "desk/front.html", context)


def _common(request: OfficerRequest) -> dict[str, object]:
    officer = request.officer.officer
    seats = {seat.post.key: seat.post.name for seat in officers.capacities(officer, timezone.now())}
    return {
        "officer_name": officer.name,
        "zone": officer.agency.zone,
        "capacities": choices(CAPACITY, seats.items(), [request.POST.get(CAPACITY, "")]),
    }


def _duty(line: RoutineLine, typed: Mapping[str, str]) -> Duty:
    names = {source: words.lookup(words.SOURCES, source) for source in line.sources}
    fields = tuple(
        FieldView(
            f"f-{line.service}-{line.row}-{source}", source, name, kind="number", value=typed.get(source, "")
        )
        for source, name in names.items()
    )
    counted = tuple((names[source], line.counts.get(source, 0)) for source in line.sources)
    return Duty(line, fields, counted)
