"""Promises 1 and 2: nothing that was written, sent or said lies anywhere in the clear, and no trace of who wrote.

Two reports, marked in every field, are carried by HTTP through all steps of the SOP to the archive, and two more come
in on paper, on a served installation with a database of its own. While that happens and afterwards the disk, open
files, tables, dumps, logs and mails are searched for every form of every mark (`canary.forms`; that the search finds
is shown in `canary/test_scanner.py`).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from kentongan.reports.blobs import FIXED_TIME, SETTLED_TIME
from tests.canary import story
from tests.canary.forms import patterns
from tests.canary.paper import spellings
from tests.canary.places import find, in_folder, in_open_files
from tests.canary.telling import Told, tell
from tests.database import OwnDatabase, _pointing_at

# What a database keeps beside its tables: the log of writes, its dump, what its server writes down.
DATABASE = {
    "sqlite": ("-wal", "-shm", "sqlite dump"),
    "postgresql": ("pg_wal", "pg_dump", "server.log"),
}[connection.vendor]


@pytest.fixture(scope="module")
def told(
    migrated_template: Any, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Told]:
    name, before = migrated_template.copy(), dict(settings.KENTONGAN)
    with django_db_blocker.unblock():
        with _pointing_at(name):
            yield tell(tmp_path_factory.mktemp("story"), OwnDatabase(name, migrated_template.url(name)))
        migrated_template.drop(name)
    settings.KENTONGAN.update(before)


def test_no_mark_lies_in_the_clear_at_any_moment(told: Told) -> None:
    assert told.found == []
    assert len(told.marks.given) > 40
    assert told.looked_at > 50_000_000  # the search has seen the files, not empty folders
    looked_into = "\n".join(told.places)
    for place in (
        "/blobs/",
        "/shreds/",
        "name of ",
        "open file ",
        "reports_report.content",
        "log",
        "mail 0",
        *DATABASE,
    ):
        assert place in looked_into, place


def test_every_mark_is_read_again_by_who_may(told: Told) -> None:
    """Nothing of a report was lost; only what was refused or never sent cannot be read by anybody."""
    assert told.unread == {"abandoned-body", "refused-body", *story.REFUSED} - {"not-taken", "refused-file"}


def test_no_access_code_lies_anywhere_but_on_paper(told: Told) -> None:
    """R000-04: Codes of slips, of printed forms, those that replaced them, and one that a browser was shown."""
    assert len(told.codes) == 7
    assert told.codes_found == []


def test_nothing_of_a_reporters_browser_or_address_is_kept(told: Told) -> None:
    assert told.traced == []


def test_no_row_knows_the_minute_of_a_reporters_act(told: Told) -> None:
    assert told.off_grid == []
    assert told.exact == []


def test_sealed_files_and_shares_bear_one_date(told: Told) -> None:
    assert FIXED_TIME in told.dated
    assert told.dated <= {FIXED_TIME, SETTLED_TIME}


def test_no_upload_touches_a_temporary_folder(told: Told) -> None:
    assert told.temporary == set()


def test_mails_tell_nothing_but_that_there_is_work(told: Told) -> None:
    assert len(told.mails) > 8
    spoken = {(mail["Subject"], mail.get_payload()) for mail in told.mails}
    assert len(spoken) == 1, "every mail is the same"
    text = " ".join(spoken.pop())
    assert "https://meja.contoh.test/meja/" in text
    for word in ("WBS", "Whistle", "laporan", "pengaduan", "kasi"):
        assert word.lower() not in text.lower()


def test_the_log_of_a_story_without_errors_is_empty(told: Told) -> None:
    """At DEBUG: no request, no address, no path."""
    assert told.log == ""


class TestTheWatch:
    """The looking itself: it finds what lies in a file, in a name, in a file that has no name any more."""

    def test_it_finds_marks_in_files_and_names(self, tmp_path: Path) -> None:
        (tmp_path / "KentonganUji0000-name").write_bytes(b"nothing")
        (tmp_path / "file").write_bytes(b"..KentonganUji0000..")
        found = find(in_folder(tmp_path), patterns("KentonganUji0000"))
        assert {label.partition(" ")[0] for label, _ in found} == {"name", str(tmp_path / "file")}

    @pytest.mark.parametrize("between", ["-", " ", ""])
    def test_it_knows_a_code_however_it_is_written(self, between: str) -> None:
        written = between.join(("ABCDE", "FGHJK", "MNPQR", "STVWX", "YZ012"))
        assert written.encode() in spellings("ABCDE-FGHJK-MNPQR-STVWX-YZ012")

    def test_it_finds_marks_in_a_file_that_was_unlinked(self, tmp_path: Path) -> None:
        import os

        with (tmp_path / "gone").open("wb+") as file:
            file.write(b"..KentonganUji0000..")
            file.flush()
            (tmp_path / "gone").unlink()
            found = find(in_open_files([os.getpid()]), patterns("KentonganUji0000"))
        assert any("gone" in label for label, _ in found)
