"""The case page and its files."""

from pathlib import Path

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kentongan.board import photos
from kentongan.board.photos import BadPhoto
from kentongan.cases import reads
from kentongan.desk.access import OfficerRequest, officer_required
from kentongan.desk.casepage import Identity, drawn
from kentongan.desk.typed import CAPACITY, Typed
from kentongan.web.downloads import attachment
from kentongan.web.fields import Summary
from kentongan.web.middleware import allow_script


@require_safe
@officer_required
def page(request: OfficerRequest, code: str) -> HttpResponse:
    """Everything that this officer's keys open of the case."""
    return show(request, code, capacity=request.GET.get(CAPACITY, ""), typed=Typed())


def show(
    request: OfficerRequest,
    code: str,
    *,
    capacity: str,
    typed: Typed,
    summary: Summary | None = None,
    identity: Identity | None = None,
) -> HttpResponse:
    """Draw the case page; after a refusal with what was typed and why."""
    now = timezone.now()
    found = reads.case_page(request.officer, code, now, capacity)
    view = drawn(
        found,
        who=request.officer,
        now=now,
        capacity=capacity,
        typed=typed,
        identity=identity,
    )
    context = {"view": view, "case": found, "summary": summary, "officer_name": view.officer_name}
    response = render(request, "desk/case.html", context)
    return allow_script(response) if view.copy else response


@require_safe
@officer_required
def file(request: OfficerRequest, code: str, file: str) -> HttpResponseBase:
    """A file of the case, as a download."""
    line, content = reads.file(request.officer, code, file, timezone.now())
    return attachment(line.name, line.media_type, line.size, content)


@require_safe
@officer_required
def photo(request: OfficerRequest, code: str, file: str) -> HttpResponseBase:
    """A photo of the case drawn anew, to be posted elsewhere: without place, time and device of its taking."""
    line, content = reads.file(request.officer, code, file, timezone.now())
    try:
        clean = photos.clean(content)
    except BadPhoto as bad:
        raise Http404 from bad
    name = f"{Path(line.name).stem}.jpg"
    return attachment(name, "jpg", len(clean.content), iter([clean.content]))
