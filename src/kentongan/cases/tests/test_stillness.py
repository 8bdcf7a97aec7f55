"""Done when 6, the database's half: no row of an archived case is added, changed, moved or removed, on either database.

Tried on every table, row by row, with the statements that a mistake of ours or an ordinary user would send.
"""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from conftest import load_office
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.models import Model
from tests.security.world import sealed_file

from kentongan.cases import links
from kentongan.cases.migrations import _stillness
from kentongan.cases.models import Case, Deviation, IdentityReading, Seal
from kentongan.cases.services import correspondence, pausing, succession
from kentongan.reports.models import Message, Report

from .beside import ARCHIVE, KEBUMEN, KUKAR, REPORT, Beside

KASI, KABID = "kasi-pengaduan", "kabid-pengaduan"
DELETE = "DELETE FROM {table} WHERE id = {id}"
WRITE = 'UPDATE {table} SET "{column}" = {other} WHERE id = {id}'
REPLACE = (
    "INSERT OR REPLACE INTO {table} ({columns}, id) SELECT {columns}, {mine} FROM {table} WHERE id = {id}"
)
UPDATE_OR_REPLACE = "UPDATE OR REPLACE {table} SET id = {mine} WHERE id = {id}"
TRUNCATE = "TRUNCATE {table} CASCADE"
TABLES = [rule.table for rule in _stillness._RULES]


@pytest.fixture
def archived(db: None, clock) -> Beside:
    """Rani's case is archived, with something in every table; Budi's, of the same service, is open."""
    beside = Beside(load_office(KUKAR, clock), "wbs").arrive("rani", "budi")
    beside.carry("rani", REPORT, "10")
    beside.do(correspondence.note, "rani", KASI, text="Catatan.")
    beside.do(correspondence.write, "rani", KASI, text="Terlampir.", files=[sealed_file("a.pdf")])
    beside.open_identity("rani", KASI)
    case = beside.of("rani")
    row = {"case": case, "turn": 1, "by": KASI, "at": beside.now, "epoch": 0, "sealed": b"x"}
    Deviation.objects.create(**row)
    case.pauses.create(
        turn=1, since=beside.now, until=beside.now, by=KASI, capacity=KASI, epoch=0, sealed=b"x",
        resumed_at=beside.now, resumed_by=KASI,
    )  # fmt: skip
    case.reporter_acts.create(turn=1, outcome="x", slot=beside.now, done=True)
    links.close(case)  # archived past the digest, for these rows were put in by hand
    Case.objects.filter(pk=case.pk).update(ended_at=beside.now, end_kind="done")
    return beside


def table(name: str) -> type[Model]:
    return next(model for model in apps.get_models() if model._meta.db_table == name)


def rows_of(archived: Beside, name: str, who: str = "rani") -> list[Any]:
    """The rows of a table that belong to the case of this one, or to their report."""
    case, report = archived.of(who), archived.now_report(who)
    model = table(name)
    wanted = {"case": case} if hasattr(model, "case") else {"report": report}
    wanted = {Case: {"pk": case.pk}, Report: {"pk": report.pk}}.get(model, wanted)
    if name == "reports_file":
        wanted = {"owner": report.object_name}
    return list(model._default_manager.filter(**wanted))


def still(act: Callable[[], Any]) -> None:
    """The database refuses."""
    with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
        act()


class TestEveryTable:
    """Done when 6: an archived case never changes again."""

    def test_every_table_has_rows_to_try(self, archived: Beside) -> None:
        assert all(rows_of(archived, name) for name in TABLES)

    def test_no_row_is_removed(self, archived: Beside) -> None:
        for row in rows(archived):
            still(lambda row=row: _run(DELETE, table=row._meta.db_table, id=row.pk))

    def test_no_column_is_written(self, archived: Beside) -> None:
        for row in rows(archived):
            for field in row._meta.concrete_fields:
                if field.name not in FREE.get(row._meta.model_name or "", ()):
                    still(lambda row=row, field=field: _write(row, field.column))

    def test_no_row_is_added(self, archived: Beside) -> None:
        for row in rows(archived, but=(*WHOLE, "cases_identityreading")):
            row.pk = None
            still(lambda row=row: row.save(force_insert=True))

    def test_no_row_of_another_case_is_moved_into_it(self, archived: Beside) -> None:
        for row in rows(archived, "budi", but=WHOLE):
            name = row._meta.db_table
            column = "owner" if name == "reports_file" else "case" if hasattr(row, "case") else "report"
            setattr(row, column, getattr(rows_of(archived, name)[0], column))
            still(row.save)

    def test_an_open_case_goes_on(self, archived: Beside) -> None:
        """What refuses must refuse for that reason: the same write on Budi's rows is taken."""
        for row in rows(archived, "budi"):
            row.save()

    def test_nor_by_the_ways_around_such_triggers(self, archived: Beside) -> None:
        """SQLite's REPLACE removes the row in its way and fires no trigger on DELETE; PostgreSQL has TRUNCATE."""
        connection.check_constraints()  # PostgreSQL empties no table on which something is still to be checked
        for name in TABLES:
            for statement in _around(archived, name):
                still(lambda statement=statement: _run(*statement[:1], **statement[1]))


