"""`python -m tests.bench [--quick]`: measure, print, and fail where a limit is passed.

`--quick`: few rounds on little data, no verdict; to see that it runs.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from . import desk, peers, reporting, sample, steps, uploading, visiting
from .table import MEGABYTE, Line, machine, say, show


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured."""

    rounds: int = 15
    reports: int = 10
    uploads: int = 9
    starts: int = 5
    size: int = 20 * MEGABYTE
    cases: tuple[int, int] = (100, 5000)
    chromium: bool = True
    demo: bool = True  # the steps of all agencies, and not of one


QUICK = Plan(
    rounds=2, reports=2, uploads=1, starts=1, size=MEGABYTE, cases=(4, 8), chromium=False, demo=False
)


def main() -> int:
    """Return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--quick", action="store_true", help="few rounds, no verdict")
    quick = parser.parse_args().quick
    say(f"Kentongan on {machine()}")
    with tempfile.TemporaryDirectory(prefix="kentongan-bench-") as folder:
        lines = measure(Path(folder), QUICK if quick else Plan())
    show([replace(line, limit=None) for line in lines] if quick else lines)
    say("")
    say("Ratios: median of the rounds' ratios, ours and the floor in turns. CPU: user and system time of all")
    say(
        "processes of the program. The figures of peers beside ours were measured elsewhere and are no ratio:"
    )
    say(f"{peers.SOURCE}.")
    return 1 if not quick and any(line.is_over for line in lines) else 0


def measure(folder: Path, plan: Plan) -> list[Line]:
    """Make the data and measure everything."""
    few = folder / "ours"
    sample.prepare(few, plan.cases[0])
    floor, many = sample.copy(few, "floor"), sample.copy(few, "many")
    whole = folder / "demo"
    whole.mkdir()
    sample.clone(many, plan.cases[1] - plan.cases[0])
    parts: dict[str, Callable[[], list[Line]]] = {
        "the desk": lambda: desk.measure(few, many, counts=plan.cases, rounds=plan.rounds),
        "reports": lambda: reporting.measure(few, floor, rounds=plan.rounds, reports=plan.reports),
        "uploads": lambda: uploading.measure(few, rounds=plan.uploads, size=plan.size),
        "the first view": lambda: visiting.first_view(few, chromium=plan.chromium),
        "start and idle memory": lambda: visiting.start_and_idle(few, rounds=plan.starts),
        "the demo": lambda: steps.first_start(whole) if plan.demo else [],
        "each step of each SOP": lambda: steps.measure(whole if plan.demo else few),
    }
    lines: list[Line] = []
    for name, part in parts.items():
        say(f"Measuring {name} ...")
        lines += part()
    return lines


if __name__ == "__main__":
    sys.exit(main())
