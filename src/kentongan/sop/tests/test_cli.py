"""`kentongan sop check`: each path, each problem, both languages, and the exit code."""

from io import StringIO

from kentongan.agency_folder import sample_path
from kentongan.sop.cli import check_paths
from kentongan.sop.tests.samples import AGENCIES, GOOD, changed, folder


def run(*paths) -> tuple[int, list[str]]:
    out = StringIO()
    return check_paths(paths, out), out.getvalue().splitlines()


def lay(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def test_a_sound_sop_is_said_to_be_sound():
    path = GOOD / "sops" / "manual.toml"
    assert run(path) == (0, [f"{path}: baik / sound"])


def test_a_profile_is_checked_by_its_folder_or_its_file():
    assert run(GOOD) == (0, [f"{GOOD}: baik / sound"])
    assert run(str(GOOD / "profil.toml")) == (0, [f"{GOOD}: baik / sound"])


def test_sample_reports_beside_a_profile_are_not_its_business(tmp_path):
    lay(tmp_path, {**folder(GOOD), sample_path("wbs"): "bukan TOML"})
    assert run(tmp_path) == (0, [f"{tmp_path}: baik / sound"])


def test_a_calendar_is_checked_alone():
    path = GOOD / "kalender.toml"
    assert run(path) == (0, [f"{path}: baik / sound"])


def test_every_agency_of_a_folder_is_checked():
    code, lines = run(AGENCIES)
    assert code == 0
    assert len(lines) == len(list(AGENCIES.glob("*/profil.toml")))


def test_a_problem_is_told_with_file_key_and_reason_in_both_languages(tmp_path):
    folder = lay(tmp_path / "dinas", changed('lanjut = "12"', 'lanjut = "13"'))
    code, lines = run(folder)
    assert code == 1
    assert lines[:2] == [
        f"{folder}: BELUM BAIK / NOT SOUND",
        f"  {folder}/sops/lengkap.toml: langkah[11].pilihan.diterima.lanjut",
    ]
    assert lines[2].startswith('    Langkah "13" tidak ada.')
    assert lines[3].startswith('    There is no step "13".')
    assert len(lines) == 4


def test_one_bad_file_among_good_ones_is_told_and_counts(tmp_path):
    bad = tmp_path / "salah.toml"
    bad.write_text("format =")
    code, lines = run(GOOD, bad)
    assert (code, lines[0]) == (1, f"{GOOD}: baik / sound")
    assert lines[2] == f"  {bad}: "


def test_what_is_not_there_is_told(tmp_path):
    for path in (tmp_path / "tidak-ada.toml", tmp_path):
        code, lines = run(path)
        assert code == 1
        assert "tidak ditemukan" in lines[2]


def test_what_is_no_text_is_told(tmp_path):
    path = tmp_path / "gambar.toml"
    path.write_bytes(b"\xff\xfe")
    code, lines = run(path)
    assert (code, lines[2]) == (1, "    Berkas ini bukan teks UTF-8. Simpan ulang sebagai teks UTF-8.")
