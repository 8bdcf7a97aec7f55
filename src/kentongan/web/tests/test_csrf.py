"""Every POST needs a token of this browser, and nothing changes without one."""

import pytest
from django.test import Client
from tests.browser import a_file

from kentongan.reports import blobs
from kentongan.reports.models import Report
from kentongan.web.models import SealedSession
from kentongan.web.tests.addresses import POSTS, addresses

ADDRESSES = addresses()
ORIGIN = {"origin": "https://testserver"}


def test_the_table_of_posts_names_pages_that_exist() -> None:
    assert set(ADDRESSES) >= POSTS


@pytest.mark.parametrize("name", sorted(POSTS))
@pytest.mark.parametrize("token", ["", "x" * 64, "salah"])
def test_a_post_without_a_token_changes_nothing(moving, name: str, token: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies["__Host-csrf-both"] = "y" * 32
    data = {"csrfmiddlewaretoken": token, "bukti": a_file("a.pdf", b"%PDF-1.7\n")}
    response = client.post(ADDRESSES[name], data, secure=True, headers=ORIGIN)
    assert response.status_code in {200, 403}  # 200: the report form, given back with what was typed
    assert "edaluwarsa" in response.content.decode()
    assert not Report.objects.exists()
    assert not SealedSession.objects.exists()
    assert list(blobs.folder().iterdir()) == []


@pytest.mark.parametrize("name", sorted(set(ADDRESSES) - POSTS))
def test_a_page_that_takes_no_post_refuses_one(moving, name: str) -> None:
    response = Client().post(ADDRESSES[name], {"a": "b"}, secure=True)
    assert response.status_code == 405


def test_a_form_of_another_site_is_refused(moving) -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.get("/cek/", secure=True)
    token = page.context["csrf_token"]
    data = {"csrfmiddlewaretoken": str(token), "kode": "ABCDE"}
    ours = client.post("/cek/", data, secure=True, headers=ORIGIN)
    assert ours.status_code == 200
    foreign = client.post("/cek/", data, secure=True, headers={"origin": "https://lain.example"})
    assert foreign.status_code == 403
