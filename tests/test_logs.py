"""What the log says when something goes wrong: what kind of error, in which view. Never who, where from, or what.

A served installation at log level DEBUG is given broken requests, forged heads and half bodies, and is asked while
its database is broken. Everything that is sent is marked; the log is then searched for the marks in every form.
"""

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path

import pytest
from conftest import Clock
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver

from kentongan.reports.models import Report
from tests.canary.forms import patterns, search
from tests.canary.marks import new_stem
from tests.database import OwnDatabase
from tests.running.installation import Installation, prepare
from tests.running.server import Server, serving
from tests.running.wire import Wire, browser
from tests.test_kill import FORM

STEM = new_stem()
ADDRESS = "127.91.17.203"
MARKED = {
    "User-Agent": STEM,
    "Referer": f"https://contoh.test/{STEM}",
    "X-Forwarded-For": f"198.51.100.23, {STEM}",
}
TOKEN = "t" * 32
COOKIES = {
    "__Host-lapor": STEM,
    "__Host-portal": STEM * 3,
    "__Host-desk": STEM * 3,
    "__Host-csrf-portal": TOKEN,
    "__Host-csrf-desk": TOKEN,
}
ALLOWED = (
    r"ERROR kentongan\.web error=\w+ view=(?:none|\w+:[\w-]+)",
    r".*\[WARNING\] A request was malformed\.",
    r".*\[ERROR\] A request failed: \w+",
    r"WARNING gunicorn\.error A request was malformed\.",
    r"ERROR gunicorn\.error A request failed: \w+",
)


@pytest.fixture
def installation(tmp_path: Path, own_database: OwnDatabase, data_folder: Path) -> Installation:
    return prepare(tmp_path, own_database, Clock(), slot="1 menit")


@pytest.fixture
def server(installation: Installation, tmp_path: Path) -> Iterator[Server]:
    with serving(Server(installation.environment, tmp_path / "server.log", desk=True)) as found:
        yield found


def said(server: Server) -> list[str]:
    """Return the lines of the log, once it is clear that no mark and no address is in it or in the database's."""
    server.stop()
    for log in (server.log.read_bytes(), database_log()):
        assert list(search(log, patterns(STEM))) == []
        assert ADDRESS.encode() not in log
        assert b"198.51.100.23" not in log
    return server.log.read_text().splitlines()


def database_log() -> bytes:
    """What a database server wrote down; SQLite has none."""
    if connection.vendor == "sqlite":
        return b""
    with connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        return Path(cursor.fetchone()[0], "server.log").read_bytes()


def only_kinds(lines: list[str]) -> None:
    strange = [line for line in lines if not any(re.fullmatch(each, line) for each in ALLOWED)]
    assert strange == []


def wire(address: tuple[str, int]) -> Wire:
    return Wire(*address, headers=MARKED, cookies=dict(COOKIES), source=(ADDRESS, 0), timeout=10)


def raw(address: tuple[str, int], request: bytes) -> bytes:
    """Send bytes as they are, hang up, and return what came back."""
    with socket.create_connection(address, timeout=10, source_address=(ADDRESS, 0)) as connected:
        connected.sendall(request)
        connected.shutdown(socket.SHUT_WR)
        try:
            return connected.recv(4096)
        except OSError:
            return b""


MALFORMED: dict[str, str] = {
    "no request at all": "{stem}\r\n\r\n",
    "a method that is none": "{stem}! / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "a version that is none": "GET /{stem} HTTP/{stem}\r\n\r\n",
    "a header without a colon": "GET /{stem}/ HTTP/1.1\r\nHost: 127.0.0.1\r\n{stem}\r\n\r\n",
    "a header with a bad name": "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n{stem}(x): {stem}\r\n\r\n",
    "a length that is none": "POST /cek/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {stem}\r\n\r\n{stem}",
    "two lengths": "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{stem}",
    "a broken chunk": "POST /cek/ HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n{stem}\r\n{stem}",
    "an endless line": "GET /{stem}{long} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "too many headers": "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n{many}\r\n\r\n",
    "another host": "GET /{stem}/ HTTP/1.1\r\nHost: {stem}.contoh.test\r\n\r\n",
    "a host that is none": "GET / HTTP/1.1\r\nHost: {stem}@@\r\n\r\n",
    "a form without a border": "POST {form} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data\r\n"
    "Content-Length: 18\r\n\r\n{stem}",
    "half a body": "POST {form} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary=b\r\n"
    'Content-Length: 9000\r\n\r\n--b\r\nContent-Disposition: form-data; name="bukti"; filename="{stem}.pdf"\r\n\r\n'
    "%PDF-1.7 {stem}",
    "a body in no encoding": "POST /cek/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 22\r\n"
    "Content-Type: application/x-www-form-urlencoded; charset={stem}\r\n\r\nkode={stem}",
    "a proxy's greeting": "PROXY TCP4 198.51.100.23 127.0.0.1 1 2\r\nGET /{stem} HTTP/1.1\r\n\r\n",
}


