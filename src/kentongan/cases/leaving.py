"""Leaving the SOP: an exit jumps to the archive step, from which the case then ends as that exit.

* The turn in which it happened is closed with the exit as its outcome; its clock is frozen like any other's.
* What waited goes on waiting for nobody: a pause ends with it.
* What was made public is taken back, down to the plain status that the exit leaves.
* Sent twice by the same person it is done once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.db import transaction

from kentongan.officers.services.login import Unlocked
from kentongan.sop import engine
from kentongan.sop.vocabulary import EXIT_STATUSES

from . import pauses, publishing
from .access import was_closed_by
from .errors import NoSuchCase, Refused
from .models import LEFT
from .moving import advance, freeze
from .opened import Desk

CONVERTED = "converted"


@contextmanager
def once(by: Unlocked, code: str, turn: int, exit: str) -> Iterator[None]:
    """One transaction; where this person has left this very turn by this exit before, it is success."""
    try:
        with transaction.atomic():
            yield
    except (Refused, NoSuchCase):
        if not was_closed_by(by.officer, code, turn, f"{LEFT}{exit}"):
            raise


def leave(desk: Desk, exit: str) -> None:
    """Close the present turn and hand the case to who archives it. Raises `Refused`."""
    pauses.end(desk)
    decision = engine.leave(desk.sop, desk.facts, exit)
    if isinstance(decision, engine.Refusal):
        raise Refused(decision.code, decision.params)
    _go(desk, replace(decision, outcome=f"{LEFT}{exit}"), exit)


def end_at_once(desk: Desk, exit: str) -> None:
    """Close the present turn and the case with it: there is nothing left to archive here."""
    pauses.end(desk)
    decision = engine.Decision(
        step=desk.case.step,
        outcome=f"{LEFT}{exit}",
        to=None,
        posts=(),
        participants=(),
        status=EXIT_STATUSES[exit],
        ends=True,
        end_kind=exit,
        chosen=desk.state.chosen,
        bound=desk.state.bound,
        supplied=desk.state.supplied,
    )
    _go(desk, decision, exit)


def _go(desk: Desk, decision: engine.Decision, exit: str) -> None:
    freeze(desk, decision)
    public = publishing.leave(desk, exit)
    advance(desk, decision, replace(desk.state.after(decision), exit=exit, public=public))
