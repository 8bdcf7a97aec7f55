"""A client that speaks HTTP over a socket, in the shape that `tests.browser` drives.

It keeps cookies whatever their prefix and `Secure` say (loopback has no TLS), sends a body in pieces where it is told
to, and lets whoever drives it look at the machine between two pieces.
"""

import http.client
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

from tests.browser import Browser

MOST_REDIRECTS = 5
PIECE = 128 * 1024

Between = Callable[[int], None]


@dataclass
class Answer:
    """What came back."""

    status_code: int
    headers: Mapping[str, str]
    content: bytes
    redirect_chain: list[tuple[str, int]] = field(default_factory=list)


@dataclass
class Wire:
    """One browser's connection to one face."""

    host: str
    port: int
    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    between: Between | None = None
    timeout: float = 30
    source: tuple[str, int] | None = None  # the address that the server sees

    def get(self, url: str, **_: Any) -> Answer:
        """Fetch a page, following where it leads."""
        return self._follow(self._ask("GET", url), url)

    def post(self, url: str, data: Mapping[str, Any], **_: Any) -> Answer:
        """Send a form as a browser does, and follow where it leads."""
        kind, body = multipart(data)
        return self._follow(self._ask("POST", url, body, {"Content-Type": kind}), url)

    def _follow(self, answer: Answer, url: str) -> Answer:
        chain: list[tuple[str, int]] = []
        while answer.status_code in {301, 302, 303} and len(chain) < MOST_REDIRECTS:
            url = answer.headers["location"]
            chain.append((url, answer.status_code))
            answer = self._ask("GET", url)
        answer.redirect_chain = chain
        return answer

    def _ask(self, method: str, url: str, body: bytes = b"", more: Mapping[str, str] | None = None) -> Answer:
        connection = http.client.HTTPConnection(self.host, self.port, self.timeout, self.source)
        try:
            connection.putrequest(method, url or "/", skip_accept_encoding=True)
            for name, value in self._headers(body, more or {}).items():
                connection.putheader(name, value)
            connection.endheaders()
            self._send(connection, body)
            response = connection.getresponse()
            self._keep(response.headers.get_all("Set-Cookie") or ())
            headers = {name.lower(): value for name, value in response.headers.items()}
            return Answer(response.status, _Headers(headers), response.read())
        finally:
            connection.close()

    def _headers(self, body: bytes, more: Mapping[str, str]) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        given = {**self.headers, **more, "Content-Length": str(len(body))}
        return {**given, "Cookie": cookies} if cookies else given

    def _send(self, connection: http.client.HTTPConnection, body: bytes) -> None:
        for start in range(0, len(body), PIECE):
            connection.send(body[start : start + PIECE])
            if self.between is not None:
                self.between(start + PIECE)

    def _keep(self, lines: Iterable[str]) -> None:
        for line in lines:
            for name, morsel in SimpleCookie(line).items():
                if morsel["max-age"] == "0" or not morsel.value:
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.value


class _Headers(dict[str, str]):
    """Header names without regard to case."""

    def get(self, name: str, default: Any = None) -> Any:
        return super().get(name.lower(), default)

    def __getitem__(self, name: str) -> str:
        return super().__getitem__(name.lower())


def multipart(data: Mapping[str, Any]) -> tuple[str, bytes]:
    """Return content type and body of a form with fields and files."""
    border = secrets.token_hex(16)
    parts = bytearray()
    for name, value in data.items():
        for each in value if isinstance(value, list) else [value]:
            parts += f"--{border}\r\n".encode() + _part(name, each) + b"\r\n"
    return f"multipart/form-data; boundary={border}", bytes(parts) + f"--{border}--\r\n".encode()


def _part(name: str, value: Any) -> bytes:
    head = f'Content-Disposition: form-data; name="{name}"'
    if isinstance(value, str):
        return f"{head}\r\n\r\n{value}".encode()
    value.seek(0)
    kind = "Content-Type: application/octet-stream"
    return f'{head}; filename="{value.name}"\r\n{kind}\r\n\r\n'.encode() + value.read()


def browser(address: tuple[str, int], between: Between | None = None, **headers: str) -> Browser:
    """Return a browser of `tests.browser` that speaks to a server over its socket."""
    found = Browser()
    found.client = Wire(*address, headers=headers, between=between)  # type: ignore[assignment]
    return found
