"""The acts beside the SOP: an address and one call of a service each.

Who may do them and when, the services say; a refusal brings the form back open, with what was typed.
"""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from kentongan.cases.errors import Refused
from kentongan.cases.services import exits, pausing, recusal, succession
from kentongan.desk import sideforms
from kentongan.desk.access import OfficerRequest, officer_required
from kentongan.desk.carried import AUTHORITY, TEXT
from kentongan.desk.sideforms import ATTACHED, REASON, TARGET, UNTIL
from kentongan.desk.views.forms import Act, act_of, again, bad_files, expired, refused_again
from kentongan.web import words
from kentongan.web.errors import on_expired_form
from kentongan.web.fields import Mistake
from kentongan.web.links import go
from kentongan.web.uploads import takes_files

Doing = Callable[[Act, dict[str, Any]], HttpResponse]


def side_act(kind: str) -> Callable[[Doing], Callable[..., HttpResponse]]:
    """Make a view of what an act does: it gets what was posted, and for the service who acts where and when."""

    def view_of(doing: Doing) -> Callable[..., HttpResponse]:
        @require_POST
        @takes_files
        @on_expired_form(expired)
        @officer_required
        @wraps(doing)
        def view(request: OfficerRequest, code: str) -> HttpResponse:
            act = act_of(request, kind)
            said = {"by": request.officer, "capacity": act.capacity, "now": timezone.now()}
            if act.bad:
                return bad_files(request, code, act, {ATTACHED: sideforms.field_id(kind, ATTACHED)})
            try:
                return doing(act, {"code": code, **said})
            except Refused as refused:
                return refused_side_act(request, code, act, refused)

        return view

    return view_of


def refused_side_act(request: OfficerRequest, code: str, act: Act, refused: Refused) -> HttpResponse:
    """Show the page again, the form open; where the refusal speaks of a field, it leads there."""
    name = sideforms.SPEAKS_OF.get(refused.code, "")
    if name not in sideforms.names(act.form):
        return refused_again(request, code, act, refused)
    text = words.refusal(refused.code, **refused.params)
    mistake = Mistake(text, sideforms.field_id(act.form, name))
    return again(request, code, act, [mistake], errors={name: text})


def _day(act: Act) -> date:
    try:
        return date.fromisoformat(act.text(UNTIL).strip())
    except ValueError:
        raise Refused("no-such-day") from None


@side_act("minta-kelengkapan")
def ask_completion(act: Act, said: dict[str, Any]) -> HttpResponse:
    """Ask the reporter for what is missing, until a day."""
    until = _day(act)
    pausing.ask_completion(turn=act.turn, text=act.text(TEXT), until=until, files=act.sealed(), **said)
    return go("desk:case", said["code"])


@side_act("jeda")
def pause(act: Act, said: dict[str, Any]) -> HttpResponse:
    """Let the step wait, where the SOP allows it."""
    pausing.pause(turn=act.turn, reason=act.text(REASON), until=_day(act), **said)
    return go("desk:case", said["code"])


@side_act("lanjutkan")
def resume(act: Act, said: dict[str, Any]) -> HttpResponse:
    """End the pause."""
    pausing.resume(turn=act.turn, **said)
    return go("desk:case", said["code"])


@side_act("tolak")
def refuse(act: Act, said: dict[str, Any]) -> HttpResponse:
    """Say that the report cannot be processed."""
    exits.refuse(turn=act.turn, reason=act.text(REASON), **said)
    return go("desk:front")


@side_act("limpah")
def refer(act: Act, said: dict[str, Any]) -> HttpResponse:
    """Refer the matter to another authority."""
    whom, why = act.text(AUTHORITY), act.text(REASON)
    exits.refer(turn=act.turn, authority=whom, reason=why, files=act.sealed(), **said)
    return go("desk:front")


@side_act("tarik")
def withdraw(act: Act, said: dict[str, Any]) -> HttpResponse:
    """Note that the reporter withdraws; in whistleblowing the case goes on."""
    exits.withdraw(turn=act.turn, reason=act.text(REASON), **said)
    return go("desk:front")


@side_act("alih-wbs")
def convert(act: Act, said: dict[str, Any]) -> HttpResponse:
    """Let a complaint become a whistleblowing case; who converts it sees neither any more."""
    succession.convert(service=act.text(TARGET), reason=act.text(REASON), **said)
    return go("desk:front")


@side_act("buka-kembali")
def reopen(act: Act, said: dict[str, Any]) -> HttpResponse:
    """Open a new case that follows an archived one."""
    succession.reopen(reason=act.text(REASON), **said)
    return go("desk:front")


@side_act("keberatan")
def object_to(act: Act, said: dict[str, Any]) -> HttpResponse:
    """Note an objection: a new case follows the archived one."""
    succession.object_to(reason=act.text(REASON), **said)
    return go("desk:front")


@side_act("undur-diri")
def recuse(act: Act, said: dict[str, Any]) -> HttpResponse:
    """Step back for a conflict of interest: the key goes at once."""
    recusal.recuse(reason=act.text(REASON), **said)
    return go("desk:front")
