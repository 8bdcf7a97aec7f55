"""An agency, and who stands in: with each post in turn as the accused every step keeps a holder.

In the good profile: petugas → sekretaris → kepala → Bupati, who never logs in; a reported kepala goes to the
inspektur, the post of another agency.
"""

from itertools import combinations

import pytest

from kentongan.agency_folder import SOPS, form_path, is_form, sop_path, under
from kentongan.problems import BadFile
from kentongan.sop.engine import Facts, seats
from kentongan.sop.profile import Channel, bends, load_profile, stand_in
from kentongan.sop.tests.samples import AGENCIES, FOLDERS, GOOD, changed, folder, profile

WBS = profile().services["wbs"]


def refused(files) -> list[tuple[str, str]]:
    with pytest.raises(BadFile) as raised:
        load_profile(files)
    return [(each.key, each.code) for each in raised.value.problems]


class TestLoading:
    def test_each_sort_of_file_lies_in_its_place(self):
        assert set(under(folder(GOOD), SOPS)) == set(profile().sops)
        assert is_form(form_path("laporan")) and not is_form(sop_path("lengkap"))

    def test_everything_in_the_folder_is_there(self):
        office = profile()
        assert list(office.sops) == ["lengkap", "manual"]
        assert office.forms == {"laporan"}
        assert office.heads == {"umum": "kabid-umum", "teknik": "kabid-teknik"}
        assert office.outside == {"bupati": "Bupati Contoh"}
        assert office.calendar.zone == office.zone
        assert set(office.files) == set(folder(FOLDERS[0]))

    def test_posts_say_whose_they_are_and_how_many_sit_in_them(self):
        posts = profile().posts
        assert posts["inspektur"].other_agency == "Inspektorat Kabupaten Contoh"
        assert (posts["tim"].many, posts["petugas"].many) == (True, False)
        assert (posts["kabid-umum"].unit, posts["kabid-umum"].superior) == ("umum", "sekretaris")

    def test_services_say_how_they_are_kept(self):
        assert (WBS.custodian, WBS.escrow, WBS.slot, WBS.channels) == (
            "petugas",
            "kepala",
            "jam kerja",
            (Channel("situs"),),
        )
        assert [(act.kind, act.holders, act.basis) for act in WBS.side_acts] == [
            ("limpah", ("petugas",), "Perbup")
        ]

    def test_a_channel_of_its_own_has_the_name_that_the_office_gives_it(self):
        put = 'kanal = ["situs", "surat", { kunci = "lapor-bupati", nama = "Lapor Bupati" }]'
        office = load_profile(changed('kanal = ["situs"]', put, "profil.toml"))
        assert office.services["wbs"].channels == (
            Channel("situs"),
            Channel("surat"),
            Channel("lapor-bupati", "Lapor Bupati"),
        )

    def test_a_service_may_record_what_was_late(self):
        """R002-11: the deviation stays open until the superior's note, for which somebody must be there."""
        note = '{ jenis = "catatan-atasan", pemegang = ["kepala"], dasar = "SOP" }'
        put = f'ketidaksesuaian = "dicatat"\ntindakan = [{note}, '
        office = load_profile(changed("tindakan = [", put, "profil.toml"))
        assert [each.records_deviations for each in office.services.values()] == [True, False]

    def test_other_files_in_the_folder_are_left_alone(self):
        assert load_profile({**folder(FOLDERS[0]), "teks/depan.toml": "x", "sops/catatan.md": "x"}).sops

    @pytest.mark.parametrize("path", FOLDERS, ids=lambda path: path.name)
    def test_the_shipped_agencies_hold_together(self, path):
        assert profile(path).services

    def test_the_four_agencies_of_the_seeds_are_among_them(self):
        assert len([path for path in FOLDERS if path.parent == AGENCIES]) >= 4


