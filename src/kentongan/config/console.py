"""Speaking with who types at the console: lines out, reasons out, questions in."""

import sys
from getpass import getpass

CONSOLE = "system"  # who did it, in the journal
BAD = 1


def set_up() -> None:
    """Load settings and models; only for verbs that need them."""
    import django

    django.setup()


def say(line: str) -> None:
    """Print a line of the answer."""
    sys.stdout.write(line + "\n")


def fail(line: str) -> int:
    """Print why not; return the exit code."""
    sys.stderr.write(line + "\n")
    return BAD


def agreed(question: str) -> bool:
    """Whether the answer is "ya"; no answer is none."""
    sys.stdout.write(question)
    sys.stdout.flush()
    return sys.stdin.readline().strip().lower() == "ya"


def new_password(*, from_stdin: bool) -> str | None:
    """Ask twice without showing what is typed, or read one line; None where the two differ."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass("Kata sandi, diketik petugas sendiri / password, typed by the officer: ")
    again = getpass("Sekali lagi / again: ")
    return first if first == again else None
