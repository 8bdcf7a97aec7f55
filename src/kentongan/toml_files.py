"""Reading a TOML file against its schema: every fault of shape becomes a `Problem` that names its key.

A key is written as an official counts: in brackets stands the `nomor` or `kunci` of an entry that has
one, else its place counted from 1 (`langkah[8b].isi[2]`, `libur[2].tanggal`).
"""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from kentongan.problems import BadFile, Problem

# pydantic's names for what it found, and ours. A schema's own findings come with a code in kebab-case
# (pydantic's have underscores); whatever else it finds is a value of the wrong kind.
SHAPES = {"missing": "missing-key", "extra_forbidden": "unknown-key"}
NAMES = ("nomor", "kunci")  # what names an entry of a list of tables

_LINE = re.compile(r"at line (\d+)")


class Table(BaseModel):
    """A TOML table: nothing is converted, and a key that nobody knows is a slip of the pen."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


Schema = TypeVar("Schema", bound=Table)


def read_text(path: Path, name: str) -> str:
    """Return what a file holds. Raises `BadFile` where there is no such file, or it is no text."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise BadFile((Problem(name, "", "missing-file", {"path": name}),)) from None
    except UnicodeDecodeError:
        raise BadFile((Problem(name, "", "not-utf8"),)) from None


def read_toml(text: str, file: str, schema: type[Schema]) -> Schema:
    """Return the file's tables as the schema has them. Raises `BadFile` with every fault of shape."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadFile((Problem(file, "", "bad-toml", _slip(error)),)) from error
    try:
        return schema.model_validate(tables)
    except ValidationError as error:
        raise BadFile(tuple(_problem(file, tables, each) for each in error.errors())) from error


def _slip(error: tomllib.TOMLDecodeError) -> Mapping[str, str]:
    """A slip at the very end of the file has no line of its own."""
    found = _LINE.search(str(error))
    return {"line": found[1] if found else "-", "detail": str(error)}


def _problem(file: str, tables: object, found: Any) -> Problem:
    own = "-" in found["type"]
    code = found["type"] if own else SHAPES.get(found["type"], "bad-value")
    params = {name: str(value) for name, value in found["ctx"].items()} if own and "ctx" in found else {}
    return Problem(file, dotted(found["loc"], tables), code, params)


def dotted(path: tuple[int | str, ...], tables: object) -> str:
    """Return a path into TOML as its reader counts.

    The path ends where the file ends it: a key that is missing is named, what a shorthand stands for
    ("konsep: surat" read as a table) is not.
    """
    words: list[str] = []
    here: Any = tables
    for part in path:
        if isinstance(here, list) and isinstance(part, int):
            here = here[part]
            words.append(f"[{name_of(here, part + 1)}]")
        elif isinstance(here, dict) and part != "[key]":  # pydantic's mark for a key, not its value
            here = here.get(str(part))
            words.append(f".{part}")
    return "".join(words).removeprefix(".")


def name_of(entry: object, place: int) -> str:
    """Return the `nomor` or `kunci` of an entry, else its place."""
    names = [entry[name] for name in NAMES if entry.get(name)] if isinstance(entry, dict) else []
    return str(names[0] if names else place)
