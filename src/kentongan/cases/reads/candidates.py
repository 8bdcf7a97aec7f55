"""Cases that may be about the same (seed 003 asks for duplicates to be found): suggested, never decided.

* Compared is what was sent, in what who asks may open: open cases of the same service that they hold.
* Alike is what shares many runs of three letters: that finds another spelling and another order of words, and needs no
  language. It is one of many measures, and a person chooses.
* Bounded: the newest cases, and of each so many letters.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from kentongan.agencies import reads as agencies
from kentongan.officers.services.login import Unlocked
from kentongan.questions.rendering import render
from kentongan.reports.compartments import CONTENT

from .. import keys, links, side_acts
from ..access import case_for, cases_for
from ..list_shapes import MergeCandidate
from ..models import Case

MOST = 200  # some two seconds of opening on a small machine; an office has fewer open at a time
LETTERS = 2_000  # what a report is about stands in its first paragraphs
SHOWN = 20
BEGINNING = 120  # letters of the line that says which case it is


def merge_candidates(who: Unlocked, code: str, now: datetime) -> tuple[MergeCandidate, ...]:
    """Return the cases that this one may be merged into, the most similar first. Raises `NoSuchCase`."""
    case = case_for(who.officer, code, now)
    if side_acts.refusal(case, side_acts.MERGE):
        return ()
    mine = _runs(_text(case, who))
    others = cases_for(who.officer, now).filter(service=case.service, ended_at=None).exclude(pk=case.pk)
    found = [_candidate(each, who, mine) for each in _that_go_on(others.order_by("-id")[:MOST])]
    return tuple(sorted(found, key=lambda each: -each.likeness)[:SHOWN])


def _that_go_on(cases: Iterable[Case]) -> Iterator[Case]:
    return (case for case in cases if not side_acts.refusal(case, side_acts.MERGE))


def _candidate(case: Case, who: Unlocked, mine: frozenset[str]) -> MergeCandidate:
    text = _text(case, who)
    return MergeCandidate(
        code=case.code,
        about=next(iter(text.splitlines()), "")[:BEGINNING],
        slot=case.slot,
        step_title=agencies.sop(case.sop_version).steps[case.step].title,
        likeness=_likeness(mine, _runs(text)),
    )


def _text(case: Case, who: Unlocked) -> str:
    """What the reporters wrote in their own words, as the form asked for it: the title comes first."""
    return "\n".join(_answers(case, who))[:LETTERS]


def _answers(case: Case, who: Unlocked) -> Iterator[str]:
    ring = keys.keyring(case, who)
    for link in links.present(case):
        sent = ring.of(link.report, CONTENT).open("answers", link.report.content)
        lines = render(agencies.form(link.report.form_id), sent["answers"])
        yield from (line.text for line in lines if line.kind in {"text", "long-text"})


def _runs(text: str) -> frozenset[str]:
    plain = " ".join("".join(each if each.isalnum() else " " for each in text.casefold()).split())
    return frozenset(plain[at : at + 3] for at in range(len(plain) - 2))


def _likeness(first: frozenset[str], second: frozenset[str]) -> int:
    """How much two texts share, in hundredths (Dice)."""
    whole = len(first) + len(second)
    return round(200 * len(first & second) / whole) if whole else 0
