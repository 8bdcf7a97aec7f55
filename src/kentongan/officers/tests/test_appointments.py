"""Two acts: appointed by an administrator, keyed by who holds a key. Neither can do the other's."""

from datetime import date, timedelta

import pytest

from kentongan import journal
from kentongan.agencies import reads as agencies
from kentongan.journal.models import Event
from kentongan.officers import reads, vouching
from kentongan.officers.errors import KeyNotVouched, NotAllowed
from kentongan.officers.models import Holding, Officer, Role
from kentongan.officers.services import appointments, people
from kentongan.officers.services.appointments import Root
from kentongan.officers.tests.cast import NOW, TODAY, log_in
from kentongan.vault import officers as vault


def holding_of(username: str) -> Holding:
    return Holding.objects.get(officer__username=username)


def sits(cast, post: str) -> list[str]:
    return [officer.username for officer in reads.holders(agencies.post(cast.agency, post), NOW)]


class TestAppoint:
    def test_an_appointment_alone_makes_nobody_a_holder(self, cast) -> None:
        assert holding_of("tono").keyed_at is None
        assert sits(cast, "penerima") == []
        assert reads.capacities(Officer.objects.get(username="tono"), NOW) == []

    def test_it_is_noted_who_did_it(self, cast) -> None:
        event = Event.objects.filter(kind="holding.appointed").last()
        assert (event.by, event.chain, event.subject) == ("admin", "officer:tono", "penerima")
        assert journal.verify() == []

    @pytest.mark.parametrize(
        ("other", "code"),
        [
            ({"kind": "pinjaman"}, "no-such-kind"),
            ({"ends_on": TODAY - timedelta(days=1)}, "dates-reversed"),
        ],
    )
    def test_what_makes_no_sense_is_refused(self, cast, unchanged, other, code) -> None:
        with unchanged(), pytest.raises(NotAllowed, match=code):
            cast.appoint("otto", "petugas", **other)

    def test_only_an_administrator_of_the_agency_appoints(self, cast, unchanged) -> None:
        hana = log_in("hana").officer
        post = agencies.post(cast.agency, "petugas")
        otto = Officer.objects.get(username="otto")
        with unchanged(), pytest.raises(NotAllowed, match="not-administrator"):
            appointments.appoint(post=post, officer=otto, starts_on=TODAY, by=hana, now=NOW)

    def test_an_administrator_gets_no_post(self, cast, unchanged) -> None:
        with unchanged(), pytest.raises(NotAllowed, match="administrator-holds-no-post"):
            cast.appoint("admin", "petugas")

    def test_a_holder_gets_no_administrators_role(self, cast, unchanged) -> None:
        ida = Officer.objects.get(username="ida")
        with unchanged(), pytest.raises(NotAllowed, match="administrator-holds-no-post"):
            people.grant_role(officer=ida, agency=cast.agency, kind=Role.ADMINISTRATOR, by=None, now=NOW)

    def test_who_has_left_gets_no_post(self, cast, unchanged) -> None:
        people.end(officer=Officer.objects.get(username="otto"), by=cast.administrator, now=NOW)
        with unchanged(), pytest.raises(NotAllowed, match="officer-has-left"):
            cast.appoint("otto", "petugas")

    def test_an_officer_of_another_agency_gets_no_post(self, cast, unchanged) -> None:
        other = type(cast.agency).objects.create(key="lain", zone="Asia/Jakarta", profile=cast.agency.profile)
        Officer.objects.filter(username="otto").update(agency=other)
        with unchanged(), pytest.raises(NotAllowed, match="other-agency"):
            cast.appoint("otto", "petugas")

    def test_nobody_is_put_on_a_retired_post(self, cast, unchanged) -> None:
        cast.agency.posts.filter(key="petugas").update(retired_at=NOW)
        with unchanged(), pytest.raises(NotAllowed, match="post-is-retired"):
            cast.appoint("otto", "petugas")


