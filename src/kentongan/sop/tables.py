"""Walking the tables of an SOP file: every step of it, with the place in the file where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from .schema import AddedTable, NeedTable, OutcomeTable, RowTable, RunTable, SopTable


@dataclass(frozen=True, slots=True)
class Placed:
    """A table of a step, and where it stands: "langkah[8].rinci[8b]"."""

    place: str
    table: RunTable
    row: str = ""

    @property
    def runs(self) -> bool:
        """A row prints without running where it lies before the case, is a routine, or has sub-steps."""
        table = self.table
        return not (isinstance(table, RowTable) and (table.stage or table.routine or table.parts))


def placed(sop: SopTable) -> Iterator[Placed]:
    """Yield every step of the file, printing or running, in the file's order."""
    for row in sop.rows:
        place = f"langkah[{row.number}]"
        yield Placed(place, row, row.number)
        for part in row.parts:
            yield Placed(f"{place}.rinci[{part.number}]", part, row.number)
    for added in sop.added:
        yield Placed(f"tambahan[{added.number}]", added)


def running(sop: SopTable) -> Iterator[Placed]:
    return (each for each in placed(sop) if each.runs)


def outcomes(step: Placed) -> Iterator[tuple[str, OutcomeTable]]:
    for key, table in step.table.outcomes.items():
        yield f"{step.place}.pilihan.{key}", table


def needs(step: Placed) -> Iterator[tuple[str, NeedTable]]:
    """Yield every need of the step and of its outcomes, with its place."""
    for number, need in enumerate(step.table.needs, 1):
        yield f"{step.place}.isi[{number}]", need
    for place, outcome in outcomes(step):
        for number, need in enumerate(outcome.needs, 1):
            yield f"{place}.isi[{number}]", need


def effects(step: Placed) -> Iterator[tuple[str, str]]:
    for number, effect in enumerate(step.table.effects, 1):
        yield f"{step.place}.hasil[{number}]", effect
    for place, outcome in outcomes(step):
        for number, effect in enumerate(outcome.effects, 1):
            yield f"{place}.hasil[{number}]", effect


def targets(step: Placed) -> Iterator[tuple[str, str]]:
    """Yield every `lanjut` of the step."""
    if step.table.to is not None:
        yield f"{step.place}.lanjut", step.table.to
    for place, outcome in outcomes(step):
        if outcome.to is not None:
            yield f"{place}.lanjut", outcome.to


def entries(sop: SopTable) -> dict[str, tuple[str, ...]]:
    """Return, for every number that may be named, the running steps that it stands for.

    A row with sub-steps stands for all of them, and is entered by the first; a row that only prints
    stands for none.
    """
    found: dict[str, tuple[str, ...]] = {}
    found |= {each.table.number: (each.table.number,) if each.runs else () for each in placed(sop)}
    for row in sop.rows:
        if row.parts and not (row.stage or row.routine):
            found[row.number] = tuple(part.number for part in row.parts)
    return found


def is_archive(table: RunTable) -> bool:
    return "arsip" in table.effects


def is_added(table: RunTable) -> bool:
    return isinstance(table, AddedTable)
