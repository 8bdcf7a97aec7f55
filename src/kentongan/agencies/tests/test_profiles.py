"""Loading a folder: all or nothing, once, and dated; writing it out byte for byte."""

from datetime import timedelta

import pytest
from django.apps import apps

from kentongan import journal
from kentongan.agencies import reads
from kentongan.agencies.folders import read_folder, write_folder
from kentongan.agencies.models import Agency, FormVersion, ProfileVersion, Service, SopVersion
from kentongan.agencies.services import profiles
from kentongan.agencies.tests.sample import NOW, folder, load
from kentongan.agency_folder import sample_path
from kentongan.journal.models import Event
from kentongan.problems import BadFile

LATER = NOW + timedelta(days=30)
RENAMED = ('nama = "Kepala Bidang"', 'nama = "Kabid Satu"')


def everything() -> dict:
    rooms = ("agencies", "journal")
    models = [model for room in rooms for model in apps.get_app_config(room).get_models()]
    return {model.__name__: list(model.objects.order_by("pk").values_list()) for model in models}


class TestLoad:
    def test_it_makes_what_the_folder_names(self, db) -> None:
        agency = load()
        assert (agency.name, agency.zone, agency.regency) == (
            "Dinas Contoh",
            "Asia/Makassar",
            "Antah Berantah",
        )
        assert [post.key for post in reads.posts(agency)] == ["kepala", "kabid", "petugas", "penerima"]
        assert dict(reads.units(agency)) == {"bidang": "kabid"}
        assert dict(reads.unit_names(agency)) == {"bidang": "Bidang Satu"}
        petugas = reads.post(agency, "petugas")
        assert (petugas.superior, petugas.unit, petugas.kind, petugas.many) == (
            "kabid",
            "bidang",
            "peran",
            True,
        )
        assert reads.post(agency, "penerima").other_agency == "Inspektorat Antah Berantah"

    def test_it_makes_the_service_with_its_sop_and_form(self, db) -> None:
        [service] = reads.services(load())
        assert (service.key, service.kind, service.slot) == ("wbs", "wbs", "jam kerja")
        said = reads.as_loaded(service)
        assert (said.custodian, said.escrow) == ("petugas", "penerima")
        assert service.description == "Untuk uji coba."
        assert (service.sop_version.number, service.sop_version.in_force_from) == (1, NOW)

    def test_it_is_noted_in_the_journal_with_its_hash(self, db) -> None:
        agency = load()
        event = Event.objects.get()
        assert (event.kind, event.agency, event.by, event.at) == ("profile.loaded", "contoh", "ida", NOW)
        assert agency.profile.sha256 in event.facts
        assert journal.verify() == []

    def test_the_same_folder_again_changes_nothing(self, db) -> None:
        load()
        before = everything()
        load(LATER)
        assert everything() == before

    def test_a_bad_folder_changes_nothing_and_tells_every_reason(self, db) -> None:
        load()
        before = everything()
        with pytest.raises(BadFile) as bad:
            load(LATER, profile=('kepala = "kabid"', 'kepala = "kabit"'))
        assert {problem.file for problem in bad.value.problems} == {"profil.toml"}
        assert everything() == before

    def test_a_bad_form_is_refused_under_its_own_name(self, db) -> None:
        with pytest.raises(BadFile) as bad:
            load(form=('jenis = "teks panjang"', 'jenis = "puisi"'))
        assert {problem.file for problem in bad.value.problems} == {"formulir/aduan.toml"}
        assert all(rows == [] for rows in everything().values())

    def test_an_old_folder_again_is_a_new_version(self, db) -> None:
        load()
        load(LATER, profile=RENAMED)
        agency = load(LATER + timedelta(days=1))
        assert agency.profile.number == 3
        first, _, third = ProfileVersion.objects.order_by("number")
        assert first.sha256 == third.sha256
        assert reads.post(agency, "kabid").name == "Kepala Bidang"


