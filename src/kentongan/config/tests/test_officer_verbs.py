"""Officers at the console: each verb as it is typed, and that what is refused changes nothing."""

import io
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from kentongan.agencies import reads as agencies
from kentongan.agencies.folders import write_folder
from kentongan.agencies.tests.sample import folder
from kentongan.config import command, console
from kentongan.journal.models import Event
from kentongan.officers.models import Holding, Officer, Role
from kentongan.officers.reads import day_in, holders
from kentongan.officers.services import login, recovery
from kentongan.officers.tests.conftest import everything

PASSWORD = "kata-sandi-ida"
BASIS = ("--basis", "SK 1/2026")


def run(*words: object) -> int:
    return command.main([str(word) for word in words])


@pytest.fixture
def typed(monkeypatch):
    """What comes in by the keyboard, line by line."""
    return lambda text: monkeypatch.setattr(sys, "stdin", io.StringIO(text))


@pytest.fixture
def root(db, tmp_path) -> Path:
    """The agency, loaded, with its root key."""
    write_folder(tmp_path / "contoh", folder())
    assert run("agency", "load", tmp_path / "contoh") == 0
    assert run("officers", "root", "contoh", "--private", tmp_path / "root.key") == 0
    return tmp_path / "root.key"


@pytest.fixture
def ida(root, typed, capsys) -> str:
    """Ida is registered; what was printed."""
    capsys.readouterr()
    typed(PASSWORD + "\n")
    assert run("officers", "register", "contoh", "ida", "--name", "Ida", "--password-stdin") == 0
    return capsys.readouterr().out


@pytest.fixture
def seated(ida, root) -> Holding:
    """Ida is appointed and keyed."""
    assert run("officers", "appoint", "contoh", "petugas", "ida", *BASIS) == 0
    assert run("officers", "key", "contoh", "petugas", "ida", "--root", root, "--yes") == 0
    return Holding.objects.get()


@pytest.fixture
def refused(capsys):
    """Run a verb that is refused in a line of two languages, and that changes no row."""

    def check(*words: object, reason: str) -> None:
        before = everything()
        capsys.readouterr()
        assert run("officers", *words) == 1
        told = capsys.readouterr().err
        assert reason in told and " / " in told and told.endswith("nothing was changed.\n")
        assert told.count("\n") == 1
        assert everything() == before

    return check


class TestRoot:
    def test_it_makes_a_key_once(self, root, data_folder, refused, tmp_path) -> None:
        public = data_folder / "roots_dir" / "contoh.pub"
        before = public.read_bytes()
        refused("root", "contoh", "--private", tmp_path / "other.key", reason="root key or that file exists")
        assert public.read_bytes() == before
        assert not (tmp_path / "other.key").exists()

    def test_a_folder_that_cannot_be_written_is_told(self, db, tmp_path, data_folder, capsys) -> None:
        (tmp_path / "file").write_text("")
        assert run("officers", "root", "contoh", "--private", tmp_path / "file" / "root.key") == 1
        assert "nothing was changed" in capsys.readouterr().err
        assert not (data_folder / "roots_dir" / "contoh.pub").exists()


def test_sample_prints_log_ins_that_work(root, data_folder, capsys) -> None:
    (data_folder / "roots_dir" / "contoh.pub").unlink()
    capsys.readouterr()
    assert run("officers", "sample", "contoh") == 0
    lines = [line.split()[:2] for line in capsys.readouterr().out.splitlines()]
    assert [username for username, _ in lines][-2:] == ["otto", "admin"]
    for username, password in lines:
        assert login.unlock(username, password)


class TestRegister:
    def test_the_password_and_the_printed_code_open_the_keys(self, ida) -> None:
        assert login.unlock("ida", PASSWORD)
        code = ida.splitlines()[0].rpartition(" ")[2]
        assert recovery.recover(username="ida", code=code, password="kata-sandi-baru", now=datetime.now(UTC))
        assert ida.count(code) == 1

    def test_the_password_is_asked_twice(self, root, monkeypatch, refused) -> None:
        answers = iter(["kata-sandi-hana", "kata-sandi-hans", "kata-sandi-hana", "kata-sandi-hana"])
        monkeypatch.setattr(console, "getpass", lambda _: next(answers))
        words = ("register", "contoh", "hana", "--name", "Hana", "--nip", "1", "--email", "hana@contoh.test")
        refused(*words, reason="the two differ")
        assert run("officers", *words) == 0
        hana = login.unlock("hana", "kata-sandi-hana").officer
        assert (hana.name, hana.nip, hana.email) == ("Hana", "1", "hana@contoh.test")

    @pytest.mark.parametrize(
        ("words", "reason"),
        [
            (("siapa", "hana"), "no agency siapa is loaded"),
            (("contoh", "Hana!"), "small letters"),
            (("contoh", "ida"), "username is taken"),
        ],
    )
    def test_what_cannot_be_is_refused(self, ida, typed, refused, words, reason) -> None:
        typed(PASSWORD)
        refused("register", *words, "--name", "Hana", "--password-stdin", reason=reason)

    @pytest.mark.parametrize("password", ["", "pendek\n"])
    def test_a_short_password_is_refused(self, root, typed, refused, password) -> None:
        typed(password)
        refused("register", "contoh", "ida", "--name", "Ida", "--password-stdin", reason="at least 8")


