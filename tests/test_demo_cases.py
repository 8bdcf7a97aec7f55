"""What `make demo` has made when it first serves: five open services, each with cases at many steps of its SOP."""

import fcntl
import hashlib
import shutil
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.bench import processes
from tests.bench.visitor import Visitor
from tests.test_demo import CODE, demo, enter_code

pytestmark = pytest.mark.pure  # its database is its own

PREPARE = ("demo", "agencies", "--prepare-only", "--data")
STEPS = """
    SELECT agency.key || '/' || service.key, "case".step, "case".status, "case".end_kind, "case".due < :now
    FROM cases_case "case" JOIN agencies_service service ON service.id = "case".service_id
    JOIN agencies_agency agency ON agency.id = service.agency_id"""


@dataclass(frozen=True)
class Made:
    """A data folder that was prepared."""

    data: Path

    def rows(self) -> dict[str, list[tuple[str, str, str, int | None]]]:
        """Return step, status, end and lateness of every case, by service."""
        found: dict[str, list[tuple[str, str, str, int | None]]] = {}
        with closing(sqlite3.connect(self.data / "kentongan.sqlite3")) as database:
            now = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime())
            for service, *rest in database.execute(STEPS, {"now": now}):
                found.setdefault(service, []).append(tuple(rest))
        return found

    def content(self) -> dict[str, str]:
        """Return the fingerprint of everything in the folder; of the database, of what it says."""
        with closing(sqlite3.connect(self.data / "kentongan.sqlite3")) as database:
            said = "\n".join(database.iterdump())
        files = (path for path in self.data.rglob("*") if path.is_file() and "sqlite3" not in path.name)
        found = {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
        return found | {"database": hashlib.sha256(said.encode()).hexdigest()}


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Prepare the demo once, also where several processes run the tests."""
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent
    data, ready = shared / "demo-data", shared / "demo-is-prepared"
    with (shared / "demo-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            data.mkdir()
            processes.run((*processes.KENTONGAN, *PREPARE, str(data)), data)
            ready.touch()
    return data


@pytest.fixture
def made(prepared: Path, tmp_path: Path) -> Made:
    """A copy of it, for one test."""
    return Made(shutil.copytree(prepared, tmp_path / "data"))


def test_every_service_has_cases_at_many_steps_of_its_sop(made: Made) -> None:
    services = made.rows()
    assert len(services) == 5
    for service, cases in services.items():
        assert len({step for step, *_ in cases}) >= 5, service
        assert len({status for _, status, *_ in cases}) >= 3, service
        assert "done" in {end for *_, end, _ in cases}, service
        assert {1, 0} <= {late for *_, late in cases}, service


def test_the_trail_holds(made: Made) -> None:
    said = processes.run((*processes.KENTONGAN, "journal", "verify"), made.data)
    assert "The trail holds." in said


def test_a_second_start_changes_nothing(made: Made) -> None:
    before = made.content()
    processes.run((*processes.KENTONGAN, *PREPARE, str(made.data)), made.data)
    assert made.content() == before


def test_all_services_are_open_and_the_codes_that_are_printed_open_their_reports(
    made: Made, tmp_path: Path
) -> None:
    with demo(made.data, tmp_path / "said") as running:
        visitor = Visitor(running.program.port)
        front = visitor.get("/").text
        visitor.leave()
        assert (front.count(">terbuka<"), front.count(">belum dibuka<")) == (5, 0)
        codes = CODE.findall(running.said)
        assert 2 <= len(codes) <= 5
        for code in codes:
            assert 'class="status"' in enter_code(running.program.port, code)
