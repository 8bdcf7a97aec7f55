"""What the form of an act posted, and the page with it again where the act was refused.

After a refusal the page comes back with the reason and with everything that was typed; nothing was recorded.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from kentongan.cases.errors import Refused
from kentongan.cases.shapes import Field
from kentongan.desk.access import OfficerRequest
from kentongan.desk.carried import posted, written
from kentongan.desk.fields import CHOOSING, missing, name_of
from kentongan.desk.typed import CAPACITY, STEP, Typed
from kentongan.desk.views.case import show
from kentongan.reports.files import Sealed
from kentongan.web import uploads, words
from kentongan.web.errors import expired_form
from kentongan.web.fields import Mistake, Summary
from kentongan.web.links import address
from kentongan.web.media_types import ALL_KINDS
from kentongan.web.numbers import small_number
from kentongan.web.uploads import SealedUpload

NO_TURN = -1
FILLED_IN_WRONG = {"not-an-address"}  # refusals of what stands in a field; of others it is missing
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

    def text(self, name: str) -> str:
        """Return what was written into a field."""
        return self.values.get(name, "")

    def sealed(self) -> list[Sealed]:
        """Return the files that arrived whole, for a service to keep."""
        return [each.sealed() for each in self.good]


def act_of(request: OfficerRequest, form: str) -> Act:
    """Read what was posted."""
    turn = small_number(request.POST.get("turn", ""))
    good, bad = uploads.sort_out(uploads.arrived(request), ALL_KINDS)
    number = NO_TURN if turn is None else turn
    return Act(form, request.POST.get(CAPACITY, ""), number, posted(request), good, bad)


def expired(request: HttpRequest, code: str, **_more: object) -> HttpResponse:
    """The form's token no longer holds: back to the case, with what was written to be copied."""
    return expired_form(request, written(request), address("desk:case", code))


def refused_again(
    request: OfficerRequest, code: str, act: Act, refused: Refused, asked: Asked | None = None
) -> HttpResponse:
    """Show the page again: what is missing or wrong is named and marked, each field in its own words."""
    why = words.refusal(refused.code, **refused.params)
    marked = _lacking(asked or {}, act, refused)
    said = {id: why if refused.code in FILLED_IN_WRONG else missing(field) for id, field in marked.items()}
    mistakes = [Mistake(f"{name_of(field)}: {said[id]}", id) for id, field in marked.items()]
    mistakes = mistakes or [Mistake(why, "")]
    errors = {field.name: said[id] for id, field in marked.items()}
    return again(request, code, act, mistakes, errors=errors)


def _lacking(asked: Asked, act: Act, refused: Refused) -> Asked:
    """The fields of which the refusal speaks; the choices left open, where the way follows from them."""
    if refused.code == "outcome-needed":
        own = {id: field for id, field in asked.items() if id.startswith(f"f-{STEP}-")}
        return {
            id: each for id, each in own.items() if each.kind in CHOOSING and not act.values.get(each.name)
        }
    needs = {need.strip() for need in refused.params.get("needs", "").split(",")}
    return {id: field for id, field in asked.items() if field.key in needs}


def again(
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


def bad_files(
    request: OfficerRequest, code: str, act: Act, ids: Mapping[str, str], title: str = ""
) -> HttpResponse:
    """The page again, with each file that was not taken; `ids` by the names of the fields."""
    mistakes = [Mistake(uploads.words_of(each, ALL_KINDS), ids.get(each.field_name, "")) for each in act.bad]
    return again(request, code, act, mistakes, title=title)
