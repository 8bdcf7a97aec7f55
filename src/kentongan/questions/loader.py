"""From a form file to a `Form`; a file with any problem gives none."""

from collections.abc import Mapping
from dataclasses import replace

from kentongan.problems import refuse
from kentongan.toml_files import read_toml

from .model import Choice, Condition, FileRule, Form, Kind, Question, Section
from .rules import KINDS, MOST_ROWS_USUALLY, problems
from .schema import ChoiceTable, FieldTable, FileTable, FormTable, QuestionTable, SectionTable

# How much a person may write where the form does not say: a line, and about five printed pages.
LONGEST: Mapping[Kind, int] = {"text": 200, "long-text": 20_000}


def load_form(text: str, file: str) -> Form:
    """Return the form that the file describes. Raises `BadFile` with every problem found."""
    table = read_toml(text, file, FormTable)
    refuse(file, problems(table))
    return Form(
        title=table.judul,
        title_en=table.judul_en,
        intro=table.pengantar,
        intro_en=table.pengantar_en,
        sections=tuple(_section(each) for each in table.bagian),
        questions=tuple(_group(each) for each in table.pertanyaan),
    )


def _section(table: SectionTable) -> Section:
    return Section(table.kunci, table.judul, table.judul_en, table.pengantar, table.pengantar_en)


def _group(table: QuestionTable) -> Question:
    question = replace(_question(table), section=table.bagian, identity=table.identitas)
    if question.kind != "group":
        return question
    return replace(
        question,
        questions=tuple(_question(each) for each in table.isian or ()),
        least_rows=max(table.paling_sedikit or 0, int(table.wajib)),
        most_rows=table.paling_banyak or MOST_ROWS_USUALLY,
        row=table.baris or "",
        row_en=table.baris_en or "",
    )


def _question(table: FieldTable) -> Question:
    kind = KINDS[table.jenis]
    return Question(
        key=table.kunci,
        kind=kind,
        label=table.label,
        label_en=table.label_en,
        help=table.bantuan,
        help_en=table.bantuan_en,
        required=table.wajib,
        conditions=tuple(Condition(asked, tuple(values)) for asked, values in table.bila.items()),
        longest=table.paling_panjang or LONGEST.get(kind, 0),
        choices=tuple(_choice(key, each) for key, each in (table.pilihan or {}).items()),
        source=table.dari or "",
        unit=table.satuan or "",
        files=_files(table.berkas or FileTable()) if kind == "file" else None,
    )


def _choice(key: str, table: ChoiceTable) -> Choice:
    return Choice(key, table.label, table.label_en, table.bantuan, table.bantuan_en)


def _files(table: FileTable) -> FileRule:
    usual = FileRule()
    return FileRule(
        types=tuple(table.jenis or usual.types),
        largest=table.paling_besar or usual.largest,
        most=table.paling_banyak or usual.most,
    )
