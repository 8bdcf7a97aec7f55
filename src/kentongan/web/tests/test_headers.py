"""No answer leaves without its headers: pages, refusals, errors, static files, on every address there is."""

import pytest
from django.test import Client

from kentongan.web.middleware import CONTENT_SECURITY_POLICY
from kentongan.web.tests.addresses import addresses

# Each with the only value that we may send; the words are those of the standards' own lists.
EXPECTED = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ADDRESSES = addresses()


def check(response) -> None:
    for name, value in EXPECTED.items():
        assert response.headers[name] == value, name
    assert "camera=()" in response.headers["Permissions-Policy"]
    assert "max-age=" in response.headers["Strict-Transport-Security"]


@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize("method", ["get", "head", "post", "options", "delete"])
def test_every_address_answers_with_the_headers(moving, name: str, method: str) -> None:
    response = getattr(Client(enforce_csrf_checks=True), method)(ADDRESSES[name], secure=True)
    check(response)
    assert response.headers["Cache-Control"] == "no-store"


def test_a_page_that_does_not_exist(db) -> None:
    response = Client().get("/tidak/ada/di/sini", secure=True)
    assert response.status_code == 404
    check(response)


def test_an_error_of_ours(moving, monkeypatch) -> None:
    monkeypatch.setattr("kentongan.portal.doors.houses", lambda _now: 1 / 0)
    response = Client(raise_request_exception=False).get("/", secure=True)
    assert response.status_code == 500
    check(response)


def test_a_host_that_is_not_ours(db) -> None:
    response = Client().get("/", secure=True, headers={"host": "lain.example"})
    assert response.status_code == 400
    check(response)


@pytest.mark.parametrize("path", ["web/public.css", "web/desk.css", "web/desk.js", "web/favicon.svg"])
def test_a_static_file_may_be_kept_and_has_the_headers(db, path: str) -> None:
    response = Client().get(f"/static/{path}", secure=True)
    assert response.status_code == 200
    check(response)
    assert "max-age=" in response.headers["Cache-Control"]
    response.close()


def test_a_static_file_that_does_not_exist_is_not_kept(db) -> None:
    response = Client().get("/static/tidak-ada.css", secure=True)
    assert response.status_code == 404
    assert response.headers["Cache-Control"] == "no-store"


def test_nothing_may_run_or_be_loaded_from_elsewhere() -> None:
    assert "default-src 'none'" in CONTENT_SECURITY_POLICY
    for word in ("unsafe", "http", "*", "data:", "script-src"):
        assert word not in CONTENT_SECURITY_POLICY
