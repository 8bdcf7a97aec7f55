"""No claim without its test: every test that the threat model names exists."""

import ast
import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.pure

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`([\w/.]+\.py)::([\w:]+)`", TEXT)))


def named_in(path: Path) -> set[str]:
    """Return the names of a file's tests, those in classes both with and without the class."""
    found = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            found.add(node.name)
        if isinstance(node, ast.ClassDef):
            inside = {each.name for each in node.body if isinstance(each, ast.FunctionDef)}
            found |= inside | {f"{node.name}::{name}" for name in inside}
    return {name for name in found if name.rpartition("::")[2].startswith("test_")}


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_every_test_that_is_named_exists(file: str, name: str) -> None:
    assert name in named_in(ROOT / file)


def test_every_adversary_has_claims_and_most_have_limits() -> None:
    sections = [
        part for part in TEXT.split("\n## ")[2:] if not part.startswith("Administrator of the database")
    ]
    assert len(sections) > 12
    without_limit = [part.splitlines()[0] for part in sections if "imit" not in part]
    assert without_limit == ["Mail server", "The program itself, when it fails"]


def test_the_proofs_of_secrecy_are_all_named() -> None:
    """A proof that the document forgets is as good as none for its reader."""
    files = {file for file, _ in NAMED}
    for proof in (
        "canary",
        "tampering",
        "tampering_outside",
        "tampering_people",
        "without_a_seal",
        "kill",
        "logs",
    ):
        assert f"tests/test_{proof}.py" in files
