"""The shred shares: without its share, nothing of a report or case opens, not even from an old backup.

They lie in a folder of their own, which is backed up apart with a short cycle. Destroying a share destroys what
it belonged to in every older backup of the rest (design: the vault).
"""

import hashlib
import os
import secrets
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.conf import settings

from .blobs import FIXED_TIME, left_over, settle_folder, sync_folder

SIZE = 32


class Shredded(Exception):
    """The share is gone: what it belonged to can never be opened again."""


def _folder() -> Path:
    folder = Path(settings.KENTONGAN["SHREDS_DIR"])
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _name(object_name: str) -> str:
    # The name is hashed: a backup of this folder alone does not even list the cases.
    return hashlib.sha256(b"kentongan/v1/shred\0" + object_name.encode()).hexdigest()


def _path(object_name: str) -> Path:
    return Path(settings.KENTONGAN["SHREDS_DIR"]) / _name(object_name)


def create(*object_names: str) -> None:
    """Make a share for each object, durable before this returns. Raises `FileExistsError`."""
    folder = _folder()
    for path in (folder / _name(each) for each in object_names):
        with path.open("xb", buffering=0) as file:
            file.write(secrets.token_bytes(SIZE))
            os.fsync(file.fileno())
        os.utime(path, (FIXED_TIME, FIXED_TIME))
    sync_folder(folder)


def share(object_name: str) -> bytes:
    """Return the share. Raises `Shredded`."""
    try:
        found = _path(object_name).read_bytes()
    except FileNotFoundError as error:
        raise Shredded(object_name) from error
    if len(found) != SIZE:
        raise Shredded(object_name)
    return found


def settle() -> int:
    """Give all shares that came since the last time one and the same change time."""
    return settle_folder(_folder())


def destroy(object_name: str) -> None:
    """Destroy the share: overwrite, sync, remove."""
    _destroy(_path(object_name))


def sweep(known: Iterable[str], *, before: datetime) -> int:
    """Destroy the shares that no object of `known` has and that are older than `before`; return how many."""
    names = {_name(each) for each in known}
    cut_off = left_over(_folder(), names, before=before)
    for path in cut_off:
        _destroy(path)
    return len(cut_off)


def _destroy(path: Path) -> None:
    if not path.is_file():
        return
    with path.open("r+b", buffering=0) as file:
        file.write(secrets.token_bytes(SIZE))
        os.fsync(file.fileno())
    path.unlink()
    sync_folder(path.parent)
