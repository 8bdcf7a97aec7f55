"""Who sits where on which day, and when a service may open."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from kentongan.agencies import reads as agencies
from kentongan.officers import reads
from kentongan.officers.models import Holding, Officer, Role
from kentongan.officers.services import appointments, people
from kentongan.officers.tests.cast import NOW, TODAY

DAY = timedelta(days=1)


def sits(cast, post: str, at=NOW) -> list[str]:
    return [officer.username for officer in reads.holders(agencies.post(cast.agency, post), at)]


class TestDays:
    def test_both_ends_count(self, cast) -> None:
        cast.seat("otto", "penerima", starts_on=TODAY + DAY, ends_on=TODAY + 2 * DAY)
        assert [sits(cast, "penerima", NOW + n * DAY) for n in range(4)] == [[], ["otto"], ["otto"], []]

    def test_a_day_begins_at_midnight_of_the_agency(self, cast) -> None:
        cast.seat("otto", "penerima", starts_on=TODAY + DAY)
        midnight = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)  # 00.00 WITA of the next day
        assert sits(cast, "penerima", midnight - timedelta(seconds=1)) == []
        assert sits(cast, "penerima", midnight) == ["otto"]
        assert reads.day_in(cast.agency, midnight) == TODAY + DAY


class TestHolders:
    def test_a_stand_in_sits_beside_who_is_definitive(self, cast) -> None:
        cast.seat("otto", "kabid", kind="plh", basis="SPT 12/2026", ends_on=TODAY + DAY)
        assert sits(cast, "kabid") == ["hana", "otto"]
        assert sits(cast, "kabid", NOW + 2 * DAY) == ["hana"]

    def test_nobody_is_named_twice(self, cast) -> None:
        cast.seat("hana", "kabid", kind="plt")
        assert sits(cast, "kabid") == ["hana"]

    def test_a_retired_post_keeps_its_holders(self, cast) -> None:
        cast.agency.posts.filter(key="petugas").update(retired_at=NOW)
        assert sits(cast, "petugas") == ["ida"]

    def test_who_has_left_sits_nowhere(self, cast) -> None:
        people.end(officer=Officer.objects.get(username="ida"), by=cast.administrator, now=NOW)
        assert sits(cast, "petugas") == []


class TestCapacities:
    def test_one_person_may_sit_in_several(self, cast) -> None:
        cast.seat("ida", "penerima")
        found = reads.capacities(Officer.objects.get(username="ida"), NOW)
        assert [capacity.post.key for capacity in found] == ["petugas", "penerima"]
        assert {capacity.holding.officer.username for capacity in found} == {"ida"}

    def test_who_sits_nowhere_has_none(self, cast) -> None:
        for username in ("otto", "tono", "admin"):
            assert reads.capacities(Officer.objects.get(username=username), NOW) == []


class TestService:
    @pytest.fixture
    def service(self, cast):
        return agencies.service("contoh", "wbs")

    def test_it_opens_when_custodian_escrow_and_first_step_are_keyed(self, cast, service) -> None:
        assert not reads.service_is_open(service, NOW)
        appointments.key(holding=Holding.objects.get(officer__username="tono"), by=cast.root, now=NOW)
        assert reads.service_is_open(service, NOW)
        assert not reads.service_is_open(service, NOW - 2 * DAY)

    @pytest.mark.parametrize("username", ["ida", "tono"])
    def test_it_closes_when_custodian_or_escrow_leaves(self, cast, service, username) -> None:
        appointments.key(holding=Holding.objects.get(officer__username="tono"), by=cast.root, now=NOW)
        people.end(officer=Officer.objects.get(username=username), by=cast.administrator, now=NOW)
        assert not reads.service_is_open(service, NOW)

    def test_a_retired_service_is_closed(self, cast, service) -> None:
        appointments.key(holding=Holding.objects.get(officer__username="tono"), by=cast.root, now=NOW)
        service.retired_at = NOW
        assert not reads.service_is_open(service, NOW)


class TestNames:
    def test_names_are_shown_also_of_who_has_left(self, cast) -> None:
        people.end(officer=Officer.objects.get(username="ida"), by=cast.administrator, now=NOW)
        assert reads.name_of("ida") == "Ida"
        assert reads.name_of("system") == "system"
        assert reads.seat_name(cast.agency, "kabid") == "Kepala Bidang"
        assert reads.seat_name(cast.agency, "tidak-ada") == "tidak-ada"

    def test_notices_go_to_who_is_there_and_gave_an_address(self, cast) -> None:
        assert reads.address_of("ida") == "ida@contoh.test"
        assert reads.address_of("admin") is None
        assert reads.address_of("siapa") is None
        people.end(officer=Officer.objects.get(username="ida"), by=cast.administrator, now=NOW)
        assert reads.address_of("ida") is None


class TestDatabase:
    """The database holds these promises too, whoever writes."""

    @pytest.mark.parametrize(
        "columns",
        [
            {"kind": "pinjaman"},
            {"ends_on": TODAY - 30 * DAY},
            {"keyed_at": None},
            {"keyed_by": ""},
        ],
    )
    def test_a_holding_that_makes_no_sense(self, cast, columns) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            Holding.objects.filter(officer__username="ida").update(**columns)

    def test_a_role_that_there_is_not_and_a_role_twice(self, cast) -> None:
        otto = Officer.objects.get(username="otto")
        with pytest.raises(IntegrityError), transaction.atomic():
            Role.objects.create(officer=otto, agency=cast.agency, kind="raja")
        Role.objects.create(officer=otto, agency=cast.agency, kind="oversight")
        with pytest.raises(IntegrityError), transaction.atomic():
            Role.objects.create(officer=otto, agency=cast.agency, kind="oversight")
