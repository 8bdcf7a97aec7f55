# ruff: noqa: E501 - one sentence a line, so that both languages stand side by side
"""Why an SOP file, a calendar or a profile is refused, in words (see `file_checks`)."""

from kentongan import file_checks
from kentongan.problems import Problem

from .profile_reasons import CALENDAR, PROFILE

# fmt: off
SHAPE = {
    "unknown-word": (
        "Kata \"{value}\" tidak ada dalam kosakata. Pilih salah satu: {known}.",
        "The word \"{value}\" is not in the vocabulary. Choose one of: {known}.",
    ),
    "bad-key": (
        "Nama \"{value}\" hanya boleh memakai huruf kecil, angka dan tanda hubung, misalnya \"surat-balasan\".",
        "The name \"{value}\" may only use lower-case letters, digits and hyphens, such as \"surat-balasan\".",
    ),
    "bad-number": (
        "Nomor langkah \"{value}\" hanya boleh memakai huruf, angka, titik dan tanda hubung, misalnya \"8a\".",
        "The step number \"{value}\" may only use letters, digits, dots and hyphens, such as \"8a\".",
    ),
    "bad-clock": (
        "Jam \"{value}\" tidak dapat dibaca. Tulis seperti \"12.00\".",
        "The time \"{value}\" cannot be read. Write it like \"12.00\".",
    ),
    "bad-duration": (
        "Lama waktu \"{value}\" tidak dapat dibaca. Tulis seperti \"3 menit\", \"24 jam kalender\" atau \"2 hari kerja\"; untuk teks SOP yang berbeda, tambahkan waktu_dibaca.",
        "The duration \"{value}\" cannot be read. Write it like \"3 menit\", \"24 jam kalender\" or \"2 hari kerja\"; where the signed text differs, add waktu_dibaca.",
    ),
    "bad-number-format": (
        "Nomor buku \"{value}\" tidak dapat dipakai. Ia memuat {{nomor}} dan {{tahun}}, masing-masing tanpa tanda lain di dalam kurungnya, misalnya \"{{nomor}}/{{tahun}}\".",
        "The number format \"{value}\" cannot be used. It holds {{nomor}} and {{tahun}}, with nothing else in braces, such as \"{{nomor}}/{{tahun}}\".",
    ),
    "object-missing": (
        "\"{word}\" perlu objek sesudah titik dua, misalnya \"{word}: nama\".",
        "\"{word}\" needs an object after a colon, such as \"{word}: name\".",
    ),
    "object-not-allowed": (
        "\"{word}\" tidak memakai objek, atau objeknya kosong. Hapus titik dua dan yang sesudahnya.",
        "\"{word}\" takes no object, or its object is empty. Remove the colon and what follows.",
    ),
    "duplicate": (
        "\"{name}\" dipakai dua kali. Beri nama atau nomor yang berbeda.",
        "\"{name}\" is used twice. Give one of them another name or number.",
    ),
}

