"""Acts beside the SOP: the profile names for each who may do it, and on what legal basis.

* Holding a key is not enough: "anybody with the case" has no legal basis that an office could name.
* What else forbids an act is one rule (`refusal`) for the service, for the button and for what it says when it is off.
* A case that stands at its archive step takes no exit any more: it was answered, or it has left its SOP already.
* An archived case takes no act but those that open another one (`AFTERWARDS`), and the reading of an identity.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from kentongan.agencies import reads as agencies
from kentongan.agencies.models import Service
from kentongan.officers import reads as officers
from kentongan.officers.models import Officer
from kentongan.officers.services.login import Unlocked
from kentongan.sop.agency import SideAct
from kentongan.sop.model import Step

from . import links, state
from .access import case_of
from .errors import Refused
from .holders import seats_of
from .models import Case, CaseReport
from .opened import Desk, open_desk
from .shapes import SideActLine

ASK, MESSAGE, NOTE = "minta-kelengkapan", "pesan", "catatan"
WITHDRAW, REFUSE, REFER, MERGE, CONVERT = "tarik", "tolak", "limpah", "gabung", "alih-wbs"
REOPEN, OBJECT = "buka-kembali", "keberatan"
RECUSE, PAUSE, READ_IDENTITY = "undur-diri", "jeda", "baca-identitas"
RECEIVE = "terima"  # needs no case yet
RESUME = "lanjutkan"  # the other half of a pause: who may begin one may end it
AFTERWARDS = (REOPEN, OBJECT)
MEANWHILE = (ASK, MESSAGE, NOTE, PAUSE, RESUME, WITHDRAW, REFUSE, REFER, MERGE, CONVERT, RECUSE)


def holders_of_act(case: Case, act: str) -> frozenset[str]:
    """Return the posts that the profile in force gives the act to."""
    return frozenset(post for each in _given(case.service, act) for post in each.holders)


def seats_with(service: Service, act: str, officer: Officer, now: datetime) -> dict[str, str]:
    """Return the seats of the officer, by key and name, that have an act which needs no case yet."""
    held = officers.seats_for(service, officer, now)
    given = {post for each in _given(service, act) for post in each.holders}
    return {post.key: post.name for post in held if post.key in given}


def may(case: Case, act: str, officer: Officer, now: datetime) -> bool:
    """Whether the officer sits on a post that has the act."""
    return bool(_seats(case, officer, now).keys() & holders_of_act(case, act))


def need_holder(case: Case, act: str, officer: Officer, capacity: str, now: datetime) -> None:
    """See that the act is done in a capacity that has it. Raises `Refused("not-your-act")`."""
    if capacity not in _seats(case, officer, now).keys() & holders_of_act(case, act):
        raise Refused("not-your-act")


def need(case: Case, act: str, officer: Officer, capacity: str, now: datetime) -> None:
    """See that the act is this person's, and possible now. Raises `Refused`."""
    need_holder(case, act, officer, capacity, now)
    refused = refusal(case, act)
    if refused:
        raise Refused(refused)


def open_desk_for(
    act: str, code: str, turn: int | None, *, by: Unlocked, capacity: str, now: datetime
) -> Desk:
    """Lock and open a case for an act beside the SOP. Raises `NoSuchCase`, `Refused`."""
    desk = open_desk(code, turn, by, capacity, now)
    need(desk.case, act, by.officer, capacity, now)
    return desk


def refusal(case: Case, act: str) -> str:
    """Return the code of the first rule that forbids the act on this case now, whoever does it; "" where none does."""
    return _refusal(_Standing(case), act)


def offered(case: Case, officer: Officer, now: datetime) -> tuple[SideActLine, ...]:
    """Return the acts beside the SOP that the profile gives this person on this case now."""
    seats, stands = _seats(case, officer, now), _Standing(case)
    acts = AFTERWARDS if stands.ended else MEANWHILE
    return tuple(line for act in acts for line in _line(stands, act, seats))


