"""A data folder to measure on: one agency with sample officers, and as many cases as are asked for.

`python -m tests.bench.sample DATA COUNT` files that many reports, an hour ago. It syncs nothing: nothing is measured
here, and nobody will miss it.
"""

import os
import secrets
import shutil
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from . import processes

AGENCY = "kukar-dpmptsp"
SERVICE = "wbs"
OFFICER = "kasi-pengaduan"  # takes the first step
ANSWERS = {
    "cara-melapor": "tanpa-nama",
    "_identitas": "tanpa-nama",
    "judul": "Biaya di loket pelayanan",
    "uraian": "Saya diminta membayar di loket, tanpa tanda terima. " * 20,
    "iktikad": "ya",
}
FILE_FIELD = "bukti"
STEP = {"klasifikasi": "persyaratan", "unit": "perizinan"}  # closes the first step


def prepare(data: Path, cases: int) -> None:
    """Make the folder as the demo does, then file the reports."""
    words = ("demo", str(processes.REPOSITORY / "agencies"), "--open", AGENCY, "--data", str(data))
    processes.run((*processes.KENTONGAN, *words, "--no-cases", "--prepare-only"), data)
    file_reports(data, cases)


def file_reports(data: Path, cases: int) -> None:
    """File reports in a process of their own, so that this one knows no settings."""
    processes.run(("-m", "tests.bench.sample", str(data), str(cases)), data)


def clone(data: Path, count: int) -> None:
    """Add so many cases that only the lists can show."""
    processes.run(("-m", "tests.bench.cloning", str(count)), data)


def copy(data: Path, name: str) -> Path:
    """Return a copy of a folder that no program uses."""
    return shutil.copytree(data, data.with_name(name))


def password_of(data: Path) -> str:
    """Return the password of the sample officer."""
    return processes.run(("-m", "tests.bench.sample", str(data), "password"), data).strip()


def _unsynced(fd: object) -> None:
    """Sync nothing."""


def _file(count: int) -> None:
    from django.db import connection

    from kentongan.agencies import reads
    from kentongan.cases.services import intake

    os.fsync = _unsynced
    connection.ensure_connection()
    connection.cursor().execute("PRAGMA synchronous=OFF")
    service = reads.service(AGENCY, SERVICE)
    assert service is not None
    for _ in range(count):
        intake.receive(
            service=service,
            secret=secrets.token_bytes(32),
            nonce=secrets.token_hex(16),
            answers={name: text for name, text in ANSWERS.items() if not name.startswith("_")},
            identity={},
            files=[],
            now=datetime.now(UTC) - timedelta(hours=1),
        )


def _password() -> str:
    from kentongan.officers.services import samples

    made = samples.make(agency=AGENCY, now=datetime.now(UTC))
    return next(each.password for each in made if each.username == OFFICER)


if __name__ == "__main__":
    import django

    django.setup()
    if sys.argv[2] == "password":
        sys.stdout.write(_password())
    else:
        _file(int(sys.argv[2]))
