"""The shape of an SOP file: which keys there are, of what kind, with words of which vocabulary.

Attributes have English names, aliases are the keys of the official form. Only the shape is checked here;
what a key points at is asked in `references`, what must go together in `rules`, and whether the whole is
sound in `check`.
"""

import datetime
import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from kentongan.toml_files import Table

from . import vocabulary as words
from .durations import BadDuration, parse

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NUMBER = re.compile(r"[A-Za-z0-9]+([.-][A-Za-z0-9]+)*")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_CLOCK = re.compile(r"([01]\d|2[0-3])\.[0-5]\d")


def fault(code: str, **params: str) -> PydanticCustomError:
    """Return a finding of ours, for pydantic to place; codes are literals of this room."""
    return PydanticCustomError(code, "a finding of ours, worded in `reasons`", params)


def one_of(*known: str) -> AfterValidator:
    """Refuse a word that its closed vocabulary does not have."""

    def check(value: str) -> str:
        if value not in known:
            raise fault("unknown-word", value=value, known=", ".join(known))
        return value

    return AfterValidator(check)


def spelled(pattern: re.Pattern[str], code: str) -> AfterValidator:
    def check(value: str) -> str:
        if not pattern.fullmatch(value):
            raise fault(code, value=value)
        return value

    return AfterValidator(check)


def _length(value: str) -> str:
    try:
        parse(value)
    except BadDuration:
        raise fault("bad-duration", value=value) from None
    return value


def _table_of_need(value: object) -> object:
    """The shorthand "konsep: surat" says the same as { jenis = "konsep", objek = "surat" }."""
    if not isinstance(value, str):
        return value
    word, object_ = words.split_word(value)
    return {"jenis": word} if object_ is None else {"jenis": word, "objek": object_}