def _line(stands: "_Standing", act: str, seats: Mapping[str, str]) -> Iterator[SideActLine]:
    mine = [each for each in _given(stands.case.service, act) if seats.keys() & set(each.holders)]
    if not mine or not _is_shown(stands, act):
        return
    held = {post for each in mine for post in each.holders}
    yield SideActLine(
        kind=act,
        refused=_refusal(stands, act),
        basis="; ".join(dict.fromkeys(each.basis for each in mine)),
        capacities=tuple((key, name) for key, name in seats.items() if key in held),
        targets=stands.targets if act == CONVERT else (),
    )


def _is_shown(stands: "_Standing", act: str) -> bool:
    """Of a pause, the half that is next; of a conversion, only where there is somewhere to go."""
    if act in (PAUSE, RESUME):
        return (act == RESUME) == stands.paused
    return act != CONVERT or bool(stands.targets)


def _given(service: Service, act: str) -> list[SideAct]:
    found = agencies.profile(service.agency).services.get(service.key)
    acts = found.side_acts if found else ()  # a service that the profile no longer names has none
    return [each for each in acts if each.kind == (PAUSE if act == RESUME else act)]


def _seats(case: Case, officer: Officer, now: datetime) -> dict[str, str]:
    return {post.key: post.name for post in seats_of(case, officer, now)}


# -- what forbids an act, whoever does it ------------------------------------------------------------------------------


@dataclass
class _Standing:
    """How a case stands, as far as the rules ask for it; each question is asked of the rows once."""

    case: Case

    @property
    def ended(self) -> bool:
        return self.case.ended_at is not None

    @cached_property
    def step(self) -> Step:
        return agencies.sop(self.case.sop_version).steps[self.case.step]

    @cached_property
    def paused(self) -> bool:
        return state.is_paused(self.case)

    @cached_property
    def handles(self) -> bool:
        """Whether it handles a report still: by a merge it may have handed on all of them."""
        return bool(links.present(self.case))

    @cached_property
    def followed(self) -> bool:
        """Whether another case has taken over one of its reports (merge, successor)."""
        reports = CaseReport.objects.filter(case=self.case).select_related("report")
        return any(case_of(link.report).pk != self.case.pk for link in reports)

    @cached_property
    def targets(self) -> tuple[tuple[str, str], ...]:
        """The services that a complaint may go over to."""
        if self.case.service.kind != Service.ADUAN:
            return ()
        services = agencies.services(self.case.service.agency)
        return tuple((each.key, each.name) for each in services if each.kind == Service.WBS)

    @property
    def is_left(self) -> bool:
        """Whether only the archive is before it."""
        return self.step.archives

    @property
    def ends_by_withdrawal(self) -> bool:
        """In WBS a withdrawal ends nothing (PP 94/2021 is bound to no complaint): it is noted at any time."""
        return self.case.service.kind == Service.ADUAN


def _refusal(stands: _Standing, act: str) -> str:
    if stands.ended and act not in (*AFTERWARDS, READ_IDENTITY):
        return "case-ended"
    return next((code for rule, code in _RULES.get(act, ()) if rule(stands)), "")


_Rule = tuple[Callable[[_Standing], bool], str]
_LEFT: _Rule = (lambda stands: stands.is_left, "only-archiving-left")
_ELSEWHERE: _Rule = (lambda stands: not stands.handles, "handled-elsewhere")
_PAUSED: _Rule = (lambda stands: stands.paused, "paused")
_AFTER: tuple[_Rule, ...] = (
    (lambda stands: not stands.ended, "case-open"),
    (lambda stands: stands.followed, "followed-already"),
)
_RULES: Mapping[str, tuple[_Rule, ...]] = {
    ASK: (_LEFT, _ELSEWHERE, _PAUSED),
    MESSAGE: (_ELSEWHERE,),
    WITHDRAW: ((lambda stands: stands.is_left and stands.ends_by_withdrawal, "only-archiving-left"),),
    REFUSE: (_LEFT,),
    REFER: (_LEFT,),
    MERGE: (_LEFT,),
    CONVERT: (_LEFT,),
    PAUSE: ((lambda stands: stands.step.pause is None, "no-pause-here"), _PAUSED),
    RESUME: ((lambda stands: not stands.paused, "not-paused"),),
    REOPEN: _AFTER,
    OBJECT: _AFTER,
}
