"""Acts beside the SOP: the profile names for each who may do it, and on what legal basis.

* Holding a key is not enough: "anybody with the case" has no legal basis that an office could name.
* What else forbids an act is one rule (`refusal`) for the service, for the button and for what it says when it is off.
* A case that stands at its archive step takes no exit any more: it was answered, or it has left its SOP already.
* An archived case takes no act but those that open another one (`AFTERWARDS`), and the reading of an identity.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from kentongan.agencies import reads as agencies
from kentongan.agencies.models import Service
from kentongan.officers import reads as officers
from kentongan.officers.models import Officer
from kentongan.officers.services.login import Unlocked
from kentongan.sop.agency import SideAct

from . import links
from .access import case_of
from .errors import Refused
from .holders import seats_of
from .models import Case, CaseReport, Pause
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
    if case.ended_at is not None and act not in (*AFTERWARDS, READ_IDENTITY):
        return "case-ended"
    rules = (rule(case) for rule in _RULES.get(act, ()))
    return next((code for code in rules if code), "")


def offered(case: Case, officer: Officer, now: datetime) -> tuple[SideActLine, ...]:
    """Return the acts beside the SOP that the profile gives this person on this case now."""
    seats = _seats(case, officer, now)
    acts = AFTERWARDS if case.ended_at is not None else MEANWHILE
    return tuple(line for act in acts for line in _line(case, act, seats))


def _line(case: Case, act: str, seats: Mapping[str, str]) -> Iterator[SideActLine]:
    mine = [each for each in _given(case.service, act) if seats.keys() & set(each.holders)]
    if not mine or not _is_shown(case, act):
        return
    held = {post for each in mine for post in each.holders}
    yield SideActLine(
        kind=act,
        refused=refusal(case, act),
        basis="; ".join(dict.fromkeys(each.basis for each in mine)),
        capacities=tuple((key, name) for key, name in seats.items() if key in held),
        targets=_targets(case) if act == CONVERT else (),
    )


def _is_shown(case: Case, act: str) -> bool:
    """Of a pause, the half that is next; of a conversion, only where there is somewhere to go."""
    if act in (PAUSE, RESUME):
        return (act == RESUME) == bool(_paused(case))
    return act != CONVERT or (case.service.kind == Service.ADUAN and bool(_targets(case)))


def _targets(case: Case) -> tuple[tuple[str, str], ...]:
    services = agencies.services(case.service.agency)
    return tuple((each.key, each.name) for each in services if each.kind == Service.WBS)


def _given(service: Service, act: str) -> list[SideAct]:
    found = agencies.profile(service.agency).services.get(service.key)
    acts = found.side_acts if found else ()  # a service that the profile no longer names has none
    return [each for each in acts if each.kind == (PAUSE if act == RESUME else act)]


def _seats(case: Case, officer: Officer, now: datetime) -> dict[str, str]:
    return {post.key: post.name for post in seats_of(case, officer, now)}


# -- what forbids an act, whoever does it ------------------------------------------------------------------------------


def _at_the_archive(case: Case) -> str:
    archives = agencies.sop(case.sop_version).steps[case.step].archives
    return "only-archiving-left" if archives else ""


def _in_an_aduan(case: Case) -> str:
    """In WBS a withdrawal ends nothing (PP 94/2021 is not bound to a complaint): it can be written down at any time."""
    return _at_the_archive(case) if case.service.kind == Service.ADUAN else ""


def _elsewhere(case: Case) -> str:
    return "" if links.present(case) else "handled-elsewhere"


def _paused(case: Case) -> str:
    return "paused" if Pause.objects.filter(case=case, resumed_at=None).exists() else ""


def _not_paused(case: Case) -> str:
    return "" if _paused(case) else "not-paused"


def _no_pause(case: Case) -> str:
    return "" if agencies.sop(case.sop_version).steps[case.step].pause else "no-pause-here"


def _open(case: Case) -> str:
    return "case-open" if case.ended_at is None else ""


def _followed(case: Case) -> str:
    """A report that another case has taken over (merge, successor) is that one's to reopen."""
    reports = CaseReport.objects.filter(case=case).select_related("report")
    return "followed-already" if any(case_of(link.report).pk != case.pk for link in reports) else ""


_RULES: Mapping[str, tuple[Callable[[Case], str], ...]] = {
    ASK: (_at_the_archive, _elsewhere, _paused),
    MESSAGE: (_elsewhere,),
    WITHDRAW: (_in_an_aduan,),
    REFUSE: (_at_the_archive,),
    REFER: (_at_the_archive,),
    MERGE: (_at_the_archive,),
    CONVERT: (_at_the_archive,),
    PAUSE: (_no_pause, _paused),
    RESUME: (_not_paused,),
    REOPEN: (_open, _followed),
    OBJECT: (_open, _followed),
}
