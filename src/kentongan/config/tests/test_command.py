"""The console: each verb once as an administrator types it, and what it says when it cannot."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from kentongan import journal
from kentongan.agencies.folders import write_folder
from kentongan.agencies.tests.sample import NOW, folder
from kentongan.config import command
from kentongan.journal.models import Event


@pytest.fixture
def agency(tmp_path) -> Path:
    """A folder to be loaded."""
    write_folder(tmp_path / "contoh", folder())
    return tmp_path / "contoh"


def run(*words: object) -> int:
    return command.main([str(word) for word in words])


class TestInit:
    def test_it_draws_secrets_for_the_owner_alone(self, tmp_path) -> None:
        files = [tmp_path / "a" / "kentongan.env", tmp_path / "b.env"]
        assert [run("init", "--file", file) for file in files] == [0, 0]
        texts = [file.read_text() for file in files]
        assert stat.S_IMODE(files[0].stat().st_mode) == 0o600
        lines = [[line for line in text.splitlines() if "=" in line] for text in texts]
        assert [line.partition("=")[0] for line in lines[0]] == [
            "KENTONGAN_INSTALLATION",
            "KENTONGAN_SECRET_KEY",
            "KENTONGAN_PEPPER",
        ]
        assert not set(lines[0]) & set(lines[1])

    def test_it_never_overwrites(self, tmp_path, capsys) -> None:
        file = tmp_path / "kentongan.env"
        run("init", "--file", file)
        before = file.read_bytes()
        assert run("init", "--file", file) == 1
        assert file.read_bytes() == before
        assert "nothing was changed" in capsys.readouterr().err

    def test_what_it_wrote_is_enough_to_start(self, tmp_path) -> None:
        file = tmp_path / "kentongan.env"
        run("init", "--file", file)
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("KENTONGAN", "DJANGO"))
        }
        data = {"KENTONGAN_ENV": str(file), "KENTONGAN_DATA_DIR": str(tmp_path)}
        code = "import sys; from kentongan.config.command import main; sys.exit(main())"
        done = subprocess.run(
            [sys.executable, "-c", code, "journal", "verify", "--heads", "/nowhere"],
            env={**kept, **data, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (1, "/nowhere cannot be read as a list of heads.\n")


class TestFiles:
    def test_sop_check_needs_no_settings(self, agency) -> None:
        code = (
            "import sys; from kentongan.config.command import main; code = main(); "
            "sys.exit(9 if 'django' in sys.modules else code)"
        )
        environment = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path)}
        done = subprocess.run(
            [sys.executable, "-c", code, "sop", "check", agency],
            env=environment,
            capture_output=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")

    def test_sop_check_fails_where_something_is_wrong(self, tmp_path, capsys) -> None:
        write_folder(tmp_path, folder(sop=('mulai = "1"', 'mulai = "9"')))
        assert run("sop", "check", tmp_path) == 1
        assert "penanganan.toml" in capsys.readouterr().out

    def test_calendar_generate_proposes_holidays(self, capsys) -> None:
        assert run("calendar", "generate", 2026) == 0
        assert "2026-08-17" in capsys.readouterr().out


class TestAgency:
    def test_load_and_dump_give_the_same_bytes(self, db, agency, tmp_path, capsys) -> None:
        assert run("agency", "load", agency) == 0
        assert "version 1 is in force" in capsys.readouterr().out
        assert run("agency", "dump", "contoh", tmp_path / "out") == 0
        for name in folder():
            assert (tmp_path / "out" / name).read_bytes() == (agency / name).read_bytes()

    def test_load_with_another_grid(self, db, agency, tmp_path) -> None:
        run("agency", "load", agency, "--slot", "1 menit")
        run("agency", "dump", "contoh", tmp_path / "out")
        assert 'slot = "1 menit"' in (tmp_path / "out" / "profil.toml").read_text()

    @pytest.mark.parametrize(
        ("said", "change"),
        [
            ("profil.toml", {"profile": ('kepala = "kabid"', 'kepala = "kabit"')}),
            ("formulir/aduan.toml", {"form": ('jenis = "teks panjang"', 'jenis = "puisi"')}),
        ],
    )
    def test_a_bad_folder_is_refused_in_two_languages(self, db, tmp_path, capsys, said, change) -> None:
        write_folder(tmp_path / "bad", folder(**change))
        assert run("agency", "load", tmp_path / "bad") == 1
        told = capsys.readouterr()
        place, indonesian, english = told.out.splitlines()[:3]
        assert place.startswith(said)
        assert indonesian.startswith("  ") and english.startswith("  ") and indonesian != english
        assert told.err == "Nothing was changed.\n"
        assert Event.objects.count() == 0

    @pytest.mark.parametrize("words", [("agency", "dump", "siapa", "x"), ("officers", "sample", "siapa")])
    def test_an_agency_that_is_not_loaded_is_refused(self, db, capsys, words) -> None:
        assert run(*words) == 1
        assert "o agency siapa is loaded" in capsys.readouterr().err


class TestJournal:
    @pytest.fixture
    def heads(self, db, data_folder) -> Path:
        for step in (1, 2):
            journal.record("case.moved", chain="case:a", agency="contoh", at=NOW, by="ida", step=step)
        journal.publish_heads(NOW)
        return data_folder / "heads_dir" / "heads.txt"

    def test_a_whole_trail_is_said_to_hold(self, heads, capsys) -> None:
        assert run("journal", "verify") == run("journal", "verify", "--heads", heads) == 0
        assert capsys.readouterr().out == "The trail holds.\n" * 2

    def test_a_flaw_is_named_and_fails(self, heads, capsys) -> None:
        heads.write_text(heads.read_text().replace(" 2 ", " 3 "))
        assert run("journal", "verify", "--heads", heads) == 1
        told = capsys.readouterr()
        assert told.out == "contoh (agency) 3: cut-tail\n"
        assert told.err == "The trail does not hold: 1 flaws.\n"

    def test_a_file_that_is_none_is_refused(self, heads, capsys) -> None:
        heads.write_text("no heads")
        assert run("journal", "verify", "--heads", heads) == 1
        assert "cannot be read" in capsys.readouterr().err


def test_migrate_brings_an_empty_database_up_to_date(own_database, capsys) -> None:
    assert run("migrate") == 0
    assert "No migrations to apply" in capsys.readouterr().out


@pytest.mark.parametrize("verb", ["serve", "demo"])
def test_two_verbs_read_their_own_arguments(verb, capsys) -> None:
    with pytest.raises(SystemExit) as ended:
        run(verb, "--help")
    assert ended.value.code == 0
    assert f"kentongan {verb}" in capsys.readouterr().out


@pytest.mark.parametrize("words", [(), ("fly",), ("agency",), ("officers", "root", "contoh")])
def test_what_is_no_verb_is_told_how_to_ask(words, capsys) -> None:
    with pytest.raises(SystemExit) as ended:
        run(*words)
    assert ended.value.code == 2
    assert "usage: kentongan" in capsys.readouterr().err
