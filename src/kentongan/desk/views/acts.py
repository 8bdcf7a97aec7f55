"""What an officer does to a case: one address for each act, one call of a service each.

After a refusal the page comes back with the reason and with everything that was typed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kentongan.cases import reads
from kentongan.cases.errors import NoSuchCase, Refused
from kentongan.cases.services import correspondence, handling
from kentongan.cases.services import identity as identities
from kentongan.cases.shapes import Field
from kentongan.desk.access import OfficerRequest, officer_required
from kentongan.desk.carried import posted, written
from kentongan.desk.casepage import CAPACITY, MESSAGE, MESSAGE_FILES, NOTE, STEP, Typed
from kentongan.desk.fields import CHOOSING, missing, name_of
from kentongan.desk.views.case import show
from kentongan.reports.files import Sealed
from kentongan.web import uploads, words
from kentongan.web.errors import expired_form, on_expired_form
from kentongan.web.fields import Mistake, Summary
from kentongan.web.links import address, go
from kentongan.web.media_types import ALL_KINDS
from kentongan.web.numbers import small_number
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
    turn = small_number(request.POST.get("turn", ""))
    good, bad = uploads.sort_out(uploads.arrived(request), ALL_KINDS)
    number = NO_TURN if turn is None else turn
    return Act(form, request.POST.get(CAPACITY, ""), number, posted(request), good, bad)


def _expired(request: HttpRequest, code: str, **_more: str) -> HttpResponse:
    """The form's token no longer holds: back to the case, with what was written to be copied."""
    return expired_form(request, written(request), address("desk:case", code))


def _refused(
    request: OfficerRequest, code: str, act: Act, refused: Refused, asked: Asked | None = None
) -> HttpResponse:
    """Show the page again: what is missing is named and marked, each field in its own words."""
    marked = _lacking(asked or {}, act, refused)
    mistakes = [Mistake(f"{name_of(field)}: {missing(field)}", id) for id, field in marked.items()]
    mistakes = mistakes or [Mistake(words.refusal(refused.code, **refused.params), "")]
    errors = {field.key: missing(field) for field in marked.values()}
    return _again(request, code, act, mistakes, errors=errors)


def _lacking(asked: Asked, act: Act, refused: Refused) -> Asked:
    """The fields of which the refusal speaks; the choices left open, where the way follows from them."""
    if refused.code == "outcome-needed":
        own = {id: field for id, field in asked.items() if id.startswith(f"f-{STEP}-")}
        return {
            id: each for id, each in own.items() if each.kind in CHOOSING and not act.values.get(each.name)
        }
    needs = {need.strip() for need in refused.params.get("needs", "").split(",")}
    return {id: field for id, field in asked.items() if field.key in needs}


def _again(
    request: OfficerRequest,
    code: str,
    act: Act,
    mistakes: Sequence[Mistake],
    *,
    errors: Mapping[str, str] | None = None,
    title: str = "",
) -> HttpResponse:
    """The page with everything that was typed. No browser sends a chosen file twice: that is said."""
    uploads.discard_all(act.good)
    files = [Mistake(_("Berkas perlu dipilih sekali lagi."), "")] if act.good else []
    summary = Summary(title or _("Belum dicatat"), (*mistakes, *files))
    return show(request, code, capacity=act.capacity, typed=act.typed(errors), summary=summary)


def _bad_files(
    request: OfficerRequest, code: str, act: Act, ids: Mapping[str, str], title: str = ""
) -> HttpResponse:
    """The page again, with each file that was not taken; `ids` by the names of the fields."""
    mistakes = [Mistake(uploads.words_of(each, ALL_KINDS), ids.get(each.field_name, "")) for each in act.bad]
    return _again(request, code, act, mistakes, title=title)


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
@on_expired_form(_expired)
@officer_required
def close(request: OfficerRequest, code: str) -> HttpResponse:
    """Close the step with the outcome whose button was pressed."""
    act = _act(request, STEP)
    try:
        asked = _asked(request, code, act)
    except NoSuchCase:
        asked = {}  # perhaps this very click, sent twice, has handed the case on: the service knows
    if act.bad:
        return _bad_files(request, code, act, _ids(asked))
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
@on_expired_form(_expired)
@officer_required
def save(request: OfficerRequest, code: str) -> HttpResponse:
    """Keep what was written so far, and stay in the step. Files come with the end of the step."""
    act = _act(request, STEP)
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
    if act.good or act.bad:
        return _bad_files(request, code, act, _ids(asked), _("Tulisan sudah disimpan, berkas belum"))
    return go("desk:case", code)


@require_POST
@takes_files
@on_expired_form(_expired)
@officer_required
def message(request: OfficerRequest, code: str) -> HttpResponse:
    """Write to the reporter."""
    act = _act(request, MESSAGE)
    if act.bad:
        return _bad_files(request, code, act, {"berkas": MESSAGE_FILES})
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
@on_expired_form(_expired)
@officer_required
def note(request: OfficerRequest, code: str) -> HttpResponse:
    """Keep a note in the file."""
    act = _act(request, NOTE)
    text, now = act.values.get("teks", ""), timezone.now()
    try:
        correspondence.note(code=code, text=text, by=request.officer, capacity=act.capacity, now=now)
    except Refused as refused:
        return _refused(request, code, act, refused)
    return go("desk:case", code)


@require_POST
@on_expired_form(_expired)
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
    form = reads.step_form(request.officer, code, timezone.now(), act.capacity)
    if form is None:
        return {}
    groups = [(STEP, form.fields), *((outcome.key, outcome.fields) for outcome in form.outcomes)]
    return {f"f-{prefix}-{field.name}": field for prefix, fields in groups for field in fields}


def _ids(asked: Asked) -> dict[str, str]:
    return {field.name: id for id, field in asked.items()}


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
