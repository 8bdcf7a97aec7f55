"""Every place of a running installation where something may be kept: files, tables, mails, a server's log."""

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from django.db import connection

from tests.canary.forms import Find, Patterns, search

Place = tuple[str, bytes]


def in_folder(folder: Path) -> Iterator[Place]:
    """Yield every file below, and every name: a name tells as well as what is in it."""
    for path in sorted(folder.rglob("*")):
        yield f"name of {path}", os.fsencode(path.name)
        with suppress(OSError):
            if path.is_file() and not path.is_symlink():
                yield str(path), path.read_bytes()


def in_open_files(processes: Iterable[int]) -> Iterator[Place]:
    """Yield what the processes hold open, also where its name is gone already."""
    for process in processes:
        for handle in _listed(Path(f"/proc/{process}/fd")):
            with suppress(OSError):
                target = str(handle.readlink())
                if target.startswith("/") and not target.startswith(("/dev/", "/proc/")) and handle.is_file():
                    yield f"open file {target} of {process}", handle.read_bytes()


def _listed(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def in_tables() -> Iterator[Place]:
    """Yield every value of every table, each as what it is."""
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - the names are the database's own
            columns = [
                column.name if hasattr(column, "name") else column[0] for column in cursor.description or ()
            ]
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    yield f"{table}.{column}", _bytes(value)


def _bytes(value: object) -> bytes:
    if isinstance(value, (bytes, memoryview)):
        return bytes(value)
    return str(value).encode()


def of_database(name: str) -> Iterator[Place]:
    """Yield the database's own files, as they lie on the disk now, and its dump."""
    if connection.vendor == "sqlite":
        for path in sorted(Path(name).parent.glob(f"{Path(name).name}*")):
            yield str(path), path.read_bytes()
        yield "sqlite dump", _sqlite_dump(name)
        return
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SHOW data_directory")
        (folder,) = cursor.fetchone()
    yield from in_folder(Path(folder))  # tables, pg_wal, temporary files and the server's log lie here
    yield "pg_dump", _pg_dump(name)


def _sqlite_dump(name: str) -> bytes:
    import sqlite3

    with sqlite3.connect(f"file:{name}?mode=ro", uri=True) as reader:
        found = "\n".join(reader.iterdump()).encode()
    reader.close()
    return found


def _pg_dump(name: str) -> bytes:
    own = connection.settings_dict
    found = shutil.which("pg_dump") or str(sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_dump"))[-1])
    reach = ["-h", own["HOST"], "-p", str(own["PORT"]), "-U", own["USER"]]
    return subprocess.run([found, *reach, name], check=True, capture_output=True).stdout


def find(places: Iterable[Place], looked_for: Patterns) -> list[tuple[str, Find]]:
    """Return everything that was found, and where."""
    return [(label, each) for label, data in places for each in search(data, looked_for)]
