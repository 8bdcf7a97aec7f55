"""Registering, roles, roots and the sample officers."""

import stat
from pathlib import Path

import pytest
from django.conf import settings

from kentongan import journal
from kentongan.agencies.services import profiles
from kentongan.agencies.tests import sample
from kentongan.officers import reads
from kentongan.officers.errors import NotAllowed
from kentongan.officers.models import Holding, Officer, Role
from kentongan.officers.services import login, people, roots, samples
from kentongan.officers.tests.cast import NOW, log_in, password
from kentongan.officers.tests.conftest import everything


class TestRegister:
    def test_a_new_officer_can_log_in_and_is_nobody_yet(self, cast) -> None:
        otto = log_in("otto").officer
        assert (otto.vouched_by, bytes(otto.vouch), otto.roles.count()) == ("", b"", 0)

    def test_private_keys_and_password_stand_nowhere(self, cast) -> None:
        keys = log_in("ida").keys
        rows = repr(everything())
        for secret in (keys.exchange, keys.signing, keys.serialize(), password("ida").encode()):
            assert repr(secret)[2:-1] not in rows
            assert secret.hex() not in rows

    @pytest.mark.parametrize(
        ("other", "code"),
        [
            ({"username": "ida"}, "username-taken"),
            ({"username": "Ida B"}, "bad-username"),
            ({"username": ""}, "bad-username"),
            ({"username": "root:contoh"}, "bad-username"),
            ({"password": "pendek"}, "password-too-short"),
        ],
    )
    def test_what_is_refused_changes_nothing(self, cast, unchanged, other, code) -> None:
        usual = {"username": "sari", "name": "Sari", "password": "kata-sandi-sari"}
        with unchanged(), pytest.raises(NotAllowed, match=code):
            people.register(agency=cast.agency, by=cast.administrator, now=NOW, **{**usual, **other})

    def test_only_an_administrator_does_any_of_it(self, cast, unchanged) -> None:
        hana, otto = log_in("hana").officer, log_in("otto").officer
        usual = {"username": "sari", "name": "Sari", "password": "kata-sandi-sari"}
        with unchanged(), pytest.raises(NotAllowed, match="not-administrator"):
            people.register(agency=cast.agency, by=hana, now=NOW, **usual)
        with unchanged(), pytest.raises(NotAllowed, match="not-administrator"):
            people.grant_role(officer=hana, agency=cast.agency, kind="oversight", by=hana, now=NOW)
        with unchanged(), pytest.raises(NotAllowed, match="not-administrator"):
            people.end(officer=otto, by=hana, now=NOW)

    def test_a_role_is_given_once_and_noted_once(self, cast, unchanged) -> None:
        otto = Officer.objects.get(username="otto")
        people.grant_role(officer=otto, agency=cast.agency, kind="oversight", by=cast.administrator, now=NOW)
        with unchanged():
            people.grant_role(
                officer=otto, agency=cast.agency, kind="oversight", by=cast.administrator, now=NOW
            )
        with unchanged(), pytest.raises(NotAllowed, match="no-such-role"):
            people.grant_role(officer=otto, agency=cast.agency, kind="raja", by=cast.administrator, now=NOW)


class TestRoot:
    def test_the_private_half_is_the_owners_alone_and_not_beside_the_database(self, cast, tmp_path) -> None:
        private = tmp_path / "root.key"
        assert stat.S_IMODE(private.stat().st_mode) == 0o600
        assert roots.read(agency="contoh", private=private).keys.serialize() == cast.root.keys.serialize()
        public = (Path(settings.KENTONGAN["ROOTS_DIR"]) / "contoh.pub").read_text()
        assert private.read_text().strip() not in public

    def test_there_is_never_a_second_one(self, cast, tmp_path) -> None:
        public = Path(settings.KENTONGAN["ROOTS_DIR"]) / "contoh.pub"
        before = (public.read_text(), (tmp_path / "root.key").read_text())
        with pytest.raises(NotAllowed, match="root-exists"):
            roots.make(agency="contoh", private=tmp_path / "second.key")
        with pytest.raises(NotAllowed, match="root-exists"):
            roots.make(agency="lain", private=tmp_path / "root.key")
        assert (public.read_text(), (tmp_path / "root.key").read_text()) == before
        assert not (tmp_path / "second.key").exists()


class TestSamples:
    def test_everybody_can_log_in_and_every_post_is_keyed(self, db) -> None:
        agency = sample.load()
        made = samples.make(agency="contoh", now=NOW)
        assert [each.username for each in made] == ["kepala", "kabid", "petugas", "penerima", "otto", "admin"]
        for each in made:
            assert login.unlock(each.username, each.password).officer.name == each.name
        for post in agency.posts.all():
            assert [officer.username for officer in reads.holders(post, NOW)] == [post.key]
        assert reads.service_is_open(agency.services.get(), NOW)
        assert journal.verify() == []

    def test_otto_and_the_administrator_sit_nowhere(self, db) -> None:
        sample.load()
        samples.make(agency="contoh", now=NOW)
        assert not Holding.objects.filter(officer__username__in=["otto", "admin"]).exists()
        [role] = Role.objects.all()
        assert (role.officer.username, role.kind) == ("admin", "administrator")

    def test_a_second_run_changes_nothing_and_lists_the_same(self, db, unchanged) -> None:
        sample.load()
        first = samples.make(agency="contoh", now=NOW)
        with unchanged():
            assert samples.make(agency="contoh", now=NOW) == first

    def test_a_run_that_was_cut_off_is_finished_by_the_next(self, db) -> None:
        sample.load()
        first = samples.make(agency="contoh", now=NOW)
        Holding.objects.filter(officer__username="kabid").update(keyed_at=None, keyed_by="")
        Holding.objects.filter(officer__username="petugas").delete()
        assert samples.make(agency="contoh", now=NOW) == first
        assert [
            capacity.post.key for capacity in reads.capacities(Officer.objects.get(username="petugas"), NOW)
        ]
        assert reads.capacities(Officer.objects.get(username="kabid"), NOW)

    def test_two_agencies_do_not_share_officers(self, db) -> None:
        sample.load()
        samples.make(agency="contoh", now=NOW)
        for key in ("contoh-dua", "contoh-tiga"):
            files = sample.folder(profile=('kunci = "contoh"', f'kunci = "{key}"'))
            profiles.load(files=files, by="ida", now=NOW)
        names = [each.username for each in samples.make(agency="contoh-dua", now=NOW)]
        assert names[0] == "kepala.contoh"
        names = [each.username for each in samples.make(agency="contoh-tiga", now=NOW)]
        assert names[0] == "kepala.contoh-tiga"

    def test_an_agency_that_is_not_loaded_has_none(self, db) -> None:
        with pytest.raises(LookupError):
            samples.make(agency="siapa", now=NOW)
        assert Officer.objects.count() == 0
