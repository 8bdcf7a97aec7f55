"""A browser for measuring: one connection, cookies, forms. It costs the servers no more than a real one."""

import re
import secrets
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPConnection
from urllib.parse import urlencode

FORM = "application/x-www-form-urlencoded"
PATIENCE = 120


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `size` counts the header lines too."""

    status: int
    body: bytes
    location: str
    size: int

    @property
    def text(self) -> str:
        """The page."""
        return self.body.decode()


@dataclass(slots=True)
class Visitor:
    """Somebody with a browser. Cookies are sent back as they came, whatever their flags: this is loopback."""

    port: int
    encodings: str = "identity"
    cookies: dict[str, str] = field(default_factory=dict)
    _connection: HTTPConnection | None = None

    def get(self, path: str) -> Answer:
        """Load a page."""
        return self._ask("GET", path, None, "")

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        """Send a form without files."""
        return self._ask("POST", path, urlencode(fields).encode(), FORM)

    def send(self, path: str, body: bytes, boundary: str) -> Answer:
        """Send a form as `multipart` made it."""
        return self._ask("POST", path, body, f"multipart/form-data; boundary={boundary}")

    def leave(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _ask(self, method: str, path: str, body: bytes | None, kind: str) -> Answer:
        if self._connection is None:
            self._connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {"Accept-Encoding": self.encodings, **({"Content-Type": kind} if kind else {})}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self._connection.request(method, path, body, headers)
        response = self._connection.getresponse()
        content = response.read()
        self._keep(response.headers.get_all("Set-Cookie") or [])
        size = len(content) + sum(len(name) + len(value) + 4 for name, value in response.getheaders())
        return Answer(response.status, content, response.headers.get("Location", ""), size)

    def _keep(self, lines: list[str]) -> None:
        for line in lines:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value


def hidden(page: str) -> dict[str, str]:
    """Return the hidden fields of a page's forms."""
    found: dict[str, str] = {}
    for tag in re.findall(r'<input type="hidden"[^>]*>', page):
        name, value = (re.search(rf'{part}="([^"]*)"', tag) for part in ("name", "value"))
        if name and value:
            found[name[1]] = value[1]
    return found


def multipart(fields: dict[str, str], files: dict[str, tuple[str, bytes]]) -> tuple[bytes, str]:
    """Return a body as a browser sends it, and its boundary."""
    boundary = f"----bench{secrets.token_hex(8)}"
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    for name, (filename, content) in files.items():
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{filename}"\r\n'
        parts += [f"{head}Content-Type: application/octet-stream\r\n\r\n".encode(), content, b"\r\n"]
    return b"".join([*parts, f"--{boundary}--\r\n".encode()]), boundary


class Fetched(HTMLParser):
    """What a browser fetches for a page besides the page itself."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the element makes the browser load."""
        given = dict(attrs)
        address = given.get("src") or (given.get("href") if tag == "link" else None)
        if address and address not in self.addresses:
            self.addresses.append(address)
