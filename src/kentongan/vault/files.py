"""Files sealed as they arrive: bounded memory, nothing of the plaintext on the disk, no cut end unnoticed.

* libsodium's secretstream in frames of 64 KiB; the place is associated data of every frame, and its counter
  keeps frames in order;
* a frame tagged *message* is all content, a frame tagged *push* holds the end of the content or padding,
  exactly one frame is tagged *final*; after it the file ends;
* the true length stands in the last 8 bytes of the final frame. The size on disk grows in steps
  (`padding`);
* what is yielded is authentic as far as it goes, but **whole** only once the iterator has ended.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Protocol

from nacl import bindings as sodium
from nacl.exceptions import CryptoError

from kentongan.vault.envelopes import (
    COMMITMENT_BYTES,
    FILE,
    HEAD_BYTES,
    NONCE_BYTES,
    BadEnvelope,
    body,
    derive,
    need_key,
    same,
)
from kentongan.vault.padding import file_step
from kentongan.vault.places import Place

OVERHEAD: Final = sodium.crypto_secretstream_xchacha20poly1305_ABYTES
MESSAGE: Final = sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
PUSH: Final = sodium.crypto_secretstream_xchacha20poly1305_TAG_PUSH
FINAL: Final = sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL

State = sodium.crypto_secretstream_xchacha20poly1305_state
init_push = sodium.crypto_secretstream_xchacha20poly1305_init_push
init_pull = sodium.crypto_secretstream_xchacha20poly1305_init_pull
push = sodium.crypto_secretstream_xchacha20poly1305_push
pull = sodium.crypto_secretstream_xchacha20poly1305_pull

FRAME: Final = 64 * 1024
TRAILER: Final = 8
COMMITMENT_LABEL = "kentongan/v1/file-commitment"


class Readable(Protocol):
    """Anything with `read(size)`: an open file, a response."""

    def read(self, size: int, /) -> bytes: ...


def sealed_size(length: int) -> int:
    """Return the size on disk of a file of `length` bytes."""
    padded = file_step(length + TRAILER)
    return HEAD_BYTES + padded + OVERHEAD * -(-padded // FRAME)


class FileSealer:
    """Seals one file: write `header`, then what every `push` returns, then all that `finish` yields."""

    def __init__(self, key: bytes, place: Place) -> None:
        need_key(key)
        self._place = place.encode()
        self._state = State()
        start = init_push(self._state, _stream_key(key, self._place))
        self.header = bytes([FILE.byte]) + start + _commitment(key, self._place, start)
        self._waiting = b""
        self._finished = False
        self.length = 0

    def push(self, chunk: bytes) -> bytes:
        """Take some content and return the frames that are full."""
        if self._finished:
            raise ValueError("a finished file takes no more content")
        self.length += len(chunk)
        if not self._waiting and len(chunk) == FRAME:
            return self._frame(chunk, MESSAGE)  # the usual upload chunk: no copy
        content = self._waiting + chunk
        whole = len(content) // FRAME * FRAME
        self._waiting = content[whole:]
        return b"".join([self._frame(content[at : at + FRAME], MESSAGE) for at in range(0, whole, FRAME)])

    def finish(self) -> Iterator[bytes]:
        """Yield the last frames: the rest of the content, padding, the true length."""
        self._finished = True
        left = file_step(self.length + TRAILER) - (self.length - len(self._waiting))
        while left > FRAME:
            yield self._frame(self._waiting.ljust(FRAME, b"\0"), PUSH)
            self._waiting = b""
            left -= FRAME
        last = self._waiting.ljust(left - TRAILER, b"\0") + self.length.to_bytes(TRAILER, "big")
        yield self._frame(last, FINAL)

    def _frame(self, content: bytes, tag: int) -> bytes:
        return push(self._state, content, self._place, tag)


def open_stream(key: bytes, place: Place, source: Readable) -> Iterator[bytes]:
    """Yield the content of a sealed file. Raises `BadEnvelope`, at the latest when the end is not the end."""
    need_key(key)
    where = place.encode()
    state = _open_header(key, where, source)
    frames = _frames(state, where, source)
    length = 0
    frame, tag = next(frames)
    while tag == MESSAGE:
        if len(frame) != FRAME:
            raise BadEnvelope("padding")
        length += FRAME
        yield frame
        frame, tag = next(frames)
    yield from _end(frame, tag, length, frames)


def _open_header(key: bytes, place: bytes, source: Readable) -> State:
    head = body(FILE, _read(source, HEAD_BYTES))
    if len(head) != NONCE_BYTES + COMMITMENT_BYTES:
        raise BadEnvelope("truncated")
    start = head[:NONCE_BYTES]
    if not same(head[NONCE_BYTES:], _commitment(key, place, start)):
        raise BadEnvelope("key")
    state = State()
    init_pull(state, start, _stream_key(key, place))
    return state


def _frames(state: State, place: bytes, source: Readable) -> Iterator[tuple[bytes, int]]:
    """Yield opened frames, and see that nothing follows the final one; nobody asks for more after it."""
    while sealed := _read(source, FRAME + OVERHEAD):
        if len(sealed) < OVERHEAD:
            raise BadEnvelope("sealed")
        try:
            frame, tag = pull(state, sealed, place)
        except CryptoError:
            raise BadEnvelope("sealed") from None
        if tag == FINAL and source.read(1):
            raise BadEnvelope("extended")
        yield frame, tag
    raise BadEnvelope("truncated")


def _end(first: bytes, tag: int, before: int, frames: Iterator[tuple[bytes, int]]) -> Iterator[bytes]:
    """Yield the end of the content, which lies in the first frame that is not all content.

    Only that frame is held: what follows is padding alone, however long.
    """
    last, padded = first, before + len(first)
    while tag != FINAL:
        if tag != PUSH or len(last) != FRAME or (last is not first and last.strip(b"\0")):
            raise BadEnvelope("padding")
        last, tag = next(frames)
        padded += len(last)
    length = int.from_bytes(last[-TRAILER:], "big")
    fill = last[:-TRAILER]
    held, after = (fill, b"") if last is first else (first, fill)
    left = length - before
    if padded != file_step(length + TRAILER) or not 0 <= left <= len(held):
        raise BadEnvelope("padding")
    if held[left:].strip(b"\0") or after.strip(b"\0"):
        raise BadEnvelope("padding")
    yield held[:left]


def _read(source: Readable, size: int) -> bytes:
    """Read exactly `size` bytes, or what there is up to the end; a socket may give less at a time."""
    data = source.read(size)
    while len(data) < size and (more := source.read(size - len(data))):
        data += more
    return data


def _stream_key(key: bytes, place: bytes) -> bytes:
    return derive(key, FILE.label, place)


def _commitment(key: bytes, place: bytes, start: bytes) -> bytes:
    return derive(key, COMMITMENT_LABEL, place, salt=start, length=COMMITMENT_BYTES)
