"""Orders from the group that were written down: confirmed with one tap, or denied with a reason."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from kentongan.cases.errors import Refused
from kentongan.cases.services import orders
from kentongan.desk.access import OfficerRequest, officer_required
from kentongan.desk.typed import CAPACITY
from kentongan.desk.views import front
from kentongan.web.links import go

AGREES = "benar"


@require_POST
@officer_required
def confirm(request: OfficerRequest, code: str, number: int) -> HttpResponse:
    """Say whether the order was mine."""
    try:
        orders.confirm(
            code=code,
            number=number,
            agrees=AGREES in request.POST,
            reason=request.POST.get(front.REASON, ""),
            by=request.officer,
            capacity=request.POST.get(CAPACITY, ""),
            now=timezone.now(),
        )
    except Refused as refused:
        return front.refused_order(request, code, number, refused)
    return go("desk:front")
