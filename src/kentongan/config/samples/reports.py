"""Sample reports as data: `contoh/<service>.toml` beside the profile, in the words of the office.

`jawaban` is what a browser would post: names of the form's fields. A number there is a day, so many days before the
report; for a field that takes a file, the text is the caption of a picture that is made. `masuk` and `sejak` count
working days back from today: when the report came in, and when its case came to the step where it stands.
"""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from kentongan.agency_folder import sample_path
from kentongan.toml_files import Table, read_text, read_toml

Texts = dict[str, str]
Answers = dict[str, str | int | list[str]]
LONGEST = 40  # working days: the sample officers have sat on their posts for longer than that
Day = Annotated[int, Field(ge=0, le=LONGEST)]


class SideAct(Table):
    """An act beside the SOP: its word, why, and what it needs besides: an authority, a sample's number, days."""

    kind: str = Field(alias="jenis")
    reason: str = Field(alias="alasan")
    to: str = Field("", alias="kepada")
    days: int = Field(7, alias="hari")


class Sample(Table):
    """A report, and how far its case has come: `at` is the step where it stands, its first where none is named."""

    answers: Answers = Field(alias="jawaban")
    received: Day = Field(alias="masuk")
    since: Day = Field(0, alias="sejak")
    at: str = Field("", alias="langkah")
    ended: bool = Field(False, alias="selesai")
    through: list[str] = Field([], alias="lewat")
    recorded: list[str] = Field([], alias="perintah_dari_grup")  # steps that were ordered in the group
    chosen: Texts = Field({}, alias="pilih")
    texts: Texts = Field({}, alias="isi")
    act: SideAct | None = Field(None, alias="tindakan")
    message: str = Field("", alias="pesan")
    channel: str = Field("", alias="kanal")
    shown: bool = Field(False, alias="tampilkan_kode")


class SampleFile(Table):
    """The reports of one service; answers and officers' texts for where a report gives none of its own."""

    format: Literal[1]
    answers: Answers = Field({}, alias="jawaban")
    texts: Texts = Field({}, alias="isi")
    reports: list[Sample] = Field([], alias="laporan")


def load(folder: Path, service: str) -> SampleFile:
    """Return a service's sample reports, none where the folder has no such file. Raises `BadFile`."""
    name = sample_path(service)
    path = folder / name
    return read_toml(read_text(path, name), name, SampleFile) if path.exists() else SampleFile(format=1)
