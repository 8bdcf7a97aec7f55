"""Sample cases in time: each does its acts at moments of its own, and all of an office take turns in their order.

So numbers of books run with their days, as they do where one thing happens after the other.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from kentongan.agencies import reads as agencies
from kentongan.cases import side_acts
from kentongan.cases.reads import reporter
from kentongan.cases.services import replies

from . import beside, pace, routes
from .receiving import Coming
from .reports import SideAct, Texts
from .walker import Walker

BEGUN = timedelta(minutes=2)  # between "Mulai" and "Selesai"

Act = Callable[[Walker, datetime], None]


@dataclass(slots=True)
class Journey:
    """A sample report and everything that is done with it, up to where it stands."""

    coming: Coming
    texts: Texts

    def go(self, now: datetime) -> Iterator[datetime]:
        """Do one act at each moment; yields before each when it is to be."""
        acts, coming = self._acts(), self.coming
        moments = pace.moments(
            agencies.calendar(coming.service.agency),
            now,
            first=coming.sample.received,
            last=coming.sample.since,
            count=len(acts) + 1,
            turn=coming.number,
        )
        yield moments[0]
        case = coming.receive(moments[0])
        walker = Walker(coming.service, coming.office, case, coming.code, coming.number, self.texts)
        for act, at in zip(acts, moments[1:], strict=True):
            yield at
            act(walker, at)

    def _acts(self) -> list[Act]:
        sample, service = self.coming.sample, self.coming.service
        sop = agencies.sop(service.sop_version_id)
        left = sample.ended and sample.act is None
        walk = routes.route(sop, sop.start, sample.through, None if left else sample.at or sop.start)
        chosen = routes.choices(sop, walk, list(agencies.units(service.agency)), sample.chosen)
        acts = [
            _closing(outcome, facts, recorded=step in sample.recorded)
            for (step, outcome), facts in zip(walk, chosen, strict=True)
        ]
        if sample.message:
            acts.append(_writing(sample.message))
        if sample.act:
            acts.append(self._beside(sample.act))
            acts += [_archiving] if sample.ended else []
        return acts

    def _beside(self, act: SideAct) -> Act:
        into = replace(self.coming, number=int(act.to)) if act.kind == side_acts.MERGE else self.coming
        return lambda walker, at: beside.do(act, walker, at, into=into.case)


def _closing(outcome: str, chosen: Texts, *, recorded: bool) -> Act:
    return lambda walker, at: walker.take(outcome, chosen, at, begun=BEGUN, recorded=recorded)


def _writing(text: str) -> Act:
    """The reporter writes."""
    return lambda walker, at: replies.write(
        key=reporter.enter(walker.code), report_index=0, text=text, files=(), now=at
    )


def _archiving(walker: Walker, at: datetime) -> None:
    """Take the shortest way to the end, as the archive step of an exit has it."""
    while not walker.has_ended:
        (_, outcome), *_rest = routes.route(walker.sop, walker.step.key, (), None)
        walker.take(outcome, {}, at, begun=BEGUN)


def run(journeys: Iterable[Iterator[datetime]]) -> None:
    """Let the journeys take turns until each has come where it goes."""
    waiting = [(next(journey), place, journey) for place, journey in enumerate(journeys)]
    heapq.heapify(waiting)
    while waiting:
        _, place, journey = heapq.heappop(waiting)
        at = next(journey, None)
        if at is not None:
            heapq.heappush(waiting, (at, place, journey))
