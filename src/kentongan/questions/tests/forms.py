"""Forms that the tests of this room share: one with a question of every kind, and small ones."""

from functools import cache

from kentongan.questions import Choice, Form, load_form

HEAD = 'format = 1\njudul = "Pengaduan"\njudul_en = "Report"\n'

WHOLE = (
    HEAD
    + """
pengantar = "Ceritakan."
pengantar_en = "Tell us."

[[bagian]]
kunci = "diri"
judul = "Diri Anda"
judul_en = "You"
[[bagian]]
kunci = "kejadian"
judul = "Kejadian"
judul_en = "What happened"
pengantar = "Apa adanya."
pengantar_en = "As it is."

[[pertanyaan]]
kunci = "kerahasiaan"
bagian = "diri"
jenis = "pilihan"
label = "Nama Anda"
label_en = "Your name"
wajib = true
pilihan.dengan-nama = { label = "Dengan nama", label_en = "With my name" }
pilihan.tanpa-nama = { label = "Tanpa nama", label_en = "Without a name" }

[[pertanyaan]]
kunci = "nama"
bagian = "diri"
jenis = "teks"
label = "Nama"
label_en = "Name"
bantuan = "Seperti di KTP."
bantuan_en = "As on your card."
wajib = true
identitas = true
paling_panjang = 20
bila = { kerahasiaan = ["dengan-nama"] }

[[pertanyaan]]
kunci = "uraian"
bagian = "kejadian"
jenis = "teks panjang"
label = "Uraian"
label_en = "Story"
wajib = true

[[pertanyaan]]
kunci = "bidang"
bagian = "kejadian"
jenis = "pilihan"
label = "Bidang"
label_en = "Unit"
dari = "unit"

[[pertanyaan]]
kunci = "sifat"
bagian = "kejadian"
jenis = "beberapa"
label = "Sifat"
label_en = "Nature"
pilihan.uang = { label = "Uang", label_en = "Money" }
pilihan.barang = { label = "Barang", label_en = "Goods" }
pilihan.jasa = { label = "Jasa", label_en = "Services" }

[[pertanyaan]]
kunci = "kerugian"
bagian = "kejadian"
jenis = "jumlah"
label = "Perkiraan kerugian"
label_en = "Estimated loss"
satuan = "Rp"
bila = { sifat = ["uang", "barang"] }

[[pertanyaan]]
kunci = "tanggal-lapor"
bagian = "kejadian"
jenis = "tanggal"
label = "Tanggal"
label_en = "Date"

[[pertanyaan]]
kunci = "waktu"
bagian = "kejadian"
jenis = "periode"
label = "Waktu kejadian"
label_en = "When it happened"

[[pertanyaan]]
kunci = "lokasi"
bagian = "kejadian"
jenis = "tempat"
label = "Lokasi"
label_en = "Place"

[[pertanyaan]]
kunci = "yang-terlibat"
bagian = "kejadian"
jenis = "kelompok"
label = "Siapa yang terlibat?"
label_en = "Who was involved?"
baris = "orang"
baris_en = "person"
paling_banyak = 3
[[pertanyaan.isian]]
kunci = "nama"
jenis = "teks"
label = "Nama"
label_en = "Name"
wajib = true
[[pertanyaan.isian]]
kunci = "peran"
jenis = "pilihan"
label = "Peran"
label_en = "Part"
pilihan.pelaku = { label = "Pelaku utama", label_en = "Main actor" }
pilihan.saksi = { label = "Saksi", label_en = "Witness" }
[[pertanyaan.isian]]
kunci = "melihat"
jenis = "pernyataan"
label = "Melihat sendiri"
label_en = "Saw it"
bila = { peran = ["saksi"] }

[[pertanyaan]]
kunci = "bukti"
bagian = "kejadian"
jenis = "kelompok"
label = "Bukti"
label_en = "Evidence"
[[pertanyaan.isian]]
kunci = "berkas"
jenis = "berkas"
label = "Berkas"
label_en = "File"
berkas = { jenis = ["jpg", "pdf"], paling_besar = 1000, paling_banyak = 2 }
[[pertanyaan.isian]]
kunci = "keterangan"
jenis = "teks"
label = "Keterangan"
label_en = "Note"

[[pertanyaan]]
kunci = "iktikad"
bagian = "kejadian"
jenis = "pernyataan"
label = "Saya menyampaikan hal yang saya ketahui."
label_en = "I tell what I know."
wajib = true
"""
)

UNITS = (Choice("bidang-a", "Bidang A", "Unit A"), Choice("bidang-b", "Bidang B", "Unit B"))


@cache
def whole() -> Form:
    return load_form(WHOLE, "pengaduan.toml").filled({"unit": UNITS})


def question(kind: str, more: str = "", key: str = "x") -> str:
    head = f'[[pertanyaan]]\nkunci = "{key}"\njenis = "{kind}"\nlabel = "X"\nlabel_en = "X"\n'
    return head + more + "\n"


def one(kind: str, more: str = "") -> Form:
    """A form that asks one thing, named x."""
    return load_form(HEAD + question(kind, more), "x.toml")


ENOUGH = {"kerahasiaan": ["tanpa-nama"], "uraian": ["Begini."], "iktikad": ["ya"]}
