"""What goes wrong is said in plain words, and the log learns nothing of who or what."""

import logging

import pytest
from django.test import Client

MARK = "RAHASIA-RANI"


@pytest.fixture
def broken(moving, monkeypatch):
    def fail(*args: object) -> None:
        raise ValueError(MARK)

    monkeypatch.setattr("kentongan.cases.reads.reporter.enter", fail)
    return Client(raise_request_exception=False)


def test_the_log_names_the_kind_of_error_and_the_page_and_nothing_else(broken, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    response = broken.post(f"/cek/?q={MARK}", {"kode": MARK}, secure=True)
    assert response.status_code == 500
    assert "ValueError" in caplog.text
    assert "portal:enter" in caplog.text
    for word in (MARK, "/cek/", "127.0.0.1", "Traceback"):
        assert word not in caplog.text


def test_the_page_says_that_nothing_was_the_persons_fault(broken) -> None:
    text = broken.post("/cek/", {"kode": "x"}, secure=True).content.decode()
    assert "Ini bukan kesalahan Anda" in text
    assert MARK not in text


def test_a_missing_page_does_not_say_what_was_asked_for(db) -> None:
    response = Client().get(f"/{MARK}/x/y", secure=True)
    assert response.status_code == 404
    assert MARK not in response.content.decode()


def test_too_large_a_text_is_refused_in_words(moving) -> None:
    response = Client().post("/cek/", {"kode": "x" * 1_100_000}, secure=True)
    assert response.status_code == 400
    assert "terlalu besar" in response.content.decode()
