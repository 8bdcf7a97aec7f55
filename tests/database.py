"""A database of one's own, for tests with threads, processes and real commits.

Append-only triggers refuse Django's flush, so such tests never clean up: each gets a copy of a migrated
template and throws it away. On SQLite that is a copied file, on PostgreSQL `CREATE DATABASE ... TEMPLATE`.
Use it instead of `db`, never beside it:

    def test_two_at_once(own_database):
        first, second = own_database.together(take, take)
"""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections

ALIAS = "default"


@dataclass(frozen=True)
class OwnDatabase:
    """The copy. `url` is for other processes, as `KENTONGAN_DATABASE_URL`."""

    name: str
    url: str

    @property
    def environment(self) -> dict[str, str]:
        """The environment in which a process of ours uses this database."""
        return {**os.environ, "KENTONGAN_DATABASE_URL": self.url}

    def together(self, *calls: Callable[[], Any]) -> list[Any]:
        """Run the calls at once, each in a thread with its own connection; return results or what was
        raised."""
        start = threading.Barrier(len(calls))

        def run(call: Callable[[], Any]) -> Any:
            start.wait()
            try:
                return call()
            except Exception as error:
                return error
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(calls)) as pool:
            return list(pool.map(run, calls))


@pytest.fixture(scope="session")
def migrated_template(
    django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator["_Copies"]:
    """One migrated database for the session, never written to again."""
    engine = connections.settings[ALIAS]["ENGINE"]
    kind = _SqliteCopies if engine.endswith("sqlite3") else _PostgresCopies
    copies = kind(tmp_path_factory.mktemp("databases"))
    with django_db_blocker.unblock():
        copies.create_template()
        with _pointing_at(copies.template):
            call_command("migrate", verbosity=0)
        yield copies
        copies.drop(copies.template)


@pytest.fixture
def own_database(migrated_template: "_Copies", django_db_blocker: Any) -> Iterator[OwnDatabase]:
    """A fresh copy; the default connection of every thread points at it during the test."""
    name = migrated_template.copy()
    with django_db_blocker.unblock():
        with _pointing_at(name):
            yield OwnDatabase(name, migrated_template.url(name))
        migrated_template.drop(name)


@contextmanager
def _pointing_at(name: str) -> Iterator[None]:
    """Let the default connection be to another database. The one before stays open: it may live in memory."""
    before, settings = connections[ALIAS], connections.settings[ALIAS]
    connections.settings[ALIAS] = {**settings, "NAME": name}
    del connections[ALIAS]
    try:
        yield
    finally:
        connections[ALIAS].close()
        connections.settings[ALIAS] = settings
        connections[ALIAS] = before


class _Copies:
    """Where template and copies lie."""

    template: str

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made = 0

    def create_template(self) -> None:
        raise NotImplementedError

    def copy(self) -> str:
        raise NotImplementedError

    def drop(self, name: str) -> None:
        raise NotImplementedError

    def url(self, name: str) -> str:
        raise NotImplementedError


class _SqliteCopies(_Copies):
    def create_template(self) -> None:
        self.template = str(self.folder / "template.sqlite3")

    def copy(self) -> str:
        self.made += 1
        target = self.folder / f"copy-{self.made}.sqlite3"
        shutil.copyfile(self.template, target)
        return str(target)

    def drop(self, name: str) -> None:
        for path in self.folder.glob(f"{Path(name).name}*"):
            path.unlink()

    def url(self, name: str) -> str:
        return f"sqlite:///{name}"


class _PostgresCopies(_Copies):
    def create_template(self) -> None:
        self.template = f"kentongan_template_{os.getpid()}"
        self._run(f'CREATE DATABASE "{self.template}"')

    def copy(self) -> str:
        self.made += 1
        name = f"kentongan_copy_{os.getpid()}_{self.made}"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{self.template}"')
        return name

    def drop(self, name: str) -> None:
        self._run(f'DROP DATABASE "{name}" WITH (FORCE)')

    def url(self, name: str) -> str:
        own = connections.settings[ALIAS]
        return f"postgres://{own['USER']}:{own['PASSWORD']}@{own['HOST']}:{own['PORT']}/{name}"

    def _run(self, statement: str) -> None:
        import psycopg

        own = connections.settings[ALIAS]
        reach = {"host": own["HOST"], "port": own["PORT"], "user": own["USER"], "password": own["PASSWORD"]}
        with psycopg.connect(dbname="postgres", autocommit=True, **reach) as connection:
            connection.execute(statement)
