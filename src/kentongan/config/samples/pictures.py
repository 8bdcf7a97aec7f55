"""Small files that are what they say: a picture and a page, made here, so that no file of somebody's is needed."""

import struct
import zlib

WIDTH, HEIGHT = 240, 160
SKY, GROUND = (196, 214, 222), (142, 122, 96)
PAGE = (
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
)


def photo(number: int) -> bytes:
    """Return a PNG: sky, ground, and a wall whose place and colour follow from the number."""
    left, hue = 30 + 17 * number % 120, 60 + 41 * number % 160
    wall = (hue, 110, 220 - hue)
    rows = (_row(left, wall if HEIGHT // 3 < y < HEIGHT * 4 // 5 else None, y) for y in range(HEIGHT))
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    parts = (_chunk(b"IHDR", head), _chunk(b"IDAT", zlib.compress(b"".join(rows))), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _row(left: int, wall: tuple[int, int, int] | None, y: int) -> bytes:
    back = bytes(SKY if y < HEIGHT * 2 // 3 else GROUND)
    middle = bytes(wall) if wall else back
    return b"\0" + back * left + middle * 80 + back * (WIDTH - left - 80)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def page(text: str) -> bytes:
    """Return a PDF of one page with one line."""
    line = text.translate({ord(mark): f"\\{mark}" for mark in "\\()"}).encode("latin-1", "replace")
    drawn = b"BT /F 14 Tf 60 760 Td (" + line + b") Tj ET"
    objects = [each.encode() for each in PAGE]
    objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    return _file(objects)


def _file(objects: list[bytes]) -> bytes:
    found, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(found))
        found += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        found
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (
            size,
            table,
            size,
            len(found),
        )
    )
