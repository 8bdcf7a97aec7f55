"""An agency's folder as one text: JSON of path and text, paths sorted, nothing escaped, nothing added.

Every byte of every file is in it, so that what is written back to a folder is what was read from it.
"""

import hashlib
import json
from collections.abc import Mapping


def text(files: Mapping[str, str]) -> str:
    """Return the canonical text of a folder."""
    return json.dumps(dict(files), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def files(text: str) -> dict[str, str]:
    """Return the folder of a canonical text."""
    found: dict[str, str] = json.loads(text)
    return found


def digest(text: str) -> str:
    """Return the SHA-256 of a text, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()
