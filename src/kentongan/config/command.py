"""The `kentongan` command: every verb of the console. `kentongan VERB --help` tells its arguments.

Here words are read; what the verbs do stands in `verbs`. `sop check` and `calendar generate` need no settings and
no database, so that an official can check a file on any computer.
"""

import argparse
import os
import sys
from pathlib import Path
from typing import TypeAlias

from kentongan.config import verbs

SETTINGS = "kentongan.config.settings"
# These read their own arguments.
OWN_ARGUMENTS = {"demo": verbs.demo, "serve": verbs.serve}

Verbs: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def main(argv: list[str] | None = None) -> int:
    """Run one verb; return the exit code."""
    words = sys.argv[1:] if argv is None else argv
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    if words and words[0] in OWN_ARGUMENTS:
        return OWN_ARGUMENTS[words[0]](words[1:])
    asked = _parser().parse_args(words)
    run: verbs.Run = asked.run
    return run(asked)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kentongan", description="Whistleblowing and public complaints.")
    names = parser.add_subparsers(required=True, metavar="VERB")
    _add_set_up(names)
    _add_files(names)
    _add_agency(names)
    _add_officers(names)
    _add_journal(names)
    worker = _verb(
        names, "worker", verbs.worker, "deliver notices, send out journal heads, forget what is over"
    )
    worker.add_argument("--once", action="store_true", help="one round only")
    names.add_parser("serve", help="serve the pages", add_help=False)
    names.add_parser("demo", help="try everything on this machine", add_help=False)
    return parser


def _add_set_up(names: Verbs) -> None:
    init = _verb(names, "init", verbs.init, "draw the secrets of a new installation")
    init.add_argument("--file", type=Path, default=Path("var/kentongan.env"))
    _verb(names, "migrate", verbs.migrate, "bring the database up to date")


def _add_files(names: Verbs) -> None:
    sop = _group(names, "sop", "SOP files and profiles")
    check = _verb(sop, "check", verbs.sop_check, "say what is wrong with SOP files or agency folders")
    check.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    calendar = _group(names, "calendar", "calendars")
    generate = _verb(calendar, "generate", verbs.calendar_generate, "propose the holidays of some years")
    generate.add_argument("years", nargs="+", type=int, metavar="YEAR")


def _add_agency(names: Verbs) -> None:
    agency = _group(names, "agency", "an agency's folder")
    load = _verb(agency, "load", verbs.agency_load, "load a folder as the profile in force")
    load.add_argument("folder", type=Path)
    load.add_argument("--slot", default="", help="another grid for all services that have one")
    dump = _verb(agency, "dump", verbs.agency_dump, "write the profile in force to a folder")
    dump.add_argument("agency")
    dump.add_argument("folder", type=Path)


def _add_officers(names: Verbs) -> None:
    officers = _group(names, "officers", "officers and the root of trust")
    root = _verb(officers, "root", verbs.officers_root, "make the root key of an agency")
    root.add_argument("agency")
    root.add_argument(
        "--private", type=Path, required=True, help="file for the private half: keep it in a safe"
    )
    sample = _verb(officers, "sample", verbs.officers_sample, "make sample officers, to try the program")
    sample.add_argument("agency")


def _add_journal(names: Verbs) -> None:
    journal = _group(names, "journal", "the trail")
    check = _verb(
        journal, "verify", verbs.journal_verify, "read the whole trail and say where it does not hold"
    )
    check.add_argument("--heads", type=Path, help="heads that were kept outside, as the worker wrote them")


def _group(names: Verbs, name: str, tells: str) -> Verbs:
    return names.add_parser(name, help=tells).add_subparsers(required=True, metavar="VERB")


def _verb(names: Verbs, name: str, run: verbs.Run, tells: str) -> argparse.ArgumentParser:
    parser = names.add_parser(name, help=tells)
    parser.set_defaults(run=run)
    return parser
