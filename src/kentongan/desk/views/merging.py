"""Merging: the page with the cases that may be meant, the most similar first, and the act."""

from collections.abc import Iterator, Mapping, Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kentongan.cases import reads
from kentongan.cases.errors import Refused
from kentongan.cases.list_shapes import MergeCandidate
from kentongan.cases.services import merging
from kentongan.desk import sideforms
from kentongan.desk.access import OfficerRequest, officer_required
from kentongan.desk.sideforms import MERGE, REASON
from kentongan.desk.typed import CAPACITY
from kentongan.desk.views.forms import act_of, expired
from kentongan.web import words
from kentongan.web.errors import on_expired_form
from kentongan.web.fields import RADIOS, FieldView, Mistake, Summary, choices
from kentongan.web.links import go
from kentongan.web.templatetags.kentongan import handle, moment

INTO = "ke"


@require_http_methods(["GET", "HEAD", "POST"])
@on_expired_form(expired)
@officer_required
def merge(request: OfficerRequest, code: str) -> HttpResponse:
    """Choose the case that goes on, and say why."""
    if request.method != "POST":
        return _page(request, code)
    act = act_of(request, MERGE)
    try:
        merging.merge(
            code=code,
            turn=act.turn,
            into=act.text(INTO),
            reason=act.text(REASON),
            by=request.officer,
            capacity=act.capacity,
            now=timezone.now(),
        )
    except Refused as refused:
        return _page(request, code, refused)
    return go("desk:front")


def _page(request: OfficerRequest, code: str, refused: Refused | None = None) -> HttpResponse:
    """The candidates, the most similar first; after a refusal with what was chosen and written."""
    now, capacity = timezone.now(), request.POST.get(CAPACITY, "")
    page = reads.case_page(request.officer, code, now, capacity)
    line = next((each for each in page.acts if each.kind == MERGE), None)
    candidates = reads.merge_candidates(request.officer, code, now)
    wrong = _wrong(refused, request.POST)
    context = {
        "case": page,
        "basis": line.basis if line else "",
        "may": line is not None and not line.refused,
        "candidates": candidates,
        "fields": tuple(_fields(request.POST, candidates, page.zone, wrong)),
        "capacities": choices(CAPACITY, line.capacities if line else (), [capacity]),
        "summary": _summary(refused, wrong),
        "officer_name": request.officer.officer.name,
    }
    return render(request, "desk/merge.html", context)


def _wrong(refused: Refused | None, posted: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with which field."""
    if refused is None:
        return {}
    if not posted.get(INTO):
        return {INTO: words.field_error("required-choice", {})}
    name = {"reason-missing": REASON, "no-such-target": INTO}.get(refused.code)
    return {name: words.refusal(refused.code)} if name else {}


def _summary(refused: Refused | None, wrong: Mapping[str, str]) -> Summary | None:
    if refused is None:
        return None
    ids = {INTO: f"f-{INTO}", REASON: sideforms.field_id(MERGE, REASON)}
    mistakes = [Mistake(text, ids[name]) for name, text in wrong.items()]
    said = Mistake(words.refusal(refused.code, **refused.params), "")
    return Summary(_("Belum dicatat"), tuple(mistakes) or (said,))


def _fields(
    posted: Mapping[str, str], candidates: Sequence[MergeCandidate], zone: str, wrong: Mapping[str, str]
) -> Iterator[FieldView]:
    offered = [(each.code, each.about or handle(each.code), _hint(each, zone)) for each in candidates]
    yield FieldView(
        f"f-{INTO}",
        INTO,
        _("Berkas yang melanjutkan"),
        RADIOS,
        error=wrong.get(INTO, ""),
        choices=choices(INTO, offered, [posted.get(INTO, "")]),
    )
    yield sideforms.reason(MERGE, posted.get(REASON, ""), wrong.get(REASON, ""))


def _hint(candidate: MergeCandidate, zone: str) -> str:
    return _("%(handle)s, masuk %(moment)s, langkah: %(step)s. Kemiripan %(likeness)s dari 100.") % {
        "handle": handle(candidate.code),
        "moment": moment(candidate.slot, zone),
        "step": candidate.step_title,
        "likeness": candidate.likeness,
    }
