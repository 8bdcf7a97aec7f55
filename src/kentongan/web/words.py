"""Codes to words. The rooms below give codes; what people read stands here, Indonesian first.

* A code without words is a mistake of ours: `lookup` then gives the plainest true sentence, and a test names the code.
* No word frightens or accuses, and none tells a reporter who holds the report.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = Mapping[str, Promise]

# -- the reporter's statuses: a name, and a sentence that explains it ----------------------------------------------
STATUSES: Words = {
    "diterima": _("Diterima"),
    "diperiksa": _("Diperiksa kelengkapannya"),
    "menunggu-jawaban": _("Menunggu jawaban Anda"),
    "ditelaah": _("Sedang ditelaah"),
    "ditindaklanjuti": _("Sedang ditindaklanjuti"),
    "jawaban-disiapkan": _("Jawaban sedang disiapkan"),
    "ada-jawaban": _("Ada jawaban untuk Anda"),
    "selesai": _("Selesai"),
    "diteruskan": _("Diteruskan ke instansi yang berwenang"),
    "belum-dapat-diproses": _("Belum dapat diproses"),
}
STATUS_SENTENCES: Words = {
    "diterima": _("Laporan Anda sudah kami terima."),
    "diperiksa": _("Kami memeriksa apakah keterangannya sudah cukup."),
    "menunggu-jawaban": _("Kami menunggu jawaban Anda atas pertanyaan di bawah ini."),
    "ditelaah": _("Kami menilai isi laporan."),
    "ditindaklanjuti": _("Petugas sedang mengerjakan laporan Anda."),
    "jawaban-disiapkan": _("Kami sedang menulis jawaban untuk Anda."),
    "ada-jawaban": _("Anda dapat membaca jawabannya di halaman ini."),
    "selesai": _("Penanganan laporan Anda sudah selesai."),
    "diteruskan": _("Laporan ini ditangani instansi yang berwenang."),
    "belum-dapat-diproses": _("Silakan baca alasan dan cara melengkapinya di bawah ini."),
}
# What the public reads; the last two where a matter has left its SOP.
PUBLIC_STATUSES: Words = {
    "diterima": _("Diterima"),
    "proses": _("Proses"),
    "dijawab": _("Dijawab"),
    "selesai": _("Selesai"),
    "diteruskan": _("Diteruskan ke instansi yang berwenang"),
    "belum-dapat-diproses": _("Belum dapat diproses"),
}
# The path ahead in plain statuses, as it is shown to reporters; never lanes or holders.
PATH = ("diterima", "diperiksa", "ditindaklanjuti", "jawaban-disiapkan", "ada-jawaban", "selesai")

# -- why an act was refused -----------------------------------------------------------------------------------------
REFUSALS: Words = {
    "case-ended": _("Penanganan laporan ini sudah selesai. Tidak ada yang dapat diubah lagi."),
    "conflict-of-interest": _("Anda tidak dapat menangani laporan ini."),
    "not-your-post": _("Langkah ini dikerjakan oleh pelaksana lain."),
    "not-your-outcome": _("Pilihan ini diambil oleh pelaksana lain."),
    "not-all-present-gave": _("Belum semua yang hadir memberikan bagiannya."),
    "not-yours-to-give": _("Bagian ini diisi oleh pelaksana lain."),
    "only-at-close": _("Bagian ini dicatat saat langkah diselesaikan."),
    "paused": _("Langkah ini sedang dijeda."),
    "not-paused": _("Langkah ini tidak sedang dijeda."),
    "outcome-needed": _("Langkah berikutnya belum dapat ditentukan: lengkapi pilihan di formulir ini."),
    "no-pause-here": _("Langkah ini tidak boleh dijeda menurut SOP."),
    "no-such-outcome": _("Pilihan ini tidak ada pada langkah ini. Silakan muat ulang halaman."),
    "decided-by-fact": _("Tujuan berikutnya mengikuti pilihan di atas."),
    "missing": _("Masih ada yang belum diisi."),
    "unknown-value": _("Ada pilihan yang tidak dikenal. Silakan pilih lagi."),
    "same-person": _("Langkah ini harus dikerjakan orang lain: Anda sudah mengerjakan langkah sebelumnya."),
    "not-here": _("Isian ini tidak diminta pada langkah ini."),
    "rows-changed": _(
        "Berkas ini berubah di luar aplikasi. Jangan dilanjutkan: beri tahu pengelola dan atasan Anda."
    ),
    "turn-taken": _(
        "Langkah ini sudah dikerjakan, mungkin di jendela lain atau oleh rekan Anda. "
        "Tidak ada yang dicatat dua kali. Keadaan terbaru tampak di bawah ini."
    ),
    "not-your-act": _("Dengan peran yang dipilih, Anda tidak berwenang melakukan ini."),
    "nobody-keyed": _("Pelaksana langkah berikutnya belum ada atau belum memegang kunci."),
    "checked-already": _("Pemeriksaan hari ini sudah dicatat. Tidak dicatat dua kali."),
    "count-missing": _("Tulis jumlahnya dengan angka 0 atau lebih."),
    "reason-missing": _("Tulis alasan Anda."),
    "not-an-address": _("Tautan ini belum lengkap. Salin alamat halamannya, diawali https://."),
    "nothing-written": _("Belum ada yang ditulis."),
    "deviation-reason-missing": _("Melebihi waktu. Tulis penjelasan singkat."),
    "no-open-deviation": _("Tidak ada ketidaksesuaian yang menunggu catatan di sini."),
    "no-waiting-order": _("Tidak ada perintah dari grup yang menunggu konfirmasi di sini."),
    "not-now": _("Saat ini tidak ada yang perlu Anda lakukan di sini."),
    "service-closed": _("Layanan ini belum dibuka."),
    "only-archiving-left": _("Penanganan laporan ini sudah selesai: yang tersisa hanya penutupan berkasnya."),
    "handled-elsewhere": _("Laporan ini ditangani bersama laporan lain: tulis dari berkas yang melanjutkan."),
    "case-open": _("Laporan ini masih ditangani."),
    "followed-already": _("Laporan ini sudah ditangani lagi dalam berkas lain."),
    "same-case": _("Pilih berkas lain: laporan tidak dapat digabung dengan dirinya sendiri."),
    "other-service": _("Hanya laporan dari layanan yang sama dapat digabung."),
    "no-such-target": _("Silakan pilih berkas yang melanjutkan."),
    "changed-since-read": _(
        "Naskah berubah setelah Anda membukanya. Baca yang sekarang, lalu beri tanda lagi."
    ),
    "identity-held-alone": _(
        "Identitas pelapor hanya dapat dibuka oleh pejabat yang mengundurkan diri. Kedua laporan ditangani terpisah."
    ),
    "no-such-service": _("Silakan pilih layanan yang dituju."),
    "authority-missing": _("Tulis instansi yang dituju."),
    "no-such-day": _("Tanggalnya belum diisi atau tidak ada. Silakan pilih tanggal."),
    "date-past": _("Tanggal ini sudah lewat. Silakan pilih hari ini atau sesudahnya."),
    "pause-too-long": _(
        "Jeda ini lebih lama daripada yang diizinkan SOP. Silakan pilih tanggal yang lebih awal."
    ),
    "unknown-channel": _("Silakan pilih lewat mana laporan ini datang."),
    "received-missing": _("Tulis hari laporan ini sampai di kantor."),
    "received-in-the-future": _("Tanggal diterima belum tiba. Tulis hari laporan ini sampai di kantor."),
    "received-too-long-ago": _("Tanggal diterima lebih dari setahun yang lalu. Periksa lagi tahunnya."),
    "sender-missing": _("Tulis siapa yang meneruskan laporan ini."),
    "letter-after-receipt": _("Tanggal surat lebih akhir daripada tanggal diterima."),
    "answer-half-said": _("Tulis keduanya: kepada siapa harus dijawab juga, dan paling lambat kapan."),
    "serial-unknown": _("Tidak ada formulir kertas dengan nomor ini."),
    "serial-used": _("Formulir dengan nomor ini sudah dicatat."),
    "code-to-be-changed": _("Kode dari slip perlu diganti dulu."),
    "not-approved": _(
        "Isi yang akan ditayangkan berbeda dari yang disetujui. Belum ada yang ditayangkan: mintakan persetujuan lagi."
    ),
    "bad-photo": _(
        "Foto “%(name)s” tidak dapat dibuka atau terlalu besar. Simpan sebagai JPEG atau PNG, lalu unggah lagi."
    ),
    "form-count": _("Tulis jumlah formulir: 1 sampai %(most)s."),
}
REFUSED: Promise = _("Hal ini belum dapat dilakukan.")

# -- what a step asks for (the `isi` of an SOP) ---------------------------------------------------------------------
NEEDS: Words = {
    "note": _("Catatan"),
    "answer": _("Jawaban untuk pelapor"),
    "instruction": _("Instruksi"),
    "reason": _("Alasan"),
    "classification": _("Jenis aduan"),
    "unit": _("Bidang yang dituju"),
    "choice": _("Pilihan"),
    "person": _("Petugas yang ditugasi"),
    "draft": _("Konsep"),
    "initials": _("Saya membubuhkan paraf"),
    "signature": _("Saya menandatangani"),
    "number": _("Nomor"),
    "delivery": _("Bukti kirim"),
    "approval": _("Saya menyetujui ini untuk ditayangkan"),
    "publication-proof": _("Bukti tayang"),
    "minutes": _("Notula"),
    "decision": _("Putusan"),
    "attendance": _("Daftar hadir"),
    "photo": _("Foto"),
    "document": _("Berkas"),
    "link": _("Tautan"),
    "date": _("Tanggal"),
    "message": _("Pesan untuk pelapor"),
    "statement": _("Pernyataan"),
    "archive-location": _("Lokasi arsip"),
}
PAPER_NEEDS: Words = {
    "draft": _("Konsep %(paper)s"),
    "initials": _("Saya membubuhkan paraf pada %(paper)s"),
    "signature": _("Saya menandatangani %(paper)s"),
    "number": _("Nomor %(paper)s"),
    "delivery": _("Bukti kirim %(paper)s"),
}
LABELLED_NEEDS: Words = {"approval": _("Saya menyetujui untuk ditayangkan: %(label)s")}
NEED_HINTS: Words = {
    "number": _("Tulis nomor yang diberikan buku agenda."),
    "delivery": _("Tulis kapan dan dengan cara apa dikirim, misalnya nomor resi."),
    "signature": _("Dengan mencentang ini, tanda tangan Anda dicatat bersama isi yang Anda baca."),
    "initials": _("Dengan mencentang ini, paraf Anda dicatat bersama isi yang Anda baca."),
    "approval": _("Dengan mencentang ini, persetujuan Anda dicatat bersama isi yang Anda baca."),
    "publication-proof": _("Tautan tayangan, atau tangkapan layarnya."),
    "message": _("Pelapor membacanya di halaman laporannya. Jangan menulis nama petugas."),
    "answer": _("Pelapor membacanya di halaman laporannya. Jangan menulis nama petugas."),
    "attendance": _("Beri tanda pada semua yang hadir."),
    "archive-location": _("Misalnya: lemari 2, map WBS 2026."),
}

# -- acts beside the SOP: what the form is called, what happens, and its button -------------------------------------
SIDE_ACTS: Words = {
    "minta-kelengkapan": _("Minta kelengkapan kepada pelapor"),
    "jeda": _("Jeda langkah ini"),
    "lanjutkan": _("Lanjutkan langkah yang dijeda"),
    "tolak": _("Nyatakan belum dapat diproses"),
    "limpah": _("Limpahkan ke instansi yang berwenang"),
    "tarik": _("Catat bahwa pelapor menarik laporannya"),
    "gabung": _("Gabungkan dengan berkas lain"),
    "alih-wbs": _("Alihkan menjadi laporan WBS"),
    "buka-kembali": _("Tangani kembali"),
    "keberatan": _("Catat keberatan pelapor"),
    "undur-diri": _("Saya mempunyai benturan kepentingan. Lepaskan saya dari laporan ini."),
}
SIDE_ACT_EFFECTS: Words = {
    "minta-kelengkapan": _(
        "Pelapor membaca permintaan ini di halaman laporannya. Selama menunggu, batas langkah ini berhenti "
        "bila SOP membolehkan jeda."
    ),
    "jeda": _("Batas langkah ini berhenti selama jeda. Lama dan alasannya tercatat."),
    "lanjutkan": _("Batas langkah ini berjalan lagi, ditambah lamanya jeda."),
    "tolak": _("Berkas ini menuju arsip. Pelapor membaca alasan Anda: tulis juga cara melengkapinya."),
    "limpah": _(
        "Berkas ini menuju arsip sebagai laporan yang diteruskan, tanpa identitas pelapor. "
        "Pelapor membaca nama instansi dan alasan Anda."
    ),
    "tarik": _("Berkas ini menuju arsip dan pelapor diberi tahu. Alasannya hanya tercatat dalam berkas."),
    "gabung": _("Laporan di berkas ini ditangani bersama berkas lain yang Anda pilih."),
    "alih-wbs": _(
        "Aduan ini ditutup dan hilang dari daftar, juga bagi Anda dan grup. Laporan WBS yang baru hanya terbuka "
        "bagi petugasnya, dengan kunci baru. Ini tidak dapat dibatalkan."
    ),
    "buka-kembali": _(
        "Berkas ini tetap tersimpan. Berkas baru dibuka dari laporan yang sama dan mengikutinya."
    ),
    "keberatan": _("Berkas ini tetap tersimpan. Berkas baru dibuka untuk menangani keberatan itu."),
    "undur-diri": _("Kunci Anda dilepas saat itu juga: berkas ini tidak tampak lagi bagi Anda."),
}
# In whistleblowing a withdrawal ends nothing: who knows must act (PP 94/2021).
WBS_WITHDRAWAL: Promise = _("Penanganan tetap berjalan. Penarikan dan alasannya tercatat dalam berkas.")
SIDE_ACT_BUTTONS: Words = {
    "minta-kelengkapan": _("Kirim permintaan"),
    "jeda": _("Jeda"),
    "lanjutkan": _("Lanjutkan"),
    "tolak": _("Nyatakan belum dapat diproses"),
    "limpah": _("Limpahkan"),
    "tarik": _("Catat penarikan"),
    "gabung": _("Cari berkas yang sama"),
    "alih-wbs": _("Alihkan menjadi laporan WBS"),
    "buka-kembali": _("Tangani kembali"),
    "keberatan": _("Catat keberatan"),
    "undur-diri": _("Lepaskan saya"),
}

# -- what is wrong with a field or a file ---------------------------------------------------------------------------
FIELD_ERRORS: Words = {
    "required": _("Bagian ini belum diisi."),
    "required-choice": _("Silakan pilih salah satu."),
    "required-several": _("Silakan pilih paling sedikit satu."),
    "required-statement": _("Silakan beri tanda pada kotak ini."),
    "required-file": _("Silakan pilih berkasnya."),
    "one-answer": _("Silakan pilih satu saja."),
    "one-line": _("Tulis dalam satu baris."),
    "too-long": _("Isian ini terlalu panjang: %(length)s huruf, paling banyak %(longest)s."),
    "no-such-choice": _("Silakan pilih dari daftar."),
    "bad-date": _("Tanggal ini tidak ada. Contoh yang benar: 21 November 2026."),
    "reversed-period": _("Tanggal akhir lebih awal daripada tanggal mulai."),
    "bad-amount": _("Tulis jumlahnya dengan angka saja. Contoh: 1.500.000."),
    "control-character": _("Ada tanda yang tidak dapat disimpan. Silakan ketik ulang bagian ini."),
    "too-many-files": _("Terlalu banyak berkas di sini (paling banyak %(most)s)."),
    "too-many-rows": _("Terlalu banyak baris (paling banyak %(most)s)."),
    "too-few-rows": _("Isi paling sedikit %(least)s baris."),
}
FIELD_ERROR: Promise = _("Silakan periksa bagian ini.")
FILE_ERRORS: Words = {
    "too-large": _("%(name)s: berkas terlalu besar (paling besar %(limit)s MB). Isian lain tetap tersimpan."),
    "empty": _("%(name)s: berkas ini kosong."),
    "too-many": _(
        "%(name)s: terlalu banyak berkas sekaligus. Kirim paling banyak %(most)s berkas setiap kali."
    ),
    "wrong-kind": _("%(name)s: jenis berkas ini belum dapat diterima. Yang dapat diterima: %(kinds)s."),
}
FILE_ADVICE: Promise = _(
    "%(kinds)s; paling besar %(limit)s MB setiap berkas, paling banyak %(most)s berkas sekali kirim."
)

# -- the arithmetic of a deadline, a line a day ---------------------------------------------------------------------
DAY_REASONS: Words = {
    "received-day": _("hari diterima"),
    "working": _("hari kerja"),
    "weekend": _("akhir pekan"),
    "closed": _("kantor tutup"),
    "holiday": _("hari libur"),
    "joint-leave": _("cuti bersama"),
    "regional-holiday": _("libur daerah"),
    "after-hours": _("di luar jam kerja"),
    "calendar": _("hari kalender"),
    "paused": _("mulai dijeda"),
}

# -- access codes, log-in, the daily check --------------------------------------------------------------------------
CODE_ERRORS: Words = {
    "mistyped": _("Kode salah tulis. Periksa lagi huruf dan angkanya."),
    "not-a-code": _("Kode terdiri atas lima kelompok, masing-masing lima huruf atau angka. Periksa lagi."),
    "unknown": _("Laporan dengan kode ini tidak ditemukan."),
}
SOURCES: Words = {"kotak": _("Kotak pengaduan"), "situs": _("Situs web")}
END_KINDS: Words = {
    "done": _("Selesai dan diarsipkan"),
    "referred": _("Diteruskan ke prosedur lain"),
    "refused": _("Belum dapat diproses"),
    "merged": _("Digabung dengan laporan lain"),
    "withdrawn": _("Ditarik oleh pelapor"),
    "converted": _("Dialihkan ke layanan lain"),
}
# By which way a report came; what else an agency names comes with its own words.
CHANNELS: Words = {
    "situs": _("Situs web"),
    "sms": _("SMS"),
    "telepon": _("Telepon"),
    "surel": _("Surel"),
    "surat": _("Surat"),
    "kotak": _("Kotak pengaduan"),
    "langsung": _("Datang langsung"),
    "media-sosial": _("Media sosial"),
    "rujukan": _("Diteruskan instansi lain"),
}
BOOK_COLUMNS: Words = {
    "day": _("Tanggal"),
    "channel": _("Kanal"),
    "status": _("Status bagi pelapor"),
    "step": _("Langkah"),
    "ended": _("Selesai"),
    "due": _("Batas"),
    "unit": _("Bidang yang dituju"),
    "fact": _("Pilihan"),
    "need": _("Keterangan"),
    "files": _("Berkas"),
}
VOID_REASONS: Words = {"mistaken": _("batal: salah catat"), "double": _("batal: tercatat dua kali")}
ORDERS: Words = {  # an order from the group that somebody wrote down
    "waiting": _("Menunggu konfirmasi."),
    "confirmed": _("Sudah dikonfirmasi."),
    "denied": _("Dinyatakan bukan perintahnya."),
}
DELIVERIES: Words = {
    "queued": _("akan dikirim"),
    "sending": _("sedang dikirim"),
    "sent": _("sudah dikirim"),
    "failed": _("gagal dikirim"),
}
NOTE_KINDS: Words = {
    "note": _("catatan"),
    "refused": _("alasan belum dapat diproses"),
    "referred": _("diteruskan ke instansi lain"),
    "withdrawn": _("permintaan pelapor untuk menarik laporan"),
    "merged": _("digabung dengan laporan lain"),
    "reopened": _("ditangani kembali"),
    "objected": _("keberatan"),
    "converted": _("dialihkan dari layanan lain"),
    "recused": _("melepaskan diri dari laporan ini"),
    "order-confirmed": _("membenarkan perintah dari grup"),
    "order-denied": _("menyangkal perintah dari grup"),
}
STEP_STATES: Words = {"done": _("sudah dikerjakan"), "now": _("sekarang"), "ahead": _("berikutnya")}
NO_WORDS: Promise = _("Tidak diketahui")
NOTHING = ""


def lookup(words: Words, code: str, otherwise: Promise | str = NO_WORDS) -> str:
    """Return the words for a code in the language of the page."""
    return str(words.get(code, otherwise))


def refusal(code: str, **params: str) -> str:
    """Return why an act was refused."""
    return lookup(REFUSALS, code, REFUSED) % params


def need(kind: str, label: str = "", paper: str = "") -> str:
    """Return what a field of a step is called: the SOP's own label, or the word of the vocabulary."""
    if paper and kind in PAPER_NEEDS:
        return str(PAPER_NEEDS[kind]) % {"paper": paper}
    if label and kind in LABELLED_NEEDS:
        return str(LABELLED_NEEDS[kind]) % {"label": label}
    return label or lookup(NEEDS, kind)


def side_act_effect(act: str, service: str) -> str:
    """Return what an act beside the SOP does, in a service of this kind."""
    if (act, service) == ("tarik", "wbs"):
        return str(WBS_WITHDRAWAL)
    return lookup(SIDE_ACT_EFFECTS, act)


def field_error(code: str, params: Mapping[str, object]) -> str:
    """Return what is wrong with an answer."""
    try:
        return lookup(FIELD_ERRORS, code, FIELD_ERROR) % params
    except KeyError:  # the rule gave no figure: the plain sentence is true as well
        return str(FIELD_ERROR)


def file_error(code: str, name: str, *, limit: int, most: int, kinds: str) -> str:
    """Return why a file was not taken, by its name."""
    params = {"name": name, "limit": limit, "most": most, "kinds": kinds}
    return lookup(FILE_ERRORS, code, FIELD_ERROR) % params