class TestStandingIn:
    def test_who_is_there_needs_nobody(self):
        assert stand_in(profile(), WBS, "petugas", []) == "petugas"

    def test_the_superior_stands_in_and_above_the_superior_the_next(self):
        assert stand_in(profile(), WBS, "petugas", ["petugas"]) == "sekretaris"
        assert stand_in(profile(), WBS, "petugas", ["petugas", "sekretaris"]) == "kepala"

    def test_the_profile_may_name_another_than_the_superior(self):
        assert stand_in(profile(), WBS, "kepala", ["kepala"]) == "inspektur"
        assert stand_in(profile(), WBS, "petugas", ["petugas", "sekretaris", "kepala"]) == "inspektur"

    def test_the_outside_never_stands_in(self):
        aduan = profile().services["aduan"]
        assert stand_in(profile(), aduan, "kepala", ["kepala"]) is None
        assert bends(profile(), aduan, ["kepala", "petugas"]) == {"kepala": "", "petugas": "sekretaris"}

    def test_bends_that_go_in_a_circle_end(self):
        gone = ["inspektur", "sekretaris", "kepala"]
        assert stand_in(profile(), WBS, "inspektur", gone) is None

    def test_nobody_who_is_gone_ever_stands_in(self):
        for size in range(1, len(profile().posts)):
            for gone in combinations(profile().posts, size):
                found = bends(profile(), WBS, gone)
                assert set(found) == set(gone)
                assert not set(found.values()) & set(gone)


class TestTheAccused:
    @pytest.mark.parametrize("path", FOLDERS, ids=lambda path: path.name)
    def test_with_each_post_accused_every_step_is_held_by_somebody_else(self, path):
        """Asked again without the check: through `bends` and `seats`, as a case asks them."""
        office = profile(path)
        for service in office.services.values():
            procedure = office.sops[service.sop]
            for accused in office.posts:
                heads = [accused] if accused in office.heads.values() else list(office.heads.values())[:1]
                actors = procedure.actors.values()
                bound = {each.key: "".join(heads) for each in actors if each.bound_by == "unit"}
                bound |= {each.key: "officer:pat" for each in actors if each.bound_by == "person"}
                facts = Facts(step=None, bound=bound, bends=bends(office, service, [accused]))
                for step in procedure.steps.values():
                    held = seats(procedure, facts, step.actors)
                    assert held
                    assert accused not in held

    def test_a_custodian_for_whom_nobody_stands_in_is_told(self):
        files = changed(
            'penjaga_identitas = "petugas"\npemegang_kunci_cadangan = "sekretaris"',
            'penjaga_identitas = "petugas"\npemegang_kunci_cadangan = "kepala"',
            "profil.toml",
        )
        assert refused(files) == [("pos[kepala].atasan", "nobody-left")]

    def test_each_outcome_keeps_a_holder_too(self):
        """Where only the head may approve, a reported head leaves nobody who may, though others act in the step."""
        files = dict(changed('pos = ["kepala", "tim"]', 'pos = ["kepala"]', "sops/manual.toml"))
        text = files["sops/manual.toml"].replace(
            'pelaksana = ["pimpinan"]', 'pelaksana = ["pimpinan", "petugas"]'
        )
        either = {**files, "sops/manual.toml": text}
        assert load_profile(either)
        only = text.replace('lanjut = "G1b", isi', 'lanjut = "G1b", oleh = ["pimpinan"], isi')
        assert refused({**files, "sops/manual.toml": only}) == [("pos[kepala].atasan", "nobody-left")]

    def test_who_reported_is_no_holder(self):
        files = dict(changed('pos = ["petugas", "sekretaris"]', 'pos = ["kepala"]', "sops/manual.toml"))
        text = files["sops/manual.toml"].replace('bedakan_dari = ["G1"]\n', "")
        files["sops/manual.toml"] = text.replace(
            'kegiatan = "Memerintahkan"\npelaksana = ["pimpinan"]\ndicatat_dari_grup = "petugas"\nisi = ["instruksi"]',
            'kegiatan = "Menerima"\npelaksana = ["petugas", "warga"]',
        ).replace("[publikasi", '[pelaksana.warga]\nsebutan = "Warga"\njenis = "pelapor"\n\n[publikasi')
        with pytest.raises(BadFile) as raised:
            load_profile(files)
        (problem,) = raised.value.problems
        assert (problem.key, problem.params["steps"]) == ("pos[kepala].atasan", "G1, G1b, G1c, G2")

    def test_a_team_may_differ_from_itself(self):
        """Two of its members are two persons; where all of them are accused, two others are left."""
        team = dict(changed('pos = ["petugas", "sekretaris"]', 'pos = ["tim"]', "sops/manual.toml"))
        team["profil.toml"] = team["profil.toml"].replace(
            'slot = "tanpa"', 'slot = "tanpa"\nbila_dilaporkan = [{ pos = "kepala", ke = "inspektur" }]'
        )
        assert load_profile(team)
        single = team["profil.toml"].replace('atasan = "kepala"\nbanyak = true', 'atasan = "bupati"')
        assert refused({**team, "profil.toml": single}) == [
            ("layanan[aduan].sop", "four-eyes-alone"),
            ("pos[tim].atasan", "nobody-left"),
        ]
