"""An agency of nowhere, as small as a sound one can be: four posts, one unit, one service, an SOP of two steps."""

from datetime import UTC, datetime

from kentongan.agencies.models import Agency
from kentongan.agencies.services import profiles

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # Monday, 09.00 in the east of its zone

PROFILE = """\
format = 1
kunci = "contoh"
nama = "Dinas Contoh"
nama_pendek = "Contoh"
kabupaten = "Antah Berantah"
zona = "Asia/Makassar"

[kop]
baris = ["PEMERINTAH KABUPATEN ANTAH BERANTAH"]
alamat = ""
kontak = ""

[[unit]]
kunci = "bidang"
nama = "Bidang Satu"
kepala = "kabid"

[[pos]]
kunci = "kepala"
nama = "Kepala Dinas"
atasan = "bupati"
jenis = "jabatan"

[[pos]]
kunci = "kabid"
nama = "Kepala Bidang"
unit = "bidang"
atasan = "kepala"
jenis = "jabatan"

[[pos]]
kunci = "petugas"
nama = "Petugas"
unit = "bidang"
atasan = "kabid"
jenis = "peran"
banyak = true

[[pos]]
kunci = "penerima"
nama = "Tim Penerima"
instansi = "Inspektorat Antah Berantah"
atasan = "bupati"
jenis = "peran"

[[luar]]
kunci = "bupati"
nama = "Bupati"

[[layanan]]
kunci = "wbs"
nama = "Pengaduan"
jenis = "wbs"
sop = "penanganan"
formulir = "aduan"
slot = "jam kerja"
penjaga_identitas = "petugas"
pemegang_kunci_cadangan = "penerima"
kanal = ["situs"]
bila_dilaporkan = [{ pos = "kepala", ke = "penerima" }, { pos = "penerima", ke = "kepala" }]
tindakan = [{ jenis = "pesan", pemegang = ["petugas"], dasar = "SOP" }]
keterangan = "Untuk uji coba."
"""

CALENDAR = """\
format = 1
zona = "Asia/Makassar"
tahun = [2026, 2027]
[jam]
senin = ["07.30-12.00", "13.00-16.00"]
selasa = ["07.30-12.00", "13.00-16.00"]
rabu = ["07.30-12.00", "13.00-16.00"]
kamis = ["07.30-12.00", "13.00-16.00"]
jumat = ["07.30-11.30", "13.00-16.30"]
"""

SOP = """\
format = 1
status = "disahkan"
mulai = "1"

[identitas]
kop = ["PEMERINTAH KABUPATEN ANTAH BERANTAH"]
nomor = { judul = "Nomor SOP", isi = "1" }
tanggal_efektif = { judul = "Tanggal Efektif", isi = "1 MEI 2020", tanggal = 2020-05-01 }
disahkan_oleh = { judul = "Disahkan oleh", jabatan = "Kepala Dinas", nama = "N", pangkat = "", nip = "" }
nama = { judul = "Nama SOP", isi = "Penanganan" }

[tabel]
kolom = { nomor = "No", kegiatan = "Kegiatan", pelaksana = "Pelaksana", waktu = "Waktu" }
lajur = [{ kunci = "petugas", judul = "Petugas" }]

[pelaksana.petugas]
sebutan = "Petugas"
jenis = "pos"
pos = ["petugas", "penerima"]

[[langkah]]
nomor = "1"
lajur = ["petugas"]
simbol = "kapsul"
kegiatan = "Memeriksa aduan"
waktu = "1 Hari"
pelaksana = ["petugas"]
isi = ["jawaban"]
hasil = ["jawaban"]
status = "diperiksa"
lanjut = "2"

[[langkah]]
nomor = "2"
lajur = ["petugas"]
simbol = "kapsul"
kegiatan = "Mengarsipkan"
waktu = "5 Menit"
pelaksana = ["petugas"]
isi = ["catatan"]
hasil = ["arsip"]
status = "selesai"
"""

FORM = """\
format = 1
judul = "Tulis Pengaduan"
judul_en = "Write a report"

[[pertanyaan]]
kunci = "uraian"
jenis = "teks panjang"
label = "Apa yang terjadi?"
label_en = "What happened?"
wajib = true

[[pertanyaan]]
kunci = "unit"
jenis = "pilihan"
label = "Bidang mana?"
label_en = "Which unit?"
dari = "unit"
"""


def folder(**replaced: tuple[str, str]) -> dict[str, str]:
    """The folder; `profile=("old", "new")` replaces a text in one of its files."""
    files = {
        "profil.toml": PROFILE,
        "kalender.toml": CALENDAR,
        "sops/penanganan.toml": SOP,
        "formulir/aduan.toml": FORM,
    }
    paths = dict(zip(("profile", "calendar", "sop", "form"), files, strict=True))
    for name, (old, new) in replaced.items():
        assert old in files[paths[name]], f"{old} does not stand in {name}"
        files[paths[name]] = files[paths[name]].replace(old, new)
    return files


def load(now: datetime = NOW, **replaced: tuple[str, str]) -> Agency:
    """Load the folder and return the agency."""
    version = profiles.load(files=folder(**replaced), by="ida", now=now)
    return Agency.objects.get(key=version.agency_key)
