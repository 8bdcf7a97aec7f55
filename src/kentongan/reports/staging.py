"""Good files of a form that had an error elsewhere. Sealed under the browser's cookie; gone within hours."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from kentongan.vault import fields, sessions

from . import blobs
from .compartments import place
from .files import Sealed
from .models import File, StagedFile
from .tokens import draft_hash

KEPT_FOR = timedelta(hours=12)  # as long as a form is valid
# An upload that no row knows was cut off; so long, that a database put back from a backup is noticed before.
UPLOAD_GRACE = timedelta(days=30)


def _key(secret: bytes, nonce: str) -> bytes:
    return sessions.draft_key(secret, nonce.encode())


def _seal(secret: bytes, nonce: str, file: Sealed) -> bytes:
    where = place(agency="", object_name=f"file:{file.blob}", compartment="draft", field="described")
    return fields.seal_json(_key(secret, nonce), where, file.described())


def _open(secret: bytes, nonce: str, row: StagedFile) -> Sealed:
    where = place(agency="", object_name=f"file:{row.blob}", compartment="draft", field="described")
    described = fields.open_json(_key(secret, nonce), where, bytes(row.sealed))
    return Sealed.from_row(blob=row.blob, padded_size=row.padded_size, digest=row.digest, described=described)


@transaction.atomic
def keep(*, secret: bytes, nonce: str, files: Sequence[Sealed], now: datetime) -> None:
    """Keep these files for the form's next try."""
    # Rounded up to the hour: the row does not tell the minute of the visit.
    expires = (now + KEPT_FOR).replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    for file in files:
        StagedFile.objects.create(
            draft=draft_hash(secret, nonce),
            sealed=_seal(secret, nonce, file),
            blob=file.blob,
            padded_size=file.padded_size,
            digest=file.digest,
            expires_at=expires,
        )


def kept(*, secret: bytes, nonce: str) -> list[tuple[StagedFile, Sealed]]:
    """Return the files that wait for the form's next try, opened. Raises `BadEnvelope` on a changed row."""
    rows = StagedFile.objects.filter(draft=draft_hash(secret, nonce))
    return [(row, _open(secret, nonce, row)) for row in rows]


def drop(*, secret: bytes, nonce: str, file: str) -> None:
    """Remove one of them, as its sender asks."""
    for row in StagedFile.objects.filter(draft=draft_hash(secret, nonce), code=file):
        _remove(row)


def _remove(row: StagedFile) -> bool:
    """Remove the file with its row; only who deleted the row may: it may have gone into a report meanwhile."""
    deleted, _ = row.delete()
    if deleted:
        blobs.delete(row.blob)
    return bool(deleted)


def sweep(now: datetime) -> int:
    """Remove what has expired and uploads that no row knows; return how many blobs went."""
    expired = [row for row in StagedFile.objects.filter(expires_at__lt=now) if _remove(row)]
    known = frozenset(File.objects.values_list("blob", flat=True)) | frozenset(
        StagedFile.objects.values_list("blob", flat=True)
    )
    cut_off = blobs.orphans(known, before=now - UPLOAD_GRACE)
    for name in cut_off:
        blobs.delete(name)
    return len(expired) + len(cut_off)
