"""`kentongan demo`: everything on this machine in one command, with sample officers, to look at and to try.

Only for trying: the root of trust, the passwords and the pepper are made here and shown; the slot is one minute.
Running it again goes on with what is there; deleting the folder begins anew.
"""

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

SLOT = "1 menit"  # an office's grid is the next full working hour; nobody wants to wait for it in a demo

# Where they are set, a demo must not write into that database or draw on those secrets.
OF_AN_OFFICE = (
    "KENTONGAN_DATABASE_URL",
    "KENTONGAN_INSTALLATION",
    "KENTONGAN_SECRET_KEY",
    "KENTONGAN_PEPPER",
)


def demo(argv: list[str]) -> int:
    """Prepare the data folder, then serve until stopped."""
    parser = argparse.ArgumentParser(prog="kentongan demo")
    parser.add_argument("agencies", type=Path, help="the folder that holds the agencies")
    parser.add_argument(
        "--open", action="append", default=[], metavar="AGENCY", help="make sample officers for it"
    )
    parser.add_argument("--data", default="var/demo", help="where the demo keeps its data")
    parser.add_argument("--portal", default="localhost:8000", metavar="HOST:PORT")
    parser.add_argument("--desk", default="localhost:8001", metavar="HOST:PORT")
    parser.add_argument("--prepare-only", action="store_true", help="make the data, do not serve")
    asked = parser.parse_args(argv)
    _environment(Path(asked.data), asked.portal, asked.desk)
    samples = _prepare(asked.agencies, asked.open)
    if asked.prepare_only:
        return 0
    _say(asked.portal, asked.desk, samples)
    from .serve import serve

    return serve(["--portal", _bind(asked.portal), "--desk", _bind(asked.desk), "--worker"])


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


def _prepare(agencies: Path, opened: list[str]) -> list[tuple[str, str, str, str]]:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from kentongan.agencies.services import profiles
    from kentongan.officers.services import samples
    from kentongan.web.compile_messages import compile_messages

    compile_messages()
    now = datetime.now(UTC)
    for folder in sorted(path for path in agencies.iterdir() if path.is_dir()):
        profiles.load(files=profiles.read_folder(folder, slot=SLOT), by="demo", now=now)
    made = [officer for agency in opened for officer in samples.make(agency=agency, now=now)]
    return [(each.username, each.password, each.name, each.post) for each in made]


def _say(portal: str, desk: str, samples: list[tuple[str, str, str, str]]) -> None:
    out = sys.stdout
    out.write("\nKentongan, untuk dicoba. Jangan dipakai untuk laporan sungguhan.\n\n")
    out.write(f"  Pelapor : http://{portal}/\n")
    out.write(f"  Petugas : http://{desk}/meja/\n\n")
    out.write("  nama pengguna                kata sandi                   pelaksana\n")
    for username, password, name, post in samples:
        out.write(f"  {username:<28} {password:<28} {name}, {post}\n")
    out.write("\n  Di demo ini laporan sampai ke meja petugas pada menit berikutnya (slot = 1 menit);\n")
    out.write("  di kantor: pada jam kerja berikutnya. Berhenti: Ctrl+C.\n\n")
    out.flush()
