"""The board: what was given last, under a name that leads nowhere; what is withdrawn was never there."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError
from tests.snapshot import snapshot

from kentongan.board import publishing, reads
from kentongan.board.models import Photo, Publication
from kentongan.board.photos import Clean

DAY = date(2026, 11, 23)
RED, BLUE = Clean(10, 20, b"red"), Clean(30, 40, b"blue")

pytestmark = pytest.mark.django_db


def publish(code: str | None = None, **other: object) -> str:
    usual = {"agency": "dinas", "service": "aduan", "status": "proses", "day": DAY}
    return publishing.publish(code, **{**usual, **other})  # type: ignore[arg-type]


def show(code: str) -> reads.Shown | None:
    return reads.show("dinas", "aduan", code)


def test_what_is_published_is_shown() -> None:
    code = publish(text="Jalan sedang diperbaiki.", photos=[RED, BLUE])
    shown = show(code)
    assert shown is not None
    assert (shown.status, shown.text, shown.day, shown.updated) == (
        "proses",
        "Jalan sedang diperbaiki.",
        DAY,
        DAY,
    )
    assert [(each.width, each.height) for each in shown.photos] == [(10, 20), (30, 40)]
    assert [reads.photo(each.code) for each in shown.photos] == [
        ("image/jpeg", b"red"),
        ("image/jpeg", b"blue"),
    ]


def test_what_was_approved_later_stands_in_the_place_of_what_was_before() -> None:
    code = publish(text="Sedang diperbaiki.", photos=[RED])
    before = show(code)
    assert before is not None
    later = DAY + timedelta(days=3)
    assert publish(code, status="selesai", text="Sudah selesai.", photos=[BLUE], day=later) == code
    after = show(code)
    assert after is not None
    assert (after.status, after.text, after.day, after.updated) == ("selesai", "Sudah selesai.", DAY, later)
    assert [reads.photo(each.code) for each in (*before.photos, *after.photos)] == [
        None,
        ("image/jpeg", b"blue"),
    ]


def test_what_is_withdrawn_leaves_nothing_and_looks_like_what_never_was() -> None:
    code = publish(text="Terlalu cepat.", photos=[RED])
    shown = show(code)
    assert shown is not None
    publishing.withdraw(code)
    assert show(code) is show("never-was") is None
    assert reads.photo(shown.photos[0].code) is reads.photo("never-was") is None
    assert reads.listed("dinas", "aduan").matters == ()
    assert (Publication.objects.get().text, Photo.objects.count()) == ("", 0)


def test_under_a_name_that_was_withdrawn_nothing_comes_back() -> None:
    code = publish(text="Satu.")
    publishing.withdraw(code)
    again = publish(code, text="Dua.")
    assert again != code and show(code) is None


def test_withdrawing_something_else_changes_nothing() -> None:
    publish(text="Satu.", photos=[RED])
    before = snapshot()
    publishing.withdraw("never-was")
    assert snapshot() == before


@pytest.mark.parametrize("other", [{"agency": "lain"}, {"service": "lain"}])
def test_a_service_shows_and_changes_its_own_only(other: dict[str, str]) -> None:
    code = publish(text="Milik dinas.")
    elsewhere = publish(code, text="Milik lain.", **other)
    assert elsewhere != code
    where = {"agency": "dinas", "service": "aduan", **other}
    assert reads.show(**where, code=code) is None
    assert [each.text for each in reads.listed(**where).matters] == ["Milik lain."]
    assert [each.text for each in reads.listed("dinas", "aduan").matters] == ["Milik dinas."]


def test_pages_begin_with_what_changed_last() -> None:
    codes = [publish(text=str(number), day=DAY + timedelta(days=number)) for number in range(45)]
    publish(codes[0], text="0", day=DAY + timedelta(days=99))
    pages = [reads.listed("dinas", "aduan", number) for number in (1, 2, 3)]
    assert [len(page.matters) for page in pages] == [20, 20, 5]
    assert [each.text for page in pages for each in page.matters] == [
        "0",
        *(str(number) for number in range(44, 0, -1)),
    ]
    assert [(page.later, page.earlier) for page in pages] == [(None, 2), (1, 3), (2, None)]


@pytest.mark.parametrize("page", [0, -3, 9])
def test_there_is_no_page_before_the_first_or_after_the_last(page: int) -> None:
    publish(text="Satu.")
    found = reads.listed("dinas", "aduan", page)
    assert len(found.matters) == (1 if page < 1 else 0)
    assert found.earlier is None


def test_a_page_asks_two_things_however_many_matters(django_assert_num_queries) -> None:
    for number in range(5):
        publish(text=str(number), photos=[RED, BLUE])
    with django_assert_num_queries(2):
        assert len(reads.listed("dinas", "aduan").matters) == 5


def test_nothing_on_the_board_leads_back() -> None:
    """No key into another room, no hour, nothing beside what the public reads."""
    fields = [
        field for model in apps.get_app_config("board").get_models() for field in model._meta.get_fields()
    ]
    assert {field.related_model for field in fields if field.is_relation} == {Publication, Photo}
    assert {field.name for field in Publication._meta.concrete_fields} == {
        *("id", "agency", "service", "code", "status", "text", "day", "updated", "withdrawn")
    }
    assert {type(field).__name__ for field in fields if field.name in {"day", "updated"}} == {"DateField"}


def test_the_database_keeps_no_text_of_what_was_withdrawn() -> None:
    publish(text="Terlalu cepat.")
    with pytest.raises(IntegrityError):
        Publication.objects.update(withdrawn=True)
