"""Files: whole or not at all, whatever the pieces; little memory; nothing given out that was not checked."""

import io
import os
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.vault_second_reader.reader import Bad
from tests.vault_second_reader.reader import file as second_reading
from tests.vault_vectors import streams
from tests.vault_vectors.streams import Frames, framed, sealed

from kentongan.vault.envelopes import BadEnvelope
from kentongan.vault.files import FINAL, FRAME, MESSAGE, PUSH, FileSealer, open_stream, sealed_size
from kentongan.vault.places import Place

KEY = bytes(range(32))
PLACE = Place("i", "a", "o", "report/files", 1, "f", 1)
WHERE = {name: getattr(PLACE, name) for name in Place.__slots__}


def seal(content: bytes, piece: int = FRAME) -> bytes:
    sealer = FileSealer(KEY, PLACE)
    frames = [sealer.push(content[at : at + piece]) for at in range(0, len(content), piece)]
    return b"".join([sealer.header, *frames, *sealer.finish()])


def unseal(blob: bytes) -> bytes:
    return b"".join(open_stream(KEY, PLACE, io.BytesIO(blob)))


@pytest.mark.parametrize(
    "around", [0, 16_376, FRAME - 8, FRAME, 2 * FRAME - 8, 2 * FRAME, 4 * 2**20, 4 * 2**20 + 2**17]
)
def test_every_size_around_a_boundary_comes_back(around):
    for size in range(max(0, around - 2), around + 3):
        content = os.urandom(size)
        blob = seal(content)
        assert len(blob) == sealed_size(size)
        assert unseal(blob) == content


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 150_000), max_size=6), st.randoms())
def test_pieces_of_any_size_give_the_same_file(pieces, rng):
    content = rng.randbytes(sum(pieces))
    sealer, out, at = FileSealer(KEY, PLACE), [], 0
    for piece in pieces:
        out.append(sealer.push(content[at : at + piece]))
        at += piece
    blob = sealer.header + b"".join(out) + b"".join(sealer.finish())
    assert sealer.length == len(content)
    assert unseal(blob) == content
    assert len(blob) == sealed_size(len(content))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, sealed_size(70_000) - 1))
