"""Issue 3, done when 4: eight processes take two thousand numbers at once. No gap, no double, on either database."""

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

from tests.database import OwnDatabase

from kentongan.papers.models import Book, Entry

PROCESSES, EACH = 8, 250
# Every third act falls over after it has taken its number; half of those who take again do so under the same subject.
TAKER = """
import django; django.setup()
from datetime import UTC, datetime
from django.db import transaction
from kentongan.papers import numbers

class FellOver(Exception): pass

def act(subject, falls_over):
    with transaction.atomic():
        numbers.take(agency="dinas", service="wbs", book="agenda", year=2026, subject=subject,
                     at=datetime(2026, 1, 5, tzinfo=UTC))
        if falls_over:
            raise FellOver

print("ready", flush=True)
input()
for count in range({each}):
    if count % 3 == 0:
        try:
            act(f"{name}:{{count}}:never", True)
        except FellOver:
            pass
    act(f"{name}:{{count}}", False)
    if count % 2 == 0:
        act(f"{name}:{{count}}", False)
"""


def test_eight_processes_take_two_thousand_numbers(own_database: OwnDatabase) -> None:
    root = Path(__file__).parents[4]
    environment = {
        **own_database.environment,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": os.pathsep.join([str(root / "src"), str(root)]),
    }
    takers = [
        subprocess.Popen(
            [sys.executable, "-c", TAKER.format(each=EACH, name=f"p{number}")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            text=True,
        )
        for number in range(PROCESSES)
    ]
    together(takers)
    (volume,) = Book.objects.all()
    found = list(Entry.objects.order_by("number").values_list("number", "subject"))
    assert [number for number, _ in found] == list(range(1, PROCESSES * EACH + 1))
    assert volume.last == PROCESSES * EACH
    assert {subject for _, subject in found} == {
        f"p{number}:{count}" for number in range(PROCESSES) for count in range(EACH)
    }
    # They did meet: no process had the volume to itself for its whole run.
    runs = sum(a.partition(":")[0] != b.partition(":")[0] for (_, a), (_, b) in pairwise(found))
    assert runs > PROCESSES


def together(takers: "list[subprocess.Popen[str]]") -> None:
    """Let them begin at one moment, when all of them are there."""
    for taker in takers:
        assert taker.stdout is not None and taker.stdout.readline() == "ready\n"
    for taker in takers:
        assert taker.stdin is not None
        taker.stdin.write("\n")
        taker.stdin.flush()
    for taker in takers:
        taker.communicate(timeout=300)
        assert taker.returncode == 0
