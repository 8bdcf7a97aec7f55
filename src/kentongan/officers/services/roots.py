"""The root key of an agency: made once, its private half kept in a safe, its public half in a file of the server.

The public half is read from `ROOTS_DIR`, never from the database: who can only write rows cannot make a root.
"""

import base64
import os
from pathlib import Path

from django.conf import settings

from kentongan.officers.errors import NotAllowed
from kentongan.officers.services.appointments import Root
from kentongan.vault import officers as vault
from kentongan.vault.officers import OfficerKeys

PRIVATE_MODE = 0o600


def make(*, agency: str, private: Path) -> Root:
    """Make a root key: the private half into `private`, the public half into `ROOTS_DIR`.

    Raises `NotAllowed` ("root-exists") where there is one: another root would end every chain at once.
    """
    public = Path(settings.KENTONGAN["ROOTS_DIR"]) / f"{agency}.pub"
    if public.exists() or private.exists():
        raise NotAllowed("root-exists")
    keys = vault.generate()
    _write_private(private, keys)
    public.parent.mkdir(parents=True, exist_ok=True)
    public.write_text(vault.public_text(keys.public) + "\n", encoding="utf-8")
    return Root(agency, keys)


def read(*, agency: str, private: Path) -> Root:
    """Read a root key that `make` wrote."""
    return Root(agency, vault.load(base64.b64decode(private.read_text(encoding="ascii"))))


def _write_private(path: Path, keys: OfficerKeys) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_MODE)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(base64.b64encode(keys.serialize()).decode() + "\n")