# Another row of these is another case, another report.
WHOLE = ("cases_case", "reports_report")
FREE = {"deviation": ("noted_at", "noted_by", "note_epoch", "note_sealed"), "report": ("noted",)}


def rows(archived: Beside, who: str = "rani", but: Sequence[str] = ()) -> list[Any]:
    return [row for name in TABLES if name not in but for row in rows_of(archived, name, who)]


def _write(row: Model, column: str) -> None:
    other = f"{row.pk} + 1000" if column == "id" else "NULL"
    _run(WRITE, table=row._meta.db_table, column=column, other=other, id=row.pk)


def _around(archived: Beside, name: str) -> list[tuple[str, dict[str, object]]]:
    if connection.vendor != "sqlite":
        return [(TRUNCATE, {"table": name})]
    columns = [field.column for field in table(name)._meta.concrete_fields if field.column != "id"]
    names = ", ".join(f'"{each}"' for each in columns)
    way = {"table": name, "columns": names, "mine": rows_of(archived, name)[0].pk}
    theirs = rows_of(archived, name, "budi")[:1]
    return [(each, {**way, "id": row.pk}) for row in theirs for each in (REPLACE, UPDATE_OR_REPLACE)]


class TestWhatIsFree:
    def test_seals_are_handed_on_and_taken_away(self, archived: Beside) -> None:
        for row in Seal.objects.filter(case=archived.of("rani")):
            row.save()
        Seal.objects.filter(case=archived.of("rani")).delete()

    def test_an_identity_is_opened_after_the_archive(self, archived: Beside) -> None:
        """Who must be told late may have to be found late; the file stays as it is."""
        IdentityReading.objects.create(
            case=archived.of("rani"), report=archived.now_report("rani"), number=9, by=KASI, capacity=KASI,
            at=archived.now, told=True, epoch=0, sealed=b"x",
        )  # fmt: skip

    def test_the_superior_notes_a_deviation_once(self, archived: Beside) -> None:
        """Seed 002, warning 2: the record stays open until the superior's note, which may come after the archive."""
        row = Deviation.objects.get()
        row.noted_at, row.noted_by, row.note_epoch, row.note_sealed = archived.now, KABID, 0, b"y"
        row.save()
        row.noted_by = KASI
        still(row.save)

    def test_a_reporter_notes_their_code(self, archived: Beside) -> None:
        Report.objects.filter(pk=archived.now_report("rani").pk).update(noted=True)
        still(lambda: Report.objects.filter(pk=archived.now_report("rani").pk).update(content=b"x"))

    def test_a_successor_goes_on_with_the_report(self, db: None, clock) -> None:
        beside = Beside(load_office(KUKAR, clock), "wbs").arrive("rani")
        beside.carry("rani", REPORT, "10")
        beside.step("rani", KASI, "arsipkan", ARCHIVE)
        still(lambda: Message.objects.create(**_message(beside)))
        beside.do(succession.reopen, "rani", KABID, reason="Bukti baru.")
        Message.objects.create(**_message(beside))

    def test_a_pause_is_written_while_the_case_is_open(self, db: None, clock) -> None:
        beside = Beside(load_office(KEBUMEN, clock), "wbs").arrive("rani")
        until = beside.now.date()
        beside.do(pausing.pause, "rani", "tim-penerima", reason="x", until=until)


def _message(beside: Beside) -> dict[str, Any]:
    report = beside.now_report("rani")
    row = {"report": report, "number": 9, "epoch": 0, "from_reporter": False}
    return {**row, "at": beside.now, "sealed": b"x"}


def _run(sql: str, **names: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.format(**names))
