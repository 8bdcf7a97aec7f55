"""Files of a form: sealed while they arrive.

The rules:
* no byte of a file reaches the disk unsealed, and no more than a chunk of it stands in memory;
* only views that say so (`takes_files`) get files: anybody may post to any address, and a disk is soon full;
* a file is known by its content, never by its name or by what the browser says; kinds that are not on the list are
  refused by the view, per file, with the other answers kept;
* over the limit the rest is received and thrown away: only so can the form answer with what was typed;
* what no service took over is removed (`discard_all`): a sealed file without an owner can never be opened.
"""

import hashlib
import os
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from kentongan.questions.model import MEGABYTE
from kentongan.reports import blobs
from kentongan.reports.files import Sealed, body_place
from kentongan.vault.files import FileSealer
from kentongan.web import words
from kentongan.web.media_types import HEAD_SIZE, media_type

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

FILE_MAX = 20 * MEGABYTE  # one file: what the form of seed 004 promises
UPLOAD_MAX = 5  # files in one request
KEY_SIZE = 32
CHUNK = (
    256 * 1024
)  # gunicorn takes 1 MiB from the socket and copies what is left of it with every chunk it hands on

EMPTY, TOO_LARGE, TOO_MANY, WRONG_KIND = "empty", "too-large", "too-many", "wrong-kind"


class SealedUpload(UploadedFile):  # type: ignore[type-arg]
    """A file that has arrived: its sealed blob and what is known of it. It has no content to read."""

    def __init__(self, name: str, field_name: str) -> None:
        super().__init__(file=None, name=name)
        self.field_name = field_name
        self.true_size = 0
        self.media_type = ""
        self.refused = ""
        self.blob = blobs.new_name()
        self.key = os.urandom(KEY_SIZE)
        self.digest = ""
        self.fingerprint = ""
        self.padded_size = 0
        self.is_taken = False

    def close(self) -> None:
        """Nothing is open here; Django closes every file of a request at its end."""

    def sealed(self, note: str = "") -> Sealed:
        """Return the file as the rooms below keep it."""
        assert not self.refused
        self.is_taken = True
        return Sealed(
            blob=self.blob,
            name=self.name or "",
            media_type=self.media_type,
            size=self.true_size,
            padded_size=self.padded_size,
            digest=self.digest,
            fingerprint=self.fingerprint,
            key=self.key,
            note=note,
        )

    def refuse(self, code: str) -> None:
        """Remove the blob and say why."""
        self.refused = code
        self.discard()

    def discard(self) -> None:
        """Remove the blob; nothing happens where there is none."""
        blobs.delete(self.blob)


class _Sealing:
    """One file on its way: seals what comes, and stops writing where the file is refused."""

    def __init__(self, upload: SealedUpload, limit: int) -> None:
        self.upload = upload
        self._limit = limit
        self._head = b""
        self._sealer = FileSealer(upload.key, body_place(upload.blob))
        self._digest = hashlib.sha256()
        self._fingerprint = hashlib.sha256()
        self._writer: blobs.Writer | None = blobs.Writer(upload.blob)
        self._write(self._sealer.header)

    def take(self, chunk: bytes) -> None:
        """Seal a piece; past the limit, drop what was written."""
        self.upload.true_size += len(chunk)
        if self.upload.true_size > self._limit:
            self.refuse(TOO_LARGE)
        if self._writer is None:
            return
        if len(self._head) < HEAD_SIZE:
            self._head += chunk[: HEAD_SIZE - len(self._head)]
        self._fingerprint.update(chunk)
        self._write(self._sealer.push(chunk))

    def finish(self) -> SealedUpload:
        """Write the last piece and make the blob durable."""
        if not self.upload.true_size:
            self.refuse(EMPTY)
        if self._writer is not None:
            for frames in self._sealer.finish():
                self._write(frames)
            self._writer.commit()
            self._writer = None
            self.upload.media_type = media_type(self._head)
            self.upload.digest = self._digest.hexdigest()
            self.upload.fingerprint = self._fingerprint.hexdigest()
        return self.upload

    def refuse(self, code: str) -> None:
        """Stop writing and remove what was written."""
        self.upload.refused = code
        if self._writer is not None:
            self._writer.abandon()
            self._writer = None

    def _write(self, data: bytes) -> None:
        assert self._writer is not None
        self._digest.update(data)
        self.upload.padded_size += len(data)
        self._writer.write(data)


