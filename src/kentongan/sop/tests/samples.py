"""The files that the tests of SOPs read: a good profile, what breaks it, and the agencies that are shipped."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from kentongan.sop.loader import load_sop
from kentongan.sop.model import Sop
from kentongan.sop.profile import Profile, load_profile

HERE = Path(__file__).resolve().parents[4]
VECTORS = HERE / "tests" / "vectors" / "sop"
GOOD = VECTORS / "good"
AGENCIES = HERE / "agencies"

FOLDERS = [GOOD, *sorted(path.parent for path in AGENCIES.glob("*/profil.toml"))]
SOPS = [path for folder in FOLDERS for path in sorted((folder / "sops").glob("*.toml"))]


def folder(path: Path) -> dict[str, str]:
    """Return an agency's files, relative path → text."""
    return {each.relative_to(path).as_posix(): each.read_text() for each in sorted(path.rglob("*.toml"))}


def broken() -> list[dict[str, Any]]:
    return list(tomllib.loads((VECTORS / "broken.toml").read_text())["broken"])


@cache
def good() -> Sop:
    """The SOP of the good profile that uses every word of the format."""
    return sop(GOOD / "sops" / "lengkap.toml")


@cache
def manual() -> Sop:
    return sop(GOOD / "sops" / "manual.toml")


@cache
def profile(path: Path = GOOD) -> Profile:
    return load_profile(folder(path))


@cache
def sop(path: Path) -> Sop:
    return load_sop(path.read_text(), path.name, path.stem)


def changed(find: str, put: str, file: str = "sops/lengkap.toml") -> Mapping[str, str]:
    """Return the good profile's files with one change."""
    files = folder(GOOD)
    assert files[file].count(find) == 1, find
    return {**files, file: files[file].replace(find, put)}
