"""What a file is, by its content."""

import pytest

from kentongan.web.media_types import ALL_KINDS, KINDS, MEDIA_TYPES, media_type

HEADS = {
    "jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(200),
    "png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(100),
    "pdf": b"%PDF-1.7\n" + bytes(100),
    "mp3": b"ID3\x03\0\0\0\0\0\0" + bytes(100),
    "mp4": b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41" + bytes(50),
    "rar": b"Rar!\x1a\x07\x01\0" + bytes(50),
    "zip": b"PK\x03\x04\x14\0\0\0" + bytes(80),
    "webp": b"RIFF\x10\0\0\0WEBPVP8 " + bytes(60),
    "heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(60),
}
OTHERS = {
    "a program": b"MZ\x90\x00" + bytes(200),
    "a page": b"<!doctype html><script>alert(1)</script>",
    "a drawing that may hold script": b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
    "plain text": b"Yang terhormat",
    "nothing": b"",
    "a name that lies": b"foto.jpg",
}


@pytest.mark.parametrize("kind", HEADS)
def test_each_kind_of_the_list_is_known_by_its_first_bytes(kind: str) -> None:
    assert media_type(HEADS[kind]) == kind


@pytest.mark.parametrize("what", OTHERS)
def test_anything_else_is_no_kind_of_ours(what: str) -> None:
    assert media_type(OTHERS[what]) == ""


def test_every_kind_has_a_media_type_and_none_that_a_browser_would_run() -> None:
    assert set(MEDIA_TYPES) == set(KINDS.values()) == ALL_KINDS == set(HEADS)
    assert not {"text/html", "image/svg+xml"} & set(MEDIA_TYPES.values())
