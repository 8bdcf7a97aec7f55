"""What an officer does to a case: one address for each act, one call of a service each.

After a refusal the page comes back with the reason and with everything that was typed.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kentongan.cases import reads
from kentongan.cases.errors import Refused
from kentongan.cases.services import correspondence, handling
from kentongan.cases.services import identity as identities
from kentongan.cases.shapes import Field
from kentongan.desk.access import OfficerRequest, officer_required
from kentongan.desk.casepage import CAPACITY, STEP, Typed
from kentongan.desk.fields import name_of
from kentongan.desk.views.case import show
from kentongan.reports.files import Sealed
from kentongan.web import uploads, words
from kentongan.web.fields import Mistake, Summary
from kentongan.web.links import go
from kentongan.web.media_types import ALL_KINDS
from kentongan.web.uploads import SealedUpload, takes_files

NO_TURN = -1
Asked = Mapping[str, Field]  # by the id that the field has on the page


@dataclass(frozen=True, slots=True)
class Act:
    """What the form of an act posted."""

    form: str
    capacity: str
    turn: int
    values: Mapping[str, str]
    good: list[SealedUpload]
    bad: list[SealedUpload]

    def typed(self, errors: Mapping[str, str] | None = None) -> Typed:
        """Return what the page shows again after a refusal."""
        return Typed(self.form, self.values, errors or {})


def _act(request: OfficerRequest, form: str) -> Act:
    turn = request.POST.get("turn", "")
    good, bad = uploads.sort_out(uploads.arrived(request), ALL_KINDS)
    # Several outcomes may ask for a field of one name: what was filled in counts.
    values = {
        key: next((str(each) for each in given if str(each).strip()), "")
        for key, given in request.POST.lists()
    }
    return Act(
        form, request.POST.get(CAPACITY, ""), int(turn) if turn.isdecimal() else NO_TURN, values, good, bad
    )


def _refused(
    request: OfficerRequest, code: str, act: Act, refused: Refused, asked: Asked | None = None
) -> HttpResponse:
    """Show the page again: what is missing is named and marked; files have to be chosen once more."""
    uploads.discard_all(act.good)
    needs = {need.strip() for need in refused.params.get("needs", "").split(",")}
    marked = {id: field for id, field in (asked or {}).items() if field.key in needs}
    reason = words.refusal(refused.code, **refused.params)
    mistakes = [Mistake(f"{reason} {name_of(field)}", id) for id, field in marked.items()]
    mistakes = mistakes or [Mistake(reason, "")]
    if act.good:
        mistakes.append(Mistake(_("Berkas perlu dipilih sekali lagi."), ""))
    typed = act.typed({field.key: reason for field in marked.values()})
    return show(
        request,
        code,
        capacity=act.capacity,
        typed=typed,
        summary=Summary(_("Belum dicatat"), tuple(mistakes)),
    )


def _bad_files(request: OfficerRequest, code: str, act: Act) -> HttpResponse:
    uploads.discard_all(act.good)
    mistakes = tuple(Mistake(uploads.words_of(each, ALL_KINDS), "") for each in act.bad)
    return show(
        request,
        code,
        capacity=act.capacity,
        typed=act.typed(),
        summary=Summary(_("Belum dicatat"), mistakes),
    )


@require_POST
@officer_required
def begin(request: OfficerRequest, code: str) -> HttpResponse:
    """Mulai kerjakan: from here the effort counts."""
    act = _act(request, STEP)
    try:
        handling.begin(
            code=code, turn=act.turn, by=request.officer, capacity=act.capacity, now=timezone.now()
        )
    except Refused as refused:
        return _refused(request, code, act, refused)
    return go("desk:case", code)


@require_POST
@takes_files
@officer_required
def close(request: OfficerRequest, code: str) -> HttpResponse:
    """Close the step with the outcome whose button was pressed."""
    act = _act(request, STEP)
    if act.bad:
        return _bad_files(request, code, act)
    asked = _asked(request, code, act)
    try:
        handling.close_turn(
            code=code,
            turn=act.turn,
            outcome=act.values.get("outcome") or None,
            values=_values(asked, act),
            files=_files(asked, act.good),
            by=request.officer,
            capacity=act.capacity,
            now=timezone.now(),
        )
    except Refused as refused:
        return _refused(request, code, act, refused, asked)
    return go("desk:front")


@require_POST
@takes_files
@officer_required
def save(request: OfficerRequest, code: str) -> HttpResponse:
    """Keep what was written so far, and stay in the step."""
    act = _act(request, STEP)
    uploads.discard_all(act.good)
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
        return _refused(request, code, act, refused, asked)
    return go("desk:case", code)


@require_POST
@takes_files
@officer_required
def message(request: OfficerRequest, code: str) -> HttpResponse:
    """Write to the reporter."""
    act = _act(request, "pesan")
    if act.bad:
        return _bad_files(request, code, act)
    try:
        correspondence.write(
            code=code,
            text=act.values.get("teks", ""),
            files=[each.sealed() for each in act.good],
            by=request.officer,
            capacity=act.capacity,
            now=timezone.now(),
        )
    except Refused as refused:
        return _refused(request, code, act, refused)
    return go("desk:case", code)


@require_POST
@officer_required
def note(request: OfficerRequest, code: str) -> HttpResponse:
    """Keep a note in the file."""
    act = _act(request, "catatan")
    text, now = act.values.get("teks", ""), timezone.now()
    try:
        correspondence.note(code=code, text=text, by=request.officer, capacity=act.capacity, now=now)
    except Refused as refused:
        return _refused(request, code, act, refused)
    return go("desk:case", code)


@require_POST
@officer_required
def identity(request: OfficerRequest, code: str, report: str) -> HttpResponse:
    """Read who the reporter is. The answer is shown once, on this page, and is never kept by the browser."""
    act = _act(request, f"identitas-{report}")
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
        return _refused(request, code, act, refused)
    return show(request, code, capacity=act.capacity, typed=Typed(), identity={report: lines})


def _asked(request: OfficerRequest, code: str, act: Act) -> Asked:
    """The fields of the present step, its outcomes' own included; none for who may not act in it."""
    form = reads.case_page(request.officer, code, timezone.now(), act.capacity).form
    if form is None:
        return {}
    groups = [(STEP, form.fields), *((outcome.key, outcome.fields) for outcome in form.outcomes)]
    return {f"f-{prefix}-{field.name}": field for prefix, fields in groups for field in fields}


def _values(asked: Asked, act: Act) -> dict[str, str]:
    return {field.key: act.values[field.name] for field in asked.values() if field.name in act.values}


def _files(asked: Asked, good: list[SealedUpload]) -> dict[str, list[Sealed]]:
    keys = {field.name: field.key for field in asked.values()}
    found: dict[str, list[Sealed]] = {}
    for upload in good:
        if upload.field_name in keys:
            found.setdefault(keys[upload.field_name], []).append(upload.sealed())
        else:
            upload.discard()
    return found
