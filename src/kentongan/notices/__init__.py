"""The outbox: notices without content, their delivery, and a folder for each channel."""

from collections.abc import Callable
from datetime import datetime


# Imports stand inside the functions: Django loads this package before its models may be loaded.
def queue(*, act: str, recipient: str, kind: str, at: datetime) -> None:
    """Put a notice into the outbox, in the caller's transaction; see `outbox.queue`."""
    from kentongan.notices import outbox

    outbox.queue(act=act, recipient=recipient, kind=kind, at=at)


def drop(*, recipient: str | None = None, act_prefix: str) -> int:
    """Delete what was not sent yet; see `outbox.drop`."""
    from kentongan.notices import outbox

    return outbox.drop(recipient=recipient, act_prefix=act_prefix)


def delivery(*, act_prefix: str, kind: str) -> dict[str, str]:
    """Return how far notices have come; see `outbox.delivery`."""
    from kentongan.notices import outbox

    return outbox.delivery(act_prefix=act_prefix, kind=kind)


def deliver(now: datetime, limit: int = 20, *, address_of: Callable[[str], str | None]) -> int:
    """Send what is due; see `outbox.deliver`."""
    from kentongan.notices import outbox

    return outbox.deliver(now, limit, address_of=address_of)