def test_malformed_requests_leave_no_word(server: Server) -> None:
    many = "\r\n".join(f"X-{number}: {STEM}" for number in range(300))
    for request in MALFORMED.values():
        text = request.format(stem=STEM, form=FORM, long="x" * 9000, many=many)
        for address in (server.portal_address, server.desk_address):
            raw(address, text.encode())
    lines = said(server)
    only_kinds(lines)
    assert any("A request was malformed" in line for line in lines), (
        "gunicorn has said nothing: nothing was shown"
    )


def test_requests_that_are_refused_leave_no_word(server: Server) -> None:
    """Nothing there, wrong method, no token, too many fields, too large: all of them are answered, none is noted."""
    portal, desk = wire(server.portal_address), wire(server.desk_address)
    for face in (portal, desk):
        assert face.get(f"/{STEM}/{STEM}/?kode={STEM}").status_code == 404
        assert face.get(f"/meja/berkas/{STEM}/").status_code in {200, 404}
        for path in ("/cek/", FORM, "/laporan/", "/meja/masuk/", f"/meja/berkas/{STEM}/selesai/"):
            assert face.post(path, {"kode": STEM, "uraian": STEM}).status_code in {200, 403, 404}
            assert face.post(path, {f"{STEM}-{each}": STEM for each in range(600)}).status_code >= 400
            assert face._ask("DELETE", path).status_code < 500
    page = browser(server.portal_address, **{"User-Agent": STEM}).open("/cek/")
    page.send(page.form("cek"), {"kode": "x" * 3_000_000})
    assert said(server) == []


def views(patterns_: list[URLPattern | URLResolver], at: str = "/") -> Iterator[str]:
    """Yield an address of every view."""
    values = {"agency": "kukar-dpmptsp", "service": "wbs", "number": "0", "row": "2"}
    for each in patterns_:
        path = at + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: values.get(found[1], STEM), str(each.pattern))
        if isinstance(each, URLResolver):
            yield from views(each.url_patterns, path)
        else:
            yield path.replace("/meja/rutin/wbs/", "/meja/rutin/1/")


@contextmanager
def broken(table: str) -> Iterator[None]:
    """The table is not where it was."""
    with connection.cursor() as cursor:
        cursor.execute(f'ALTER TABLE "{table}" RENAME TO "elsewhere"')
        try:
            yield
        finally:
            cursor.execute(f'ALTER TABLE "elsewhere" RENAME TO "{table}"')


def test_errors_of_ours_name_their_kind_and_nothing_else(server: Server) -> None:
    """Every view, asked and posted to while tables are missing."""
    addresses = list(views(get_resolver().url_patterns))
    assert len(addresses) > 18
    failed = 0
    for table in ("web_sealedsession", "agencies_agency", "reports_reporter", "officers_officer"):
        with broken(table):
            for face in (wire(server.portal_address), wire(server.desk_address)):
                failed += sum(_fails(face, path) for path in addresses)
    assert failed > 20, "hardly anything failed: nothing was shown"
    lines = said(server)
    only_kinds(lines)
    assert {line for line in lines if "OperationalError" in line or "ProgrammingError" in line}
    if connection.vendor == "postgresql":
        assert b"ERROR:" in database_log(), "PostgreSQL has noted no failed statement: nothing was shown"


def _fails(face: Wire, path: str) -> bool:
    try:
        face.cookies.update(COOKIES)
        answers = [
            face.get(path),
            face.post(
                path,
                {"csrfmiddlewaretoken": TOKEN, "kode": STEM, "nama": STEM, "sandi": STEM, "uraian": STEM},
            ),
        ]
    except HTTPException:
        return False
    for answer in answers:
        assert STEM.encode() not in answer.content or answer.status_code < 500
    return any(answer.status_code == 500 for answer in answers)


def test_an_error_in_the_middle_of_a_submission_says_nothing_of_it(server: Server) -> None:
    """The table of seals is gone when a report arrives: answers, names and files are in the air, none in the log."""
    rani = browser(server.portal_address, **{"User-Agent": STEM}).open(FORM)
    form = rani.form("lapor")
    fields = {
        "cara-melapor": "dengan-nama",
        "judul": STEM,
        "uraian": STEM,
        "nama": STEM,
        "iktikad": "ya",
    }
    with broken("cases_seal"):
        rani.send(form, fields)
        assert rani.response.status_code == 500
        assert STEM not in rani.response.content.decode()
    assert not Report.objects.exists()
    rani.send(form, fields)  # the same form, once the table is back
    assert 'class="code"' in rani.response.content.decode()
    only_kinds(said(server))