REFERENCES = {
    "unknown-lane": (
        "Lajur \"{name}\" tidak ada di tabel.lajur. Yang ada: {known}.",
        "The lane \"{name}\" is not in tabel.lajur. There are: {known}.",
    ),
    "unknown-actor": (
        "Pelaksana \"{name}\" belum ada. Yang ada: {known}. Tambahkan [pelaksana.{name}], atau betulkan namanya.",
        "There is no pelaksana \"{name}\". There are: {known}. Add [pelaksana.{name}], or correct the name.",
    ),
    "not-a-post": (
        "Pelaksana \"{name}\" harus berjenis \"pos\", karena ia perlu masuk ke sistem.",
        "The pelaksana \"{name}\" must be of kind \"pos\", because they have to log in.",
    ),
    "not-bound-by-person": (
        "\"{name}\" bukan pelaksana terikat yang dipilih orangnya. Beri jenis = \"terikat\" dan dari = \"orang\", atau sebut pelaksana lain.",
        "\"{name}\" is not a bound pelaksana chosen as a person. Give it jenis = \"terikat\" and dari = \"orang\", or name another.",
    ),
    "unknown-fact": (
        "Fakta \"{name}\" belum ada. Yang ada: {known}. Tambahkan [fakta.{name}].",
        "There is no fact \"{name}\". There are: {known}. Add [fakta.{name}].",
    ),
    "unknown-value": (
        "Nilai \"{name}\" tidak ada pada fakta ini. Yang ada: {known}.",
        "The fact has no value \"{name}\". There are: {known}.",
    ),
    "unknown-paper": (
        "Naskah \"{name}\" belum ada. Yang ada: {known}. Tambahkan [naskah.{name}].",
        "There is no paper \"{name}\". There are: {known}. Add [naskah.{name}].",
    ),
    "unknown-book": (
        "Buku \"{name}\" belum ada. Yang ada: {known}. Tambahkan [buku.{name}].",
        "There is no book \"{name}\". There are: {known}. Add [buku.{name}].",
    ),
    "unknown-publication": (
        "Publikasi \"{name}\" belum ada. Yang ada: {known}. Tambahkan [publikasi.{name}].",
        "There is no publication \"{name}\". There are: {known}. Add [publikasi.{name}].",
    ),
    "unknown-column": (
        "Kolom \"{name}\" tidak dikenal. Pilih kata kolom, sebuah fakta, atau sesuatu yang diminta sebuah langkah: {known}.",
        "There is no column \"{name}\". Choose a word for columns, a fact, or something that a step asks for: {known}.",
    ),
    "not-of-this-step": (
        "\"{name}\" bukan pelaksana langkah ini, maka tidak dapat mengambil pilihannya. Pelaksananya: {known}.",
        "\"{name}\" does not act in this step, so they cannot take its outcomes. Those who do: {known}.",
    ),
    "unknown-step": (
        "Langkah \"{name}\" tidak ada. Yang ada: {known}.",
        "There is no step \"{name}\". There are: {known}.",
    ),
    "step-does-not-run": (
        "Langkah \"{name}\" hanya dicetak dan tidak dijalankan. Sebut langkah yang berjalan.",
        "Step \"{name}\" is only printed and does not run. Name a step that runs.",
    ),
    "distinct-from-itself": (
        "Langkah ini tidak dapat dibedakan dari dirinya sendiri ({name}). Sebut langkah lain.",
        "This step cannot differ from itself ({name}). Name another step.",
    ),
    "unknown-item": (
        "Butir {name} tidak ada; bagian ini mempunyai {count} butir.",
        "There is no item {name}; this block has {count}.",
    ),
}

