"""A second reading of an SOP file, for the tests: straight from the TOML, without any of the room's code.

It says who may do what at a step, and where it leads, as a table; what the engine allows is held against it.
"""

import tomllib
from dataclasses import dataclass, field
from typing import Any

CHOICES = ("klasifikasi", "unit", "pilih", "orang")


@dataclass
class Need:
    word: str
    object: str
    optional: bool
    by: str

    @property
    def key(self) -> str:
        return f"{self.word}: {self.object}" if self.object else self.word

    @property
    def is_choice(self) -> bool:
        return self.word in CHOICES

    @property
    def fact(self) -> str:
        return "" if self.word == "orang" else (self.object or self.word) if self.is_choice else ""


def needs(entries: list[Any]) -> list[Need]:
    found = []
    for each in entries:
        if isinstance(each, str):
            word, _, object_ = (part.strip() for part in each.partition(":"))
            found.append(Need(word, object_, False, "pelaksana"))
        else:
            found.append(
                Need(
                    each["jenis"],
                    each.get("objek", ""),
                    each.get("opsional", False),
                    each.get("oleh", "pelaksana"),
                )
            )
    return found


@dataclass
class Way:
    key: str
    to: str | None
    needs: list[Need]
    effects: list[str]
    condition: dict[str, Any] = field(default_factory=dict)
    by: list[str] = field(default_factory=list)


class RawSop:
    """The running steps of a file by number, and who acts in them."""

    def __init__(self, text: str, units: dict[str, str]) -> None:
        self.file = tomllib.loads(text)
        self.units = units
        self.steps: dict[str, dict[str, Any]] = {}
        self.first: dict[str, str] = {}
        for row in self.file["langkah"] + self.file.get("tambahan", []):
            if "rinci" in row:
                self.steps |= {part["nomor"]: part for part in row["rinci"]}
                self.first |= {part["nomor"]: part["nomor"] for part in row["rinci"]}
                self.first[row["nomor"]] = row["rinci"][0]["nomor"]
            elif "tahap" not in row and "rutin" not in row:
                self.steps[row["nomor"]] = row
                self.first[row["nomor"]] = row["nomor"]

    def seats(self, names: list[str], head: str) -> set[str]:
        """Who these actors are: posts, "pelapor" or "officer:pat"; a bound unit's head is `head`."""
        found: set[str] = set()
        for name in names:
            actor = self.file["pelaksana"][name]
            match actor["jenis"]:
                case "pos":
                    found |= set(actor["pos"])
                case "pelapor":
                    found.add("pelapor")
                case "pihak luar":
                    found |= self.seats([actor["dicatat_oleh"]], head)
                case _:
                    found.add(head if actor["dari"] == "unit" else "officer:pat")
        return found

    def acting(self, step: str, head: str) -> set[str]:
        return self.seats(self.steps[step]["pelaksana"], head)

    def helping(self, step: str, head: str) -> set[str]:
        return self.seats(self.steps[step].get("peserta", []), head)

    def ways(self, step: str) -> list[Way]:
        raw = self.steps[step]
        own, effects = needs(raw.get("isi", [])), raw.get("hasil", [])
        if "pilihan" not in raw:
            return [Way("selesai", self._to(raw), own, effects)]
        return [
            Way(
                key,
                self._to(way),
                own + needs(way.get("isi", [])),
                effects + way.get("hasil", []),
                way.get("bila", {}),
                way.get("oleh", []),
            )
            for key, way in raw["pilihan"].items()
        ]

    def taking(self, step: str, way: Way, head: str) -> set[str]:
        """Who may take this way out."""
        return self.seats(way.by or self.steps[step]["pelaksana"], head)

    def giving(self, step: str, need: Need, head: str) -> set[str]:
        """Who may give what a step asks for, where it is for those who act."""
        asking = [way for way in self.ways(step) if need.key in {each.key for each in way.needs}]
        return {seat for way in asking for seat in self.taking(step, way, head)}

    def recording(self, step: str, head: str) -> set[str]:
        """Who may write down what was ordered in the group."""
        raw = self.steps[step]
        return self.seats([raw["dicatat_dari_grup"]], head) if "dicatat_dari_grup" in raw else set()

    def is_from_a_book(self, need: Need) -> bool:
        return need.word == "nomor" and "buku" in self.file["naskah"][need.object]

    def _to(self, raw: dict[str, Any]) -> str | None:
        return self.first[raw["lanjut"]] if "lanjut" in raw else None

    def values(self, fact: str) -> list[str]:
        raw = self.file["fakta"][fact]
        return list(self.units) if "dari" in raw else list(raw["nilai"])

    def leads(self, step: str, way: Way, fact: str, value: str) -> bool:
        """Whether this value of the fact leads to the way."""
        told = [each.condition for each in self.ways(step) if fact in each.condition]
        lists = [each[fact] if isinstance(each[fact], list) else [each[fact]] for each in told]
        mine = way.condition[fact] if isinstance(way.condition[fact], list) else [way.condition[fact]]
        named = {each for one in lists for each in one}
        return value in mine or (mine == ["selain"] and value not in named)

    @property
    def every_key(self) -> set[str]:
        return {need.key for step in self.steps for way in self.ways(step) for need in way.needs}

    @property
    def every_way(self) -> set[str]:
        return {way.key for step in self.steps for way in self.ways(step)}