class TestAppoint:
    def test_it_writes_and_does_not_key(self, ida, root) -> None:
        days = ("--kind", "plh", "--from", "2026-12-01", "--until", "2026-12-31")
        assert run("officers", "appoint", "contoh", "petugas", "ida", *BASIS, *days) == 0
        holding = Holding.objects.get()
        assert (holding.kind, holding.basis, holding.keyed_at) == ("plh", "SK 1/2026", None)
        assert (holding.starts_on, holding.ends_on) == (date(2026, 12, 1), date(2026, 12, 31))

    @pytest.mark.parametrize(
        ("words", "reason"),
        [
            (("contoh", "raja", "ida"), "no post raja"),
            (("contoh", "petugas", "siapa"), "no officer siapa"),
            (
                ("contoh", "petugas", "ida", "--from", "2026-12-02", "--until", "2026-12-01"),
                "before the beginning",
            ),
        ],
    )
    def test_what_cannot_be_is_refused(self, ida, refused, words, reason) -> None:
        refused("appoint", *words, *BASIS, reason=reason)

    def test_nobody_sits_twice_on_one_post(self, seated, refused) -> None:
        refused("appoint", "contoh", "petugas", "ida", *BASIS, reason="sits there already")

    def test_an_administrator_holds_no_post(self, ida, refused) -> None:
        assert run("officers", "role", "contoh", "ida", "administrator") == 0
        refused("appoint", "contoh", "petugas", "ida", *BASIS, reason="administrator holds no post")

    def test_a_date_that_is_none_is_told_how_to_write_it(self, ida, capsys) -> None:
        with pytest.raises(SystemExit) as ended:
            run("officers", "appoint", "contoh", "petugas", "ida", *BASIS, "--from", "besok")
        assert ended.value.code == 2
        assert "2026-12-31" in capsys.readouterr().err
        assert not Holding.objects.exists()


class TestKey:
    def test_the_fingerprint_is_the_one_that_the_officer_read(self, ida, root, typed, capsys) -> None:
        run("officers", "appoint", "contoh", "petugas", "ida", *BASIS)
        capsys.readouterr()
        typed("ya\n")
        assert run("officers", "key", "contoh", "petugas", "ida", "--root", root) == 0
        shown = capsys.readouterr().out
        assert ida.splitlines()[-1].rpartition(": ")[2] in shown
        assert "Ida (ida), Petugas" in shown
        post = agencies.post(agencies.agency("contoh"), "petugas")
        assert [each.username for each in holders(post, datetime.now(UTC))] == ["ida"]

    @pytest.mark.parametrize("answer", ["", "tidak\n"])
    def test_without_a_yes_nothing_is_keyed(self, ida, root, typed, refused, answer) -> None:
        run("officers", "appoint", "contoh", "petugas", "ida", *BASIS)
        typed(answer)
        refused("key", "contoh", "petugas", "ida", "--root", root, reason="not keyed")

    @pytest.mark.parametrize("content", ["", "bukan kunci", "é", "AAAA"])
    def test_a_file_that_is_no_key_is_refused(self, ida, root, refused, content) -> None:
        run("officers", "appoint", "contoh", "petugas", "ida", *BASIS)
        root.write_text(content)
        refused("key", "contoh", "petugas", "ida", "--yes", "--root", root, reason="is no root key")

    def test_a_file_that_is_not_there_is_told(self, ida, root, tmp_path, capsys) -> None:
        run("officers", "appoint", "contoh", "petugas", "ida", *BASIS)
        assert run("officers", "key", "contoh", "petugas", "ida", "--yes", "--root", tmp_path / "none") == 1
        assert str(tmp_path / "none") in capsys.readouterr().err
        assert Holding.objects.get().keyed_at is None

    def test_another_root_is_refused(self, ida, root, tmp_path, refused) -> None:
        run("officers", "appoint", "contoh", "petugas", "ida", *BASIS)
        run("officers", "root", "lain", "--private", tmp_path / "other.key")
        words = ("key", "contoh", "petugas", "ida", "--yes", "--root")
        refused(*words, tmp_path / "other.key", reason="not the root key of this agency")

    def test_without_a_root_nobody_is_keyed(self, ida, root, data_folder, refused) -> None:
        run("officers", "appoint", "contoh", "petugas", "ida", *BASIS)
        (data_folder / "roots_dir" / "contoh.pub").unlink()
        refused("key", "contoh", "petugas", "ida", "--yes", "--root", root, reason="has no root key")

    def test_who_was_not_appointed_or_is_keyed_is_refused(self, seated, root, refused) -> None:
        for post in ("kabid", "petugas"):
            refused("key", "contoh", post, "ida", "--yes", "--root", root, reason="no appointment waits")


