"""A complaint (aduan) on the desk, with photos, carried along its SOP to where it is made public."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from tests.security.world import sealed_file

from kentongan.agencies import reads as agencies
from kentongan.agencies.models import Service
from kentongan.board import reads as board
from kentongan.board.tests.pictures import from_a_phone
from kentongan.cases import keys, state
from kentongan.cases.services import intake

from .conftest import SECRET, Desk

AGENCY = "kebumen-disperindagkopukm"
Act = tuple[str, str | None, dict[str, str], dict[str, bytes]]


@cache
def photo(width: int = 400) -> bytes:
    """A photo as a phone makes it; another width is another photo."""
    return from_a_phone(size=(width, 200))


@dataclass
class Complaints(Desk):
    """The desk of a service whose answers are public."""

    kind: str = "lapangan"  # or "pertanyaan"

    @property
    def service(self) -> Service:
        agency = agencies.agency(AGENCY)
        assert agency is not None
        return next(each for each in agencies.services(agency) if each.key == "aduan")

    def complain(self, nonce: str = "satu") -> None:
        """Rani complains."""
        intake.receive(
            service=self.service,
            secret=SECRET,
            nonce=nonce,
            answers={"cara-melapor": "tanpa-nama", "judul": "Pasar becek", "uraian": "Di depan kios."},
            identity={},
            files=(),
            now=self.now,
        )
        self.office.clock.forward(minutes=2)

    def take(self, act: Act) -> None:
        """Close the present step like this."""
        who, outcome, values, files = act
        self.act(
            who,
            outcome,
            values,
            files={need: [sealed_file("foto.jpg", each)] for need, each in files.items()},
        )

    def take_to(self, step: str, **instead: Act) -> None:
        """Carry the complaint to this step; `instead` by step, "7a" as `at_7a`."""
        while self.case.step != step and self.case.ended_at is None:
            here = self.case.step
            self.take(instead.get(f"at_{here}") or self.usual(here))

    def usual(self, step: str) -> Act:
        """What is done at a step when all goes well."""
        if step == "4":
            values = {
                "pilih: jenis": self.kind,
                "unit": "perdagangan",
                "catatan: hasil telaah": "Diperbaiki.",
            }
            return "tim-penanganan-aduan", None, values, {}
        if step == "7a" and self.kind == "pertanyaan":
            return "staf-perdagangan", None, {}, {}
        return USUAL[step]

    @property
    def public(self) -> str:
        """Under which name the complaint is public, as its state says."""
        return state.read(keys.keyring(self.case, self.office.officer("operator-opd"))).public

    @property
    def shown(self) -> Sequence[board.Shown]:
        """What the public sees."""
        return board.listed(AGENCY, "aduan").matters


TEXT = "Jalan pasar sudah kering."
PROVED = {
    "bukti tayang: jawaban": "https://lapor.example/1",
    "bukti tayang: penyelesaian": "https://lapor.example/2",
}
USUAL: Mapping[str, Act] = {
    "2": (
        "operator-opd",
        None,
        {"pilih: penyaringan": "layanan", "pernyataan: situs Lapor Bupati": "ya"},
        {},
    ),
    "3": ("operator-opd", None, {"catatan: ringkasan untuk grup": "Pasar becek."}, {}),
    "5": ("kepala-dinas", None, {"instruksi": "Keringkan."}, {}),
    "6a": (
        "kabid-perdagangan",
        None,
        {"orang: staf": "staf-perdagangan", "instruksi: staf": "Keringkan."},
        {},
    ),
    "6b": ("staf-perdagangan", None, {"konsep: jawaban-aduan": TEXT}, {}),
    "7a": ("staf-perdagangan", "selesai", {}, {"foto: selesai": photo()}),
    "7b": ("kabid-perdagangan", "setuju", {}, {}),
    "8a": ("kepala-dinas", "setuju", {"persetujuan: jawaban": "ya"}, {}),
    "8b": ("tim-penanganan-aduan", None, PROVED, {}),
    "9a": ("kabid-perdagangan", None, {}, {}),
    "9b": ("kepala-dinas", "setuju", {"persetujuan: kemajuan": "ya"}, {}),
    "9c": ("operator-opd", None, {"bukti tayang: proses": "https://lapor.example/3"}, {}),
    "10a": ("operator-opd", None, PROVED, {}),
    "10b": ("operator-opd", "arsipkan", {"lokasi arsip": "Lemari 1"}, {}),
}
STILL_AT_IT: Act = (
    "staf-perdagangan",
    "masih-proses",
    {"catatan: kemajuan": "Separuh sudah kering."},
    {"foto: proses": photo(500)},
)