def _values(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _need(value: str) -> str:
    word, object_ = words.split_word(value)
    _check_object(word, object_)
    return words.need_key(word, object_)


def _check_object(word: str, object_: str | None) -> None:
    kind = words.NEEDS.get(word)
    if kind is None:
        raise fault("unknown-word", value=word, known=", ".join(words.NEEDS))
    if object_ is None and kind.object_is_required:
        raise fault("object-missing", word=word)
    if object_ is not None and (kind.object == "none" or not object_):
        raise fault("object-not-allowed", word=word)


def _effect(value: str) -> str:
    word, object_ = words.split_word(value)
    if word not in words.EFFECTS:
        raise fault("unknown-word", value=word, known=", ".join(words.EFFECTS))
    _, sort, required = words.EFFECTS[word]
    if object_ is None and required:
        raise fault("object-missing", word=word)
    if object_ is not None and (sort == "none" or not object_):
        raise fault("object-not-allowed", word=word)
    if sort == "public" and object_:
        object_ = _made_public(word, object_)
    return words.need_key(word, object_)


def _made_public(word: str, object_: str) -> str:
    status, content = words.split_public(object_)
    if status not in words.PUBLIC_STATUSES:
        raise fault("unknown-word", value=status, known=", ".join(words.PUBLIC_STATUSES))
    if content == "":
        raise fault("object-not-allowed", word=word)
    return status if content is None else f"{status}, {content}"


def _column(value: str) -> str:
    """A column is a word of its own, a fact, or something that a step asks for: then it has its colon or word."""
    return _need(value) if words.split_word(value)[0] in words.NEEDS else value


def _number_format(value: str) -> str:
    """A number without its year would stand twice in a book, for each year begins with 1."""
    named = set(_PLACEHOLDER.findall(value))
    if named != {"nomor", "tahun"} or set("{}") & set(_PLACEHOLDER.sub("", value)):
        raise fault("bad-number-format", value=value)
    return value


Key = Annotated[str, spelled(_KEY, "bad-key")]
Number = Annotated[str, spelled(_NUMBER, "bad-number")]
Clock = Annotated[str, spelled(_CLOCK, "bad-clock")]
Text = Annotated[str, Field(min_length=1)]
Length = Annotated[str, AfterValidator(_length)]
NeedKey = Annotated[str, AfterValidator(_need)]
EffectText = Annotated[str, AfterValidator(_effect)]
Status = Annotated[str, one_of(*words.STATUSES)]
Column = Annotated[str, AfterValidator(_column)]
NumberFormat = Annotated[str, AfterValidator(_number_format)]
Values = Annotated[list[str], BeforeValidator(_values), Field(min_length=1)]


# -- what is printed ---------------------------------------------------------------------------------


class Line(Table):
    """A line of the identity block: its title, its text as signed, and the date that code may use."""

    title: str = Field(alias="judul")
    text: str = Field(alias="isi")
    date: datetime.date | None = Field(None, alias="tanggal")


class Signatory(Table):
    title: str = Field(alias="judul")
    position: str = Field("", alias="jabatan")
    name: str = Field("", alias="nama")
    rank: str = Field("", alias="pangkat")
    nip: str = ""
    place_and_date: str = Field("", alias="tempat_tanggal")


class Identity(Table):
    letterhead: list[str] = Field([], alias="kop")
    address: str = Field("", alias="alamat")
    unit: str = ""
    number: Line | None = Field(None, alias="nomor")
    made: Line | None = Field(None, alias="tanggal_pembuatan")
    revised: Line | None = Field(None, alias="tanggal_revisi")
    effective: Line | None = Field(None, alias="tanggal_efektif")
    approved: Line | None = Field(None, alias="tanggal_pengesahan")
    approved_by: Signatory | None = Field(None, alias="disahkan_oleh")
    name: Line = Field(alias="nama")


class Flag(Table):
    """A note beside a printed item, never a rewrite of it: what was signed stays as it was signed."""

    item: int = Field(alias="butir")
    note: Text = Field(alias="catatan")


class Block(Table):
    """A block of the sheet's head; the numbers of its items are printed, not part of their text."""

    title: str = Field(alias="judul")
    items: list[str] = Field([], alias="butir")
    numbered: bool = Field(True, alias="bernomor")
    flags: list[Flag] = Field([], alias="tanda")


class Columns(Table):
    """Titles of the table's columns; a column that the signed sheet lacks is left out."""

    number: str | None = Field(None, alias="nomor")
    activity: str = Field(alias="kegiatan")
    actors: str | None = Field(None, alias="pelaksana")
    standard: str | None = Field(None, alias="mutu_baku")
    inputs: str | None = Field(None, alias="kelengkapan")
    time: str | None = Field(None, alias="waktu")
    output: str | None = None
    remarks: str | None = Field(None, alias="keterangan")


class Lane(Table):
    key: Key = Field(alias="kunci")
    title: str = Field(alias="judul")


class Grid(Table):
    title: str = Field("", alias="judul")
    columns: Columns = Field(alias="kolom")
    lanes: list[Lane] = Field([], alias="lajur")


class LegendSymbol(Table):
    symbol: Annotated[str, one_of(*words.SYMBOLS)] = Field(alias="simbol")
    meaning: str = Field(alias="arti")


class Legend(Table):
    title: str = Field("", alias="judul")
    symbols: list[LegendSymbol] = Field([], alias="simbol")


# -- who, which facts, which papers ------------------------------------------------------------------


class ActorTable(Table):
    label: Text = Field(alias="sebutan")
    kind: Annotated[str, one_of(*words.ACTORS)] = Field(alias="jenis")
    posts: list[Key] = Field([], alias="pos")
    bound_by: Annotated[str, one_of(*words.BINDINGS)] | None = Field(None, alias="dari")
    recorded_by: Key | None = Field(None, alias="dicatat_oleh")
    outside: Key | None = Field(None, alias="luar")


class FactTable(Table):
    label: Text = Field(alias="sebutan")
    values: dict[Key, Text] = Field({}, alias="nilai")
    source: Literal["unit"] | None = Field(None, alias="dari")


class PaperTable(Table):
    label: Text = Field(alias="sebutan")
    kind: Annotated[str, one_of(*words.PAPER_KINDS)] = Field(alias="jenis")
    numbering: Annotated[str, one_of(*words.NUMBERINGS)] = Field("tanpa", alias="nomor")
    number_first: bool = Field(False, alias="nomor_sebelum_tanda_tangan")
    book: Key | None = Field(None, alias="buku")


class BookTable(Table):
    label: Text = Field(alias="sebutan")
    number_format: NumberFormat = Field(words.BOOK_NUMBER, alias="nomor")
    columns: list[Column] = Field([], alias="kolom")


class PublicationTable(Table):
    label: Text = Field(alias="sebutan")
    text: NeedKey | None = Field(None, alias="teks")
    photos: list[NeedKey] = Field([], alias="foto")


# -- what runs ---------------------------------------------------------------------------------------


class NeedTable(Table):
    kind: str = Field(alias="jenis")
    object: str | None = Field(None, alias="objek")
    label: str = Field("", alias="sebutan")
    optional: bool = Field(False, alias="opsional")
    by: Annotated[str, one_of(*words.GIVERS)] = Field("pelaksana", alias="oleh")

    @model_validator(mode="after")
    def _its_word_is_known(self) -> "NeedTable":
        _check_object(self.kind, self.object)
        return self


NeedEntry = Annotated[NeedTable, BeforeValidator(_table_of_need)]


class ReferralTable(Table):
    sop: Text
    to: Text = Field(alias="kepada")
    returns: bool = Field(alias="kembali")
    basis: str = Field("", alias="dasar")


class OutcomeTable(Table):
    label: Text = Field(alias="sebutan")
    to: str | None = Field(None, alias="lanjut")
    condition: dict[str, Values] | None = Field(None, alias="bila")
    free: bool = Field(False, alias="bebas")
    needs: list[NeedEntry] = Field([], alias="isi")
    effects: list[EffectText] = Field([], alias="hasil")
    status: Status | None = None
    referral: ReferralTable | None = Field(None, alias="alih")
    by: list[str] = Field([], alias="oleh")


class RoutineTable(Table):
    every: Annotated[str, one_of(*words.ROUTINE_EVERY)] = Field(alias="setiap")
    before: Clock = Field(alias="sebelum")
    sources: list[Annotated[str, one_of(*words.SOURCES)]] = Field(alias="sumber", min_length=1)
    alert: Key = Field(alias="beri_tahu")


class RunTable(Table):
    """The running keys of a step, whether it is printed, a sub-step or added."""

    number: Number = Field(alias="nomor")
    activity: Text = Field(alias="kegiatan")
    actors: list[str] = Field([], alias="pelaksana")
    participants: list[str] = Field([], alias="peserta")
    requires: list[NeedKey] = Field([], alias="perlu")
    needs: list[NeedEntry] = Field([], alias="isi")
    effects: list[EffectText] = Field([], alias="hasil")
    status: Status | None = None
    time_read: Length | None = Field(None, alias="waktu_dibaca")
    limit: Length | None = Field(None, alias="batas")
    distinct_from: list[str] = Field([], alias="bedakan_dari")
    pause: Length | None = Field(None, alias="jeda")
    recorder: str | None = Field(None, alias="dicatat_dari_grup")
    referral: ReferralTable | None = Field(None, alias="alih")
    to: str | None = Field(None, alias="lanjut")
    outcomes: dict[Key, OutcomeTable] = Field({}, alias="pilihan")


class PrintTable(RunTable):
    """What is printed of a step, verbatim, beside what runs of it."""

    symbol: Annotated[str, one_of(*words.ROW_SYMBOLS)] | None = Field(None, alias="simbol")
    inputs: str = Field("", alias="kelengkapan")
    time: str = Field("", alias="waktu")
    output: str = ""
    remarks: str = Field("", alias="keterangan")


class RowTable(PrintTable):
    lanes: list[str] = Field([], alias="lajur")
    stage: Annotated[str, one_of(*words.STAGES)] | None = Field(None, alias="tahap")
    routine: RoutineTable | None = Field(None, alias="rutin")
    parts: list[RunTable] = Field([], alias="rinci")


class AddedTable(PrintTable):
    basis: str = Field("", alias="dasar")


class SopTable(Table):
    format: Literal[1]
    status: Annotated[str, one_of(*words.SOP_STATUSES)]
    start: str = Field(alias="mulai")
    identity: Identity = Field(alias="identitas")
    bases: Block | None = Field(None, alias="dasar_hukum")
    qualifications: Block | None = Field(None, alias="kualifikasi")
    related: Block | None = Field(None, alias="keterkaitan")
    equipment: Block | None = Field(None, alias="peralatan")
    warnings: Block | None = Field(None, alias="peringatan")
    records: Block | None = Field(None, alias="pencatatan")
    grid: Grid = Field(alias="tabel")
    legend: Legend | None = Field(None, alias="legenda")
    signatories: list[Signatory] = Field([], alias="tanda_tangan")
    actors: dict[Key, ActorTable] = Field({}, alias="pelaksana")
    facts: dict[Key, FactTable] = Field({}, alias="fakta")
    papers: dict[Key, PaperTable] = Field({}, alias="naskah")
    books: dict[Key, BookTable] = Field({}, alias="buku")
    publications: dict[Key, PublicationTable] = Field({}, alias="publikasi")
    rows: list[RowTable] = Field(alias="langkah", min_length=1)
    added: list[AddedTable] = Field([], alias="tambahan")


# Keys of a step that only a running step may have; `pelaksana` is a routine's too.
RUNNING_KEYS = (
    "pelaksana",
    "peserta",
    "perlu",
    "isi",
    "hasil",
    "status",
    "waktu_dibaca",
    "batas",
    "bedakan_dari",
    "jeda",
    "dicatat_dari_grup",
    "alih",
    "lanjut",
    "pilihan",
)


def given_keys(table: Table) -> list[str]:
    """Return the keys that the file itself states for the table, by their Indonesian names."""
    fields = type(table).model_fields
    return [fields[name].alias or name for name in fields if name in table.model_fields_set]
