"""Acts beside the SOP in a sample case, each by the first of its holders who can open the case."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from kentongan.cases import side_acts
from kentongan.cases.errors import NoSuchCase
from kentongan.cases.models import Case
from kentongan.cases.services import exits, merging, pausing

from .hands import NobodyCan
from .reports import SideAct
from .walker import Walker

Act = Callable[..., None]


def do(act: SideAct, walker: Walker, at: datetime, *, into: str) -> None:
    """Do it; `into` is the case that a merge goes into. Raises `NobodyCan`, `Refused`."""
    call, own = _CALLS[act.kind](act, at, into)
    row = Case.objects.get(code=walker.case)
    for username, post in walker.office.holders_of(walker.service, act.kind, at):
        who = walker.office.officer(username)
        try:
            call(code=row.code, turn=row.turn, by=who, capacity=post, now=at, **own)
        except NoSuchCase:
            continue
        return
    raise NobodyCan(f"{walker.case}: {act.kind}")


def _until(act: SideAct, at: datetime) -> Any:
    return (at + timedelta(days=act.days)).date()


_CALLS: Mapping[str, Callable[[SideAct, datetime, str], tuple[Act, dict[str, Any]]]] = {
    side_acts.REFUSE: lambda act, _at, _into: (exits.refuse, {"reason": act.reason}),
    side_acts.REFER: lambda act, _at, _into: (
        exits.refer,
        {"authority": act.to, "reason": act.reason, "files": ()},
    ),
    side_acts.WITHDRAW: lambda act, _at, _into: (exits.withdraw, {"reason": act.reason}),
    side_acts.MERGE: lambda act, _at, into: (merging.merge, {"into": into, "reason": act.reason}),
    side_acts.PAUSE: lambda act, at, _into: (pausing.pause, {"reason": act.reason, "until": _until(act, at)}),
    side_acts.ASK: lambda act, at, _into: (
        pausing.ask_completion,
        {"text": act.reason, "until": _until(act, at), "files": ()},
    ),
}
