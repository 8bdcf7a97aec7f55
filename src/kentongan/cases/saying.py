"""What the office says to the reporters of a case: to each of them, in their own dialogue.

None of them learns of the others. A file is one blob, under a seal of its own in each dialogue.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from kentongan.reports import dialogue
from kentongan.reports.files import Sealed

from . import links
from .keys import Keyring


def say(ring: Keyring, value: Mapping[str, Any], at: datetime, files: Sequence[Sealed] = ()) -> None:
    """Write a message into the dialogue of every report that the case handles now."""
    for link in links.present(ring.case):
        opened = ring.dialogue(link.report)
        dialogue.add(link.report, opened, value=value, from_reporter=False, at=at, files=files)


def is_said(ring: Keyring, value: Mapping[str, Any], files: Sequence[Sealed] = ()) -> bool:
    """Whether this very message, with these very files, was the office's last to all of them: it was sent twice."""
    said = (
        dialogue.is_said(
            link.report, ring.dialogue(link.report), value=value, from_reporter=False, files=files
        )
        for link in links.present(ring.case)
    )
    return all(said)
