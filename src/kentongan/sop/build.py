"""From the tables of a file, once they are known to hold, to the values of `model`. Decides nothing."""

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace

from . import model, schema
from . import vocabulary as words
from .durations import Duration, parse
from .references import BLOCKS
from .tables import Placed, entries, is_added, placed, running


def build(table: schema.SopTable, *, key: str, text: str) -> model.Sop:
    """Return the SOP; the table must have passed the schema, `references`, `rules` and `branches`."""
    known = entries(table)
    return model.Sop(
        key=key,
        status=table.status,
        start=known[table.start][0],
        sheet=_sheet(table, tomllib.loads(text)["identitas"]),
        actors={name: _actor(name, each) for name, each in table.actors.items()},
        facts={name: _fact(name, each) for name, each in table.facts.items()},
        papers={name: _paper(name, each) for name, each in table.papers.items()},
        books={name: _book(name, each) for name, each in table.books.items()},
        publications={name: _publication(name, each) for name, each in table.publications.items()},
        steps={each.table.number: _step(each, known) for each in running(table)},
        routines=tuple(_routine(row, row.routine) for row in table.rows if row.routine),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
    )


# -- what runs ---------------------------------------------------------------------------------------


def _actor(key: str, table: schema.ActorTable) -> model.Actor:
    return model.Actor(
        key=key,
        label=table.label,
        kind=words.ACTORS[table.kind],
        posts=tuple(table.posts),
        bound_by=words.BINDINGS[table.bound_by] if table.bound_by else None,
        recorded_by=table.recorded_by,
        outside=table.outside,
    )


def _fact(key: str, table: schema.FactTable) -> model.Fact:
    return model.Fact(key=key, label=table.label, values=dict(table.values), source=table.source)


def _paper(key: str, table: schema.PaperTable) -> model.Paper:
    return model.Paper(
        key=key,
        label=table.label,
        kind=table.kind,
        numbering=words.NUMBERINGS[table.numbering],
        number_first=table.number_first,
        book=table.book,
    )


def _book(key: str, table: schema.BookTable) -> model.Book:
    return model.Book(key, table.label, table.number_format, tuple(table.columns))


def _publication(key: str, table: schema.PublicationTable) -> model.Publication:
    return model.Publication(key, table.label, table.text, tuple(table.photos))


def _step(step: Placed, known: Mapping[str, tuple[str, ...]]) -> model.Step:
    table = step.table
    return model.Step(
        key=table.number,
        row=step.row,
        place=step.place,
        title=table.activity,
        actors=tuple(table.actors),
        outcomes=_outcomes(table, known),
        participants=tuple(table.participants),
        requires=tuple(table.requires),
        needs=_needs(table.needs),
        effects=_effects(table.effects),
        status=table.status,
        effort=_effort(table),
        limit=parse(table.limit) if table.limit else None,
        distinct_from=tuple(other for name in table.distinct_from for other in known[name]),
        pause=_pause(table.pause) if table.pause else None,
        referral=_referral(table.referral),
        added=is_added(table),
        basis=table.basis if isinstance(table, schema.AddedTable) else "",
        recorder=table.recorder,
    )


def _outcomes(table: schema.RunTable, known: Mapping[str, tuple[str, ...]]) -> Mapping[str, model.Outcome]:
    """`lanjut` alone, and an archive step without `pilihan`, stand for the single outcome `selesai`."""
    if not table.outcomes:
        return {"selesai": model.Outcome("selesai", "Selesai", known[table.to][0] if table.to else None)}
    return {key: _outcome(key, each, known) for key, each in table.outcomes.items()}


def _outcome(key: str, table: schema.OutcomeTable, known: Mapping[str, tuple[str, ...]]) -> model.Outcome:
    fact, values = next(iter((table.condition or {}).items()), (None, []))
    rest = values == [words.REST]
    return model.Outcome(
        key=key,
        label=table.label,
        to=known[table.to][0] if table.to else None,
        needs=_needs(table.needs),
        effects=_effects(table.effects),
        status=table.status,
        fact=fact,
        values=() if rest else tuple(values),
        rest=rest,
        referral=_referral(table.referral),
        by=tuple(table.by),
    )


