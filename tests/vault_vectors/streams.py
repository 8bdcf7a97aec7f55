"""Vectors of SPEC.md 7: files, cut, lengthened, exchanged, and files that a wrong writer made."""

import base64

from kentongan.vault.envelopes import derive
from kentongan.vault.padding import file_step
from kentongan.vault.places import Place
from tests.vault_second_reader.primitives import Stream

from .book import PLACE, Book, moved, random

FRAME, MESSAGE, PUSH, REKEY, FINAL = 65536, 0, 1, 2, 3
KEY = random("file key")
Frames = list[tuple[bytes, int]]


def sealed(frames: Frames, label: str, place: Place = PLACE) -> bytes:
    """Seal frames as they are given, right or wrong."""
    where, header = place.encode(), random(f"header {label}", 24)
    stream = Stream.start(derive(KEY, "kentongan/v1/file", where), header)
    head = b"\x04" + header + derive(KEY, "kentongan/v1/file-commitment", where, salt=header)
    return head + b"".join(stream.seal(plaintext, where, tag) for plaintext, tag in frames)


def framed(content: bytes) -> Frames:
    """Cut a content into frames as SPEC.md 7.2 and 7.3 say."""
    total = file_step(len(content) + 8)
    plain = content.ljust(total - 8, b"\0") + len(content).to_bytes(8, "big")
    cuts = [plain[at : at + FRAME] for at in range(0, total, FRAME)]
    tags = [MESSAGE if FRAME * (at + 1) <= len(content) else PUSH for at in range(len(cuts) - 1)]
    return list(zip(cuts, [*tags, FINAL], strict=True))


CONTENTS = {
    "empty": 0,
    "short": 1000,
    "full": FRAME - 8,
    "padded-over": FRAME - 6,
    "three-frames": 2 * FRAME + 5,
}


def files() -> Book:
    book = Book("Files (SPEC.md 7, appendix A)")
    for name, size in CONTENTS.items():
        _base(book, name, sealed(framed(random(f"content {name}", size)), name))
        book.add(f"{name}: {size} bytes", "file", **_given(name))
    for name, place in moved(PLACE):
        book.add(f"opened at {name}", "file", "key", **_given("short") | {"place": place})
    book.add("another key", "file", "key", **_given("short") | {"key": random("another file key")})
    _edits(book)
    _wrong_writers(book)
    return book


def _base(book: Book, name: str, blob: bytes) -> None:
    book.bases[name] = base64.b64encode(blob).decode()


def _given(base: str, *edits: list) -> dict:
    return {"key": KEY, "place": PLACE, "base": base, "edits": list(edits)}


def _edits(book: Book) -> None:
    other_head = sealed([], "another file")[:57].hex()
    one, two, three = 57 + FRAME + 17, 57 + 2 * (FRAME + 17), "three-frames"
    spoilt = [
        ("cut to nothing", "short", ["cut", 0], "type"),
        ("another version", "short", ["head", "44"], "type"),
        ("another kind", "short", ["head", "01"], "type"),
        ("cut after the first byte", "short", ["cut", 1], "truncated"),
        ("cut after the stream header", "short", ["cut", 25], "truncated"),
        ("cut in the commitment", "short", ["cut", 56], "truncated"),
        ("cut after the head", "short", ["cut", 57], "truncated"),
        ("cut in the first frame's overhead", "short", ["cut", 73], "sealed"),
        ("cut to an empty frame", "short", ["cut", 74], "sealed"),
        ("cut in the first frame", three, ["cut", 1000], "sealed"),
        ("cut one byte before a frame's end", three, ["cut", one - 1], "sealed"),
        ("cut at the first frame's end", three, ["cut", one], "truncated"),
        ("cut one byte after a frame's end", three, ["cut", one + 1], "sealed"),
        ("cut at the second frame's end", three, ["cut", two], "truncated"),
        ("cut after the end of the content", "padded-over", ["cut", one], "truncated"),
        ("last byte cut", three, ["cut", two + 4096 + 16], "sealed"),
        ("lengthened by a byte", "short", ["append", "00"], "sealed"),
        ("a full last frame, lengthened by a byte", "full", ["append", "00"], "extended"),
        ("the whole file twice", "full", ["twice", 0], "extended"),
        ("stream header flipped", "short", ["flip", 1], "key"),
        ("commitment flipped", "short", ["flip", 56], "key"),
        ("tag byte of the first frame flipped", "short", ["flip", 57], "sealed"),
        ("content flipped", "short", ["flip", 58], "sealed"),
        ("length flipped", "short", ["flip", -17], "sealed"),
        ("mac flipped", "short", ["flip", -1], "sealed"),
        ("second frame flipped", three, ["flip", one + 5], "sealed"),
        ("frames exchanged", three, ["swap", 0, 1], "sealed"),
        ("last frame first", three, ["swap", 0, 2], "sealed"),
        ("first frame left out", three, ["drop", 0], "sealed"),
        ("second frame left out", three, ["drop", 1], "sealed"),
        ("last frame left out", three, ["drop", 2], "truncated"),
        ("first frame twice", three, ["twice", 0], "sealed"),
        ("head of another file", "short", ["head", other_head], "sealed"),
    ]
    for name, base, edit, reason in spoilt:
        book.add(name, "file", reason, **_given(base, edit))


def _wrong_writers(book: Book) -> None:
    """Rightly sealed, wrongly written: only somebody with the key can make these."""
    plain, tag = framed(b"content")[0]
    length = (7).to_bytes(8, "big")
    wrong: dict[str, Frames] = {
        "less padding than the step": [(plain[:-2048] + length, tag)],
        "padding with a mark": [(plain[:-9] + b"\1" + length, tag)],
        "a mark right behind the content": [(plain[:7] + b"\1" + plain[8:], tag)],
        "a length beyond the frame": [(plain[:-8] + (16377).to_bytes(8, "big"), tag)],
        "the greatest length": [(plain[:-8] + b"\xff" * 8, tag)],
        "no room for a length": [(b"1234567", FINAL)],
        "an empty last frame": [(b"", FINAL)],
        "a short message frame": [(b"content", MESSAGE)],
        "a short frame that ends the content": [(plain, PUSH)],
        "a frame that changes the key": [(b"", REKEY)],
    }
    for name, frames in wrong.items():
        _base(book, f"wrong: {name}", sealed(frames, name))
        book.add(name, "file", "padding", **_given(f"wrong: {name}"))
