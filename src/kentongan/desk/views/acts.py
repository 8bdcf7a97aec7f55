"""What an officer does to a case: one address for each act, one call of a service each.

After a refusal the page comes back with the reason and with everything that was typed.
"""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kentongan.cases import reads
from kentongan.cases.errors import NoSuchCase, Refused
from kentongan.cases.services import correspondence, handling
from kentongan.cases.services import identity as identities
from kentongan.desk.access import OfficerRequest, officer_required
from kentongan.desk.casepage import MESSAGE_FILES
from kentongan.desk.stepview import asked_in, is_unsaved
from kentongan.desk.typed import MESSAGE, NOTE, STEP, Typed
from kentongan.desk.views.case import show
from kentongan.desk.views.forms import Act, Asked, act_of, bad_files, expired, refused_again
from kentongan.reports.files import Sealed
from kentongan.web.errors import on_expired_form
from kentongan.web.links import go
from kentongan.web.uploads import SealedUpload, takes_files

RECORDED = "dicatat"  # what closes the step is an order from the group, written down
PART = "bagian"  # which field is given by itself


@require_POST
@officer_required
def begin(request: OfficerRequest, code: str) -> HttpResponse:
    """Mulai kerjakan: from here the effort counts."""
    act = act_of(request, STEP)
    try:
        handling.begin(
            code=code, turn=act.turn, by=request.officer, capacity=act.capacity, now=timezone.now()
        )
    except Refused as refused:
        return refused_again(request, code, act, refused)
    return go("desk:case", code)


@require_POST
@takes_files
@on_expired_form(expired)
@officer_required
def close(request: OfficerRequest, code: str) -> HttpResponse:
    """Close the step with the outcome whose button was pressed."""
    act = act_of(request, STEP)
    try:
        asked = _asked(request, code, act)
    except NoSuchCase:
        asked = {}  # perhaps this very click, sent twice, has handed the case on: the service knows
    if act.bad:
        return bad_files(request, code, act, _ids(asked))
    try:
        handling.close_turn(
            code=code,
            turn=act.turn,
            outcome=act.values.get("outcome") or None,
            values=_values(asked, act),
            files=_files(asked, act.good),
            recorded=RECORDED in act.values,
            by=request.officer,
            capacity=act.capacity,
            now=timezone.now(),
        )
    except Refused as refused:
        return refused_again(request, code, act, refused, asked)
    return go("desk:front")


@require_POST
@takes_files
@on_expired_form(expired)
@officer_required
def contribute(request: OfficerRequest, code: str) -> HttpResponse:
    """Give one part of the step, and leave the step open for those whose it is to close."""
    act = act_of(request, STEP)
    asked = _asked(request, code, act)
    part = {id: field for id, field in asked.items() if field.name == act.text(PART)}
    if act.bad:
        return bad_files(request, code, act, _ids(part))
    try:
        handling.contribute(
            code=code,
            turn=act.turn,
            need=next((field.key for field in part.values()), ""),
            values=_values(part, act),
            files=_files(part, act.good),
            by=request.officer,
            capacity=act.capacity,
            now=timezone.now(),
        )
    except Refused as refused:
        return refused_again(request, code, act, refused, part)
    if is_unsaved(asked, act.values):  # what else was written in the same form must not get lost
        return show(request, code, capacity=act.capacity, typed=act.typed())
    return go("desk:case", code)


@require_POST
@takes_files
@on_expired_form(expired)
@officer_required
def save(request: OfficerRequest, code: str) -> HttpResponse:
    """Keep what was written so far, and stay in the step. Files come with the end of the step."""
    act = act_of(request, STEP)
    asked = _asked(request, code, act)
    try:
        handling.save_draft(
            code=code,
            turn=act.turn,
            values=_values(asked, act),
            by=request.officer,
            capacity=act.capacity,
            now=timezone.now(),
        )
    except Refused as refused:
        return refused_again(request, code, act, refused, asked)
    if act.good or act.bad:
        return bad_files(request, code, act, _ids(asked), _("Tulisan sudah disimpan, berkas belum"))
    return go("desk:case", code)


@require_POST
@takes_files
@on_expired_form(expired)
@officer_required
def message(request: OfficerRequest, code: str) -> HttpResponse:
    """Write to the reporter."""
    act = act_of(request, MESSAGE)
    if act.bad:
        return bad_files(request, code, act, {"berkas": MESSAGE_FILES})
    try:
        correspondence.write(
            code=code,
            text=act.values.get("teks", ""),
            files=act.sealed(),
            by=request.officer,
            capacity=act.capacity,
            now=timezone.now(),
        )
    except Refused as refused:
        return refused_again(request, code, act, refused)
    return go("desk:case", code)


@require_POST
@on_expired_form(expired)
@officer_required
def note(request: OfficerRequest, code: str) -> HttpResponse:
    """Keep a note in the file."""
    act = act_of(request, NOTE)
    text, now = act.values.get("teks", ""), timezone.now()
    try:
        correspondence.note(code=code, text=text, by=request.officer, capacity=act.capacity, now=now)
    except Refused as refused:
        return refused_again(request, code, act, refused)
    return go("desk:case", code)


@require_POST
@on_expired_form(expired)
@officer_required
def identity(request: OfficerRequest, code: str, report: str) -> HttpResponse:
    """Read who the reporter is. The answer is shown once, on this page, and is never kept by the browser."""
    act = act_of(request, f"identitas-{report}")
    try:
        lines = identities.read(
            code=code,
            report=report,
            reason=act.values.get("alasan", ""),
            by=request.officer,
            capacity=act.capacity,
            now=timezone.now(),
        )
    except Refused as refused:
        return refused_again(request, code, act, refused)
    return show(request, code, capacity=act.capacity, typed=Typed(), identity={report: lines})


def _asked(request: OfficerRequest, code: str, act: Act) -> Asked:
    """The fields of the present step and of the outcome that was pressed; none for who may not act in it."""
    form = reads.step_form(request.officer, code, timezone.now(), act.capacity)
    return {} if form is None else asked_in(form, act.text("outcome"))


def _ids(asked: Asked) -> dict[str, str]:
    return {field.name: id for id, field in asked.items()}


def _values(asked: Asked, act: Act) -> dict[str, str]:
    """What was typed, by need. Where no outcome was pressed, two may have a field for one: what is not empty counts."""
    typed = [(field.key, act.values[field.name]) for field in asked.values() if field.name in act.values]
    return dict(sorted(typed, key=lambda each: bool(each[1].strip())))


def _files(asked: Asked, good: list[SealedUpload]) -> dict[str, list[Sealed]]:
    keys = {field.name: field.key for field in asked.values()}
    found: dict[str, list[Sealed]] = {}
    for upload in good:
        if upload.field_name in keys:
            found.setdefault(keys[upload.field_name], []).append(upload.sealed())
        else:
            upload.discard()
    return found
