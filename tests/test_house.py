"""Rules of the house that no linter knows: what points where, who says when, and how long things may grow."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

from tests import acts

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


def modules() -> list[Path]:
    return [path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts]


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


SERVICE = re.compile(r"kentongan\.\w+\.services\.\w+\.[a-z]\w*")
SAID = {"cases": {"by", "capacity", "now"}, "officers": {"by", "now"}, "agencies": {"by", "now"}}
# Who acts without a name of an officer, and why.
OTHERWISE = {
    "intake.receive": {"now"},  # a reporter has no name
    "replies.write": {"key", "now"},
    "replies.close_turn": {"key", "now"},
    "replies.apply_ripe": {"now"},  # the worker, when the slot of what a reporter did has come
    "recovery.recover": {"username", "now"},  # nobody is logged in yet
    "samples.make": {"now"},  # the console, to try the program
}
# Nothing of it is recorded: whoever takes note of an access code leaves no time and no trace.
UNRECORDED = {"intake.note_code", "codes.change", "codes.put_off"}
WRITING = sorted(name for name in acts.writing() if SERVICE.fullmatch(name))


@pytest.mark.parametrize("name", WRITING)
def test_every_act_says_who_and_when_by_name_and_is_recorded(name: str) -> None:
    _, room, _, noun, verb = name.split(".")
    arguments = acts.functions()[name].node.args
    assert (arguments.posonlyargs, arguments.args) == ([], [])
    if f"{noun}.{verb}" not in UNRECORDED:
        assert OTHERWISE.get(f"{noun}.{verb}", SAID[room]) <= {each.arg for each in arguments.kwonlyargs}
        assert name in acts.recording()


def test_acts_are_found_in_every_room_that_has_services() -> None:
    assert {name.split(".")[1] for name in WRITING} == set(SAID)
    assert {
        "kentongan.cases.services.handling.close_turn",
        "kentongan.agencies.services.profiles.load",
    } <= set(WRITING)


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
