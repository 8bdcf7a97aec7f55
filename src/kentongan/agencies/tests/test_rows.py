"""Who writes rows does not choose by them who gets keys: texts count by their hash, the rest by the profile."""

from collections.abc import Iterator

import pytest

from kentongan.agencies import canonical, reads
from kentongan.agencies.errors import TextChanged
from kentongan.agencies.models import Agency, FormVersion, ProfileVersion, Service, SopVersion
from kentongan.agencies.tests.sample import NOW, folder, load

OTHER_SOP = ('pos = ["petugas", "penerima"]', 'pos = ["kepala"]')
CUSTODIAN = ('penjaga_identitas = "petugas"', 'penjaga_identitas = "kabid"')


@pytest.fixture(autouse=True)
def cold() -> Iterator[None]:
    """Nothing is remembered from another test, nor for another."""
    caches = (reads._sop, reads._form, reads._profile, reads._forms)
    for each in caches:
        each.cache_clear()
    yield
    for each in caches:
        each.cache_clear()


def put_in_force(**replaced: tuple[str, str]) -> None:
    """A profile that nobody loaded, whole and with a hash that fits."""
    text = canonical.text(folder(**replaced))
    version = ProfileVersion.objects.create(
        agency_key="contoh",
        number=2,
        sha256=canonical.digest(text),
        text=text,
        loaded_at=NOW,
        loaded_by="ida",
    )
    Agency.objects.update(profile=version)


class TestTexts:
    def test_a_changed_sop_is_not_run(self, db) -> None:
        load()
        row = SopVersion.objects.get()
        assert OTHER_SOP[0] in row.text
        SopVersion.objects.update(text=row.text.replace(*OTHER_SOP))
        with pytest.raises(TextChanged):
            reads.sop(row)

    def test_a_changed_form_is_not_shown(self, db) -> None:
        load()
        row = FormVersion.objects.get()
        FormVersion.objects.update(text=row.text.replace("Apa yang terjadi?", "Siapa Anda?"))
        with pytest.raises(TextChanged):
            reads.form(row)

    def test_a_changed_profile_is_not_followed(self, db) -> None:
        load()
        ProfileVersion.objects.update(text=canonical.text(folder(profile=CUSTODIAN)))
        with pytest.raises(TextChanged):
            reads.profile(Agency.objects.get())


class TestTheProfile:
    def test_it_counts_while_the_journal_names_it(self, db) -> None:
        assert reads.is_loaded(load())
        put_in_force(profile=CUSTODIAN)
        assert not reads.is_loaded(Agency.objects.get())

    def test_it_says_the_unit_heads_and_the_first_posts(self, db) -> None:
        [service] = reads.services(load())
        other = SopVersion.objects.create(
            agency=service.agency, key="lain", number=1, sha256="0" * 64, text="", in_force_from=NOW
        )
        Service.objects.update(sop_version=other)
        [service] = reads.services(service.agency)
        assert reads.first_posts(service) == ("petugas", "penerima")
        assert reads.units(service.agency) == {"bidang": "kabid"}

    def test_what_it_no_longer_names_it_said_last(self, db) -> None:
        [service] = reads.services(load())
        renamed = {name: text.replace('"penerima"', '"tim"') for name, text in folder().items()}
        renamed["profil.toml"] = renamed["profil.toml"].replace(
            '[[layanan]]\nkunci = "wbs"', '[[layanan]]\nkunci = "lain"'
        )
        from kentongan.agencies.services import profiles

        profiles.load(files=renamed, by="ida", now=NOW)
        service = Service.objects.get(key="wbs")
        assert (reads.as_loaded(service).custodian, reads.as_loaded(service).escrow) == (
            "petugas",
            "penerima",
        )
        assert reads.post_as_loaded(service.agency, "penerima").other_agency == "Inspektorat Antah Berantah"
        assert reads.post_as_loaded(service.agency, "tidak-ada") is None
        assert not reads.is_as_loaded(service)


class TestTheServicesRow:
    def test_it_is_as_loaded(self, db) -> None:
        [service] = reads.services(load())
        assert reads.is_as_loaded(service)

    @pytest.mark.parametrize("columns", [{"kind": "aduan"}, {"slot": "tanpa"}])
    def test_another_column_is_noticed(self, db, columns) -> None:
        agency = load()
        Service.objects.update(**columns)
        [service] = reads.services(agency)
        assert not reads.is_as_loaded(service)

    @pytest.mark.parametrize("replaced", [{"sop": OTHER_SOP}, {"form": ("wajib = true", "wajib = false")}])
    def test_another_version_is_noticed(self, db, replaced) -> None:
        load()
        load(**replaced)
        agency = load()
        Service.objects.update(
            sop_version=SopVersion.objects.order_by("pk")[min(1, SopVersion.objects.count() - 1)],
            form_version=FormVersion.objects.order_by("-pk")[0],
        )
        [service] = reads.services(agency)
        assert not reads.is_as_loaded(service)
