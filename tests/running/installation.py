"""The folders, the database and the environment that a served installation and the test share."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from conftest import Clock, Office, load_office
from django.conf import settings

from tests.database import OwnDatabase
from tests.running.clocked import FILE, set_clock

FOLDERS = ("blobs", "shreds", "roots", "heads")


@dataclass
class Installation:
    """One agency, ready for reports; `data` is what `KENTONGAN_DATA_DIR` names."""

    data: Path
    temporary: Path
    office: Office
    environment: dict[str, str]
    clock_file: Path

    def set_clock(self, now: datetime) -> None:
        """Move the clock of test and server."""
        self.office.clock.now = now
        set_clock(self.clock_file, now)


def prepare(
    folder: Path, database: OwnDatabase, clock: Clock, *, slot: str, agency: str = "kukar-dpmptsp"
) -> Installation:
    """Load the agency into the database and give test and server the same folders."""
    data, temporary = folder / "data", folder / "temporary"
    for each in (data, temporary):
        each.mkdir()
    settings.KENTONGAN.update({f"{name.upper()}_DIR": data / name for name in FOLDERS})
    environment = {
        **database.environment,
        "DJANGO_SETTINGS_MODULE": "kentongan.config.settings",
        "KENTONGAN_ENV": "/dev/null",
        "KENTONGAN_DATA_DIR": str(data),
        "KENTONGAN_LOG_LEVEL": "DEBUG",
        "TMPDIR": str(temporary),
        FILE: str(folder / "clock"),
    }
    found = Installation(data, temporary, load_office(agency, clock, slot), environment, folder / "clock")
    found.set_clock(clock.now)
    return found
