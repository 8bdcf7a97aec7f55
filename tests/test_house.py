"""Rules of the house that no linter knows: what points where, who says when, and how long things may grow."""

import ast
import inspect
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "kentongan"
LAYERS = (
    {"config"},
    {"portal", "desk"},
    {"web"},
    {"cases"},
    {"papers", "reports"},
    {"officers"},
    {"notices", "board"},
    {"agencies"},
    {"journal"},
)
LONGEST_FUNCTION, LONGEST_FILE, LONGEST_DECISION = 60, 400, 40
REPORTERS = {"replies", "intake"}  # they have no name to act under


def modules() -> list[Path]:
    return [path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts]


def code() -> list[Path]:
    return [path for path in modules() if "tests" not in path.parts]


def test_foreign_keys_point_down_or_stay_in_their_room() -> None:
    rank = {room: place for place, rooms in enumerate(LAYERS) for room in rooms}
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model is not model
        if model._meta.app_label in rank
        and model._meta.app_label != field.related_model._meta.app_label
        and rank[model._meta.app_label] >= rank[field.related_model._meta.app_label]
    ]
    assert wrong == []


def test_the_journal_points_at_nothing() -> None:
    fields = [field for model in apps.get_app_config("journal").get_models() for field in model._meta.fields]
    assert fields and not [field for field in fields if field.is_relation]


def test_no_agency_of_the_seeds_is_named_in_the_code() -> None:
    names = [folder.name for folder in (ROOT / "agencies").iterdir() if folder.is_dir()]
    words = [*names, *{name.partition("-")[0] for name in names}, "kutai", "lamandau", "mojokerto", "kebumen"]
    named = [
        (path.relative_to(ROOT), word)
        for path in [*code(), *SOURCE.rglob("*.html"), *SOURCE.rglob("*.css")]
        for word in words
        if word in path.read_text(encoding="utf-8").casefold()
    ]
    assert len(names) == 4 and named == []


def services() -> Iterator[tuple[str, str, inspect.Signature]]:
    for path in sorted((SOURCE / "cases" / "services").glob("[a-z]*.py")):
        module = import_module(f"kentongan.cases.services.{path.stem}")
        for name, verb in inspect.getmembers(module, inspect.isfunction):
            if verb.__module__ == module.__name__ and not name.startswith("_"):
                yield path.stem, name, inspect.signature(verb)


ACTS = [(noun, verb, signature) for noun, verb, signature in services() if "now" in signature.parameters]


@pytest.mark.parametrize(
    ("noun", "verb", "signature"), ACTS, ids=[f"{noun}.{verb}" for noun, verb, _ in ACTS]
)
def test_every_act_says_who_and_when_by_name(noun: str, verb: str, signature: inspect.Signature) -> None:
    said = {"now"} if noun in REPORTERS else {"now", "by", "capacity"}
    if verb == "page":  # a read
        return
    for name in said:
        assert signature.parameters[name].kind is inspect.Parameter.KEYWORD_ONLY


def functions(path: Path) -> Iterator[tuple[str, int]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_function_and_no_file_grows_too_long() -> None:
    paths = [*modules(), *(ROOT / "tests").rglob("*.py")]
    long = [
        (path.relative_to(ROOT), name, lines)
        for path in paths
        for name, lines in functions(path)
        if lines > LONGEST_FUNCTION
    ]
    files = [
        (path.relative_to(ROOT), lines)
        for path in paths
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    ]
    assert (long, files) == ([], [])


def test_decisions_stay_short() -> None:
    long = [
        path.name
        for path in (ROOT / "docs" / "adr").glob("*.md")
        if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST_DECISION
    ]
    assert long == []


@pytest.mark.django_db
def test_migrations_are_complete() -> None:
    from django.core.management import call_command

    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
