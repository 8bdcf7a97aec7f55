"""A case on the desk, and hands that carry it through the SOP."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import pytest
from conftest import Office

from kentongan.cases.models import Case
from kentongan.cases.reads import reporter
from kentongan.cases.services import handling, intake
from kentongan.reports.files import Sealed
from kentongan.reports.reporters import ReporterKey

SECRET = b"a browser's secret, 32 bytes long"
ANSWERS = {"cara-melapor": "tanpa-nama", "judul": "Izin belum terbit", "uraian": "Sudah tiga bulan."}
IDENTITY = {"nama": "Rani", "telepon": "081234567890"}


@dataclass
class Desk:
    """An office with reports on it."""

    office: Office

    @property
    def now(self) -> datetime:
        return self.office.clock.now

    def report(self, nonce: str = "satu", *, files: Sequence[Sealed] = (), named: bool = True) -> ReporterKey:
        """Rani sends a report and waits for its slot; her key comes back."""
        intake.receive(
            service=self.office.service,
            secret=SECRET,
            nonce=nonce,
            answers=ANSWERS,
            identity=IDENTITY if named else {},
            files=files,
            now=self.now,
        )
        code = intake.code_for(secret=SECRET, nonce=nonce)
        assert code is not None
        self.office.clock.forward(minutes=2)
        return reporter.enter(code)

    @property
    def case(self) -> Case:
        """The newest case."""
        return Case.objects.latest("id")

    def act(
        self,
        who: str,
        outcome: str | None,
        values: Mapping[str, str],
        *,
        turn: int | None = None,
        capacity: str = "",
        files: Mapping[str, Sequence[Sealed]] | None = None,
    ) -> None:
        """Close the present step with these needs."""
        case = self.case
        handling.close_turn(
            code=case.code,
            turn=case.turn if turn is None else turn,
            outcome=outcome,
            values=values,
            files=files or {},
            by=self.office.officer(who),
            capacity=capacity or who,
            now=self.office.clock.forward(minutes=1),
        )

    def walk_to(self, step: str) -> None:
        """Carry the case along the branch of another unit until it stands at this step."""
        while self.case.step != step and self.case.ended_at is None:
            self.act(*WALK[self.case.step])


WALK: dict[str, tuple[str, str | None, dict[str, str]]] = {
    "3": ("kasi-pengaduan", None, {"klasifikasi": "persyaratan", "unit": "perizinan"}),
    "4": ("kabid-pengaduan", None, {"instruksi": "Mohon ditindaklanjuti."}),
    "6": ("kabid-perizinan", "selesai", {"jawaban": "Izin terbit hari ini."}),
    "7": ("kasi-pengaduan", "selesai", {"konsep: surat-balasan": "Yth. Pelapor, izin Anda terbit."}),
    "8a": ("kabid-pengaduan", "tanda-tangan", {"tanda tangan: surat-balasan": "ya"}),
    "8b": ("kasi-pengaduan", "selesai", {"nomor: surat-balasan": "503/77/2026"}),
    "9": ("kasi-pengaduan", "selesai", {"bukti kirim: surat-balasan": "halaman pelapor"}),
    "10": ("kasi-pengaduan", "arsipkan", {"lokasi arsip": "Lemari 2"}),
}


@pytest.fixture
def desk(office: Office) -> Desk:
    """An open office and its clock."""
    return Desk(office)
