"""`python -m tests.running.clocked VERB ...`: the `kentongan` command with a clock that the test moves.

Nothing else differs from the real command. The seconds by which the clock differs from the machine's stand in the file
that `KENTONGAN_TEST_CLOCK` names, and are read each time somebody asks for the time.
"""

import os
import sys
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

FILE = "KENTONGAN_TEST_CLOCK"


class Clocked(datetime):
    """The time of the test, for those who ask `datetime.now(UTC)`."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        """Return the machine's time, shifted."""
        shift = timedelta(seconds=float(Path(os.environ[FILE]).read_text()))
        return datetime.now(tz or UTC) + shift


def set_clock(file: Path, now: datetime) -> None:
    """Let the servers that read this file believe that it is `now`, from now on."""
    draft = file.with_suffix(".new")
    draft.write_text(str((now - datetime.now(UTC)).total_seconds()))
    draft.rename(file)  # nobody ever reads half a number


def main() -> int:
    """Put the clock in and run the command."""
    import django
    from django.utils import timezone

    django.setup()
    timezone.now = lambda: Clocked.now(UTC)
    from kentongan.config import command, worker

    worker.datetime = Clocked  # type: ignore[attr-defined]
    return command.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
