"""Steps that were not as the SOP wants them: the list, and the superior's note."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from kentongan.cases import reads
from kentongan.cases.errors import Refused
from kentongan.cases.services import deviations
from kentongan.desk import historyview
from kentongan.desk.access import OfficerRequest, officer_required
from kentongan.desk.views.forms import act_of, expired, refused_again
from kentongan.web.errors import on_expired_form
from kentongan.web.links import go


@require_safe
@officer_required
def page(request: OfficerRequest) -> HttpResponse:
    """What is open first, then what the superior has noted."""
    officer = request.officer.officer
    rows = reads.nonconformance(request.officer, timezone.now())
    context = {"rows": rows, "officer_name": officer.name, "zone": officer.agency.zone}
    return render(request, "desk/deviations.html", context)


@require_POST
@on_expired_form(expired)
@officer_required
def note(request: OfficerRequest, code: str, number: int) -> HttpResponse:
    """Write the superior's note on a turn."""
    act = act_of(request, historyview.note_form(number))
    try:
        deviations.note(
            code=code,
            number=number,
            text=act.text(historyview.TEXT),
            by=request.officer,
            capacity=act.capacity,
            now=timezone.now(),
        )
    except Refused as refused:
        return refused_again(request, code, act, refused)
    return go("desk:case", code)
