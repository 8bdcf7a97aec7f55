"""The child that draws a photo anew: a picture on standard input, its size and a new JPEG on standard output.

Run as a file of its own (`photos.clean`), so that it imports nothing of ours. The rules:
* the limits are set before anything is read: memory, CPU time, open files; and no file may be written;
* three formats, and the size that the picture claims is asked before it is decoded;
* pixels are copied onto a new picture: no tag, comment, profile or preview has a way across.
"""

import resource
import sys
from io import BytesIO

MEMORY = 768 * 1024 * 1024  # a picture of the largest size with four channels, its copy, and the interpreter
CPU_SECONDS = 15
OPEN_FILES = 32
READ_AT_MOST = 32 * 1024 * 1024  # more than an upload may have
PIXELS_AT_MOST = 64_000_000  # the largest mode of common phones
LONGEST_SIDE = 1600
QUALITY = 85
FORMATS = ("JPEG", "PNG", "WEBP")
WHITE = (255, 255, 255)

UNREADABLE, TOO_MANY_PIXELS = 3, 4  # how the child ends


def confine() -> None:
    """Give up what drawing a picture does not need."""
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))


def draw(source: bytes) -> tuple[tuple[int, int], bytes] | int:
    """Return size and bytes of the new picture, or how to end."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # ours is the limit that counts
    with Image.open(BytesIO(source), formats=FORMATS) as picture:
        if picture.width * picture.height > PIXELS_AT_MOST:
            return TOO_MANY_PIXELS
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is decoded no larger than needed
        mode = "RGBA" if picture.has_transparency_data else "RGB"
        small = picture if picture.mode == mode else picture.convert(mode)
        small.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(small)
    anew = Image.new("RGB", upright.size, WHITE)
    anew.paste(upright, mask=upright.getchannel("A") if mode == "RGBA" else None)
    written = BytesIO()
    anew.save(written, "JPEG", quality=QUALITY, optimize=True)
    return anew.size, written.getvalue()


def main() -> int:
    """Clean one picture; return how it ended."""
    confine()
    try:
        drawn = draw(sys.stdin.buffer.read(READ_AT_MOST))
    except Exception:  # decoders fail in many ways; none of them is worth telling apart
        return UNREADABLE
    if isinstance(drawn, int):
        return drawn
    (width, height), content = drawn
    sys.stdout.buffer.write(f"{width} {height}\n".encode() + content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