class TestEnd:
    def test_the_last_day_is_today_where_none_is_named(self, seated) -> None:
        assert run("officers", "end", "contoh", "petugas", "ida") == 0
        seated.refresh_from_db()
        assert seated.ended_on == day_in(seated.post.agency, datetime.now(UTC))

    def test_what_is_over_cannot_end(self, seated, refused) -> None:
        yesterday = seated.starts_on - timedelta(days=1)
        assert run("officers", "end", "contoh", "petugas", "ida", "--on", yesterday) == 0
        refused("end", "contoh", "petugas", "ida", reason="does not sit there")

    def test_a_day_before_the_beginning_is_refused(self, seated, refused) -> None:
        refused("end", "contoh", "petugas", "ida", "--on", "2020-01-01", reason="before the beginning")


class TestPeople:
    def test_a_role_is_given(self, ida) -> None:
        assert run("officers", "role", "contoh", "ida", "trail-reviewer") == 0
        assert Role.objects.get().kind == "trail-reviewer"

    def test_who_holds_a_post_is_no_administrator(self, seated, refused) -> None:
        refused("role", "contoh", "ida", "administrator", reason="administrator holds no post")

    def test_who_leaves_is_nobody_from_then_on(self, seated, refused) -> None:
        assert run("officers", "leave", "contoh", "ida") == 0
        refused("leave", "contoh", "ida", reason="no officer ida")

    def test_new_keys_must_be_keyed_again(self, seated, root, typed, capsys) -> None:
        before = bytes(Officer.objects.get().public)
        typed("kata-sandi-baru\n")
        assert run("officers", "renew", "contoh", "ida", "--password-stdin") == 0
        assert bytes(login.unlock("ida", "kata-sandi-baru").officer.public) != before
        assert run("officers", "key", "contoh", "petugas", "ida", "--root", root, "--yes") == 0
        capsys.readouterr()
        run("officers", "list", "contoh")
        assert "keyed" in _line(capsys.readouterr().out, "Ida")

    def test_the_console_writes_into_the_journal_who_acted(self, seated) -> None:
        events = Event.objects.filter(chain="officer:ida").order_by("number")
        assert [(event.kind, event.by) for event in events] == [
            ("officer.registered", "system"),
            ("holding.appointed", "system"),
            ("holding.keyed", "root:contoh"),
        ]


class TestList:
    def test_it_says_who_sits_where_and_what_is_open(self, ida, root, typed, capsys) -> None:
        run("officers", "appoint", "contoh", "petugas", "ida", *BASIS)
        assert "only appointed" in _line(_listed(capsys), "Ida")
        assert "wbs: belum dibuka / not open (petugas, penerima)" in _listed(capsys)
        run("officers", "key", "contoh", "petugas", "ida", "--root", root, "--yes")
        for username, post in [("hana", "penerima")]:
            typed(PASSWORD)
            run("officers", "register", "contoh", username, "--name", username, "--password-stdin")
            run("officers", "appoint", "contoh", post, username, *BASIS)
            run("officers", "key", "contoh", post, username, "--root", root, "--yes")
        listed = _listed(capsys)
        assert "berkunci / keyed" in _line(listed, "Ida")
        assert ida.splitlines()[-1].rpartition(": ")[2] in _line(listed, "Ida")
        assert "wbs: dibuka / open\n" in listed
        assert "kabid: Kepala Bidang\n  -" in listed

    def test_a_row_that_nobody_signed_is_not_called_keyed(self, seated, capsys) -> None:
        Holding.objects.update(kind="plt")
        assert "only appointed" in _line(_listed(capsys), "Ida")


def test_the_words_of_the_console_are_those_of_the_rows() -> None:
    assert (command.ROLES, command.SEATS) == (Role.KINDS, Holding.KINDS)


def _listed(capsys) -> str:
    capsys.readouterr()
    assert run("officers", "list", "contoh") == 0
    return capsys.readouterr().out


def _line(text: str, part: str) -> str:
    return next(line for line in text.splitlines() if part in line)
