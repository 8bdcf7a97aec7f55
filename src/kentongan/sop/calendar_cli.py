"""`kentongan calendar generate YEAR...`: the holidays of those years, to be pasted into kalender.toml."""

from collections.abc import Sequence
from typing import TextIO

from .holiday_table import generate

HEADING = """\
# Usulan daftar libur {years}. Periksa setiap tanggal dengan SKB Tiga Menteri yang berlaku, isi nomor SKB
# pada `sumber`, dan tambahkan libur daerah (jenis = "daerah").
"""


def generate_to(years: Sequence[int], out: TextIO) -> None:
    """Write the proposal for those years to `out`."""
    out.write(HEADING.format(years=", ".join(str(year) for year in years)) + "\n" + generate(years))
