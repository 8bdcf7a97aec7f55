"""Random SOP files, sound and unsound, and a second proof of soundness that shares nothing with the first.

The files have one fact (`f`: x or y), notes (a, b), and one paper (p) with draft, initials and signature. The
second proof works forwards, by sets that shrink until nothing changes; the room's own follows single paths.
"""

from dataclasses import dataclass, field

from hypothesis import strategies as st

NEEDS = ("catatan: a", "catatan: b", "pilih: f", "konsep: p", "paraf: p", "tanda tangan: p")
FACT = "pilih: f"
VALUES = ("x", "y")
VOIDED = frozenset({"paraf: p", "tanda tangan: p"})

HEAD = """format = 1
status = "konsep"
mulai = "1"
identitas.nama = { judul = "Nama", isi = "Acak" }
tabel.kolom = { kegiatan = "Kegiatan" }
pelaksana.a = { sebutan = "A", jenis = "pos", pos = ["a"] }
fakta.f = { sebutan = "F", nilai = { x = "X", y = "Y" } }
naskah.p = { sebutan = "P", jenis = "surat" }
"""


@dataclass
class RandomStep:
    """`ways`: target → the values of the fact that lead there, None where no fact is asked."""

    number: int
    needs: dict[str, bool]  # key → optional
    requires: list[str]
    ways: list[tuple[int | None, tuple[str, ...] | None]]

    @property
    def must(self) -> frozenset[str]:
        return frozenset(key for key, optional in self.needs.items() if not optional)

    @property
    def implied(self) -> frozenset[str]:
        return frozenset({"konsep: p"} if self.must & VOIDED else ())

    @property
    def by_fact(self) -> bool:
        return any(values is not None for _, values in self.ways)

    def after(self, before: frozenset[str]) -> frozenset[str]:
        """What surely stands after the step."""
        held = before | set(self.requires) | self.implied
        if "konsep: p" in self.needs:
            held -= VOIDED
        return frozenset(held | self.must)

    def text(self) -> str:
        needs = ", ".join(self._need(key, optional) for key, optional in self.needs.items())
        requires = ", ".join(f'"{key}"' for key in self.requires)
        lines = [
            f'[[langkah]]\nnomor = "{self.number}"\nkegiatan = "K"\npelaksana = ["a"]',
            f"isi = [{needs}]\nperlu = [{requires}]",
        ]
        if self.ways[0][0] is None:
            lines.append('hasil = ["arsip"]')
        else:
            lines += [f"pilihan.w{place} = {{ {self._way(*way)} }}" for place, way in enumerate(self.ways)]
        return "\n".join(lines)

    def _need(self, key: str, optional: bool) -> str:
        word, object_ = key.split(": ")
        return f'{{ jenis = "{word}", objek = "{object_}", opsional = {str(optional).lower()} }}'

    def _way(self, to: int | None, values: tuple[str, ...] | None) -> str:
        named = ", ".join(f'"{value}"' for value in values or ())
        return f'sebutan = "W", lanjut = "{to}"' + (f", bila = {{ f = [{named}] }}" if values else "")


@dataclass
class RandomSop:
    steps: dict[int, RandomStep] = field(default_factory=dict)

    def text(self) -> str:
        return HEAD + "\n".join(step.text() for step in self.steps.values())

    def reachable(self) -> set[int]:
        found = {1}
        while more := {to for key in found for to, _ in self.steps[key].ways if to} - found:
            found |= more
        return found

    def ending(self) -> set[int]:
        found = {key for key, step in self.steps.items() if step.ways[0][0] is None}
        while (
            more := {key for key, step in self.steps.items() if any(to in found for to, _ in step.ways)}
            - found
        ):
            found |= more
        return found

    def standing(self) -> dict[int, frozenset[str]]:
        """What surely stands when each reachable step is entered: shrink from everything, until it holds."""
        reachable = self.reachable()
        held = dict.fromkeys(reachable, frozenset(NEEDS)) | {1: frozenset[str]()}
        while True:
            now = {1: frozenset[str]()}
            for key in reachable:
                coming = [
                    self.steps[other].after(held[other])
                    for other in reachable
                    for to, _ in self.steps[other].ways
                    if to == key
                ]
                now[key] = frozenset[str]() if key == 1 else frozenset.intersection(*coming)
            if now == held:
                return held
            held = now

    def flaws(self) -> set[tuple[str, str]]:
        """The key and code of everything that is wrong."""
        uncovered = {
            (f"langkah[{key}].pilihan", "uncovered-values")
            for key, step in self.steps.items()
            if step.by_fact and {value for _, values in step.ways for value in values or ()} != set(VALUES)
        }
        if uncovered:
            return uncovered
        reachable, ending, held = self.reachable(), self.ending(), self.standing()
        found = {(f"langkah[{key}]", "unreachable") for key in self.steps.keys() - reachable}
        found |= {(f"langkah[{key}]", "no-end-from-here") for key in reachable - ending}
        for key in reachable:
            found |= set(self._missing(self.steps[key], held[key]))
        return found or {(f"langkah[{key}]", "facts-lead-in-circles") for key in self.circling()}

    def _missing(self, step: RandomStep, held: frozenset[str]):
        place, archives = f"langkah[{step.number}]", step.ways[0][0] is None
        demands = [
            (f"{place}.perlu[{n}]", key) for n, key in enumerate(step.requires, 1) if key not in step.needs
        ]
        demands += [
            (f"{place}.isi[{n}]", "konsep: p")
            for n, key in enumerate(step.needs, 1)
            if key in VOIDED & step.must and "konsep: p" not in step.needs
        ]
        for at, key in demands:
            if key not in held:
                yield at, "not-supplied"
            elif archives:
                yield at, "archive-needs-earlier"
        if step.by_fact and FACT not in step.needs | dict.fromkeys(held, False):
            yield from ((f"{place}.pilihan.w{n}.bila", "fact-not-chosen") for n in range(len(step.ways)))

    def moves(self, key: int, value: str | None) -> set[tuple[int | None, str | None]]:
        step = self.steps[key]
        values = set(VALUES) if FACT in step.must else {value}
        values |= set(VALUES) if FACT in step.needs else set()
        return {(to, now) for now in values for to, named in step.ways if named is None or now in named}

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
    found = RandomSop()
    for number in range(1, count + 1):
        keys = draw(st.lists(st.sampled_from(NEEDS), unique=True, max_size=3))
        needs = {key: draw(st.booleans()) for key in keys}
        requires = draw(st.lists(st.sampled_from(NEEDS[:5]), unique=True, max_size=1 if wild else 2))
        found.steps[number] = RandomStep(number, needs, requires, draw(_ways(number, count, wild)))
    return found


@st.composite
def _ways(draw, number: int, count: int, wild: bool):
    if number == count:
        return [(None, None)]
    anywhere = st.integers(1, count)
    onward = draw(anywhere) if wild else number + 1
    if draw(st.integers(0, 2)) == 0:
        other = draw(anywhere)
        lost = wild and draw(st.integers(0, 3)) == 0
        return [(onward, ("x",))] if lost else [(onward, ("x",)), (other, ("y",))]
    return [(onward, None), *((to, None) for to in draw(st.lists(anywhere, max_size=1)))]
