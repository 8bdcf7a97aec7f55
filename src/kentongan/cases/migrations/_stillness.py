"""Triggers that let an archived case stand still, for SQLite and PostgreSQL.

* No row of a case that has ended is added, changed or removed. What is reopened or objected to is another case.
* A report, its messages, keys and files stand still while no case handles it: a successor first links it, then writes.
* Free are: seals (who may read an archived case is handed on, and taking a seal away acts at once); the superior's
  note on a deviation, once, for it may come after the archive; that an identity was opened, which is only ever added
  (`IdentityReading`); that a reporter has written the code down.
* They stop an accident, a mistake of ours and an ordinary user. A database administrator can drop them: then the
  digest in the journal tells (`cases.trail`).

A later migration that alters one of these tables takes the triggers away first and sets them up again after it:
SQLite makes an altered table anew, and would lose them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kentongan.triggers import run

_MESSAGE = "an archived case does not change"
# Whether what a row belongs to stands still; {row} is OLD, NEW or another row of the same table.
_CASE = "EXISTS (SELECT 1 FROM cases_case held WHERE held.id = {row}.%s AND held.ended_at IS NOT NULL)"
_REPORT = (
    "EXISTS (SELECT 1 FROM cases_casereport held WHERE held.report_id = {row}.%s) AND NOT EXISTS"
    " (SELECT 1 FROM cases_casereport held WHERE held.report_id = {row}.%s AND held.until_message IS NULL)"
)
_OF_CASE = (
    "EXISTS (SELECT 1 FROM cases_case held WHERE substr({row}.owner, 1, 5) = 'case:'"
    " AND held.code = substr({row}.owner, 6) AND held.ended_at IS NOT NULL)"
)
_OF_REPORT = (
    "EXISTS (SELECT 1 FROM reports_report sent WHERE substr({row}.owner, 1, 7) = 'report:'"
    " AND sent.code = substr({row}.owner, 8) AND %s)"
)
_OWNER = f"{_OF_CASE} OR {_OF_REPORT % (_REPORT % ('id', 'id')).replace('{row}', 'sent')}"
_REPLACES = "EXISTS (SELECT 1 FROM {table} other WHERE ({unlike}) AND {still}"


@dataclass(frozen=True)
class _Still:
    """A table: what its rows belong to, and what of them may still change.

    `same`: other columns in which a row cannot be like another, so that REPLACE would remove that one.
    """

    table: str
    belongs: str
    condition: str
    same: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()  # where not all columns are
    once: str = ""  # the others may be written while this one is empty
    grows: bool = False  # rows may be added at any time

    def changed(self, differs: str) -> str:
        if not self.fixed:
            return "TRUE"
        columns = [f'OLD."{each}" {differs} NEW."{each}"' for each in self.fixed]
        return " OR ".join([*columns, *([f"OLD.{self.once} IS NOT NULL"] if self.once else [])])

    def still(self, row: str) -> str:
        return f"({self.condition.replace('{row}', row)})"


def _of_case(table: str, **more: tuple[str, ...] | str) -> _Still:
    return _Still(f"cases_{table}", "case_id", _CASE % "case_id", **more)  # type: ignore[arg-type]


def _of_report(table: str, column: str = "report_id", **more: tuple[str, ...]) -> _Still:
    return _Still(f"reports_{table}", column, _REPORT % (column, column), **more)


_DEVIATION = ("id", "case_id", "turn", "by", "at", "epoch", "sealed")
_SENT = (
    *("id", "code", "service_id", "form_id", "token_hash", "form_hash", "reporter_public", "content", "slot"),
)
_RULES = (
    _Still("cases_case", "id", _CASE % "id", same=("code",)),
    *(_of_case(each) for each in ("turn", "contribution", "note", "casereport", "compartmentkey")),
    *(_of_case(each) for each in ("pause", "reporteract")),
    _of_case("deviation", fixed=_DEVIATION, once="noted_at"),
    _Still("cases_identityreading", "id", "TRUE", grows=True),
    _of_report("report", "id", same=("code", "token_hash", "form_hash"), fixed=_SENT),
    *(_of_report(each) for each in ("identity", "dialoguekey", "message")),
    _Still("reports_file", "owner", _OWNER, same=("code",)),
)


def statements(vendor: str) -> list[str]:
    """The statements that set the triggers up; also used by tests that play the administrator."""
    make = _sqlite if vendor == "sqlite" else _postgresql
    return [each for rule in _RULES for each in make(rule)]


def _sqlite(rule: _Still) -> Iterator[str]:
    body = f"BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
    for operation, condition in _conditions(rule):
        name = f"{rule.table}_still_{operation.lower()}"
        yield f"CREATE TRIGGER {name} BEFORE {operation} ON {rule.table} WHEN {condition} {body}"


def _conditions(rule: _Still) -> Iterator[tuple[str, str]]:
    """SQLite's REPLACE removes the row in its way and fires no trigger on DELETE: it is looked for here."""
    unlike = " OR ".join(f"other.{each} = NEW.{each}" for each in ("id", *rule.same))
    replaces = _REPLACES.format(table=rule.table, unlike=unlike, still=rule.still("other"))
    added = "FALSE" if rule.grows else rule.still("NEW")
    moved = f"OLD.{rule.belongs} IS NOT NEW.{rule.belongs} AND {rule.still('NEW')}"
    written = f"{rule.still('OLD')} AND ({rule.changed('IS NOT')})"
    yield "INSERT", f"{added} OR {replaces})"
    yield "UPDATE", f"{written} OR {moved} OR {replaces} AND other.id <> OLD.id)"
    yield "DELETE", rule.still("OLD")


def _postgresql(rule: _Still) -> Iterator[str]:
    moved = f"OLD.{rule.belongs} IS DISTINCT FROM NEW.{rule.belongs} AND {rule.still('NEW')}"
    yield f"""
CREATE OR REPLACE FUNCTION {rule.table}_still() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE refused boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN refused := {"FALSE" if rule.grows else rule.still("NEW")};
  ELSIF TG_OP = 'UPDATE' THEN
    refused := {rule.still("OLD")} AND ({rule.changed("IS DISTINCT FROM")}) OR {moved};
  ELSIF TG_OP = 'DELETE' THEN refused := {rule.still("OLD")};
  ELSE refused := TRUE;
  END IF;
  IF refused THEN RAISE EXCEPTION '{_MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$"""
    call = f"EXECUTE FUNCTION {rule.table}_still()"
    name = f"{rule.table}_still"
    yield f"CREATE TRIGGER {name} BEFORE INSERT OR UPDATE OR DELETE ON {rule.table} FOR EACH ROW {call}"
    yield f"CREATE TRIGGER {name}_whole BEFORE TRUNCATE ON {rule.table} {call}"


def removals(vendor: str) -> list[str]:
    """The statements that take the triggers away again."""
    if vendor == "sqlite":
        each = ("insert", "update", "delete")
        return [f"DROP TRIGGER {rule.table}_still_{operation}" for rule in _RULES for operation in each]
    return [f"DROP FUNCTION {rule.table}_still() CASCADE" for rule in _RULES]


set_up, take_away = run(statements), run(removals)
