"""Where a case goes: in at the first step, from step to step, and out; rule 9 of the engine.

* The case goes where the outcome leads, to the posts of that step, with its effects: no further.
* A case that leaves its SOP jumps to the archive step. It is archived as what it was, and nothing of it is answered
  or made public any more.
"""

from collections.abc import Mapping
from dataclasses import replace

from . import vocabulary as words
from .acts import Decision, Facts, Refusal
from .model import Outcome, Sop, Step
from .seats import acting, seats

DONE, REFERRED = "done", "referred"


def entry(sop: Sop, bends: Mapping[str, str] | None = None) -> Decision:
    """Return how a case begins: its first step, and who holds it."""
    return enter(sop, Facts(step=None, bends=bends or {}), "", sop.start)


def leave(sop: Sop, facts: Facts, exit: str) -> Decision | Refusal:
    """Return the jump to the archive step with which a case leaves its SOP; `exit` is one of `words.EXITS`.

    The reporter reads at once how it ended: the archive step's own status is for a case that was answered.
    """
    if facts.step is None:
        return Refusal("case-ended")
    entered = enter(sop, facts, facts.step, sop.archive(referred=exit == "referred"))
    return replace(entered, status=words.EXIT_STATUSES[exit])


def go(sop: Sop, after: Facts, step: Step, outcome: Outcome) -> Decision:
    """Return the closing of the step with the outcome; `after` are the facts as the closing leaves them."""
    if outcome.to is None:
        return _end(after, step, outcome)
    entered = enter(sop, after, step.key, outcome.to)
    return replace(
        entered,
        outcome=outcome.key,
        effects=step.does(outcome),
        status=outcome.status or entered.status,
        referral=outcome.referral or entered.referral,
    )


def _end(after: Facts, step: Step, outcome: Outcome) -> Decision:
    status = outcome.status or step.status or ""
    effects, ended = step.does(outcome), REFERRED if status == words.REFERRED else DONE
    if after.exit:
        effects = tuple(each for each in effects if each.kind not in ("public", "answer"))
        status, ended = words.EXIT_STATUSES[after.exit], after.exit
    return Decision(
        step=step.key,
        outcome=outcome.key,
        to=None,
        posts=(),
        participants=(),
        effects=effects,
        status=status,
        ends=True,
        end_kind=ended,
        chosen=after.chosen,
        bound=after.bound,
        supplied=after.supplied,
        referral=outcome.referral,
    )


def enter(sop: Sop, facts: Facts, origin: str, to: str) -> Decision:
    """Return the step as it is entered: to whom the case goes, and what the reporter reads."""
    step = sop.steps[to]
    return Decision(
        step=origin,
        outcome=None,
        to=to,
        posts=acting(sop, facts, step),
        participants=seats(sop, facts, step.participants),
        status=step.status or ("" if origin else words.RECEIVED),
        chosen=facts.chosen,
        bound=facts.bound,
        supplied=facts.supplied,
        referral=step.referral,
    )
