"""The `kentongan` command: every verb of the console. `kentongan VERB --help` tells its arguments.

Here words are read; what the verbs do stands in `verbs` and `officer_verbs`. `sop check` and `calendar generate` need
no settings and no database, so that an official can check a file on any computer.
"""

import argparse
import os
import sys
from datetime import date
from pathlib import Path
from typing import TypeAlias

from kentongan.config import officer_verbs, verbs

SETTINGS = "kentongan.config.settings"
# As `officers.models` has them, which cannot be read without settings; a test holds the two together.
ROLES = ("administrator", "application-manager", "trail-reviewer", "oversight")
SEATS = ("definitive", "plh", "plt")
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
    root = _verb(officers, "root", officer_verbs.root, "make the root key of an agency", "agency")
    root.add_argument(
        "--private", type=Path, required=True, help="file for the private half: keep it in a safe"
    )
    _verb(officers, "sample", officer_verbs.sample, "make sample officers, to try the program", "agency")
    _verb(officers, "list", officer_verbs.listing, "say who sits where and which service is open", "agency")
    _add_people(officers)
    _add_holdings(officers)


def _add_people(officers: Verbs) -> None:
    person = ("agency", "username")
    register = _verb(officers, "register", officer_verbs.register, "make an officer", *person)
    register.add_argument("--name", required=True)
    register.add_argument("--nip", default="")
    register.add_argument("--email", default="", help="where notices go; they say only that there is work")
    renew = _verb(
        officers, "renew", officer_verbs.renew, "new keys: password and recovery code are lost", *person
    )
    for verb in (register, renew):
        verb.add_argument("--password-stdin", action="store_true", help="one line instead of asking twice")
    role = _verb(officers, "role", officer_verbs.role, "give a role apart from posts", *person)
    role.add_argument("kind", choices=ROLES)
    _verb(officers, "leave", officer_verbs.leave, "let an officer go: no log-in from now on", *person)


def _add_holdings(officers: Verbs) -> None:
    seat = ("agency", "post", "username")
    appoint = _verb(officers, "appoint", officer_verbs.appoint, "write who sits on a post", *seat)
    appoint.add_argument("--basis", required=True, help="the decree or order")
    appoint.add_argument("--kind", choices=SEATS, default=SEATS[0])
    appoint.add_argument("--from", dest="starts_on", type=_day, metavar="DATE", help="today where not given")
    appoint.add_argument("--until", dest="ends_on", type=_day, metavar="DATE", help="the last day")
    key = _verb(officers, "key", officer_verbs.key, "vouch with the root key for who was appointed", *seat)
    key.add_argument("--root", type=Path, required=True, help="the private half, out of the safe")
    key.add_argument("--yes", action="store_true", help="the fingerprint was compared; do not ask")
    end = _verb(officers, "end", officer_verbs.end, "end what an officer holds of a post", *seat)
    end.add_argument("--on", type=_day, metavar="DATE", help="the last day; today where not given")


def _add_journal(names: Verbs) -> None:
    journal = _group(names, "journal", "the trail")
    check = _verb(
        journal, "verify", verbs.journal_verify, "read the whole trail and say where it does not hold"
    )
    check.add_argument("--heads", type=Path, help="heads that were kept outside, as the worker wrote them")


def _group(names: Verbs, name: str, tells: str) -> Verbs:
    return names.add_parser(name, help=tells).add_subparsers(required=True, metavar="VERB")


def _verb(names: Verbs, name: str, run: verbs.Run, tells: str, *words: str) -> argparse.ArgumentParser:
    parser = names.add_parser(name, help=tells)
    for word in words:
        parser.add_argument(word)
    parser.set_defaults(run=run)
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("2026-12-31") from None
