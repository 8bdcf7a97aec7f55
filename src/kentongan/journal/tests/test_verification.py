"""What a database administrator can do to the trail, and what shows it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kentongan import journal
from kentongan.journal.models import Event, Head
from kentongan.journal.tests.administrator import recompute, without_triggers
from kentongan.journal.verification import Flaw, PublishedHead

NOW = datetime(2026, 1, 5, 3, 0, tzinfo=UTC)


@pytest.fixture
def trail(db) -> list[PublishedHead]:
    """Two agencies, three chains, ten events; the heads as somebody outside noted them down."""
    for place in range(8):
        at = NOW + timedelta(minutes=place)
        journal.record("case.moved", chain=f"case:{place % 3}", agency="dinas", at=at, by="ida", step=place)
    for _ in range(2):
        journal.record("case.moved", chain="case:0", agency="lain", at=NOW, by="sari")
    return journal.heads()


def codes(flaws: list[Flaw]) -> set[str]:
    return {flaw.code for flaw in flaws}


def event(number: int) -> Event:
    return Event.objects.get(agency="dinas", agency_number=number)


def test_a_whole_trail_has_no_flaw(trail) -> None:
    assert journal.verify() == journal.verify(heads=trail) == journal.verify("dinas", trail) == []


@pytest.mark.parametrize(
    "change",
    [
        {"by": "tono"},
        {"capacity": "kadis"},
        {"kind": "case.read"},
        {"facts": '{"step":9}'},
        {"at": NOW},
        {"subject": "x"},
        {"chain": "case:9"},
    ],
)
def test_a_changed_row_shows(trail, change: dict) -> None:
    without_triggers(lambda: Event.objects.filter(pk=event(4).pk).update(**change))
    assert Flaw("changed", "dinas", change.get("chain", "case:0"), 2) in journal.verify()


def test_a_changed_row_shows_also_where_its_own_links_were_mended(trail) -> None:
    def forge() -> None:
        from kentongan.journal.chain import Body, agency_link, link

        row = event(4)
        row.by = "tono"
        row.link = link(row.prev, Body(**{name: getattr(row, name) for name in Body.__slots__}))
        row.agency_link = agency_link(event(3).agency_link, row.link)
        row.save()

    without_triggers(forge)
    flaws = journal.verify()
    assert Flaw("broken", "dinas", "case:0", 3) in flaws
    assert Flaw("broken", "dinas", "", 5) in flaws


def test_a_removed_row_shows(trail) -> None:
    without_triggers(event(4).delete)
    flaws = journal.verify()
    assert Flaw("gap", "dinas", "", 5) in flaws
    assert Flaw("gap", "dinas", "case:0", 3) in flaws


def test_two_rows_in_each_others_place_show(trail) -> None:
    def swap() -> None:
        Event.objects.filter(pk=first.pk).update(agency_number=0)
        Event.objects.filter(pk=second.pk).update(agency_number=4)
        Event.objects.filter(pk=first.pk).update(agency_number=5)

    first, second = event(4), event(5)
    without_triggers(swap)
    assert "changed" in codes(journal.verify())


def test_an_inserted_row_shows(trail) -> None:
    def insert() -> None:
        later = Event.objects.filter(agency="dinas", agency_number__gte=5).order_by("-agency_number")
        for row in later:
            Event.objects.filter(pk=row.pk).update(agency_number=F("agency_number") + 1)
        row = event(4)
        row.pk, row.agency_number, row.chain, row.number, row.prev = None, 5, "case:new", 1, ""
        row.save(force_insert=True)

    without_triggers(insert)
    assert {"changed", "head-differs"} <= codes(journal.verify())


def test_a_cut_tail_shows_against_the_head_row(trail) -> None:
    without_triggers(event(8).delete)
    assert Flaw("head-differs", "dinas", "", 7) in journal.verify()


def test_a_cut_tail_with_mended_head_rows_shows_only_against_a_head_outside(trail) -> None:
    def cut() -> None:
        event(8).delete()
        recompute("dinas")

    without_triggers(cut)
    assert journal.verify() == []
    assert journal.verify(heads=trail) == [Flaw("cut-tail", "dinas", "", 8)]


def test_a_trail_written_anew_shows_only_against_a_head_outside(trail) -> None:
    def rewrite() -> None:
        Event.objects.filter(pk=event(2).pk).update(by="tono")
        recompute("dinas")

    without_triggers(rewrite)
    assert journal.verify() == []
    assert journal.verify(heads=trail) == [Flaw("rewritten", "dinas", "", 8)]


def test_a_trail_that_is_gone_altogether_shows(trail) -> None:
    def wipe() -> None:
        Event.objects.filter(agency="dinas").delete()
        Head.objects.filter(agency="dinas").delete()

    without_triggers(wipe)
    assert journal.verify() == []
    assert journal.verify(heads=trail) == [Flaw("cut-tail", "dinas", "", 8)]


def test_a_changed_or_missing_head_row_shows(trail) -> None:
    without_triggers(lambda: Head.objects.filter(agency="dinas", chain="").update(link="0" * 64))
    assert journal.verify() == [Flaw("head-differs", "dinas", "", 8)]
    without_triggers(lambda: Head.objects.filter(agency="dinas", chain="case:1").delete())
    assert Flaw("head-differs", "dinas", "case:1", 3) in journal.verify()
    assert journal.verify("lain") == []


def test_every_head_that_was_ever_noted_is_compared(trail) -> None:
    older = PublishedHead("dinas", 3, event(3).agency_link)

    def rewrite() -> None:
        Event.objects.filter(pk=event(2).pk).update(by="tono")
        recompute("dinas")

    without_triggers(rewrite)
    forged = journal.heads("dinas")
    assert journal.verify(heads=forged) == []
    assert journal.verify(heads=[older, *forged]) == [Flaw("rewritten", "dinas", "", 3)]


COLUMNS = ["by", "capacity", "kind", "subject", "facts", "chain", "link", "prev", "agency_link"]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(number=st.integers(1, 8), column=st.sampled_from(COLUMNS))
def test_no_single_change_of_any_row_goes_unseen(trail, number: int, column: str) -> None:
    row = event(number)
    before = getattr(row, column)
    without_triggers(lambda: Event.objects.filter(pk=row.pk).update(**{column: f"{before}x"[:64]}))
    seen = journal.verify("dinas")
    without_triggers(lambda: Event.objects.filter(pk=row.pk).update(**{column: before}))
    assert bool(seen) is (f"{before}x"[:64] != before)
    assert journal.verify("dinas") == []
