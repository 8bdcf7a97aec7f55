"""The manual for writing an SOP: its vocabularies are the program's, and its example is an agency that runs."""

import re
import subprocess
from io import StringIO
from pathlib import Path

import pytest
from conftest import Clock, load_office

from kentongan.sop import durations, vocabulary
from kentongan.sop.cli import check_paths
from kentongan.sop.profile import load_profile
from kentongan.sop.reasons import REASONS
from kentongan.sop.walks import Walk, covering_walks
from tests.journeys.test_run_it_for_real import environment, words
from tests.journeys.walking import walk_through

TEXT = (Path(__file__).parents[1] / "docs" / "manual" / "menulis-sop.md").read_text(encoding="utf-8")
AGENCY = "contoh-perikanan"
FILE = re.compile(r"^Berkas `([\w./-]+)`:$|^```toml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TOLD = re.compile(r"<!-- kata: (\w+) -->(.*?)\n\n", re.DOTALL)
WORD = re.compile(r"`([^`]+)`")


def example() -> dict[str, str]:
    """The files of the example: each block belongs to the file that was named last."""
    found: dict[str, str] = {}
    name = ""
    for match in FILE.finditer(TEXT):
        name = match[1] or name
        found[name] = found.get(name, "") + (match[2] or "")
    return found


WALKS = covering_walks(load_profile(example()).sops["aduan-nelayan"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The example, written out as the reader of the manual would."""
    for name, text in example().items():
        path = tmp_path / "agencies" / AGENCY / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "agencies"


def vocabularies() -> dict[str, set[str]]:
    own = {"UNITS": durations.UNITS, "SCALES": set(durations.SCALES) - {""}}
    return {name: set(own.get(name) or getattr(vocabulary, name)) for name in dict(TOLD.findall(TEXT))}


@pytest.mark.pure
@pytest.mark.parametrize(("name", "told"), TOLD.findall(TEXT), ids=[name for name, _ in TOLD.findall(TEXT)])
def test_each_vocabulary_is_the_programs(name: str, told: str) -> None:
    rows = told.strip().splitlines()[2:] if "\n|---" in told else []
    words = [WORD.findall(row)[0] for row in rows] or WORD.findall(re.split("[.:]", told)[0])
    assert sorted(words) == sorted(vocabularies()[name])


@pytest.mark.pure
def test_none_of_the_vocabularies_is_left_out() -> None:
    six = {"ACTORS", "NEEDS", "EFFECTS", "UNITS", "SCALES", "STATUSES", "PUBLIC_STATUSES", "GIVERS"}
    beside = {"CHANNELS", "SIDE_ACTS", "BOOK_COLUMNS", "PAPER_KINDS"}
    assert set(vocabularies()) == six | beside
    for word in (vocabulary.REST, "bila", "alih", "kembali", "bebas"):
        assert f"`{word}" in TEXT or f"{word} = " in TEXT or f'"{word}"' in TEXT


@pytest.mark.pure
def test_the_findings_are_the_checkers_own_words() -> None:
    known = {re.sub(r"\{\w+\}", "…", indonesian).split(". ")[0] for indonesian, _ in REASONS.values()}
    rows = TEXT.split("<!-- temuan -->")[1].split("\n\n")[0].splitlines()[3:]
    told = [row.split("|")[1].strip().rstrip(".") for row in rows]
    assert len(told) >= 10
    assert [finding for finding in told if finding not in {each.rstrip(".") for each in known}] == []


@pytest.mark.pure
def test_the_example_is_sound(folder: Path) -> None:
    said = StringIO()
    assert check_paths([folder], said) == 0, said.getvalue()


@pytest.mark.parametrize("walk", WALKS, ids=["-".join(step for step, _ in walk) for walk in WALKS])
def test_the_example_runs(db: None, clock: Clock, folder: Path, walk: Walk) -> None:
    with clock.everywhere():
        walk_through(load_office(AGENCY, clock, within=folder), "aduan", walk)


def test_the_demo_takes_the_folder_as_the_manual_says(folder: Path) -> None:
    """Typed as it stands there; what the demo keeps beside the agency's folder is no agency."""
    (line,) = re.findall(r"^kentongan demo .*$", TEXT, re.MULTILINE)
    done = subprocess.run(
        [*words(line), "--prepare-only"], cwd=folder, env=environment(), capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert (folder / "var" / "demo").is_dir()
