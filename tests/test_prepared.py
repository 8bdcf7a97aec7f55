"""Queries that are built once: they answer what Django's own would, and ask the database each time."""

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from kentongan.agencies.models import Agency, Post
from kentongan.officers.models import Holding
from kentongan.prepared import Prepared

POSTS = ("kabid-pengaduan", "kasi-pengaduan")


def holdings(agency: int, *keys: str):
    rows = Holding.objects.filter(post__agency=agency, post__key__in=list(keys), keyed_at__isnull=False)
    return rows.select_related("officer", "post").defer("officer__wrapped")


@pytest.fixture
def agency(office) -> Agency:
    return Agency.objects.get(key=office.agency)


def test_models_come_back_as_django_gives_them_with_what_they_join(agency: Agency) -> None:
    prepared, own = Prepared(holdings)(agency.pk, *POSTS), list(holdings(agency.pk, *POSTS))
    assert prepared == own
    for mine, theirs in zip(prepared, own, strict=True):
        assert {**vars(mine), "_state": None} == {**vars(theirs), "_state": None}
        assert vars(mine.officer).keys() == vars(theirs.officer).keys()
        assert (mine.post, mine.officer, bytes(mine.vouch)) == (
            theirs.post,
            theirs.officer,
            bytes(theirs.vouch),
        )
        assert mine._state.adding is False


def test_values_come_back_in_the_order_in_which_they_are_asked_for(agency: Agency) -> None:
    def times(post: str):
        return Holding.objects.filter(post__key=post).values_list("keyed_at", "officer__name", "vouch", "pk")

    own = list(times(POSTS[0]))
    assert [(*row[:2], bytes(row[2]), row[3]) for row in Prepared(times)(POSTS[0])] == [
        (*row[:2], bytes(row[2]), row[3]) for row in own
    ]


def test_every_call_asks_the_database_once(agency: Agency) -> None:
    named = Prepared(lambda own, key: Post.objects.filter(agency=own, key=key).values_list("name"))
    before = named(agency.pk, POSTS[0])
    Post.objects.filter(agency=agency, key=POSTS[0]).update(name="Lain")
    with CaptureQueriesContext(connection) as asked:
        assert named(agency.pk, POSTS[0]) == [("Lain",)] != before
    assert len(asked) == 1


def test_another_number_of_values_is_another_query(agency: Agency) -> None:
    found = Prepared(holdings)
    assert [len(found(agency.pk, *POSTS[:count])) for count in (1, 2, 1)] == [1, 2, 1]


def test_values_that_are_not_all_parameters_or_in_another_order_are_refused(agency: Agency) -> None:
    fixed = Prepared(lambda key: Post.objects.filter(key=key.upper()))
    swapped = Prepared(lambda agency, key: Post.objects.filter(Q(key=key), agency=agency))
    for query, values in ((fixed, (POSTS[1],)), (swapped, (agency.pk, POSTS[0]))):
        with pytest.raises(ValueError, match="parameters"):
            query(*values)
