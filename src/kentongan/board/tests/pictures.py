"""Pictures for tests: what a phone adds to a photo, and what a picture can do to its decoder."""

import struct
import zlib
from io import BytesIO

from PIL import Image
from PIL.ExifTags import IFD, Base
from PIL.PngImagePlugin import PngInfo

# What a phone knows: each of these stands somewhere in `from_a_phone`.
MARKS = (b"SERIAL-4711", b"Kentongan Foto", b"-7.66,109.65", b"IMEI 3569", b"Jalan Rahasia", b"PROFIL-WARNA")
RED, BLUE = (200, 30, 30), (30, 30, 200)


def half_and_half(width: int = 400, height: int = 200) -> Image.Image:
    """Red on the left, blue on the right: which way is up can be seen."""
    picture = Image.new("RGB", (width, height), RED)
    picture.paste(BLUE, (width // 2, 0, width, height))
    return picture


def from_a_phone(*, turned: int = 1, size: tuple[int, int] = (400, 200)) -> bytes:
    """A JPEG with serial number, place, comment, profile, XMP and a preview."""
    exif = Image.Exif()
    exif[Base.Orientation] = turned
    exif[Base.Model] = "Kentongan Foto"
    exif[Base.BodySerialNumber] = "SERIAL-4711"
    exif[Base.MakerNote] = b"IMEI 3569"
    exif.get_ifd(IFD.Exif)[Base.BodySerialNumber] = "SERIAL-4711"
    exif.get_ifd(IFD.Exif)[Base.MakerNote] = b"IMEI 3569"
    exif.get_ifd(IFD.GPSInfo).update({1: "S", 2: (7.0, 39.0, 36.0), 3: "E", 4: (109.0, 39.0, 0.0)})
    written = BytesIO()
    half_and_half(*size).save(
        written,
        "JPEG",
        exif=exif,
        comment=b"Jalan Rahasia",
        icc_profile=b"PROFIL-WARNA" * 20,
        xmp=b"<x:xmpmeta>-7.66,109.65</x:xmpmeta>",
    )
    return written.getvalue()


def drawn_on_a_screen() -> bytes:
    """A PNG with text beside its pixels, half of it transparent."""
    told = PngInfo()
    told.add_text("Comment", "Jalan Rahasia")
    told.add_itxt("XML:com.adobe.xmp", "-7.66,109.65", zip=True)
    picture = Image.new("RGBA", (300, 100), (0, 0, 0, 0))
    picture.paste((*BLUE, 255), (150, 0, 300, 100))
    written = BytesIO()
    picture.save(written, "PNG", pnginfo=told)
    return written.getvalue()


def bomb(side: int = 60_000) -> bytes:
    """A PNG of a few megabytes, or less, whose pixels would fill gigabytes."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(8 * 1024 * 1024))
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
