"""Reading a TOML file against its schema: every fault of shape becomes a `Problem` that names its key."""

import tomllib
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from kentongan.problems import BadFile, Problem

# pydantic's names for what it found, and ours. Whatever else it finds is a value of the wrong kind.
SHAPES = {"missing": "missing-key", "extra_forbidden": "unknown-key"}


class Table(BaseModel):
    """A TOML table: nothing is converted, and a key that nobody knows is a slip of the pen."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


Schema = TypeVar("Schema", bound=Table)


def read_toml(text: str, file: str, schema: type[Schema]) -> Schema:
    """Return the file's tables as the schema has them. Raises `BadFile` with every fault of shape."""
    try:
        return schema.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise BadFile((Problem(file, "", "bad-toml", {"detail": str(error)}),)) from error
    except ValidationError as error:
        raise BadFile(tuple(_problem(file, each["loc"], each["type"]) for each in error.errors())) from error


def _problem(file: str, path: tuple[int | str, ...], fault: str) -> Problem:
    return Problem(file, dotted(path), SHAPES.get(fault, "bad-value"))


def dotted(path: tuple[int | str, ...]) -> str:
    """Return a path into TOML as its reader counts: `libur[2].tanggal` is the second holiday's date."""
    words = [f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path]
    return "".join(words).removeprefix(".")
