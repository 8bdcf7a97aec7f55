"""Random SOP files, sound and unsound, and a second proof of soundness that shares nothing with the first.

The files have one fact (`f`: x or y), notes (a, b), one paper (p) with draft, initials, signature and a number from a
book (b), one publication (k) of its draft and a photo, two posts, the reporter and who records orders from the group.
The second proof works forwards, by sets that shrink until nothing changes; the room's own follows single paths.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from hypothesis import strategies as st

DRAFT, PHOTO, APPROVAL, SIGNED = "konsep: p", "foto: z", "persetujuan: k", "tanda tangan: p"
OF_WAYS = ("catatan: b", DRAFT, "paraf: p", SIGNED, PHOTO, APPROVAL)
NEEDS = ("catatan: a", "pilih: f", "nomor: p", *OF_WAYS)
FACT = "pilih: f"
VALUES = ("x", "y")
GIVEN_OF = {DRAFT: frozenset({"paraf: p", SIGNED, APPROVAL}), PHOTO: frozenset({APPROVAL})}
AFTER = {"paraf: p": {DRAFT}, SIGNED: {DRAFT}, APPROVAL: {DRAFT}, "nomor: p": {DRAFT, SIGNED}}
SHOWN, ANSWERED = "publik: proses, k", "jawaban: p"
EFFECTS = (SHOWN, ANSWERED, "buku: b")

HEAD = """format = 1
status = "konsep"
mulai = "1"
identitas.nama = { judul = "Nama", isi = "Acak" }
tabel.kolom = { kegiatan = "Kegiatan" }
pelaksana.a = { sebutan = "A", jenis = "pos", pos = ["a"] }
pelaksana.b = { sebutan = "B", jenis = "pos", pos = ["b"] }
pelaksana.c = { sebutan = "C", jenis = "pos", pos = ["c"] }
pelaksana.r = { sebutan = "R", jenis = "pelapor" }
fakta.f = { sebutan = "F", nilai = { x = "X", y = "Y" } }
naskah.p = { sebutan = "P", jenis = "surat", nomor = "buku", buku = "b" }
buku.b = { sebutan = "B", kolom = ["tanggal", "f"] }
"""
PUBLICATION = 'publikasi.k = { sebutan = "K", teks = "konsep: p", foto = ["foto: z"] }\n'


@dataclass
class RandomWay:
    """`values` of the fact lead here, None where no fact is asked; `by` may take it, all where it is empty."""

    key: str
    to: int | None
    values: tuple[str, ...] | None = None
    needs: dict[str, bool] = field(default_factory=dict)  # key → optional
    by: list[str] = field(default_factory=list)

    def text(self) -> str:
        named = ", ".join(f'"{value}"' for value in self.values or ())
        parts = [f'sebutan = "W", lanjut = "{self.to}"', f"isi = [{_needs(self.needs)}]"]
        parts += [f"bila = {{ f = [{named}] }}"] if self.values else []
        parts += [f"oleh = {_list(self.by)}"] if self.by else []
        return f"pilihan.{self.key} = {{ {', '.join(parts)} }}"


@dataclass
class RandomStep:
    number: int
    needs: dict[str, bool]
    requires: list[str]
    ways: list[RandomWay]
    effects: list[str] = field(default_factory=list)
    actors: list[str] = field(default_factory=lambda: ["a"])
    recorder: bool = False

    @property
    def archives(self) -> bool:
        return self.ways[0].to is None

    @property
    def by_fact(self) -> bool:
        return any(way.values is not None for way in self.ways)

    def asked(self, way: RandomWay) -> dict[str, bool]:
        return {**self.needs, **way.needs}

    def after(self, before: frozenset[str], way: RandomWay) -> frozenset[str]:
        """What surely stands after the step was closed so."""
        asked = self.asked(way)
        must = {key for key, optional in asked.items() if not optional}
        held = before | set(self.requires) | {other for key in must for other in AFTER.get(key, ())}
        for key in GIVEN_OF.keys() & asked:
            held -= GIVEN_OF[key]
        return frozenset(held | must)

    def text(self) -> str:
        hasil = [*(["arsip"] if self.archives else []), *self.effects]
        lines = [
            f'[[langkah]]\nnomor = "{self.number}"\nkegiatan = "K"\npelaksana = {_list(self.actors)}',
            f"isi = [{_needs(self.needs)}]\nperlu = {_list(self.requires)}\nhasil = {_list(hasil)}",
        ]
        lines += ['dicatat_dari_grup = "c"'] if self.recorder else []
        return "\n".join([*lines, *(way.text() for way in self.ways if not self.archives)])


def _list(names: list[str]) -> str:
    return "[" + ", ".join(f'"{name}"' for name in names) + "]"


def _needs(needs: dict[str, bool]) -> str:
    split = ((*key.split(": "), str(optional).lower()) for key, optional in needs.items())
    return ", ".join(f'{{ jenis = "{a}", objek = "{b}", opsional = {c} }}' for a, b, c in split)


@dataclass
class RandomSop:
    steps: dict[int, RandomStep] = field(default_factory=dict)

    def text(self) -> str:
        published = PUBLICATION if self.published else ""
        return HEAD + published + "\n".join(step.text() for step in self.steps.values())

    @property
    def everything(self) -> set[str]:
        """Every need that is asked for anywhere."""
        return {key for step in self.steps.values() for way in step.ways for key in step.asked(way)}

    @property
    def published(self) -> bool:
        """A publication of what nobody asks for would be refused: then the file has none."""
        return {DRAFT, PHOTO} <= self.everything

    def ways(self) -> Iterator[tuple[RandomStep, RandomWay]]:
        return ((step, way) for step in self.steps.values() for way in step.ways)

    def reachable(self) -> set[int]:
        found = {1}
        while more := {way.to for step, way in self.ways() if step.number in found and way.to} - found:
            found |= more
        return found

    def ending(self) -> set[int]:
        found = {key for key, step in self.steps.items() if step.archives}
        while more := {step.number for step, way in self.ways() if way.to in found} - found:
            found |= more
        return found

    def standing(self) -> dict[int, frozenset[str]]:
        """What surely stands when each reachable step is entered: shrink from everything, until it holds."""
        reachable = self.reachable()
        held = dict.fromkeys(reachable, frozenset(NEEDS)) | {1: frozenset[str]()}
        while True:
            now = {1: frozenset[str]()}
            for key in reachable - {1}:
                coming = [
                    step.after(held[step.number], way)
                    for step, way in self.ways()
                    if step.number in reachable and way.to == key
                ]
                now[key] = frozenset.intersection(*coming)
            if now == held:
                return held
            held = now

    def moves(self, key: int, value: str | None) -> set[tuple[int | None, str | None]]:
        step = self.steps[key]
        values = set(VALUES) if step.needs.get(FACT) is False else {value}
        values |= set(VALUES) if FACT in step.needs else set()
        return {
            (way.to, now) for now in values for way in step.ways if way.values is None or now in way.values
        }

    def circling(self) -> set[int]:
        states, waiting = {(1, None)}, [(1, None)]
        while waiting:
            for state in self.moves(*waiting.pop()):
                if state[0] is not None and state not in states:
                    states.add(state)
                    waiting.append(state)
        free: set[tuple[int | None, str | None]] = {(None, value) for value in (None, *VALUES)}
        while more := {each for each in states - free if self.moves(*each) & free}:
            free |= more
        return {key for key, _ in states - free}


@st.composite
def random_sops(draw, *, wild: bool) -> RandomSop:
    """A spine of steps to the archive with ways thrown in; `wild` ones also leave the spine and lose values."""
    count = draw(st.integers(2, 6))
    found = RandomSop({number: draw(_steps(number, count, wild)) for number in range(1, count + 1)})
    if not found.published:
        for step in found.steps.values():
            step.effects = [each for each in step.effects if each != SHOWN]
            step.requires = [each for each in step.requires if each != APPROVAL]
            for needs in (step.needs, *(way.needs for way in step.ways)):
                needs.pop(APPROVAL, None)
    return found


def _often(times: int) -> st.SearchStrategy[bool]:
    """True once in so many times."""
    return st.integers(1, times).map(lambda drawn: drawn == times)


def _some(keys: tuple[str, ...], most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(keys), unique=True, max_size=most)


@st.composite
def _steps(draw, number: int, count: int, wild: bool) -> RandomStep:
    needs = {key: draw(st.booleans()) for key in draw(_some(NEEDS, 3))}
    requires = draw(_some(NEEDS, 1 if wild else 2))
    step = RandomStep(number, needs, requires, draw(_ways(number, count, wild)))
    step.actors = ["a", *(["b"] if draw(_often(2)) else []), *(["r"] if draw(_often(4)) else [])]
    if draw(_often(20)):
        step.actors = ["r"]
    step.effects = draw(_some(EFFECTS, 1)) if draw(_often(3)) else []
    step.recorder = draw(_often(5))
    for way in step.ways:
        if not step.archives:
            own = draw(_some(OF_WAYS, 1)) if draw(_often(3)) else []
            way.needs = {key: draw(st.booleans()) for key in own if key not in needs}
            way.by = [name for name in step.actors if draw(_often(4))]
    return step


@st.composite
def _ways(draw, number: int, count: int, wild: bool) -> list[RandomWay]:
    if number == count:
        return [RandomWay("selesai", None)]
    anywhere = st.integers(1, count)
    onward = draw(anywhere) if wild else number + 1
    if draw(_often(3)):
        other = draw(anywhere)
        lost = wild and draw(_often(4))
        return [RandomWay("w0", onward, ("x",)), *([] if lost else [RandomWay("w1", other, ("y",))])]
    targets = [onward, *draw(st.lists(anywhere, max_size=1))]
    return [RandomWay(f"w{place}", to) for place, to in enumerate(targets)]
