"""Files of a form are sealed while they arrive, and nothing is left of those that nobody takes over."""

import hashlib
import os
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import UnreadablePostError
from django.test import RequestFactory

from kentongan.reports import blobs, files
from kentongan.web import uploads
from kentongan.web.uploads import SealedUpload, arrived, discard_all, forget, judge, takes_files

BOUNDARY = "----batas"
MARK = b"RAHASIA-YANG-TIDAK-BOLEH-TAMPAK"
PDF = b"%PDF-1.7\n"
KINDS = frozenset({"pdf"})


@takes_files
def taking(request): ...


def plain(request): ...


def part(name: str, content: bytes) -> bytes:
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="bukti"; filename="{name}"\r\n\r\n'
    return head.encode() + content + b"\r\n"


class Breaking(BytesIO):
    """A connection that breaks off in the middle."""

    def read(self, size: int = -1) -> bytes:
        if self.tell() > 200_000:
            raise OSError("gone")
        return super().read(size)


def request(*parts: bytes, view=taking, stream=BytesIO) -> WSGIRequest:
    body = b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()
    environ = RequestFactory().post("/").environ
    environ.update(
        {
            "CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY}",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": stream(body),
        }
    )
    made = WSGIRequest(environ)
    made.resolver_match = SimpleNamespace(func=view)
    return made


def one(name: str, content: bytes, **more) -> SealedUpload:
    (upload,) = arrived(request(part(name, content), **more))
    return upload


def on_disk() -> list[str]:
    return [path.name for path in blobs.folder().iterdir()]


def test_a_file_is_sealed_and_opens_again() -> None:
    content = PDF + MARK + os.urandom(300_000)
    upload = one("bukti tranfer.pdf", content)
    assert (upload.name, upload.true_size, upload.media_type, upload.refused) == (
        "bukti tranfer.pdf",
        len(content),
        "pdf",
        "",
    )
    stored = (blobs.folder() / upload.blob).read_bytes()
    assert MARK not in stored
    assert upload.digest == hashlib.sha256(stored).hexdigest()
    assert upload.fingerprint == hashlib.sha256(content).hexdigest()
    assert upload.padded_size == len(stored)
    assert b"".join(files.plaintext(upload.sealed())) == content


def test_the_blob_says_neither_name_nor_time_of_the_file() -> None:
    upload = one("bukti.pdf", PDF)
    (path,) = blobs.folder().iterdir()
    assert path.name == upload.blob
    assert path.stat().st_mtime == blobs.FIXED_TIME


def test_a_file_of_exactly_the_limit_is_taken(monkeypatch) -> None:
    monkeypatch.setitem(settings.KENTONGAN, "FILE_MAX", 100_000)
    assert one("a.pdf", PDF.ljust(100_000)).refused == ""


def test_one_byte_more_is_refused_and_nothing_is_left(monkeypatch) -> None:
    """R004-10"""
    monkeypatch.setitem(settings.KENTONGAN, "FILE_MAX", 100_000)
    upload = one("a.pdf", PDF.ljust(100_001))
    assert (upload.refused, upload.true_size) == ("too-large", 100_001)
    assert on_disk() == []


def test_an_empty_file_is_refused() -> None:
    assert one("a.pdf", b"").refused == "empty"
    assert on_disk() == []


def test_more_files_than_one_request_may_have_are_refused(monkeypatch) -> None:
    monkeypatch.setitem(settings.KENTONGAN, "UPLOAD_MAX", 2)
    found = arrived(request(*(part(f"{number}.pdf", PDF) for number in range(3))))
    assert [each.refused for each in found] == ["", "", "too-many"]
    assert len(on_disk()) == 2


def test_a_view_that_takes_no_files_gets_none() -> None:
    assert one("a.pdf", PDF + MARK, view=plain).refused == "too-many"
    assert on_disk() == []


def test_nothing_is_left_of_a_connection_that_breaks_off() -> None:
    broken = request(part("satu.pdf", PDF), part("dua.pdf", PDF + bytes(400_000)), stream=Breaking)
    with pytest.raises(UnreadablePostError):
        _ = broken.FILES
    forget(broken)
    assert on_disk() == []


def test_what_a_service_was_given_outlives_a_failure_of_the_page() -> None:
    failed = request(part("a.pdf", PDF), part("b.pdf", PDF))
    given, _ = arrived(failed)
    given.sealed()
    forget(failed)
    assert on_disk() == [given.blob]


def test_a_file_of_another_kind_is_removed_whatever_its_name_says() -> None:
    """R004-10"""
    upload = one("foto.pdf", b"MZ\x90\x00" + bytes(500))
    assert not judge(upload, kinds=KINDS)
    assert upload.refused == "wrong-kind"
    assert on_disk() == []


def test_a_field_may_take_less_than_the_house() -> None:
    upload = one("a.pdf", PDF.ljust(5000))
    assert not judge(upload, kinds=KINDS, largest=4999)
    assert upload.refused == "too-large"
    assert on_disk() == []


def test_what_nobody_takes_over_is_removed() -> None:
    discard_all(arrived(request(part("a.pdf", PDF))))
    assert on_disk() == []


def test_the_memory_of_an_upload_does_not_grow_with_the_file() -> None:
    import tracemalloc

    content = PDF.ljust(12 * uploads.MEGABYTE)
    whole = request(part("besar.pdf", content))
    tracemalloc.start()
    upload = arrived(whole)[0]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert upload.refused == ""
    assert peak < 2 * uploads.MEGABYTE