class TestChange:
    def test_a_post_that_is_no_longer_named_is_retired_and_stays(self, db) -> None:
        load()
        agency = _without_penerima(LATER)
        assert "penerima" not in [post.key for post in reads.posts(agency)]
        assert reads.post(agency, "penerima").retired_at == LATER

    def test_a_retired_post_that_is_named_again_serves_again(self, db) -> None:
        before = reads.post(load(), "penerima").pk
        _without_penerima(LATER)
        agency = load(LATER + timedelta(days=1))
        post = reads.post(agency, "penerima")
        assert (post.pk, post.retired_at) == (before, None)

    def test_a_changed_sop_is_a_new_version_and_the_old_one_stays(self, db) -> None:
        [before] = reads.services(load())
        old = before.sop_version
        [after] = reads.services(load(LATER, sop=("Memeriksa aduan", "Memeriksa isi aduan")))
        assert (after.pk, after.sop_version.number) == (before.pk, 2)
        assert after.sop_version.in_force_from == LATER
        assert reads.sop(old).steps["1"].title == "Memeriksa aduan"
        assert reads.sop(after.sop_version_id).steps["1"].title == "Memeriksa isi aduan"

    def test_a_change_elsewhere_makes_no_new_sop_and_no_new_form(self, db) -> None:
        load()
        load(LATER, profile=RENAMED)
        assert (SopVersion.objects.count(), FormVersion.objects.count()) == (1, 1)

    def test_a_form_is_archived_with_the_agencys_own_lists(self, db) -> None:
        [before] = reads.services(load())
        [after] = reads.services(load(LATER, profile=('nama = "Bidang Satu"', 'nama = "Bidang Dua"')))
        labels = [
            reads.form(version).question("unit").choices[0].label
            for version in (before.form_version, after.form_version_id)
        ]
        assert labels == ["Bidang Satu", "Bidang Dua"]

    def test_a_service_that_is_no_longer_named_is_retired(self, db) -> None:
        agency = load()
        load(LATER, profile=('[[layanan]]\nkunci = "wbs"', '[[layanan]]\nkunci = "aduan"'))
        assert [service.key for service in reads.services(agency)] == ["aduan"]
        assert reads.service("contoh", "wbs") is None
        assert Service.objects.get(key="wbs").retired_at == LATER


class TestReads:
    def test_what_is_not_there_is_none(self, db) -> None:
        agency = load()
        assert reads.agency("lain") is None
        assert reads.service("contoh", "lain") is None
        assert reads.post(agency, "lain") is None

    def test_every_agency_is_listed(self, db) -> None:
        load()
        assert [agency.key for agency in reads.agencies()] == ["contoh"]
        assert reads.service("contoh", "wbs").agency == reads.agency("contoh")

    def test_the_first_step_tells_who_must_be_there(self, db) -> None:
        [service] = reads.services(load())
        assert reads.first_posts(service) == ("petugas", "penerima")

    def test_a_parsed_file_is_remembered_without_a_query(self, db, django_assert_num_queries) -> None:
        [service] = reads.services(load())
        version, form = service.sop_version, service.form_version
        reads.sop(version), reads.form(form)
        with django_assert_num_queries(0):
            assert reads.sop(version) is reads.sop(version)
            assert reads.form(form) is reads.form(form)

    def test_a_new_profile_brings_its_calendar_at_once(self, db) -> None:
        first = reads.calendar(load())
        second = reads.calendar(load(LATER, calendar=("tahun = [2026, 2027]", "tahun = [2026]")))
        assert (2027 in first.years, 2027 in second.years) == (True, False)


class TestFolder:
    def test_what_is_written_out_is_what_was_read_byte_for_byte(self, db, tmp_path) -> None:
        files = {**folder(), "catatan.txt": "baris\r\nbaris \u00a0é\n\n"}
        write_folder(tmp_path / "in", files)
        (tmp_path / "in" / ".simpanan").write_bytes(b"\xff")
        read = read_folder(tmp_path / "in")
        profiles.load(files=read, by="ida", now=NOW)
        write_folder(tmp_path / "out", profiles.dump(Agency.objects.get()))
        for name in files:
            assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "in" / name).read_bytes()
        assert read == files == profiles.dump(Agency.objects.get())

    def test_sample_reports_are_no_part_of_what_is_read(self, tmp_path) -> None:
        write_folder(tmp_path, {**folder(), sample_path("wbs"): "format = 1"})
        assert read_folder(tmp_path) == folder()

    def test_a_file_that_is_no_text_is_named(self, tmp_path) -> None:
        write_folder(tmp_path, folder())
        (tmp_path / "foto.jpg").write_bytes(b"\xff\xd8")
        with pytest.raises(BadFile) as bad:
            read_folder(tmp_path)
        assert [(problem.file, problem.code) for problem in bad.value.problems] == [("foto.jpg", "not-utf8")]

    @pytest.mark.parametrize("name", ["../di-luar.toml", "sops/../../di-luar.toml", "/di-luar.toml"])
    def test_nothing_is_written_outside_of_the_folder(self, tmp_path, name: str) -> None:
        with pytest.raises(ValueError, match="di-luar"):
            write_folder(tmp_path / "folder", {name: ""})
        assert not (tmp_path / "di-luar.toml").exists()

    def test_another_grid_replaces_every_slot_but_none(self, tmp_path) -> None:
        write_folder(tmp_path, folder())
        assert 'slot = "1 menit"' in read_folder(tmp_path, slot="1 menit")["profil.toml"]
        write_folder(tmp_path, folder(profile=('slot = "jam kerja"', 'slot = "tanpa"')))
        assert 'slot = "tanpa"' in read_folder(tmp_path, slot="1 menit")["profil.toml"]


def _without_penerima(now) -> Agency:
    """The same agency, whose fourth post has another key."""
    files = {name: text.replace('"penerima"', '"tim-penerima"') for name, text in folder().items()}
    profiles.load(files=files, by="ida", now=now)
    return Agency.objects.get(key="contoh")