class TestKey:
    def test_the_root_makes_a_holder(self, cast) -> None:
        appointments.key(holding=holding_of("tono"), by=cast.root, now=NOW)
        assert sits(cast, "penerima") == ["tono"]
        assert holding_of("tono").keyed_by == "root:contoh"

    def test_so_does_a_holder_and_who_they_vouched_for(self, cast) -> None:
        appointments.key(holding=holding_of("tono"), by=log_in("ida"), now=NOW)
        cast.seat("otto", "petugas", by=log_in("tono"))
        assert sits(cast, "penerima") == ["tono"]
        assert sits(cast, "petugas") == ["ida", "otto"]
        assert Officer.objects.get(username="otto").vouched_by == "tono"

    def test_it_is_noted_who_vouched(self, cast) -> None:
        appointments.key(holding=holding_of("tono"), by=log_in("ida"), now=NOW)
        event = Event.objects.filter(kind="holding.keyed").last()
        assert (event.by, event.chain) == ("ida", "officer:tono")

    def test_the_administrator_cannot(self, cast, unchanged) -> None:
        with unchanged(), pytest.raises(KeyNotVouched):
            appointments.key(holding=holding_of("tono"), by=log_in("admin"), now=NOW)

    def test_nobody_vouches_for_themselves(self, cast, unchanged) -> None:
        second = cast.appoint("ida", "penerima")
        with unchanged(), pytest.raises(NotAllowed, match="own-key"):
            appointments.key(holding=second, by=log_in("ida"), now=NOW)
        with unchanged(), pytest.raises(NotAllowed, match="own-key"):
            appointments.key(holding=holding_of("tono"), by=log_in("tono"), now=NOW)

    def test_an_officer_without_a_key_to_anything_cannot(self, cast, unchanged) -> None:
        with unchanged(), pytest.raises(KeyNotVouched):
            appointments.key(holding=holding_of("tono"), by=log_in("otto"), now=NOW)

    def test_a_holder_of_yesterday_cannot(self, cast, unchanged) -> None:
        ida = log_in("ida")
        yesterday = TODAY - timedelta(days=1)
        appointments.end(holding=holding_of("ida"), on=yesterday, by=cast.administrator, now=NOW)
        with unchanged(), pytest.raises(NotAllowed, match="not-a-holder"):
            appointments.key(holding=holding_of("tono"), by=ida, now=NOW)

    def test_a_session_with_former_keys_cannot(self, cast, unchanged) -> None:
        before = log_in("ida")
        ida = Officer.objects.get(username="ida")
        people.renew(officer=ida, password="kata-sandi-baru", by=cast.administrator, now=NOW)
        appointments.key(holding=holding_of("ida"), by=cast.root, now=NOW)
        stale = type(before)(Officer.objects.get(username="ida"), before.keys)
        with unchanged(), pytest.raises(NotAllowed, match="not-a-holder"):
            appointments.key(holding=holding_of("tono"), by=stale, now=NOW)

    def test_another_root_cannot(self, cast, unchanged) -> None:
        with unchanged(), pytest.raises(NotAllowed, match="not-the-root"):
            appointments.key(holding=holding_of("tono"), by=Root("contoh", vault.generate()), now=NOW)

    def test_what_is_keyed_is_not_keyed_again(self, cast, unchanged) -> None:
        with unchanged(), pytest.raises(NotAllowed, match="already-keyed"):
            appointments.key(holding=holding_of("ida"), by=cast.root, now=NOW)

    def test_who_has_left_is_not_keyed(self, cast, unchanged) -> None:
        people.end(officer=Officer.objects.get(username="tono"), by=cast.administrator, now=NOW)
        with unchanged(), pytest.raises(NotAllowed, match="officer-has-left"):
            appointments.key(holding=holding_of("tono"), by=cast.root, now=NOW)

    def test_a_role_given_by_the_database_keeps_an_appointee_from_a_key(self, cast, unchanged) -> None:
        tono = Officer.objects.get(username="tono")
        Role.objects.create(officer=tono, agency=cast.agency, kind=Role.ADMINISTRATOR)
        with unchanged(), pytest.raises(NotAllowed, match="administrator-holds-no-post"):
            appointments.key(holding=holding_of("tono"), by=cast.root, now=NOW)


class TestEnd:
    def test_it_ends_after_its_day(self, cast) -> None:
        appointments.end(holding=holding_of("ida"), on=TODAY, by=cast.administrator, now=NOW)
        assert sits(cast, "petugas") == ["ida"]
        petugas = agencies.post(cast.agency, "petugas")
        assert reads.holders(petugas, NOW + timedelta(days=1)) == []

    def test_only_an_administrator_ends_it_and_never_before_it_began(self, cast, unchanged) -> None:
        holding = holding_of("ida")
        with unchanged(), pytest.raises(NotAllowed, match="not-administrator"):
            appointments.end(holding=holding, on=TODAY, by=log_in("hana").officer, now=NOW)
        with unchanged(), pytest.raises(NotAllowed, match="dates-reversed"):
            appointments.end(holding=holding, on=date(2026, 11, 1), by=cast.administrator, now=NOW)


class TestLostPassword:
    def test_new_keys_are_worth_nothing_until_somebody_vouches_again(self, cast) -> None:
        ida = Officer.objects.get(username="ida")
        people.renew(officer=ida, password="kata-sandi-baru", by=cast.administrator, now=NOW)
        assert sits(cast, "petugas") == []
        assert not vouching.is_vouched(Officer.objects.get(username="ida"))
        appointments.key(holding=holding_of("ida"), by=log_in("hana"), now=NOW)
        assert sits(cast, "petugas") == ["ida"]

    def test_who_they_vouched_for_stays_vouched_for(self, cast) -> None:
        appointments.key(holding=holding_of("tono"), by=log_in("ida"), now=NOW)
        ida = Officer.objects.get(username="ida")
        for word in ("kata-sandi-dua", "kata-sandi-tiga"):
            people.renew(officer=ida, password=word, by=cast.administrator, now=NOW)
        assert sits(cast, "penerima") == ["tono"]
        appointments.key(holding=holding_of("ida"), by=cast.root, now=NOW)
        assert sits(cast, "penerima") == ["tono"]

    def test_only_an_administrator_renews(self, cast, unchanged) -> None:
        ida = Officer.objects.get(username="ida")
        with unchanged(), pytest.raises(NotAllowed, match="not-administrator"):
            people.renew(officer=ida, password="kata-sandi-baru", by=log_in("hana").officer, now=NOW)
