"""`kentongan demo`: everything on this machine in one command, with sample officers and cases, to look at and to try.

Only for trying: the root of trust, the passwords and the pepper are made here and shown; the slot is one minute.
Running it again goes on with what is there; deleting the folder begins anew. The office of the demo began some months
ago, so that its cases have a past.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from kentongan.agency_folder import PROFILE

if TYPE_CHECKING:
    from kentongan.officers.services.samples import SampleOfficer

SLOT = "1 menit"  # an office's grid is the next full working hour; nobody wants to wait for it in a demo
OLD = timedelta(days=90)  # how long ago the demo's offices began: more than any sample case goes back

# Where they are set, a demo must not write into that database or draw on those secrets.
OF_AN_OFFICE = (
    "KENTONGAN_DATABASE_URL",
    "KENTONGAN_INSTALLATION",
    "KENTONGAN_SECRET_KEY",
    "KENTONGAN_PEPPER",
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What is printed of one agency: log-ins, and access codes with what their report is about."""

    name: str
    officers: "list[SampleOfficer]"
    codes: list[tuple[str, str]]


def demo(argv: list[str]) -> int:
    """Prepare the data folder, then serve until stopped."""
    asked = _arguments().parse_args(argv)
    _environment(Path(asked.data), asked.portal, asked.desk)
    shown = list(_prepare(asked.agencies, asked.open, with_cases=not asked.no_cases))
    if asked.prepare_only:
        return 0
    _say(asked.portal, asked.desk, shown)
    from .serve import serve

    return serve(["--portal", _bind(asked.portal), "--desk", _bind(asked.desk), "--worker"])


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kentongan demo")
    parser.add_argument("agencies", type=Path, help="the folder that holds the agencies")
    parser.add_argument(
        "--open", action="append", metavar="AGENCY", help="sample officers and cases for this one only"
    )
    parser.add_argument("--no-cases", action="store_true", help="make sample officers, no sample cases")
    parser.add_argument("--data", default="var/demo", help="where the demo keeps its data")
    parser.add_argument("--portal", default="localhost:8000", metavar="HOST:PORT")
    parser.add_argument("--desk", default="localhost:8001", metavar="HOST:PORT")
    parser.add_argument("--prepare-only", action="store_true", help="make the data, do not serve")
    return parser


def _bind(address: str) -> str:
    return address.replace("localhost", "127.0.0.1")


def _environment(data: Path, portal: str, desk: str) -> None:
    from .initial import write_environment

    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    env_file = data / "kentongan.env"
    if not env_file.exists():
        write_environment(env_file)
    for name in OF_AN_OFFICE:
        os.environ.pop(name, None)
    os.environ.update(
        KENTONGAN_ENV=str(env_file),
        KENTONGAN_DATA_DIR=str(data),
        KENTONGAN_PORTAL_URL=f"http://{portal}/",
        KENTONGAN_DESK_URL=f"http://{desk}/meja/",
        KENTONGAN_MAIL_DIR=str(data / "mail"),
    )
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kentongan.config.settings")


def _prepare(agencies: Path, opened: list[str] | None, *, with_cases: bool) -> Iterator[Shown]:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from kentongan.agencies.models import ProfileVersion
    from kentongan.agencies.services import profiles
    from kentongan.web.compile_messages import compile_messages

    compile_messages()
    now = datetime.now(UTC)
    at = now if ProfileVersion.objects.exists() else now - OLD
    folders = {}
    for folder in sorted(path.parent for path in agencies.glob(f"*/{PROFILE}")):
        files = profiles.read_folder(folder, slot=SLOT)
        folders[profiles.load(files=files, by="demo", now=at).agency_key] = folder
    for key in folders if opened is None else opened:
        yield _open(key, folders.get(key), now, with_cases=with_cases)


def _open(key: str, folder: Path | None, now: datetime, *, with_cases: bool) -> Shown:
    """Seat sample officers since the profile was first loaded, and give them cases to work on."""
    from kentongan.agencies import reads
    from kentongan.agencies.models import ProfileVersion
    from kentongan.config.samples import making
    from kentongan.config.samples.hands import Office
    from kentongan.officers.services import samples

    agency = reads.agency(key)
    if agency is None or folder is None:
        raise SystemExit(f"{key}: tidak ada instansi ini / no such agency.")
    began = ProfileVersion.objects.filter(agency_key=key).earliest("number").loaded_at
    made = samples.make(agency=key, now=began)
    if not with_cases:
        return Shown(agency.name, made, [])
    if began <= now - OLD:
        office = Office({each.username: each.password for each in made})
        making.make(agency=agency, folder=folder, office=office, now=now)
    return Shown(agency.name, made, making.codes_shown(agency, folder, now))


def _say(portal: str, desk: str, shown: list[Shown]) -> None:
    out = sys.stdout
    out.write("\nKentongan, untuk dicoba. Jangan dipakai untuk laporan sungguhan.\n\n")
    out.write(f"  Pelapor : http://{portal}/\n")
    out.write(f"  Petugas : http://{desk}/meja/\n\n")
    out.write(f"  {'nama pengguna':<34} {'kata sandi':<16} pelaksana\n")
    for each in shown:
        out.write(f"\n{each.name}\n")
        for officer in each.officers:
            post = officer.post or "tanpa pos"
            out.write(f"  {officer.username:<34} {officer.password:<16} {officer.name}, {post}\n")
        for code, about in each.codes:
            out.write(f"    kode akun {code}   {about}\n")
    out.write(f"\n  Kode akun membuka halaman pelapor: http://{portal}/cek/\n")
    out.write("  Di demo ini laporan sampai ke meja petugas pada menit berikutnya (slot = 1 menit);\n")
    out.write("  di kantor: pada jam kerja berikutnya. Berhenti: Ctrl+C.\n\n")
    out.flush()
