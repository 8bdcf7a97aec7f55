"""Closing each step of each SOP: server CPU and queries. `python -m tests.bench.steps` prints them as JSON.

Every way out of every step is taken, by the smallest set of walks, through the services that the pages call. What
follows each walk comes from the SOP and the profile; no agency is named.
"""

import json
import resource
import secrets
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from . import processes
from .table import Line, milliseconds

if TYPE_CHECKING:
    from kentongan.agencies.models import Service
    from kentongan.config.samples.hands import Office
    from kentongan.config.samples.walker import Walker

Taken = dict[str, list[tuple[float, int]]]  # step -> CPU seconds and queries of each closing

START_LIMIT = 40  # seconds: who tries the demo waits so long once
PAST = timedelta(days=60)  # the sample officers sit there for longer
PAUSE = timedelta(hours=1)  # between two steps


def first_start(data: Path) -> list[Line]:
    """Prepare the whole demo: all agencies with sample officers and cases."""
    words = ("demo", str(processes.REPOSITORY / "agencies"), "--prepare-only", "--data", str(data))
    began, before = time.perf_counter(), _spent()
    processes.run((*processes.KENTONGAN, *words), data)
    waited, spent = time.perf_counter() - began, _spent() - before
    what = "first start of the demo, all services (CPU)"
    return [Line(what, f"{spent:.1f} s", "", spent, START_LIMIT, "s", f"{waited:.0f} s on the clock")]


def _spent() -> float:
    """What programs that were run to their end have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure(data: Path) -> list[Line]:
    """Measure the SOPs of all agencies whose services are open."""
    found: dict[str, Taken] = json.loads(processes.run(("-m", "tests.bench.steps"), data))
    return [line for sop, taken in found.items() for line in _lines(sop, taken)]


def _lines(sop: str, taken: Taken) -> Iterator[Line]:
    every = [each for steps in taken.values() for each in steps]
    cpu = milliseconds(statistics.median(each[0] for each in every))
    yield Line(f"closing a step of {sop}", cpu, note=f"{len(every)} closings, all {len(taken)} steps")
    for step, closings in taken.items():
        cpu = milliseconds(statistics.median(each[0] for each in closings))
        yield Line(f"  step {step}", cpu, note=f"at most {max(each[1] for each in closings)} queries")


def take_all() -> dict[str, Taken]:
    """Walk every SOP whose service is open."""
    from kentongan.agencies import reads as agencies
    from kentongan.config.samples.hands import Office
    from kentongan.officers import reads as officers
    from kentongan.officers.services import samples

    found: dict[str, Taken] = {}
    now = datetime.now(UTC)
    for agency in agencies.agencies():
        services = [each for each in agencies.services(agency) if officers.service_is_open(each, now)]
        if services:
            made = samples.make(agency=agency.key, now=now)
            office = Office({each.username: each.password for each in made})
            found |= {f"{agency.key}/{each.key}": _walked(each, office, now - PAST) for each in services}
    return found


def _walked(service: "Service", office: "Office", start: datetime) -> Taken:
    from kentongan.agencies import reads as agencies
    from kentongan.config.samples import routes
    from kentongan.sop.walks import covering_walks

    sop = agencies.sop(service.sop_version_id)
    taken: Taken = {step: [] for step in sop.steps}
    for number, walk in enumerate(covering_walks(sop), 1):
        chosen = routes.choices(sop, walk, list(agencies.units(service.agency)))
        walker, now = _arrived(service, office, number, start), start
        for (step, outcome), facts in zip(walk, chosen, strict=True):
            now += PAUSE
            taken[step].append(_closed(walker.closing(outcome, facts, now)))
    return taken


def _arrived(service: "Service", office: "Office", number: int, at: datetime) -> "Walker":
    from kentongan.cases.access import case_of, report_for
    from kentongan.cases.reads import reporter
    from kentongan.cases.services import intake
    from kentongan.config.samples.walker import Walker

    secret, nonce = secrets.token_bytes(32), secrets.token_hex(16)
    intake.receive(service=service, secret=secret, nonce=nonce, answers={}, identity={}, files=[], now=at)
    code = intake.code_for(secret=secret, nonce=nonce)
    assert code is not None
    case = case_of(report_for(reporter.enter(code), 0))
    return Walker(service, office, case.code, code, number, {})


def _closed(closing: "Callable[[], None]") -> tuple[float, int]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    connection.queries_log.clear()
    with CaptureQueriesContext(connection) as asked:
        began = time.process_time()
        closing()
        return time.process_time() - began, len(asked)


if __name__ == "__main__":
    import django

    django.setup()
    json.dump(take_all(), sys.stdout)