RULES = {
    "signed-without": (
        "SOP berstatus \"disahkan\" perlu {what}. Lengkapi, atau ubah status menjadi \"konsep\".",
        "An SOP with status \"disahkan\" needs {what}. Add it, or change the status to \"konsep\".",
    ),
    "manual-with-signature": (
        "Buku manual bukan SOP yang disahkan, maka tidak mempunyai {what}. Hapus, atau ubah statusnya.",
        "A manual is no signed SOP, so it has no {what}. Remove it, or change the status.",
    ),
    "manual-row-runs": (
        "Dalam buku manual, langkah {step} tidak boleh berjalan. Pindahkan ke [[tambahan]] dengan dasarnya, atau beri tahap = \"sebelum perkara\".",
        "In a manual, step {step} may not run. Move it to [[tambahan]] with its basis, or give it tahap = \"sebelum perkara\".",
    ),
    "kind-needs-key": (
        "Pelaksana berjenis \"{kind}\" perlu kunci {name}. Tambahkan.",
        "A pelaksana of kind \"{kind}\" needs the key {name}. Add it.",
    ),
    "key-not-for-kind": (
        "Pelaksana berjenis \"{kind}\" tidak memakai kunci {name}. Hapus, atau ubah jenisnya.",
        "A pelaksana of kind \"{kind}\" has no key {name}. Remove it, or change the kind.",
    ),
    "posts-of-a-unit": (
        "Pelaksana yang terikat pada unit adalah kepala unitnya, maka tidak memakai kunci pos. Hapus, atau tulis dari = \"orang\".",
        "A pelaksana bound to a unit is its head, so they have no key pos. Remove it, or write dari = \"orang\".",
    ),
    "fact-needs-values": (
        "Fakta \"{name}\" perlu salah satu: nilai, atau dari = \"unit\"; tidak keduanya.",
        "The fact \"{name}\" needs one of: nilai, or dari = \"unit\"; not both.",
    ),
    "reserved-word": (
        "\"{name}\" dipakai untuk menyebut semua nilai lain, maka tidak dapat menjadi nama nilai.",
        "\"{name}\" stands for every other value, so it cannot be the name of one.",
    ),
    "unit-without-source": (
        "Fakta \"{name}\" diambil dari profil. Tulis dari = \"unit\".",
        "The fact \"{name}\" comes from the profile. Write dari = \"unit\".",
    ),
    "two-natures": (
        "Baris ini memakai {names} bersama-sama. Pilih satu.",
        "This row has {names} together. Choose one.",
    ),
    "prints-only": (
        "Baris dengan {nature} hanya dicetak, maka tidak memakai {name}. Hapus {name}, atau pindahkan ke langkah yang berjalan.",
        "A row with {nature} is only printed, so it has no {name}. Remove {name}, or move it to a step that runs.",
    ),
    "two-ways-on": (
        "Langkah {step} memakai lanjut dan pilihan bersama-sama. Pilih satu.",
        "Step {step} has both lanjut and pilihan. Choose one.",
    ),
    "no-way-on": (
        "Langkah {step} belum menyebut ke mana perkara berlanjut. Tambahkan lanjut; bila di sini perkara berakhir, tambahkan \"arsip\" pada hasil langkahnya.",
        "Step {step} does not say where the case goes. Add lanjut; where the case ends here, add \"arsip\" to the step's hasil.",
    ),
    "archive-goes-on": (
        "Langkah {step} mengarsipkan, maka di sini perkara berakhir. Hapus lanjut, atau pindahkan \"arsip\" ke langkah terakhir.",
        "Step {step} archives, so the case ends here. Remove lanjut, or move \"arsip\" to the last step.",
    ),
    "archive-in-outcome": (
        "\"arsip\" ditulis pada hasil langkah {step}, bukan pada pilihannya. Pindahkan.",
        "\"arsip\" belongs to the hasil of step {step}, not to an outcome. Move it.",
    ),
    "referral-must-return": (
        "Alih ke \"{sop}\" pada langkah harus kembali = true. Bila tidak kembali, tulis alih itu pada sebuah pilihan.",
        "On a step, alih to \"{sop}\" must have kembali = true. Where it does not return, write it on an outcome.",
    ),
    "referral-brings-nothing": (
        "Langkah ini menunggu hasil dari \"{sop}\", tetapi tidak mencatat apa pun. Tambahkan isi, misalnya nomor surat.",
        "This step waits for what returns from \"{sop}\" but records nothing. Add isi, such as the letter's number.",
    ),
    "referral-must-not-return": (
        "Alih ke \"{sop}\" pada sebuah pilihan harus kembali = false. Bila kembali, tulis alih itu pada langkahnya.",
        "On an outcome, alih to \"{sop}\" must have kembali = false. Where it returns, write it on the step.",
    ),
    "duplicate-need": (
        "\"{need}\" diminta dua kali di langkah ini. Hapus satu, atau beri label yang berbeda.",
        "\"{need}\" is asked for twice in this step. Remove one, or give it another label.",
    ),
    "nobody-takes-part": (
        "\"{need}\" diisi oleh peserta, tetapi langkah ini tidak mempunyai peserta. Tambahkan peserta.",
        "\"{need}\" is given by participants, but this step has none. Add peserta.",
    ),
    "choice-by-others": (
        "\"{need}\" ditentukan ketika langkah ditutup, maka oleh pelaksananya. Hapus kunci oleh.",
        "\"{need}\" is settled when the step is closed, so by those who act. Remove the key oleh.",
    ),
    "reserved-need": (
        "\"{need}\" hanya dilampirkan oleh yang mencatat perintah dari grup. Beri berkas ini nama lain.",
        "\"{need}\" is attached only by who records an order from the group. Give this file another name.",
    ),
    "recorder-not-here": (
        "Langkah ini tidak dapat dicatat dari grup karena {what}: hal itu harus dilakukan pelaksananya sendiri. Hapus dicatat_dari_grup, atau pindahkan {what}.",
        "This step cannot be recorded from the group because of {what}: those whose step it is must do that themselves. Remove dicatat_dari_grup, or move {what}.",
    ),
    "added-without-basis": (
        "Langkah tambahan {step} tidak ada di SOP yang disahkan. Tulis dasarnya pada kunci dasar.",
        "The added step {step} is not in the signed SOP. Say in the key dasar why it exists.",
    ),
    "paper-needs-book": (
        "Naskah \"{paper}\" bernomor dari buku. Tambahkan kunci buku dengan nama bukunya.",
        "The paper \"{paper}\" is numbered from a book. Add the key buku with the name of the book.",
    ),
    "book-not-for-paper": (
        "Naskah \"{paper}\" tidak bernomor dari buku, maka tidak memakai kunci buku. Hapus, atau tulis nomor = \"buku\".",
        "The paper \"{paper}\" is not numbered from a book, so it has no key buku. Remove it, or write nomor = \"buku\".",
    ),
    "publication-empty": (
        "Publikasi ini belum mempunyai isi. Tambahkan teks, foto, atau keduanya.",
        "This publication has no contents. Add teks, foto or both.",
    ),
    "not-a-text": (
        "\"{need}\" bukan isian berupa tulisan, maka tidak dapat menjadi teks publikasi. Sebut misalnya \"konsep: nama\".",
        "\"{need}\" is not something written, so it cannot be the text of a publication. Name something like \"konsep: name\".",
    ),
    "not-a-photo": (
        "\"{need}\" bukan foto. Sebut sebuah foto, misalnya \"foto: lokasi\".",
        "\"{need}\" is no photo. Name one, such as \"foto: lokasi\".",
    ),
    "never-asked": (
        "Tidak ada langkah yang meminta \"{need}\". Mintalah di sebuah langkah, atau betulkan namanya.",
        "No step asks for \"{need}\". Ask for it in a step, or correct its name.",
    ),
    "public-needs-content": (
        "Status \"{status}\" tayang bersama isinya. Tulis \"publik: {status}, nama-publikasi\".",
        "The status \"{status}\" is made public with its contents. Write \"publik: {status}, publication\".",
    ),
}

