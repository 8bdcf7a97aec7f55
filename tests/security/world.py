"""A filled office: two reports of two people, one of them half way through the SOP, with something in every table.

It is built once for a module. Each test works on it inside a transaction that is taken back, and on a copy of its
folders.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from conftest import Clock, Office, load_office
from django.conf import settings

from kentongan.cases import reads
from kentongan.cases.models import Case
from kentongan.cases.reads import reporter
from kentongan.cases.services import correspondence, handling, identity, intake, replies
from kentongan.officers.services.login import Unlocked
from kentongan.reports import staging
from kentongan.reports.files import Sealed
from kentongan.reports.models import Report
from kentongan.reports.reporters import ReporterKey
from kentongan.web.uploads import SealedUpload, _Sealing

FOLDERS = ("blobs", "shreds", "roots", "heads")
KASI, KABID, UNIT = "kasi-pengaduan", "kabid-pengaduan", "kabid-perizinan"
SECRETS = {"rani": b"the secret of Rani's browser 32 b", "budi": b"the secret of Budi's browser 32 b"}
PDF = b"%PDF-1.7\n" + bytes(200_000)


@dataclass
class World:
    """The office, the codes of its two cases, and the keys of its two reporters."""

    office: Office
    cases: dict[str, str] = field(default_factory=dict)
    reports: dict[str, str] = field(default_factory=dict)
    keys: dict[str, ReporterKey] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        return self.office.clock.now

    def case(self, who: str = "rani") -> Case:
        return Case.objects.get(code=self.cases[who])

    def report(self, who: str = "rani") -> Report:
        return Report.objects.get(code=self.reports[who])

    def officer(self, username: str) -> Unlocked:
        return self.office.officer(username)

    def close(self, username: str, outcome: str | None, who: str = "rani", **values: str) -> None:
        """Take the present step."""
        case = self.case(who)
        handling.close_turn(
            code=case.code,
            turn=case.turn,
            outcome=outcome,
            values={name.replace("_", " ").replace("  ", ": "): text for name, text in values.items()},
            files={},
            by=self.officer(username),
            capacity=username,
            now=self.office.clock.forward(minutes=1),
        )

    def save(self, need: str, text: str) -> None:
        """Keep a draft within the turn."""
        case = self.case()
        handling.save_draft(
            code=case.code,
            turn=case.turn,
            values={need: text},
            by=self.officer(KASI),
            capacity=KASI,
            now=self.now,
        )

    def note(self, text: str, who: str = "rani") -> None:
        correspondence.note(
            code=self.cases[who], text=text, by=self.officer(KASI), capacity=KASI, now=self.now
        )

    def message(self, text: str, who: str = "rani", *files: Sealed) -> None:
        correspondence.write(
            code=self.cases[who], text=text, files=files, by=self.officer(KASI), capacity=KASI, now=self.now
        )

    def answer(self, text: str, who: str = "rani", *files: Sealed) -> None:
        """The reporter writes back, and the slot comes."""
        replies.write(key=self.keys[who], report_index=0, text=text, files=files, now=self.now)
        self.office.clock.forward(minutes=2)

    def read_identity(self, who: str = "rani", reason: str = "Mengirim surat") -> Any:
        return identity.read(
            code=self.cases[who],
            report=self.reports[who],
            reason=reason,
            by=self.officer(KASI),
            capacity=KASI,
            now=self.now,
        )


def sealed_file(name: str, content: bytes = PDF) -> Sealed:
    """Stream a file through encryption, as an upload does."""
    sealing = _Sealing(SealedUpload(name, "bukti"), len(content))
    sealing.take(content)
    return sealing.finish().sealed()


def build(folder: Path) -> World:
    """Fill an office whose folders lie in `folder`."""
    use(folder)
    world = World(load_office("kukar-dpmptsp", Clock()))
    for who in ("rani", "budi"):
        _report(world, who)
    world.close(KASI, None, klasifikasi="persyaratan", unit="perizinan")
    world.close(KABID, None, instruksi="Mohon ditindaklanjuti")
    world.message("Kapan berkas diserahkan?", "rani", sealed_file("pertanyaan.pdf"))
    world.answer("Bulan lalu.", "rani", sealed_file("tanda-terima.pdf"))
    world.message("Terima kasih.")
    world.note("Telepon loket.")
    world.note("Loket membenarkan.")
    world.read_identity()
    world.close(UNIT, "selesai", jawaban="Izin terbit.")
    world.save("konsep: surat-balasan", "Konsep pertama")
    world.save("konsep: surat-balasan", "Konsep kedua")
    world.message("Laporan Anda kami periksa.", "budi")
    staging.keep(secret=SECRETS["rani"], nonce="tiga", files=[sealed_file("a.pdf")], now=world.now)
    staging.keep(secret=SECRETS["rani"], nonce="tiga", files=[sealed_file("b.pdf")], now=world.now)
    return world


def _report(world: World, who: str) -> None:
    intake.receive(
        service=world.office.service,
        secret=SECRETS[who],
        nonce=who,
        answers={"cara-melapor": "dengan-nama", "judul": f"Laporan {who}", "uraian": f"Isi dari {who}"},
        identity={"nama": f"Nama {who}"},
        files=[sealed_file(f"bukti-{who}.pdf", PDF + who.encode())],
        now=world.now,
    )
    code = intake.code_for(secret=SECRETS[who], nonce=who)
    assert code is not None
    world.keys[who] = reporter.enter(code)
    world.office.clock.forward(minutes=2)
    report = Report.objects.latest("id")
    world.reports[who] = report.code
    world.cases[who] = Case.objects.get(links__report=report).code


def use(folder: Path) -> None:
    """Let the settings point at these folders."""
    settings.KENTONGAN.update({f"{name.upper()}_DIR": folder / name for name in FOLDERS})


@contextmanager
def one_test_in(world: World, built: Path, folder: Path) -> Iterator[World]:
    """Give a test the world as it was built; nothing of what it does stays."""
    now = world.office.clock.now
    shutil.copytree(built, folder)
    use(folder)
    yield world
    world.office.clock.now = now


def read_everything(world: World) -> list[Any]:
    """Open every page and every file, as the Kasi and as both reporters."""
    kasi, found = world.officer(KASI), list[Any]()
    for who in ("rani", "budi"):
        code = world.cases[who]
        page = reads.case_page(kasi, code, world.now)
        found.append(page)
        listed = [file for report in page.reports for file in report.files]
        listed += [file for message in page.messages for file in message.files]
        for line in listed:
            found.append(b"".join(reads.file(kasi, code, line.code, world.now)[1]))
        (own,) = reporter.page(world.keys[who], world.now)
        found.append(own)
        for message in own.messages:
            for line in message.files:
                found.append(b"".join(reporter.file(world.keys[who], 0, line.code)[1]))
    found.append(reads.desk(kasi, world.now))
    return found
