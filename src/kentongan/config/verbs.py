"""What the verbs of the console do: one call into a room each, and its answer in a few lines.

Imports stand inside the functions: a verb that needs no database must not load the settings.
"""

import argparse
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kentongan.config.console import CONSOLE, fail, say, set_up
from kentongan.problems import BadFile, Problem

if TYPE_CHECKING:
    from kentongan.journal.verification import Flaw

Run = Callable[[argparse.Namespace], int]


def init(asked: argparse.Namespace) -> int:
    """Draw the secrets; never twice."""
    from kentongan.config.initial import write_environment

    try:
        write_environment(asked.file)
    except FileExistsError:
        return fail(f"{asked.file} exists; nothing was changed.")
    say(f"{asked.file} written. Keep a copy of it apart from the backups of the database.")
    return 0


def migrate(_: argparse.Namespace) -> int:
    """Bring the database up to date."""
    set_up()
    from django.core.management import call_command

    call_command("migrate", verbosity=1)
    return 0


def sop_check(asked: argparse.Namespace) -> int:
    """Say what is wrong with SOP files and agency folders."""
    from kentongan.questions.cli import check_forms, forms
    from kentongan.sop.cli import check_paths

    others = [path for path in asked.paths if list(forms(path)) != [path]]
    return check_paths(others, sys.stdout) | check_forms(asked.paths, sys.stdout)


def calendar_generate(asked: argparse.Namespace) -> int:
    """Print a proposal of holidays."""
    from kentongan.sop.calendar_cli import generate_to

    generate_to(asked.years, sys.stdout)
    return 0


def agency_load(asked: argparse.Namespace) -> int:
    """Load a folder."""
    set_up()
    from kentongan.agencies.services import profiles

    try:
        files = profiles.read_folder(asked.folder, slot=asked.slot)
        version = profiles.load(files=files, by=CONSOLE, now=datetime.now(UTC))
    except BadFile as bad:
        return _refuse(bad)
    say(f"{version.agency_key}: version {version.number} is in force ({version.sha256[:12]}).")
    return 0


def agency_dump(asked: argparse.Namespace) -> int:
    """Write a folder."""
    set_up()
    from kentongan.agencies import reads
    from kentongan.agencies.folders import write_folder
    from kentongan.agencies.services import profiles

    agency = reads.agency(asked.agency)
    if agency is None:
        return fail(f"No agency {asked.agency} is loaded.")
    write_folder(asked.folder, profiles.dump(agency))
    return 0


def journal_verify(asked: argparse.Namespace) -> int:
    """Read the whole trail; fail where it does not hold."""
    set_up()
    from kentongan import journal
    from kentongan.agencies import trail as agencies
    from kentongan.cases import trail as cases
    from kentongan.journal.publishing import read_heads
    from kentongan.officers import trail as officers

    try:
        heads = read_heads(asked.heads.read_text(encoding="utf-8").splitlines()) if asked.heads else []
    except (OSError, ValueError):
        return fail(f"{asked.heads} cannot be read as a list of heads.")
    lines = [_flaw_line(flaw) for flaw in journal.verify(heads=heads)]
    lines += [f"case:{code}: rows are not as the last act left them" for code in cases.differing()]
    lines += [f"officer:{name}: rows are not as the journal says" for name in officers.differing()]
    lines += [f"{key}: rows are not as the profile that was loaded" for key in agencies.differing()]
    for line in lines:
        say(line)
    if lines:
        return fail(f"The trail does not hold: {len(lines)} flaws.")
    say("The trail holds.")
    return 0


def worker(asked: argparse.Namespace) -> int:
    """Run the worker."""
    set_up()
    from kentongan.config.worker import run

    run(once=asked.once)
    return 0


def serve(words: list[str]) -> int:
    """Serve the pages."""
    set_up()
    from kentongan.config.serve import serve as run

    return run(words)


def demo(words: list[str]) -> int:
    """Try everything on this machine."""
    from kentongan.config.demo import demo as run

    return run(words)


def _flaw_line(flaw: "Flaw") -> str:
    return f"{flaw.agency} {flaw.chain or '(agency)'} {flaw.number}: {flaw.code}"


def _refuse(bad: BadFile) -> int:
    for problem in bad.problems:
        say(f"{problem.file}: {problem.key}")
        for sentence in _reasons(problem):
            say(f"  {sentence}")
    return fail("Nothing was changed.")


def _reasons(problem: Problem) -> tuple[str, str]:
    """The reason in Indonesian and in English, from the room that reads this sort of file."""
    from kentongan.agency_folder import is_form
    from kentongan.questions.reasons import explain as of_form
    from kentongan.sop.reasons import explain as of_the_rest

    return of_form(problem) if is_form(problem.file) else of_the_rest(problem)
