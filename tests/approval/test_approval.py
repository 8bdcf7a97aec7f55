"""Any officer, any act, right or wrong, in any order: the public and the reporters see only what was approved.

The acts go through the services that the pages call. What may be seen is reckoned apart (`ledger`), from what the acts
that succeeded were given.
"""

from collections import Counter

import pytest
from conftest import Clock, Office, load_office
from django.db import transaction
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from kentongan.board.models import Publication

from .world import World

EXAMPLES, ACTS, HEADSTART = 15, 25, 14


class _BackAgain(Exception):
    """Take back what the example did."""


def play(office: Office, service: str, data: st.DataObject) -> Counter[str]:
    """Carry the first report some way, then let anything happen; look after every act."""
    seen: Counter[str] = Counter()
    began = office.clock.now
    try:
        with transaction.atomic():
            world = World(office, service, lambda below: data.draw(st.integers(0, below - 1)))
            ahead = data.draw(st.sampled_from(range(0, HEADSTART + 1, 2)))
            for number in range(ahead + ACTS):
                world.check(world.act(forward=number < ahead))
            seen.update(world.done)
            seen["published"] += len([content for content in world.shown.values() if content != ("", ())])
            seen["answered"] += sum(world.said.values())
            raise _BackAgain
    except _BackAgain:
        office.clock.now = began
    return seen


@pytest.mark.parametrize(
    ("agency", "service"), [("kebumen-disperindagkopukm", "aduan"), ("lamandau-dpmptsp", "wbs")]
)
def test_nothing_is_published_or_sent_that_was_not_approved(
    db: None, clock: Clock, agency: str, service: str
) -> None:
    office = load_office(agency, clock)
    seen: Counter[str] = Counter()

    # The same sequences each time: below is asked whether they came near enough. What fails tells its acts.
    @settings(max_examples=EXAMPLES, database=None, phases=[Phase.generate], derandomize=True)
    @given(st.data())
    def sequences(data: st.DataObject) -> None:
        seen.update(play(office, service, data))

    sequences()
    # A property that never comes near what it forbids shows nothing.
    assert seen["_step_on"] > EXAMPLES
    assert seen["answered"] > 0
    assert (seen["published"] > 0) == (service == "aduan")


def test_the_looking_finds_what_was_not_approved(db: None, clock: Clock) -> None:
    office = load_office("kebumen-disperindagkopukm", clock)
    world = World(office, "aduan", lambda _below: 0)
    code = world.codes[0]
    world.check(code)
    day = office.clock.now.date()
    Publication.objects.create(
        agency=office.agency, service="aduan", status="selesai", text="Beres.", day=day, updated=day
    )
    with pytest.raises(AssertionError):
        world.check(code)
