"""Every SOP of every agency, from the form to the archive, over HTTP: each person with their own session and keys.

The walks are those that the engine finds: the smallest set that takes every outcome of every step. After each step
the test asks what three strangers would: what the reporter is told, who may open the file, and what the public sees.
"""

from collections.abc import Callable

import pytest
from conftest import Clock, Office

from kentongan.sop.walks import Walk, covering_walks
from tests.seeds import FILES, source

from .walking import SERVICES, walk_through

WALKS = [
    pytest.param(number, walk, id=f"{number}-{place}")
    for number in FILES
    for place, walk in enumerate(covering_walks(source(number).sop))
]


@pytest.mark.parametrize(("number", "walk"), WALKS)
def test_a_report_travels_the_signed_sop(
    offices: Callable[[str], Office], clock: Clock, number: str, walk: Walk
) -> None:
    agency, service = SERVICES[number]
    with clock.everywhere():
        walk_through(offices(agency), service, walk)


@pytest.mark.parametrize("number", FILES)
def test_together_the_walks_take_every_outcome_of_every_step(number: str) -> None:
    sop = source(number).sop
    every = {(step.key, way) for step in sop.steps.values() for way in step.outcomes}
    assert {edge for walk in covering_walks(sop) for edge in walk} == every
