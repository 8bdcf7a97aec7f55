"""The shape of `profil.toml`: an agency's units, posts, outside parties and services."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from kentongan.toml_files import Table

from . import vocabulary as words
from .schema import Key, Text, fault, one_of


class LetterheadTable(Table):
    lines: list[str] = Field(alias="baris", min_length=1)
    address: str = Field("", alias="alamat")
    contact: str = Field("", alias="kontak")


class UnitTable(Table):
    key: Key = Field(alias="kunci")
    name: Text = Field(alias="nama")
    head: Key = Field(alias="kepala")


class PostTable(Table):
    key: Key = Field(alias="kunci")
    name: Text = Field(alias="nama")
    unit: Key | None = None
    superior: Key | None = Field(None, alias="atasan")
    kind: Annotated[str, one_of(*words.POST_KINDS)] = Field(alias="jenis")
    other_agency: Text | None = Field(None, alias="instansi")
    many: bool = Field(False, alias="banyak")


class OutsideTable(Table):
    key: Key = Field(alias="kunci")
    name: Text = Field(alias="nama")


class BendTable(Table):
    post: Key = Field(alias="pos")
    to: Key = Field(alias="ke")


class SideActTable(Table):
    kind: Annotated[str, one_of(*words.SIDE_ACTS)] = Field(alias="jenis")
    holders: list[Key] = Field(alias="pemegang", min_length=1)
    basis: Text = Field(alias="dasar")


class ChannelTable(Table):
    """A word of the vocabulary by itself, another with the name that the office gives it."""

    key: Key = Field(alias="kunci")
    name: Text | None = Field(None, alias="nama")

    @model_validator(mode="after")
    def _its_word_is_known(self) -> "ChannelTable":
        if self.name is None and self.key not in words.CHANNELS:
            raise fault("unknown-word", value=self.key, known=", ".join(words.CHANNELS))
        return self


def _table_of_channel(value: object) -> object:
    """The shorthand "telepon" says the same as { kunci = "telepon" }."""
    return {"kunci": value} if isinstance(value, str) else value


ChannelEntry = Annotated[ChannelTable, BeforeValidator(_table_of_channel)]


class ServiceTable(Table):
    key: Key = Field(alias="kunci")
    name: Text = Field(alias="nama")
    kind: Annotated[str, one_of(*words.SERVICE_KINDS)] = Field(alias="jenis")
    sop: Key
    form: Key = Field(alias="formulir")
    slot: Annotated[str, one_of(*words.SLOTS)]
    custodian: Key = Field(alias="penjaga_identitas")
    escrow: Key = Field(alias="pemegang_kunci_cadangan")
    channels: list[ChannelEntry] = Field([], alias="kanal")
    bends: list[BendTable] = Field([], alias="bila_dilaporkan")
    side_acts: list[SideActTable] = Field([], alias="tindakan")
    deviations: Annotated[str, one_of(*words.DEVIATIONS)] | None = Field(None, alias="ketidaksesuaian")
    note: str = Field("", alias="keterangan")


class ProfileTable(Table):
    format: Literal[1]
    key: Key = Field(alias="kunci")
    name: Text = Field(alias="nama")
    short_name: Text = Field(alias="nama_pendek")
    regency: Text = Field(alias="kabupaten")
    zone: Text = Field(alias="zona")
    letterhead: LetterheadTable = Field(alias="kop")
    units: list[UnitTable] = Field([], alias="unit")
    posts: list[PostTable] = Field(alias="pos", min_length=1)
    outside: list[OutsideTable] = Field([], alias="luar")
    services: list[ServiceTable] = Field(alias="layanan", min_length=1)
