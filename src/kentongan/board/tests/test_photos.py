"""Photos for the public: pixels only, the right way up, small; whatever is no photo is refused."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from kentongan.board import cleaning, photos
from kentongan.board.photos import BadPhoto, clean

from .pictures import BLUE, MARKS, RED, bomb, drawn_on_a_screen, from_a_phone, half_and_half


def read(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def is_like(found: object, colour: tuple[int, int, int]) -> bool:
    assert isinstance(found, tuple)
    return all(abs(one - other) < 20 for one, other in zip(found, colour, strict=True))


def test_nothing_of_what_a_phone_adds_survives() -> None:
    """Place, serial number, maker's notes, comment, profile, XMP: none of them is in the new file."""
    sent = from_a_phone()
    assert [mark for mark in MARKS if mark not in sent] == []
    made = clean([sent])
    assert [mark for mark in MARKS if mark in made.content] == []
    picture = read(made.content)
    assert (picture.format, dict(picture.getexif()), picture.info.get("comment")) == ("JPEG", {}, None)
    assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_text_beside_the_pixels_of_a_drawing_does_not_survive() -> None:
    made = clean([drawn_on_a_screen()])
    assert [mark for mark in MARKS if mark in made.content] == []
    assert set(read(made.content).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_what_is_transparent_is_white() -> None:
    picture = read(clean([drawn_on_a_screen()]).content)
    assert is_like(picture.getpixel((20, 50)), cleaning.WHITE)
    assert is_like(picture.getpixel((280, 50)), BLUE)


@pytest.mark.parametrize(
    ("turned", "size", "red"),
    [(1, (400, 200), (20, 100)), (3, (400, 200), (380, 100)), (6, (200, 400), (100, 20))],
)
def test_it_stands_upright_as_the_phone_said(
    turned: int, size: tuple[int, int], red: tuple[int, int]
) -> None:
    made = clean([from_a_phone(turned=turned)])
    assert (made.width, made.height) == read(made.content).size == size
    assert is_like(read(made.content).getpixel(red), RED)


def test_a_large_photo_becomes_small() -> None:
    made = clean([from_a_phone(size=(4000, 3000), turned=6)])
    assert (made.width, made.height) == (1200, 1600)


def test_a_small_photo_stays_as_large_as_it_was() -> None:
    assert clean([from_a_phone(size=(40, 30))]).width == 40


@pytest.mark.parametrize("mode", ["L", "P", "1", "CMYK", "LA", "PA"])
def test_a_picture_may_have_any_sort_of_colours(mode: str) -> None:
    written = BytesIO()
    kind = "JPEG" if mode == "CMYK" else "PNG"
    source = half_and_half().convert("P").convert("PA") if mode == "PA" else half_and_half().convert(mode)
    source.save(written, "WEBP" if mode == "PA" else kind)
    assert read(clean([written.getvalue()]).content).mode == "RGB"


def test_it_arrives_in_pieces() -> None:
    sent = from_a_phone()
    assert clean(sent[at : at + 100] for at in range(0, len(sent), 100)) == clean([sent])


BROKEN = {
    "nothing": b"",
    "text": b"Ini bukan foto.",
    "a script": b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>",
    "a document": b"%PDF-1.7\n" + bytes(200),
    "the first half": from_a_phone(size=(800, 600))[:3000],
    "a head alone": from_a_phone()[:200],
    "a format that is not published": b"GIF89a" + bytes(100),
}


@pytest.mark.parametrize("sent", BROKEN.values(), ids=BROKEN)
def test_what_is_no_whole_photo_is_refused(sent: bytes) -> None:
    with pytest.raises(BadPhoto) as refused:
        clean([sent])
    assert refused.value.reason == "unreadable"


def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_decoded() -> None:
    sent = bomb()
    assert len(sent) < 100_000
    with pytest.raises(BadPhoto) as refused:
        clean([sent])
    assert refused.value.reason == "too-many-pixels"


def test_a_picture_at_the_limit_fits_into_the_childs_memory() -> None:
    """64 million pixels that are all there, as a PNG: the most that is decoded whole."""
    written = BytesIO()
    Image.new("RGB", (8000, 8000), BLUE).save(written, "PNG", compress_level=1)
    assert clean([written.getvalue()]).width == cleaning.LONGEST_SIDE


def test_what_the_file_cannot_be_read_of_is_told_to_who_asked() -> None:
    def cut() -> Iterator[bytes]:
        yield from_a_phone()[:100]
        raise OSError("cut")

    with pytest.raises(OSError, match="cut"):
        clean(cut())


CHILD = """
import sys
sys.path.insert(0, {folder!r})
import cleaning
cleaning.CPU_SECONDS = 1
cleaning.confine()
{act}
sys.stdout.write("1 1\\n")
"""
FORBIDDEN = {
    "fill the memory": "bytearray(cleaning.MEMORY)",
    "work without end": "while True: pass",
    "write a file": "f = open({file!r}, 'wb'); f.write(b'x'); f.flush()",
    "open file after file": "all_of_them = [open('/dev/null') for _ in range(100)]",
}


def let_the_child(act: str, folder: Path, patch: pytest.MonkeyPatch) -> photos.Clean:
    """Have the child do something else than drawing, within its limits."""
    program = folder / "child.py"
    told = act.format(file=str(folder / "written"))
    program.write_text(CHILD.format(folder=str(Path(cleaning.__file__).parent), act=told))
    patch.setattr(cleaning, "__file__", str(program))
    return clean([b""])


@pytest.mark.parametrize("act", FORBIDDEN.values(), ids=FORBIDDEN)
def test_the_child_cannot(act: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a picture makes its decoder do, it does within the limits."""
    with pytest.raises(BadPhoto):
        let_the_child(act, tmp_path, monkeypatch)
    file = tmp_path / "written"
    assert not file.exists() or file.read_bytes() == b""


def test_the_child_can_do_what_is_within_its_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert let_the_child("bytearray(1000)", tmp_path, monkeypatch).width == 1


def test_a_child_that_does_nothing_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "child.py"
    program.write_text("import time; time.sleep(60)")
    monkeypatch.setattr(cleaning, "__file__", str(program))
    monkeypatch.setattr(photos, "PATIENCE", 0.5)
    with pytest.raises(BadPhoto):
        clean([bytes(1_000_000)])