def test_cut_anywhere_it_is_refused(end):
    with pytest.raises(BadEnvelope):
        unseal(seal(b"x" * 70_000)[:end])


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 8 * sealed_size(70_000) - 1))
def test_every_flipped_bit_is_noticed(bit):
    blob = bytearray(seal(b"x" * 70_000))
    blob[bit // 8] ^= 1 << bit % 8
    with pytest.raises(BadEnvelope):
        unseal(bytes(blob))


def test_cut_at_a_frames_end_what_came_is_right_and_the_end_is_refused():
    """The weak spot of others: a file that ends at a frame's end must not read as whole."""
    content = os.urandom(3 * FRAME)
    stream = open_stream(KEY, PLACE, io.BytesIO(seal(content)[: 57 + 2 * (FRAME + 17)]))
    assert [next(stream), next(stream)] == [content[:FRAME], content[FRAME : 2 * FRAME]]
    with pytest.raises(BadEnvelope, match=r"^truncated$"):
        next(stream)


def test_nothing_is_given_out_before_its_frame_was_checked():
    content = os.urandom(3 * FRAME)
    blob = bytearray(seal(content))
    blob[57 + FRAME + 17 + 100] ^= 1
    given_out: list[bytes] = []
    with pytest.raises(BadEnvelope, match=r"^sealed$"):
        given_out.extend(open_stream(KEY, PLACE, io.BytesIO(bytes(blob))))
    assert given_out == [content[:FRAME]]


class Slow(io.BytesIO):
    """A source that gives less than was asked for, as a socket does."""

    def read(self, size=-1, /):
        return super().read(min(size, 1000))


def test_a_source_that_gives_little_at_a_time_is_read_to_its_end():
    content = os.urandom(200_000)
    assert b"".join(open_stream(KEY, PLACE, Slow(seal(content)))) == content


def test_memory_stays_bounded_whatever_the_length():
    """20 MiB sealed and opened in well under 2 MiB; the padding of such a file alone is 512 KiB."""
    piece, sealer = bytes(FRAME), FileSealer(KEY, PLACE)

    class Source:
        def __init__(self):
            self.pieces = self.flow()
            self.kept = bytearray()

        def flow(self):
            yield sealer.header
            for _ in range(320):
                yield sealer.push(piece)
            yield from sealer.finish()

        def read(self, size):
            while len(self.kept) < size and (more := next(self.pieces, b"")):
                self.kept += more
            taken = bytes(self.kept[:size])
            del self.kept[:size]
            return taken

    tracemalloc.start()
    length = sum(len(content) for content in open_stream(KEY, PLACE, Source()))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert length == 320 * FRAME
    assert peak < 2 * 2**20


def test_a_finished_file_takes_no_more():
    sealer = FileSealer(KEY, PLACE)
    blob = sealer.header + b"".join(sealer.finish())
    with pytest.raises(ValueError, match="finished"):
        sealer.push(b"late")
    assert unseal(blob) == b""


def test_keys_of_another_length_are_the_callers_mistake():
    with pytest.raises(ValueError, match="32 bytes"):
        FileSealer(bytes(31), PLACE)
    with pytest.raises(ValueError, match="32 bytes"):
        next(open_stream(bytes(31), PLACE, io.BytesIO(b"")))


class TestWrongWriters:
    """Rightly sealed by somebody with the key, wrongly written; too big to be kept as vectors. Both readers agree."""

    @staticmethod
    def refusal(frames: Frames) -> str:
        place = Place("i", "a", "o", "c", 1)
        blob = sealed(frames, "wrong writer", place)
        with pytest.raises(BadEnvelope) as ours:
            list(open_stream(streams.KEY, place, io.BytesIO(blob)))
        with pytest.raises(Bad) as theirs:
            second_reading({"key": streams.KEY, "place": WHERE | _told(place), "file": blob})
        assert str(theirs.value) == ours.value.reason
        return ours.value.reason

    def test_a_mark_in_a_frame_that_is_padding_alone(self):
        (first, _), (last, _) = framed(bytes(FRAME - 6))
        assert self.refusal([(first, PUSH), (b"\1" + last[1:], FINAL)]) == "padding"

    def test_a_mark_between_the_content_and_its_frames_end(self):
        (first, _), (last, _) = framed(bytes(FRAME - 6))
        assert self.refusal([(first[:-1] + b"\1", PUSH), (last, FINAL)]) == "padding"

    def test_a_content_that_goes_on_in_the_padding(self):
        (first, _), (last, _) = framed(bytes(FRAME - 6))
        further = last[:-8] + (FRAME + 1).to_bytes(8, "big")
        assert self.refusal([(first, PUSH), (further, FINAL)]) == "padding"

    def test_a_message_frame_after_the_end_of_the_content(self):
        assert (
            self.refusal([(bytes(FRAME), PUSH), (bytes(FRAME), MESSAGE), (bytes(2048), FINAL)]) == "padding"
        )

    def test_a_second_push_frame_that_is_not_full(self):
        assert self.refusal([(bytes(FRAME), PUSH), (bytes(9), PUSH)]) == "padding"

    def test_a_second_push_frame_with_a_mark(self):
        frames = [(bytes(FRAME), PUSH), (b"\1" + bytes(FRAME - 1), PUSH), (bytes(2048), FINAL)]
        assert self.refusal(frames) == "padding"

    def test_a_length_that_ends_before_the_last_whole_frame(self):
        """From 4 MiB on the steps are longer than a frame, so that the total alone does not show it."""
        whole, step = 65, 4 * 2**20 + 2**17
        length = 64 * FRAME + 5
        last = bytes(step - whole * FRAME - 8) + length.to_bytes(8, "big")
        assert self.refusal([(bytes(FRAME), MESSAGE)] * whole + [(last, FINAL)]) == "padding"

    def test_message_frames_without_end(self):
        assert self.refusal([(bytes(FRAME), MESSAGE)] * 2) == "truncated"


def _told(place: Place) -> dict:
    return {name: getattr(place, name) for name in Place.__slots__}
