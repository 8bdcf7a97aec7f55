"""What cut-off submissions leave behind goes after a month; what belongs to somebody stays, whatever happens."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kentongan.cases import leftovers
from kentongan.cases.models import Case
from kentongan.cases.tests.conftest import Desk
from kentongan.reports import blobs, shreds, staging
from kentongan.reports.models import Report

CUT_OFF = ("report:never-written", "case:never-written")


@pytest.fixture
def later() -> datetime:
    """A month on; the times of files are the machine's own."""
    return datetime.now(UTC) + timedelta(days=31)


def shares() -> set[Path]:
    return set(shreds._folder().iterdir())


@pytest.fixture
def known(desk: Desk) -> set[Path]:
    """The shares of three reports and their cases."""
    for nonce in ("satu", "dua", "tiga"):
        desk.report(nonce)
    return shares()


def test_shares_without_an_owner_go_after_a_month(known: set[Path], later: datetime) -> None:
    shreds.create(*CUT_OFF)
    assert leftovers.sweep(later) == 2
    assert shares() == known
    for owner in (*Case.objects.all(), *Report.objects.all()):
        assert len(shreds.share(owner.object_name)) == 32


def test_a_submission_that_is_just_arriving_keeps_its_shares(known: set[Path]) -> None:
    shreds.create(*CUT_OFF)
    assert leftovers.sweep(datetime.now(UTC)) == 0
    assert len(shares()) == len(known) + 2


def test_nothing_goes_where_the_database_is_the_wrong_one(
    data_folder: Path, db: None, later: datetime
) -> None:
    """An empty database knows no share and no blob. That is no reason to destroy everything."""
    shreds.create(*CUT_OFF)
    names = [blobs.new_name() for _ in range(3)]
    for name in names:
        writer = blobs.Writer(name)
        writer.write(b"sealed")
        writer.commit()
    assert leftovers.sweep(later) == 0
    assert staging.sweep(later) == 0
    assert len(shares()) == 2
    assert {path.name for path in blobs.folder().iterdir()} == set(names)
