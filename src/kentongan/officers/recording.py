"""What this room writes into the journal: every act on a person stands in that person's chain."""

import hashlib
from datetime import datetime

from kentongan import journal
from kentongan.agencies.models import Post
from kentongan.officers.models import Officer

SYSTEM = "system"  # the console of the server: whoever may type there needs no name of ours


def mark(value: bytes | memoryview) -> str:
    """Return how the journal names a key or a signature."""
    return hashlib.sha256(bytes(value)).hexdigest()


def name_of(by: Officer | None) -> str:
    """Return who did it, as the journal names them."""
    return SYSTEM if by is None else by.username


def note(
    officer: Officer, kind: str, *, on: Post | None = None, by: str, now: datetime, **facts: str
) -> None:
    """Write one act on an officer, or on their holding of the post `on`."""
    journal.record(
        kind,
        chain=f"officer:{officer.username}",
        agency=(on or officer).agency.key,
        at=now,
        by=by,
        subject=on.key if on else officer.username,
        **facts,
    )
