"""The filled office as a fixture."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from tests.security.world import World, build, one_test_in


@pytest.fixture(scope="module")
def built(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[World, Path]]:
    """The office, built once in a transaction that is taken back when the module ends."""
    folder = tmp_path_factory.mktemp("office")
    with django_db_blocker.unblock(), transaction.atomic():
        yield build(folder), folder
        transaction.set_rollback(True)


@pytest.fixture
def world(built: tuple[World, Path], db: None, data_folder: Path, tmp_path: Path) -> Iterator[World]:
    """The office for one test, whose own transaction (`db`) is taken back after it."""
    world, folder = built
    with one_test_in(world, folder, tmp_path / "office"):
        yield world
