"""Every line of the five procedures stands in docs/requirements.md, with the test that bears its number or its area."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.pure

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "requirements.md").read_text(encoding="utf-8")
LINES = {"000": 12, "001": 15, "002": 12, "003": 14, "004": 13}  # how many each procedure has
AREAS = {"papers", "board", "notices", "evidence", "reporter's side", "people"}
ROWS = re.findall(r"^\| (R\d{3}-\d{2}) \| (.+?) \| (.+) \|$", TEXT, re.M)
NAMED = [(number, *test) for number, _, by in ROWS for test in re.findall(r"`([\w/.]+\.py)::(\w+)`", by)]


def said_of(body: list[ast.stmt], around: str) -> Iterator[tuple[str, str]]:
    """Yield each test with everything that is said of it: its name, its docstring, those of class and module."""
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield from said_of(node.body, f"{around} {ast.get_docstring(node) or ''}")
        elif isinstance(node, ast.FunctionDef) and node.name.startswith("test"):
            bare = node.name.upper().replace("_", "-")
            yield node.name, f"{around} {ast.get_docstring(node) or ''} {bare}"


def test_no_line_is_missing_or_stands_twice() -> None:
    wanted = [f"R{seed}-{number:02}" for seed, count in LINES.items() for number in range(1, count + 1)]
    assert [number for number, _, _ in ROWS] == wanted


@pytest.mark.parametrize(("number", "by"), [(number, by) for number, _, by in ROWS])
def test_each_has_its_tests_or_the_area_that_will_bring_it(number: str, by: str) -> None:
    assert (number in {named for named, _, _ in NAMED}) != (by in AREAS)


@pytest.mark.parametrize(("number", "file", "name"), NAMED)
def test_each_test_exists_and_bears_the_number(number: str, file: str, name: str) -> None:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    said = [text for test, text in said_of(tree.body, ast.get_docstring(tree) or "") if test == name]
    assert any(number in text for text in said), said
