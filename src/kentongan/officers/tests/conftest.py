"""Ida takes in and sits on `petugas`, Hana heads the bidang; Tono was appointed and never keyed; Otto has nothing."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.apps import apps

from kentongan.officers.tests.cast import Cast, gather


@pytest.fixture
def cast(db, tmp_path) -> Cast:
    """The agency with its four."""
    cast = gather(tmp_path / "root.key")
    for username in ("ida", "hana", "tono", "otto"):
        cast.new(username)
    cast.seat("hana", "kabid")
    cast.seat("ida", "petugas")
    cast.appoint("tono", "penerima")
    return cast


def everything() -> dict:
    """Every row of this room and of the journal."""
    rooms = ("officers", "journal")
    models = [model for room in rooms for model in apps.get_app_config(room).get_models()]
    return {
        model.__name__: [tuple(map(_plain, row)) for row in model.objects.order_by("pk").values_list()]
        for model in models
    }


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


@pytest.fixture
def unchanged() -> Callable[[], AbstractContextManager[None]]:
    """A block after which no row is another."""

    @contextmanager
    def watch() -> Iterator[None]:
        before = everything()
        yield
        assert everything() == before

    return watch