BRANCHES = {
    "free-without-condition": (
        "bebas = true hanya untuk pilihan tanpa bila di samping pilihan yang memakai bila. Hapus.",
        "bebas = true is only for an outcome without bila, beside outcomes with bila. Remove it.",
    ),
    "free-or-conditional": (
        "Pilihan lain di langkah ini memakai bila. Tambahkan bila di sini juga, atau bebas = true.",
        "Other outcomes of this step have bila. Add bila here too, or bebas = true.",
    ),
    "one-fact": (
        "Semua bila dalam satu langkah harus tentang satu fakta yang sama (di sini: {facts}).",
        "All bila of one step must be about one and the same fact (here: {facts}).",
    ),
    "double-value": (
        "Nilai \"{value}\" disebut pada lebih dari satu tempat. Sisakan satu.",
        "The value \"{value}\" is named more than once. Leave one.",
    ),
    "rest-needed": (
        "Nilai fakta \"{fact}\" berasal dari profil. Tambahkan satu pilihan dengan bila = {{ {fact} = \"selain\" }}.",
        "The values of \"{fact}\" come from the profile. Add an outcome with bila = {{ {fact} = \"selain\" }}.",
    ),
    "uncovered-values": (
        "Nilai fakta \"{fact}\" ini belum mempunyai pilihan: {values}. Tambahkan, atau pakai \"selain\".",
        "These values of \"{fact}\" have no outcome: {values}. Add one, or use \"selain\".",
    ),
    "empty-rest": (
        "Semua nilai fakta \"{fact}\" sudah disebut, maka \"selain\" tidak pernah terjadi. Hapus pilihan ini.",
        "Every value of \"{fact}\" is named already, so \"selain\" never happens. Remove this outcome.",
    ),
}

