"""What has been given, and what stands: the one reckoning that the proof and the engine share.

* What a step asks for and is not optional is certain once the step is closed; so is what it requires.
* A signature, a number, initials and a proof of delivery each need what `vocabulary.implied` names.
* Who signs as one of those present needs an attendance list to be one of.
* A step that makes a paper (`naskah: x`) leaves its draft standing.
* A new draft makes earlier initials, signature and delivery of that paper void: what was signed was another
  text. Its number stays. So does a new text or photo of a publication to its approval.
"""

from collections.abc import Iterable

from . import vocabulary as words
from .model import Need, Outcome, Sop, Step


def standing(
    sop: Sop, step: Step, outcome: Outcome | None, before: frozenset[str], given: frozenset[str]
) -> frozenset[str]:
    """Return the keys that stand after `given` was supplied at the step, on top of those from `before`."""
    effects = step.does(outcome) if outcome else ()
    made = (words.need_key("konsep", each.object) for each in effects if each.kind == "paper")
    return frozenset((before - voided(sop, given)) | given | set(made))


def voided(sop: Sop, given: frozenset[str]) -> frozenset[str]:
    """Return what is made void by a new draft, or by another new content of a publication, among `given`."""
    drafted = [paper for paper in sop.papers if words.need_key("konsep", paper) in given]
    found = {words.need_key(word, paper) for paper in drafted for word in words.VOIDED_BY_DRAFT}
    changed = (each.key for each in sop.publications.values() if each.contents & given)
    return frozenset({*found, *(words.need_key("persetujuan", key) for key in changed)})


def prerequisites(sop: Sop, needs: Iterable[Need]) -> frozenset[str]:
    """Return what must stand, or be given in the same turn, for these needs to be given."""
    found: set[str] = set()
    for need in needs:
        if need.paper is not None:
            found.update(sop.papers[need.paper].before(need.kind))
        if need.publication is not None:
            found.update(sop.publications[need.publication].least)
        if need.by == "present":
            found.add(words.ATTENDANCE)
    return frozenset(found)


def keys(needs: Iterable[Need]) -> frozenset[str]:
    return frozenset(need.key for need in needs)


def surely(sop: Sop, step: Step, outcome: Outcome, before: frozenset[str]) -> frozenset[str]:
    """Return the keys that stand however the step is closed with this outcome."""
    asked = step.asks(outcome)
    must = [need for need in asked if not need.optional]
    may = keys(need for need in asked if need.optional)
    held = before | frozenset(step.requires) | prerequisites(sop, must)
    return standing(sop, step, outcome, held, keys(must)) - (voided(sop, may) - keys(must))
