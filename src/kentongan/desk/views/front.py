"""The front of the desk, today's duties, the archive."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kentongan.cases import reads
from kentongan.cases.errors import NoSuchCase, Refused
from kentongan.cases.list_shapes import OrderLine, RoutineLine
from kentongan.cases.reads.receiving import receiving
from kentongan.cases.services import routine as routines
from kentongan.desk.access import OfficerRequest, officer_required
from kentongan.desk.typed import CAPACITY
from kentongan.officers import reads as officers
from kentongan.web import words
from kentongan.web.fields import AREA, FieldView, Mistake, Summary, choices
from kentongan.web.links import go
from kentongan.web.numbers import small_number

NOTHING_TODAY = "nihil"
NOT_A_COUNT = -1
REASON = "alasan"


@dataclass(frozen=True, slots=True)
class Duty:
    """A daily duty with its fields."""

    line: RoutineLine
    fields: tuple[FieldView, ...]
    counted: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Order:
    """An order from the group that waits for my word, with the field for why it is not mine."""

    line: OrderLine
    reason: FieldView
    is_open: bool


@dataclass(frozen=True, slots=True)
class Typed:
    """What a refused form of the front held: of one duty, or of one order."""

    duty: tuple[int, str] = (0, "")
    counts: Mapping[str, str] = field(default_factory=dict)
    order: tuple[str, int] = ("", 0)
    reason: str = ""


@require_safe
@officer_required
def page(request: OfficerRequest) -> HttpResponse:
    """Orders that wait for my word, today's duties, my cases, other cases that I may open."""
    return _page(request, Typed(), None)


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
        return _page(request, Typed(duty=(service, row), counts=typed), _said(refused))
    return go("desk:front")


def refused_order(request: OfficerRequest, code: str, number: int, refused: Refused) -> HttpResponse:
    """The front again, with why the word on an order was not taken."""
    typed = Typed(order=(code, number), reason=request.POST.get(REASON, ""))
    return _page(request, typed, _said(refused, reason_id(code, number)))


def reason_id(code: str, number: int) -> str:
    """Return the id of the field for why an order is not mine."""
    return f"f-alasan-{code}-{number}"


def _said(refused: Refused, where: str = "") -> Summary:
    target = where if refused.code == "reason-missing" else ""
    return Summary(_("Belum dicatat"), (Mistake(words.refusal(refused.code, **refused.params), target),))


def _count(text: str) -> int:
    count = small_number(text)
    return NOT_A_COUNT if count is None else count


def _page(request: OfficerRequest, typed: Typed, summary: Summary | None) -> HttpResponse:
    now = timezone.now()
    desk = reads.desk(request.officer, now)
    context = {
        "desk": desk,
        "orders": tuple(_order(each, typed) for each in reads.waiting_orders(request.officer, now)),
        "duties": tuple(
            _duty(line, typed.counts if (line.service, line.row) == typed.duty else {})
            for line in desk.routines
        ),
        "may_receive": bool(receiving(request.officer, now)),
        "summary": summary,
        **_common(request),
    }
    return render(request, "desk/front.html", context)


def _order(line: OrderLine, typed: Typed) -> Order:
    mine = (line.code, line.number) == typed.order
    value = typed.reason if mine else ""
    reason = FieldView(reason_id(line.code, line.number), REASON, _("Alasan"), AREA, value=value)
    return Order(line, reason, is_open=mine)


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
