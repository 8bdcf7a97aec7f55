"""An office with reports, and hands for the acts beside the SOP. Rani and Budi report; officers bear names of posts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from inspect import signature
from typing import Any

from kentongan.cases import access, reads
from kentongan.cases.models import Case, Seal
from kentongan.cases.reads import reporter
from kentongan.cases.services import handling, identity, intake, replies
from kentongan.cases.shapes import CasePage, ReporterPage
from kentongan.reports.models import Report
from kentongan.reports.reporters import ReporterKey

from .conftest import SECRET
from .hands import Hands

Walk = tuple[tuple[str, str | None, Mapping[str, str]], ...]
TEXTS = {"rani": "Pasar becek sejak hujan minggu lalu.", "budi": "Lampu jalan di pasar mati."}


@dataclass
class Beside(Hands):
    """Cases by who reported them."""

    codes: dict[str, str] = field(default_factory=dict)
    keys: dict[str, ReporterKey] = field(default_factory=dict)
    reports: dict[str, str] = field(default_factory=dict)

    def arrive(self, *names: str) -> "Beside":
        """They report, with their names, and the slot comes."""
        for name in names:
            answers = {"judul": f"Laporan {name}", "uraian": TEXTS.get(name, name)}
            sent = {"answers": answers, "identity": {"nama": f"Nama {name}"}, "files": ()}
            intake.receive(service=self.service, secret=SECRET, nonce=name, now=self.now, **sent)
            code = intake.code_for(secret=SECRET, nonce=name)
            assert code is not None
            self.keys[name] = reporter.enter(code)
            self.reports[name] = Report.objects.latest("id").code
            self.codes[name] = Case.objects.latest("id").code
        self.office.clock.forward(hours=1)
        return self

    def of(self, name: str) -> Case:
        return Case.objects.get(code=self.codes[name])

    def now_of(self, name: str) -> Case:
        """The case that handles the report now."""
        return access.case_of(self.now_report(name))

    def now_report(self, name: str) -> Report:
        return Report.objects.get(code=self.reports[name])

    def step(
        self,
        name: str,
        post: str,
        outcome: str | None = None,
        values: Mapping[str, str] | None = None,
        *,
        code: str = "",
    ) -> None:
        """Close the present step of the case that handles this one's report, or of the named case."""
        case = Case.objects.get(code=code) if code else self.now_of(name)
        handling.close_turn(
            code=case.code,
            turn=case.turn,
            outcome=outcome,
            values=values or {},
            files={},
            by=self.who(post),
            capacity=post,
            now=self.office.clock.forward(minutes=1),
        )

    def carry(self, name: str, walk: Walk, to: str) -> None:
        """Carry the case along until it stands at a step, or has ended."""
        for post, outcome, values in walk:
            if self.now_of(name).step != to:
                self.step(name, post, outcome, values)
        assert self.now_of(name).step == to

    def do(self, act: Callable[..., Any], name: str, post: str, *, capacity: str = "", **more: Any) -> Any:
        """Do an act beside the SOP on this one's case; the turn is the present one where the act takes one."""
        case = self.now_of(name)
        if "turn" in signature(act).parameters:
            more.setdefault("turn", case.turn)
        more.setdefault("code", case.code)
        now = self.office.clock.forward(minutes=1)
        return act(by=self.who(post), capacity=capacity or post, now=now, **more)

    def sees(self, name: str) -> ReporterPage:
        """What the reporter sees."""
        (page,) = reporter.page(self.keys[name], self.now)
        return page

    def writes(self, name: str, text: str) -> None:
        """The reporter writes, and the slot comes."""
        replies.write(key=self.keys[name], report_index=0, text=text, files=(), now=self.now)
        self.office.clock.forward(hours=1)

    def file(self, name: str, post: str, code: str = "") -> CasePage:
        """The case page as the holder of the post sees it."""
        return reads.case_page(self.who(post), code or self.now_of(name).code, self.now, post)

    def open_identity(self, name: str, post: str, code: str = "") -> str:
        """Open the name of who reported."""
        (line,) = identity.read(
            code=code or self.now_of(name).code,
            report=self.reports[name],
            reason="Mengirim surat",
            by=self.who(post),
            capacity=post,
            now=self.office.clock.forward(minutes=1),
        )
        return line.value

    def holding(self, code: str, *, reserve: bool = False) -> set[str]:
        """Who holds the case key of the present epoch."""
        case = Case.objects.get(code=code)
        rows = Seal.objects.filter(case=case, compartment="handling", epoch=case.epoch, reserve=reserve)
        return set(rows.values_list("officer__username", flat=True))


# The complaints' SOP (seed 003), to where the head of the office orders what is to be done.
COMPLAINT: Walk = (
    (
        "operator-opd",
        None,
        {"pilih: penyaringan": "layanan", "pernyataan: situs Lapor Bupati": "ya"},
    ),
    ("operator-opd", None, {"catatan: ringkasan untuk grup": "Ringkas."}),
    (
        "tim-penanganan-aduan",
        None,
        {"pilih: jenis": "pertanyaan", "unit": "perdagangan", "catatan: hasil telaah": "Diperbaiki."},
    ),
)
# The whistleblowing SOP (seed 001), to its archive step and beyond.
REPORT: Walk = (
    ("kasi-pengaduan", None, {"klasifikasi": "persyaratan", "unit": "perizinan"}),
    ("kabid-pengaduan", None, {"instruksi": "Mohon ditindaklanjuti."}),
    ("kabid-perizinan", "selesai", {"jawaban": "Izin terbit hari ini."}),
    ("kasi-pengaduan", "selesai", {"konsep: surat-balasan": "Izin Anda terbit."}),
    ("kabid-pengaduan", "tanda-tangan", {"tanda tangan: surat-balasan": "ya"}),
    ("kasi-pengaduan", "selesai", {"nomor: surat-balasan": "503/77/2026"}),
    ("kasi-pengaduan", "selesai", {"bukti kirim: surat-balasan": "halaman pelapor"}),
)
ARCHIVE = {"lokasi arsip": "Lemari 2"}
KUKAR, KEBUMEN = "kukar-dpmptsp", "kebumen-disperindagkopukm"