SOUNDNESS = {
    "no-archive": (
        "Tidak ada langkah dengan hasil \"arsip\". Tambahkan, supaya perkara dapat berakhir.",
        "No step has the hasil \"arsip\". Add one, so that a case can end.",
    ),
    "unreachable": (
        "Langkah {step} tidak pernah dicapai dari langkah awal. Sebut pada lanjut sebuah langkah, atau hapus.",
        "Step {step} is never reached from the start. Name it in some step's lanjut, or remove it.",
    ),
    "no-end-from-here": (
        "Dari langkah {step} perkara tidak pernah dapat berakhir. Beri jalan menuju langkah arsip.",
        "From step {step} a case can never end. Give it a way to the archive step.",
    ),
    "facts-lead-in-circles": (
        "Di langkah {step} perkara dengan {facts} tidak pernah dapat berakhir, karena pilihannya tidak dapat diubah lagi. Mintalah fakta itu lagi di dalam putaran, atau beri jalan keluar.",
        "At step {step} a case with {facts} can never end, because the choice cannot be made again. Ask for the fact again within the loop, or give it a way out.",
    ),
    "not-supplied": (
        "\"{need}\" diperlukan di sini, tetapi belum tentu ada bila perkara lewat langkah {path}. Mintalah di langkah sebelumnya pada jalan itu.",
        "\"{need}\" is needed here, but may be missing when the case comes by steps {path}. Ask for it earlier on that way.",
    ),
    "archive-needs-earlier": (
        "Langkah arsip {step} memerlukan \"{need}\" dari langkah sebelumnya. Laporan yang ditolak, digabung atau dilimpahkan langsung sampai ke sini; pindahkan kebutuhan itu ke langkah sebelum arsip.",
        "The archive step {step} needs \"{need}\" from an earlier step. A report that is refused, merged or referred comes here directly; move what needs it to the step before.",
    ),
    "not-bound": (
        "Pelaksana ini dipilih dengan \"{need}\", tetapi belum tentu terpilih bila perkara lewat langkah {path}. Mintalah di langkah sebelumnya.",
        "Who acts here is chosen with \"{need}\", but may not be when the case comes by steps {path}. Ask for it earlier.",
    ),
    "fact-not-chosen": (
        "Pilihan ini bergantung pada \"{need}\", yang belum tentu dipilih bila perkara lewat langkah {path}. Mintalah pada isi langkah ini atau sebelumnya.",
        "This outcome depends on \"{need}\", which may not be chosen when the case comes by steps {path}. Ask for it in this step's isi or earlier.",
    ),
    "effect-without-paper": (
        "Hasil ini memerlukan \"{need}\", yang belum tentu ada bila perkara lewat langkah {path}, atau batal karena konsep baru. Mintalah di langkah ini atau sebelumnya.",
        "This effect needs \"{need}\", which may be missing when the case comes by steps {path}, or is made void by a new draft. Ask for it in this step or earlier.",
    ),
    "public-without-approval": (
        "Hasil ini menayangkan atau mengirimkan isi yang harus disetujui dengan \"{need}\", tetapi persetujuan itu belum tentu ada bila perkara lewat langkah {path}, atau batal karena isinya berubah. Mintalah sesudah isinya selesai.",
        "This effect makes public or sends what must be approved with \"{need}\", but the approval may be missing when the case comes by steps {path}, or is made void by a change. Ask for it once the contents are done.",
    ),
    "reporter-alone": (
        "Langkah {step} hanya dikerjakan pelapor. Tambahkan pelaksana yang dapat menutupnya bila pelapor diam.",
        "Step {step} is taken by the reporter only. Add somebody who can close it when the reporter is silent.",
    ),
    "reporter-cannot-hand-on": (
        "Pilihan \"{outcome}\" di langkah {step} dapat diambil pelapor, yang tidak memegang kunci berkas. Pilihan itu tidak boleh meminta atau melakukan apa pun, dan langkah berikutnya hanya untuk pelaksana lain di langkah ini. Batasi dengan oleh, atau ubah lanjut.",
        "The outcome \"{outcome}\" of step {step} may be taken by the reporter, who holds no key of the case. It may neither ask for anything nor do anything, and the next step must belong to the other actors of this one. Restrict it with oleh, or change lanjut.",
    ),
}
# fmt: on

REASONS: file_checks.Reasons = {
    **file_checks.OF_ANY_FILE,
    **SHAPE,
    **REFERENCES,
    **RULES,
    **BRANCHES,
    **SOUNDNESS,
    **PROFILE,
    **CALENDAR,
}


def explain(problem: Problem) -> tuple[str, str]:
    """Return the reason in Indonesian and in English."""
    return file_checks.explain(problem, REASONS)
