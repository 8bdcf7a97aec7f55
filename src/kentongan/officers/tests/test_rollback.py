"""Who writes rows puts old ones back: a replaced key, an ended holding, somebody who left. The journal still knows."""

from datetime import timedelta
from typing import Any

import pytest

from kentongan.officers import reads, trail
from kentongan.officers.errors import KeyNotVouched
from kentongan.officers.models import Holding, Officer
from kentongan.officers.services import appointments, people
from kentongan.officers.tests.cast import NOW, TODAY
from kentongan.officers.tests.test_reads import sits
from kentongan.officers.vouching import verified_public

DAY = timedelta(days=1)


def row_of(table: Any, **which: object) -> dict[str, Any]:
    """All columns of a row, as a backup has them."""
    return table.objects.filter(**which).values().get()


def put_back(table: Any, row: dict[str, Any]) -> None:
    table.objects.filter(pk=row["id"]).update(**row)


def nobody_gets_anything_sealed(cast, code: str) -> None:
    ida = Officer.objects.get(username="ida")
    with pytest.raises(KeyNotVouched) as noticed:
        verified_public(ida)
    assert noticed.value.code == code
    assert sits(cast, "petugas") == []
    assert reads.capacities(ida, NOW) == []
    assert trail.differing() == ["ida"]


class TestAReplacedKey:
    @pytest.fixture
    def before(self, cast) -> tuple[dict[str, Any], dict[str, Any]]:
        """Ida's rows from before she lost her password; she has new keys and sits on her post again."""
        rows = row_of(Officer, username="ida"), row_of(Holding, officer__username="ida")
        ida = Officer.objects.get(username="ida")
        people.renew(officer=ida, password="kata-sandi-baru", by=cast.administrator, now=NOW)
        appointments.key(holding=Holding.objects.get(officer=ida), by=cast.root, now=NOW)
        return rows

    def test_the_new_one_counts(self, cast, before) -> None:
        assert sits(cast, "petugas") == ["ida"]
        assert trail.differing() == []

    def test_the_old_one_counts_for_nothing(self, cast, before) -> None:
        for table, row in zip((Officer, Holding), before, strict=True):
            put_back(table, row)
        nobody_gets_anything_sealed(cast, "replaced")

    def test_nor_with_everything_as_if_it_had_never_been_replaced(self, cast, before) -> None:
        Officer.objects.get(username="ida").former_keys.all().delete()
        for table, row in zip((Officer, Holding), before, strict=True):
            put_back(table, row)
        nobody_gets_anything_sealed(cast, "replaced")

    def test_nobody_vouches_for_it_again(self, cast, before, unchanged) -> None:
        put_back(Officer, {**before[0], "vouch": b"", "vouched_by": ""})
        Holding.objects.filter(officer__username="ida").update(keyed_at=None, keyed_by="", vouch=b"")
        with unchanged(), pytest.raises(KeyNotVouched, match="replaced"):
            appointments.key(holding=Holding.objects.get(officer__username="ida"), by=cast.root, now=NOW)


class TestAnEndedHolding:
    @pytest.fixture
    def ended(self, cast) -> Holding:
        """Ida's last day was yesterday."""
        holding = Holding.objects.get(officer__username="ida")
        appointments.end(holding=holding, on=TODAY - DAY, by=cast.administrator, now=NOW)
        return holding

    @pytest.mark.parametrize("last", [None, TODAY + 99 * DAY])
    def test_it_does_not_go_on(self, cast, ended, last) -> None:
        Holding.objects.filter(pk=ended.pk).update(ended_on=last)
        assert sits(cast, "petugas") == []
        assert trail.differing() == ["ida"]

    def test_nor_as_a_copy(self, cast, ended) -> None:
        Holding.objects.create(**{**row_of(Holding, pk=ended.pk), "id": None, "ended_on": None})
        assert sits(cast, "petugas") == []

    def test_a_new_appointment_to_the_same_post_counts(self, cast, ended) -> None:
        holding = cast.appoint("ida", "petugas")
        appointments.key(holding=holding, by=cast.root, now=NOW + timedelta(hours=1))
        assert sits(cast, "petugas") == ["ida"]
        assert sits(cast, "petugas", NOW - DAY) == []

    def test_until_its_last_day_it_counts(self, cast) -> None:
        holding = Holding.objects.get(officer__username="ida")
        appointments.end(holding=holding, on=TODAY, by=cast.administrator, now=NOW)
        assert sits(cast, "petugas") == ["ida"]
        assert sits(cast, "petugas", NOW + DAY) == []


def test_who_left_does_not_come_back_by_a_row(cast) -> None:
    people.end(officer=Officer.objects.get(username="ida"), by=cast.administrator, now=NOW)
    Officer.objects.filter(username="ida").update(ended_at=None)
    nobody_gets_anything_sealed(cast, "ended")
