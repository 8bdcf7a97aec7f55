"""Giving out an opened file: always as a download, never as something that the browser runs or shows.

Whole or broken off: the true length is announced, so a browser sees when a file was cut or does not open to its end.
"""

from collections.abc import Iterator

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

from kentongan.web.media_types import MEDIA_TYPES, UNKNOWN
from kentongan.web.middleware import CONTENT_SECURITY_POLICY


def attachment(name: str, media_type: str, size: int, content: Iterator[bytes]) -> StreamingHttpResponse:
    """Return the file as an answer."""
    response = StreamingHttpResponse(content, content_type=MEDIA_TYPES.get(media_type, UNKNOWN))
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Content-Length"] = str(size)
    response["Content-Security-Policy"] = f"{CONTENT_SECURITY_POLICY}; sandbox"
    return response
