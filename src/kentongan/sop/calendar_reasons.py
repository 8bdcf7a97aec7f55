"""The words for what is wrong with a calendar file, in Indonesian and in English, by code."""

from collections.abc import Mapping

CALENDAR_REASONS: Mapping[str, tuple[str, str]] = {
    "unknown-zone": (
        "Zona waktu “{value}” tidak dikenal. Yang dikenal: {known}.",
        "The time zone “{value}” is not known. Known are: {known}.",
    ),
    "no-hours": (
        "Tidak ada jam kerja. Isi jam untuk sedikitnya satu hari; penutupan kantor ditulis sebagai libur.",
        "There are no working hours. Give hours for at least one day; a closure is written as holidays.",
    ),
    "bad-span": (
        "“{value}” bukan jam kerja. Tulis seperti 07.30-12.00; akhir hari ialah 24.00.",
        "“{value}” is no span of hours. Write it like 07.30-12.00; the end of a day is 24.00.",
    ),
    "reversed-span": (
        "Jam kerja “{value}” berakhir sebelum mulai.",
        "The working hours “{value}” end before they begin.",
    ),
    "overlapping-spans": (
        "Jam kerja “{first}” dan “{second}” bertumpuk.",
        "The working hours “{first}” and “{second}” overlap.",
    ),
    "reversed-period": (
        "Masa “{name}” berakhir sebelum mulai.",
        "The period “{name}” ends before it begins.",
    ),
    "overlapping-periods": (
        "Masa “{first}” dan “{second}” bertumpuk.",
        "The periods “{first}” and “{second}” overlap.",
    ),
    "double-holiday": (
        "Tanggal ini sudah libur “{first}”; satukan dengan “{second}”.",
        "This date is already the holiday “{first}”; put “{second}” into the same entry.",
    ),
    "year-not-loaded": (
        "Tahun {year} tidak tercantum dalam `tahun`.",
        "The year {year} does not stand in `tahun`.",
    ),
}
