"""The whole database as a value, so that a test can say "nothing changed" and mean it."""

from typing import Any

from django.apps import apps


def snapshot() -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table of ours."""
    return {
        model._meta.label: sorted(
            (tuple(_plain(value) for value in row) for row in model._default_manager.values_list()), key=repr
        )
        for model in apps.get_models()
        if model.__module__.startswith("kentongan.")
    }


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value
