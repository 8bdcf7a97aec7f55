"""Where sealed files lie: one folder of random names, written whole or not at all.

* A blob is written to a `.part` name, synced, renamed, and its folder synced: after a power cut it is there or not.
* Its times say nothing: they are set to a fixed date, and `settle` gives the change time (which no program can
  set) of all new blobs the same value, once a slot.
"""

import os
import secrets
from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

FIXED_TIME = 946_684_800  # 2000-01-01: the same for every blob that has come
SETTLED_TIME = FIXED_TIME + 86_400  # and for every blob whose change time is that of many


def folder() -> Path:
    """Return the folder of the blobs, made where it is not there yet."""
    path = Path(settings.KENTONGAN["BLOBS_DIR"])
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def new_name() -> str:
    """Return a random name for a blob."""
    return secrets.token_hex(16)


class Writer:
    """Writes one blob; it exists under its name only after `commit`."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._part = folder() / f"{name}.part"
        self._file: BinaryIO = self._part.open("xb", buffering=0)

    def write(self, data: bytes) -> None:
        """Append ciphertext."""
        self._file.write(data)

    def commit(self) -> None:
        """Make the blob durable under its name."""
        os.fsync(self._file.fileno())
        self._file.close()
        os.utime(self._part, (FIXED_TIME, FIXED_TIME))
        self._part.rename(folder() / self.name)
        sync_folder(folder())

    def abandon(self) -> None:
        """Remove what was written so far."""
        self._file.close()
        self._part.unlink(missing_ok=True)


def sync_folder(path: Path) -> None:
    """Make a rename in this folder durable."""
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def reader(name: str) -> BinaryIO:
    """Open a blob's ciphertext for reading. Raises `FileNotFoundError`."""
    return (folder() / name).open("rb")


def delete(name: str) -> None:
    """Remove a blob; nothing happens where it is gone already."""
    (folder() / name).unlink(missing_ok=True)


def settle() -> int:
    """Give all blobs that came since the last time one and the same change time; return how many there were."""
    return settle_folder(folder())


def settle_folder(within: Path) -> int:
    """The same for any folder of files whose times must say nothing."""
    young = [path for path in within.iterdir() if path.stat().st_mtime == FIXED_TIME]
    for path in young:
        os.utime(path, (SETTLED_TIME, SETTLED_TIME))
    return len(young)


def orphans(known: frozenset[str], *, before: datetime) -> list[str]:
    """Return the blobs that no row knows and that are older than `before`: uploads that were cut off."""
    return [path.name for path in left_over(folder(), known, before=before)]


def left_over(within: Path, known: Collection[str], *, before: datetime) -> list[Path]:
    """Return the files here that nobody knows and that are older than `before`.

    Where more are unknown than known, none is returned: then the database is the wrong one, or was put back from an
    old backup, and what looks forgotten may be all that is left.
    """
    limit = before.timestamp()
    files = list(within.iterdir())
    unknown = [path for path in files if path.name not in known]
    if 2 * len(unknown) > len(files):
        return []
    return [path for path in unknown if path.stat().st_ctime < limit]
