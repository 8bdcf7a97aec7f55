# ruff: noqa: E501 - one sentence a line, so that both languages stand side by side
"""Why a profile or a calendar is refused, in words (see `file_checks`)."""

# fmt: off
PROFILE = {
    "unknown-post": (
        "Pos \"{name}\" tidak ada di profil. Yang ada: {known}.",
        "The profile has no post \"{name}\". There are: {known}.",
    ),
    "unknown-unit": (
        "Unit \"{name}\" tidak ada di profil. Yang ada: {known}.",
        "The profile has no unit \"{name}\". There are: {known}.",
    ),
    "unknown-outside": (
        "Pihak luar \"{name}\" tidak ada di profil. Yang ada: {known}.",
        "The profile has no outside party \"{name}\". There are: {known}.",
    ),
    "unknown-sop": (
        "SOP \"{name}\" tidak ada di folder sops. Yang ada: {known}.",
        "The folder sops has no SOP \"{name}\". There are: {known}.",
    ),
    "unknown-form": (
        "Formulir \"{name}\" tidak ada. Tambahkan berkas {path}.",
        "There is no form \"{name}\". Add the file {path}.",
    ),
    "no-units": (
        "SOP ini memilih unit (fakta \"{name}\"), tetapi profil tidak mempunyai unit. Tambahkan [[unit]].",
        "This SOP chooses a unit (fact \"{name}\"), but the profile has none. Add [[unit]].",
    ),
    "zones-differ": (
        "Zona waktu profil ({profile}) berbeda dari kalender ({calendar}). Samakan.",
        "The time zones of profile ({profile}) and calendar ({calendar}) differ. Make them the same.",
    ),
    "custodian-is-escrow": (
        "Penjaga identitas dan pemegang kunci cadangan tidak boleh pos yang sama (\"{name}\"). Pilih pos lain untuk salah satunya.",
        "Custodian and escrow may not be the same post (\"{name}\"). Choose another post for one of them.",
    ),
    "slot-needed": (
        "Layanan WBS tidak boleh memakai slot \"tanpa\", supaya jam pelapor tidak tercatat. Pakai \"jam kerja\".",
        "A WBS service may not have the slot \"tanpa\", so that the reporter's hour is not stored. Use \"jam kerja\".",
    ),
    "secret-goes-public": (
        "SOP \"{name}\" mempunyai hasil \"publik\", padahal laporan WBS tidak pernah tayang. Hapus hasil itu, atau pakai SOP lain.",
        "The SOP \"{name}\" has the effect \"publik\", but no WBS report is ever made public. Remove it, or use another SOP.",
    ),
    "secret-in-the-group": (
        "SOP \"{name}\" mempunyai langkah yang dicatat dari grup, padahal laporan WBS tidak pernah dibicarakan di grup. Hapus dicatat_dari_grup, atau pakai SOP lain.",
        "The SOP \"{name}\" has a step that is recorded from the group, but no WBS report is ever spoken of in a group. Remove dicatat_dari_grup, or use another SOP.",
    ),
    "nobody-for-deviations": (
        "Layanan ini mencatat ketidaksesuaian, tetapi tidak ada pemegang tindakan \"{act}\". Tambahkan, supaya catatan itu dapat diselesaikan.",
        "This service records deviations, but nobody holds the act \"{act}\". Add it, so that a record can be settled.",
    ),
    "superiors-in-a-circle": (
        "Urutan atasan berputar: {path}. Betulkan salah satu atasan.",
        "The superiors go in a circle: {path}. Correct one of them.",
    ),
    "tree-ends-inside": (
        "Pos \"{name}\" tidak mempunyai atasan. Sebut atasannya; untuk pimpinan instansi, sebut pihak luar pada [[luar]], misalnya Bupati.",
        "The post \"{name}\" has no superior. Name one; for the head of the agency an outside party from [[luar]], such as the Bupati.",
    ),
    "bend-to-subordinate": (
        "\"{to}\" adalah bawahan \"{post}\", maka tidak dapat menangani laporan tentang atasannya. Pilih pos di luar garis itu, misalnya Inspektorat.",
        "\"{to}\" is below \"{post}\", so they cannot handle a report about their superior. Choose a post outside that line, such as the Inspektorat.",
    ),
    "four-eyes-alone": (
        "Layanan \"{service}\": pada {steps} tidak ada pelaksana, atau tidak ada orang kedua untuk bedakan_dari. Tambahkan pos pelaksana.",
        "Service \"{service}\": at {steps} there is nobody to act, or no second person for bedakan_dari. Add a post.",
    ),
    "nobody-left": (
        "Bila \"{post}\" yang dilaporkan, pada layanan \"{service}\" tidak ada lagi yang dapat menangani: {steps}. Isi bila_dilaporkan, atau atasannya.",
        "When \"{post}\" is reported, in service \"{service}\" nobody is left to handle: {steps}. Fill in bila_dilaporkan, or the superior.",
    ),
}

CALENDAR = {
    "unknown-zone": (
        "Zona \"{value}\" tidak dikenal. Pilih salah satu: {known}.",
        "The zone \"{value}\" is not known. Choose one of: {known}.",
    ),
    "no-hours": (
        "Belum ada jam kerja. Isi paling sedikit satu hari.",
        "There are no working hours. Fill in at least one day.",
    ),
    "bad-span": (
        "Jam \"{value}\" tidak dapat dibaca. Tulis seperti \"07.30-12.00\".",
        "The hours \"{value}\" cannot be read. Write them like \"07.30-12.00\".",
    ),
    "reversed-span": (
        "Jam \"{value}\" berakhir sebelum dimulai. Tukar kedua jamnya.",
        "The hours \"{value}\" end before they begin. Swap the two times.",
    ),
    "overlapping-spans": (
        "Jam \"{first}\" dan \"{second}\" bertumpang tindih. Betulkan salah satunya.",
        "The hours \"{first}\" and \"{second}\" overlap. Correct one of them.",
    ),
    "reversed-period": (
        "Masa \"{name}\" berakhir sebelum dimulai. Tukar kedua tanggalnya.",
        "The period \"{name}\" ends before it begins. Swap the two dates.",
    ),
    "overlapping-periods": (
        "Masa \"{first}\" dan \"{second}\" bertumpang tindih. Betulkan tanggalnya.",
        "The periods \"{first}\" and \"{second}\" overlap. Correct the dates.",
    ),
    "double-holiday": (
        "Tanggal ini ditulis dua kali: \"{first}\" dan \"{second}\". Sisakan satu.",
        "This date is written twice: \"{first}\" and \"{second}\". Leave one.",
    ),
    "year-not-loaded": (
        "Tahun {year} tidak ada pada daftar tahun. Tambahkan {year}, atau hapus hari libur ini.",
        "The year {year} is not in the list of years. Add {year}, or remove this holiday.",
    ),
}
# fmt: on