class SealingUploadHandler(FileUploadHandler):
    """Django's upload handler that seals; `settings.FILE_UPLOAD_HANDLERS` names no other."""

    chunk_size = CHUNK

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._done: list[SealedUpload] = []
        self._present: _Sealing | None = None
        self._limit, self._most = limits()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file; where none is wanted, receive it and write nothing."""
        super().new_file(*args, **kwargs)
        self._present = _Sealing(SealedUpload(self.file_name or "", self.field_name or ""), self._limit)
        if len(self._done) >= self._most or not _wants_files(self.request):
            self._present.refuse(TOO_MANY)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002  # noqa: ARG002
        """Seal a chunk."""
        assert self._present is not None
        self._present.take(raw_data)

    def file_complete(self, file_size: int) -> SealedUpload:  # noqa: ARG002  # noqa: ARG002
        """Return the sealed file."""
        assert self._present is not None
        done, self._present = self._present.finish(), None
        self._done.append(done)
        return done

    def upload_interrupted(self) -> None:
        """Remove what was begun."""
        if self._present is not None:
            self._present.refuse(EMPTY)

    def forget(self) -> None:
        """Remove what was begun and what no service was given."""
        self.upload_interrupted()
        discard_all(upload for upload in self._done if not upload.is_taken)


def seal(name: str, content: bytes, note: str = "") -> Sealed:
    """Seal a file that is at hand whole."""
    sealing = _Sealing(SealedUpload(name, ""), limits()[0])
    sealing.take(content)
    return sealing.finish().sealed(note)


def limits() -> tuple[int, int]:
    """Return how large a file may be, and how many there may be in one request."""
    return settings.KENTONGAN.get("FILE_MAX", FILE_MAX), settings.KENTONGAN.get("UPLOAD_MAX", UPLOAD_MAX)


def takes_files(view: View) -> View:
    """Mark a view whose form has files; to every other address files are received and thrown away."""
    view.takes_files = True  # type: ignore[attr-defined]
    return view


def arrived(request: HttpRequest) -> list[SealedUpload]:
    """Return all files of the request, in the order in which they came."""
    return [
        each
        for name in request.FILES
        for each in request.FILES.getlist(name)
        if isinstance(each, SealedUpload)
    ]


def judge(upload: SealedUpload, *, kinds: frozenset[str], largest: int | None = None) -> bool:
    """Whether the file may be kept; one of another kind, or larger than this field takes, is removed at once."""
    if not upload.refused and upload.media_type not in kinds:
        upload.refuse(WRONG_KIND)
    elif not upload.refused and largest is not None and upload.true_size > largest:
        upload.refuse(TOO_LARGE)
    return not upload.refused


def sort_out(
    uploads: Iterable[SealedUpload], kinds: frozenset[str]
) -> tuple[list[SealedUpload], list[SealedUpload]]:
    """Return the files that may be kept and those that may not."""
    both: tuple[list[SealedUpload], list[SealedUpload]] = ([], [])
    for upload in uploads:
        both[not judge(upload, kinds=kinds)].append(upload)
    return both


def discard_all(uploads: Iterable[SealedUpload]) -> None:
    """Remove the blobs of files that nobody took over."""
    for upload in uploads:
        upload.discard()


def words_of(upload: SealedUpload, kinds: frozenset[str], largest: int | None = None) -> str:
    """Return why a file was refused."""
    limit, most = limits()
    largest = limit if largest is None else min(limit, largest)
    listed = ", ".join(sorted(kinds)).upper()
    return words.file_error(
        upload.refused, upload.name or "", limit=largest // MEGABYTE, most=most, kinds=listed
    )


def advice(kinds: frozenset[str]) -> str:
    """Return what may be sent, for the hint of a field."""
    largest, most = limits()
    params = {"kinds": ", ".join(sorted(kinds)).upper(), "limit": largest // MEGABYTE, "most": most}
    return str(words.FILE_ADVICE) % params


def forget(request: HttpRequest) -> None:
    """The request came to nothing: remove its files, a half one too.

    What a service was given may have been written; where it was not, the worker finds that nobody owns it.
    """
    for handler in request.upload_handlers:
        if isinstance(handler, SealingUploadHandler):
            handler.forget()


def _wants_files(request: HttpRequest | None) -> bool:
    match = request.resolver_match if request is not None else None
    return match is not None and getattr(match.func, "takes_files", False)