def _needs(tables: Iterable[schema.NeedTable]) -> tuple[model.Need, ...]:
    return tuple(
        model.Need(
            kind=words.NEEDS[each.kind].name,
            object=each.object,
            label=each.label,
            optional=each.optional,
            by=words.GIVERS[each.by],
        )
        for each in tables
    )


def _effects(texts: Iterable[str]) -> tuple[model.Effect, ...]:
    return tuple(_effect(*words.split_word(text)) for text in texts)


def _effect(word: str, object_: str | None) -> model.Effect:
    kind, sort, _ = words.EFFECTS[word]
    if sort == "public":
        return model.Effect(kind, *words.split_public(str(object_)))
    return model.Effect(kind, object_)


def _referral(table: schema.ReferralTable | None) -> model.Referral | None:
    return model.Referral(table.sop, table.to, table.returns, table.basis) if table else None


def _effort(table: schema.RunTable) -> Duration | None:
    printed = table.time if isinstance(table, schema.PrintTable) else ""
    text = table.time_read or printed
    return parse(text) if text else None


def _pause(text: str) -> Duration:
    """A pause waits for somebody outside the office: its plain `hari` are days of the calendar."""
    length = parse(text)
    return length if "kerja" in text.lower() else replace(length, scale="calendar")


def _routine(row: schema.RowTable, table: schema.RoutineTable) -> model.Routine:
    return model.Routine(
        row=row.number,
        actors=tuple(row.actors),
        every=table.every,
        before=table.before,
        sources=tuple(table.sources),
        alert=table.alert,
    )


# -- what is printed ---------------------------------------------------------------------------------


def _sheet(table: schema.SopTable, printed: Mapping[str, object]) -> model.Sheet:
    """`printed` is the identity block as the file has it: its order is the order of print."""
    legend = table.legend or schema.Legend()
    return model.Sheet(
        letterhead=tuple(table.identity.letterhead),
        address=table.identity.address,
        unit=table.identity.unit,
        identity=tuple(_lines(table.identity, printed)),
        approved_by=_signatory(table.identity.approved_by) if table.identity.approved_by else None,
        blocks=tuple(_blocks(table)),
        title=table.grid.title,
        columns={name: title for name, title in table.grid.columns if title is not None},
        lanes=tuple(model.Lane(lane.key, lane.title) for lane in table.grid.lanes),
        rows=tuple(_row(row, _steps_of(table, row.number)) for row in table.rows),
        added=tuple(_row(row, (row.number,)) for row in table.added),
        legend_title=legend.title,
        legend=tuple((each.symbol, each.meaning) for each in legend.symbols),
        signatories=tuple(_signatory(each) for each in table.signatories),
    )


def _lines(identity: schema.Identity, printed: Mapping[str, object]) -> Iterable[model.Line]:
    fields = {field.alias or name: name for name, field in schema.Identity.model_fields.items()}
    for key in printed:
        entry = getattr(identity, fields[key])
        if isinstance(entry, schema.Line):
            yield model.Line(key, entry.title, entry.text, entry.date)
        elif isinstance(entry, schema.Signatory):
            yield model.Line(key, entry.title, entry.name)


def _signatory(table: schema.Signatory) -> model.Signatory:
    return model.Signatory(
        title=table.title,
        position=table.position,
        name=table.name,
        rank=table.rank,
        nip=table.nip,
        place_and_date=table.place_and_date,
    )


def _blocks(table: schema.SopTable) -> Iterable[model.Block]:
    for key, block_of in BLOCKS.items():
        block = block_of(table)
        if block:
            flags = tuple(model.Flag(each.item, each.note) for each in block.flags)
            yield model.Block(key, block.title, tuple(block.items), flags, block.numbered)


def _steps_of(table: schema.SopTable, row: str) -> tuple[str, ...]:
    return tuple(each.table.number for each in placed(table) if each.runs and each.row == row)


def _row(table: schema.PrintTable, steps: tuple[str, ...]) -> model.Row:
    signed = table if isinstance(table, schema.RowTable) else None
    return model.Row(
        number=table.number,
        activity=table.activity,
        lanes=tuple(signed.lanes) if signed else (),
        symbol=table.symbol,
        inputs=table.inputs,
        time=table.time,
        output=table.output,
        remarks=table.remarks,
        stage=signed.stage if signed else None,
        steps=steps,
        basis=table.basis if isinstance(table, schema.AddedTable) else "",
    )
