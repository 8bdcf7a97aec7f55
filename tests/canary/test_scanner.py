"""The scanner finds a mark in each form in which it may have been kept. A search that cannot find proves nothing."""

import base64
import bz2
import gzip
import io
import json
import lzma
import os
import random
import urllib.parse
import zipfile
import zlib
from collections.abc import Callable

import pytest

from tests.canary.forms import patterns, search
from tests.canary.marks import Marks, new_stem

TEXT = Callable[[str], bytes]


def deflated_zip(text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", text)
    return out.getvalue()


def pglz(text: str, phase: int) -> bytes:
    """PostgreSQL's compression of text that does not repeat: a control byte before every eight."""
    data = text.encode()
    pieces = [data[:phase]] + [data[start : start + 8] for start in range(phase, len(data), 8)]
    return b"".join(b"\0" + piece for piece in pieces)


def unfinished_zlib(text: str) -> bytes:
    """A stream that was never closed, as a dead process leaves it."""
    packer = zlib.compressobj()
    return packer.compress(text.encode()) + packer.flush(zlib.Z_SYNC_FLUSH)


FORMS: dict[str, TEXT] = {
    "plain": str.encode,
    "utf-16-le": lambda text: text.encode("utf-16-le"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
    "utf-16 with a mark of order": lambda text: text.encode("utf-16"),
    "utf-32": lambda text: text.encode("utf-32"),
    "upper case": lambda text: text.upper().encode(),
    "lower case": lambda text: text.lower().encode(),
    "backwards": lambda text: text[::-1].encode(),
    "hex": lambda text: text.encode().hex().encode(),
    "hex, upper case": lambda text: text.encode().hex().upper().encode(),
    "json": lambda text: json.dumps({"x": text}).encode(),
    "json, everything escaped": lambda text: "".join(f"\\u{ord(each):04x}" for each in text).encode(),
    "percent": lambda text: "".join(f"%{each:02X}" for each in text.encode()).encode(),
    "percent where it must": lambda text: urllib.parse.quote(text).encode(),
    "octal": lambda text: "".join(f"\\{each:03o}" for each in text.encode()).encode(),
    "zlib": lambda text: zlib.compress(text.encode()),
    "zlib, fastest": lambda text: zlib.compress(text.encode(), 1),
    "zlib, stored": lambda text: zlib.compress(text.encode(), 0),
    "zlib, unfinished": unfinished_zlib,
    "gzip": lambda text: gzip.compress(text.encode()),
    "zip": deflated_zip,
    "bz2": lambda text: bz2.compress(text.encode()),
    "xz": lambda text: lzma.compress(text.encode()),
    "base64 of zlib, as signed sessions are": lambda text: base64.urlsafe_b64encode(
        zlib.compress(text.encode())
    ),
    "zlib in zip": lambda text: deflated_zip_of(zlib.compress(text.encode())),
    "gzip of utf-16": lambda text: gzip.compress(text.encode("utf-16-le")),
    "base64 of utf-16": lambda text: base64.b64encode(text.encode("utf-16-le")),
}


def deflated_zip_of(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", data)
    return out.getvalue()


def hidden(data: bytes) -> bytes:
    """Put it somewhere in the middle of bytes that mean nothing."""
    return os.urandom(random.randrange(2000, 9000)) + data + os.urandom(3000)


@pytest.fixture
def text() -> str:
    marks = Marks()
    return f"Kepada yang terhormat, {marks.text('uraian')}, terima kasih."


@pytest.mark.parametrize("form", FORMS)
def test_it_finds_a_mark_in_this_form(text: str, form: str) -> None:
    stem = text.split()[3][:18]
    assert list(search(hidden(FORMS[form](text)), patterns(stem)))


@pytest.mark.parametrize("shift", range(15))
@pytest.mark.parametrize(
    "encode", [base64.b64encode, base64.urlsafe_b64encode, base64.b32encode, base64.b85encode]
)
def test_it_finds_a_mark_in_every_alignment(shift: int, encode: Callable[[bytes], bytes]) -> None:
    stem = new_stem()
    data = os.urandom(shift) + stem.encode() + os.urandom(10)
    assert list(search(hidden(encode(data)), patterns(stem)))


@pytest.mark.parametrize("first", range(3))
@pytest.mark.parametrize("second", range(3))
def test_it_finds_base64_of_base64(first: int, second: int) -> None:
    stem = new_stem()
    once = base64.b64encode(bytes(first) + stem.encode() + b"abc")
    assert list(search(hidden(base64.b64encode(bytes(second) + once)), patterns(stem)))


@pytest.mark.parametrize("phase", range(8))
def test_it_finds_a_mark_that_postgresql_compressed(phase: int) -> None:
    stem = new_stem()
    assert list(search(hidden(pglz(f"xx{stem}yy", phase)), patterns(stem)))


def test_it_finds_nothing_where_nothing_is() -> None:
    noise = (
        os.urandom(4_000_000)
        + base64.b64encode(os.urandom(300_000))
        + zlib.compress(os.urandom(90_000).hex().encode())
    )
    assert list(search(noise, patterns(new_stem()))) == []


def test_it_says_where() -> None:
    stem = new_stem()
    (found,) = search(b"..." + zlib.compress(f"isi {stem}".encode()), patterns(stem))
    assert (found.form, found.path, found.offset) == ("plain", ("zlib",), 4)
    assert stem.encode() in found.around
