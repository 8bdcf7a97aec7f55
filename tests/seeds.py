"""The five source documents beside our files of them; what both tests of the seeds read.

`tests/vectors/seeds` holds the documents' own text. A word of ours may differ from it only where `CORRECTIONS`
says so.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kentongan.sop.model import Sop
from kentongan.sop.profile import Profile, load_profile

AGENCIES = Path(__file__).parent.parent / "agencies"
SEEDS = Path(__file__).parent / "vectors" / "seeds"
FILES = {
    "000": "kebumen-disperindagkopukm/sops/pelayanan-pengaduan-wbs",
    "001": "kukar-dpmptsp/sops/penanganan-wbs",
    "002": "lamandau-dpmptsp/sops/whistle-blowing-system",
    "003": "kebumen-disperindagkopukm/sops/penanganan-aduan",
    "004": "mojokerto-inspektorat/sops/manual-wbs",
}
SIGNED = ("000", "001", "002", "003")
OFFICES = sorted({path.split("/")[0] for path in FILES.values()})

# Damage of typing or scanning, and what was meant; everything else stands as it was signed.
CORRECTIONS: dict[str, dict[str, str]] = {
    "000": {
        "NIR:": "NIP:",
        "pelanggaran, penyelenggaraan, dan atau": "pelanggaran, penyelewengan, dan atau",
        "Formuli online": "Formulir online",
        "dokume diras": "dokumen dirasa",
        "secretariat": "sekretariat",
        "Pemula Utama Muda": "Pembina Utama Muda",
    },
    "001": {
        "Data -data": "Data-data",
        "SOP penangan Whistle": "SOP penanganan Whistle",
        "kebidang": "ke bidang",
        "3 Jjam": "3 Jam",
        "mmengirimkan": "mengirimkan",
    },
    "002": {"Wilatah": "Wilayah", "DPMP/TSP": "DPMPTSP"},
    "003": {"Sekretaris/K abid": "Sekretaris/Kabid"},
    "004": {"WISHTLEBLOWING": "WHISTLEBLOWING", "PENGUNAAN": "PENGGUNAAN"},
}


@dataclass(frozen=True)
class Source:
    """One document: its own text, ours, and the number it goes by."""

    number: str
    printed: dict[str, Any]
    sop: Sop


def plain(text: str) -> str:
    return " ".join(text.split())


def office(name: str) -> dict[str, str]:
    folder = AGENCIES / name
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*.toml")}


def raw(number: str) -> str:
    return (SEEDS / f"{number}.json").read_text()


@cache
def profile(name: str) -> Profile:
    return load_profile(office(name))


@cache
def source(number: str) -> Source:
    agency, _, key = FILES[number].split("/")
    text = raw(number)
    for damaged, meant in CORRECTIONS[number].items():
        text = text.replace(damaged, meant)
    return Source(number, json.loads(text), profile(agency).sops[key])
