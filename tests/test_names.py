"""Promise 8: an agency is data. No agency, office, post, unit or actor of any profile is named in the code.

What is searched for is read from the profiles and SOP files themselves, and from the invented agency of the tests. It
is searched in everything under `src/` that runs or is shown: Python, templates, translations, styles, scripts. Tests
may name them. What is allowed stands in `ALLOWED`, each word with its reason.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from kentongan.sop.profile import Profile, load_profile
from tests.seeds import AGENCIES

pytestmark = pytest.mark.pure

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "kentongan"
SUFFIXES = {".py", ".html", ".po", ".css", ".js", ".txt", ".svg"}
FOLDERS = [path for path in (*AGENCIES.iterdir(), *(ROOT / "tests/sixth/agency").iterdir()) if path.is_dir()]

# Words that an office's data shares with the language or with every other office; none says which office it is.
ALLOWED = {
    "pelapor": "the closed vocabulary's own word for who reported, in every SOP file",
    "pengaduan": 'what all these pages are for ("Tulis Pengaduan"); one office also calls a unit so',
    "pemerintah": '"pemerintah daerah", said of all of them on the front page; one letterhead begins so',
    "bupati": "every regency has one: an example in a hint of the checker, and in no rule",
    "inspektorat": "every regency has one: an example in a hint of the checker, and in no rule",
}


@cache
def profile(folder: Path) -> Profile:
    return load_profile(
        {
            path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
            for path in folder.rglob("*.toml")
        }
    )


def named(found: Profile) -> Iterator[str]:
    """Everything by which somebody could tell this office, or a desk in it, from another."""
    yield from (found.key, *found.key.split("-"), found.name, found.short_name, found.regency)
    yield from found.units
    yield from (each.name for each in found.units.values())
    yield from found.posts
    yield from (each.name for each in found.posts.values())
    yield from (each.other_agency for each in found.posts.values() if each.other_agency)
    yield from found.outside
    yield from found.outside.values()
    for sop in found.sops.values():
        yield from (each.label for each in sop.actors.values())
        yield from (sop.key, sop.sheet.name)
        yield from sop.sheet.letterhead
    yield from (service.name for service in found.services.values())


def words() -> dict[str, str]:
    """Return each name, folded, with the agency that it comes from."""
    return {
        " ".join(name.casefold().split()): folder.name
        for folder in FOLDERS
        for name in named(profile(folder))
        if name
    }


def searched() -> list[Path]:
    return [
        path
        for path in SOURCE.rglob("*")
        if path.suffix in SUFFIXES and not {"tests", "__pycache__"} & set(path.parts)
    ]


def found_in(text: str, names: dict[str, str]) -> set[str]:
    """Return the names that stand in the text as whole words."""
    folded = " ".join(text.casefold().split())
    return {
        name
        for name in names
        if name in folded and re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", folded)
    }


def test_no_name_of_an_agency_an_office_or_a_post_stands_in_the_code() -> None:
    names = {name: agency for name, agency in words().items() if name not in ALLOWED}
    found = {
        (path.relative_to(SOURCE).as_posix(), name)
        for path in searched()
        for name in found_in(path.read_text(encoding="utf-8"), names)
    }
    assert found == set()


def test_the_search_finds_a_name_that_is_there() -> None:
    """Planted: in an identifier's place, in a sentence broken over two lines, in capitals."""
    names = words()
    assert found_in('post = "kasi-pengaduan"', names) == {"kasi-pengaduan"}
    assert "kepala bidang" in found_in("Surat ini ditandatangani Kepala\n    Bidang.", names)
    assert "kebumen" in found_in("KEBUMEN", names)
    assert "nusa hilir" in found_in("Kabupaten Nusa Hilir", names)
    assert found_in("kasi-pengaduan-lain kebumenan", names) == set()


def test_the_search_looks_everywhere_and_for_something() -> None:
    assert {path.suffix for path in searched()} >= {".py", ".html", ".po", ".css"}
    assert len(searched()) > 150
    assert len(words()) > 100
    assert {folder.name for folder in FOLDERS} > {"kukar-dpmptsp", "lamandau-dpmptsp", "nusahilir-dishub"}


def test_every_word_that_is_allowed_is_needed_and_has_its_reason() -> None:
    everything = " ".join(path.read_text(encoding="utf-8") for path in searched())
    assert set(ALLOWED) <= found_in(everything, words())
    assert all(len(reason) > 20 for reason in ALLOWED.values())
