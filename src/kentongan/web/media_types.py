"""What a file is, by its content: the short names of the kinds that an office can open.

Neither the name nor what the browser says is believed: both come from the sender. What is not on the list is "".
"""

import puremagic
from puremagic import PureError

from kentongan.questions.model import EVERY_TYPE

HEAD_SIZE = 4096  # enough for every signature on the list

# Extension that the signature stands for -> our kind. `docx` and the like are zip files to their signature.
KINDS = {
    ".jpg": "jpg",
    ".jpeg": "jpg",
    ".jfif": "jpg",
    ".png": "png",
    ".pdf": "pdf",
    ".mp3": "mp3",
    ".mpga": "mp3",
    ".mp4": "mp4",
    ".m4v": "mp4",
    ".rar": "rar",
    ".zip": "zip",
    ".docx": "zip",
    ".xlsx": "zip",
    ".webp": "webp",
    ".heic": "heic",
    ".heif": "heic",
}
ALL_KINDS = frozenset(EVERY_TYPE)

# The media type that a download is given; with `nosniff` the browser believes nothing else.
MEDIA_TYPES = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "pdf": "application/pdf",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "rar": "application/vnd.rar",
    "zip": "application/zip",
    "webp": "image/webp",
    "heic": "image/heic",
}
UNKNOWN = "application/octet-stream"


def media_type(head: bytes) -> str:
    """Return the kind of a file from its first bytes, "" where it is none of ours."""
    try:
        matches = puremagic.magic_string(head)
    except (PureError, ValueError):
        return ""
    kinds = [KINDS[match.extension] for match in matches if match.extension in KINDS]
    return kinds[0] if kinds else ""
