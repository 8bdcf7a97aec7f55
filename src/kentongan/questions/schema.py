"""The shape of a form file (agencies/<agency>/formulir/<key>.toml): which keys there are, of what kind.

```toml
format = 1
judul = "Formulir pengaduan"
judul_en = "Report form"
pengantar = "..."                      # optional, then with pengantar_en

[[bagian]]                             # optional: headings, or pages where the form goes step by step
kunci = "kejadian"
judul = "Kejadian"
judul_en = "What happened"

[[pertanyaan]]
kunci = "jenis-aduan"                  # name of the HTML field
bagian = "kejadian"                    # where the form has [[bagian]]
jenis = "pilihan"                      # teks | teks panjang | pilihan | beberapa | tanggal | periode |
                                       # tempat | jumlah | berkas | pernyataan | kelompok
label = "Jenis aduan"
label_en = "Kind of report"
bantuan = "..."                        # optional, then with bantuan_en
wajib = true
identitas = false                      # true: the answer goes to the identity compartment
pilihan.layanan = { label = "Layanan", label_en = "A service" }   # or: dari = "unit"; a choice may have a
                                       # bantuan of its own, shown beside it and never part of the answer
bila = { lain = ["nilai"] }            # asked only after this answer to an earlier pilihan, beberapa or
                                       # pernyataan ("ya"); several keys must all hold
paling_panjang = 200                   # teks, teks panjang
satuan = "Rp"                          # jumlah
berkas = { jenis = ["jpg", "pdf"], paling_besar = 20971520, paling_banyak = 10 }   # berkas

[[pertanyaan]]
kunci = "yang-terlibat"
jenis = "kelompok"                     # repeatable; a row counts where any of its fields is filled
label = "Siapa yang terlibat?"
label_en = "Who was involved?"
baris = "orang"                        # "Tambah orang"
baris_en = "person"
paling_sedikit = 0
paling_banyak = 20
[[pertanyaan.isian]]                   # like a pertanyaan, but for kelompok, identitas and bagian
kunci = "nama"
jenis = "teks"
label = "Nama"
label_en = "Name"
```
"""

from typing import Annotated

from pydantic import Field

from kentongan.toml_files import Table

Text = Annotated[str, Field(min_length=1)]

LONGEST_TEXT = 50_000
LARGEST_FILE = 1024**3
MOST_ROWS = 50


class ChoiceTable(Table):
    label: Text
    label_en: Text
    bantuan: str = ""
    bantuan_en: str = ""


class FileTable(Table):
    jenis: Annotated[list[str] | None, Field(min_length=1)] = None
    paling_besar: Annotated[int | None, Field(ge=1, le=LARGEST_FILE)] = None
    paling_banyak: Annotated[int | None, Field(ge=1, le=MOST_ROWS)] = None


class FieldTable(Table):
    """A question within a group."""

    kunci: Text
    jenis: Text
    label: Text
    label_en: Text
    bantuan: str = ""
    bantuan_en: str = ""
    wajib: bool = False
    bila: dict[str, Annotated[list[str], Field(min_length=1)]] = {}
    paling_panjang: Annotated[int | None, Field(ge=1, le=LONGEST_TEXT)] = None
    pilihan: dict[str, ChoiceTable] | None = None
    dari: str | None = None
    satuan: str | None = None
    berkas: FileTable | None = None


class QuestionTable(FieldTable):
    bagian: str = ""
    identitas: bool = False
    isian: Annotated[list[FieldTable] | None, Field(min_length=1)] = None
    paling_sedikit: Annotated[int | None, Field(ge=0, le=MOST_ROWS)] = None
    paling_banyak: Annotated[int | None, Field(ge=1, le=MOST_ROWS)] = None
    baris: str | None = None
    baris_en: str | None = None


class SectionTable(Table):
    kunci: Text
    judul: Text
    judul_en: Text
    pengantar: str = ""
    pengantar_en: str = ""


class FormTable(Table):
    format: Annotated[int, Field(ge=1, le=1)]
    judul: Text
    judul_en: Text
    pengantar: str = ""
    pengantar_en: str = ""
    bagian: list[SectionTable] = []
    pertanyaan: Annotated[list[QuestionTable], Field(min_length=1)]
