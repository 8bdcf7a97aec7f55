"""The first file of an installation: its secrets, drawn once, readable by its owner only, never overwritten."""

import base64
import os
import secrets
from pathlib import Path

OWNER_ONLY = 0o600


def write_environment(path: Path) -> None:
    """Draw the secrets of a new installation into a file of `NAME=value` lines.

    Raises `FileExistsError`: other secrets would close every seal that was made under the first ones.
    """
    lines = (
        "# The secrets of this installation. Keep a copy apart from the backups of the database.",
        f"KENTONGAN_INSTALLATION={secrets.token_hex(8)}",
        f"KENTONGAN_SECRET_KEY={secrets.token_urlsafe(48)}",
        f"KENTONGAN_PEPPER={base64.b64encode(secrets.token_bytes(32)).decode()}",
    )
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write("\n".join(lines) + "\n")
        file.flush()
        os.fsync(file.fileno())
