"""How a notice reaches somebody. A channel is a folder here with a function `send(address=, message_id=)`.

A channel is given no act, no kind and no name: it cannot tell what it does not know. Adding one edits
nothing else.
"""

from importlib import import_module
from pathlib import Path

EMAIL = "email"
UNREACHABLE = "unreachable"  # not this notice's fault: the whole channel does not answer


class NotDelivered(Exception):
    """The notice did not go out. `code` names the kind of failure and nobody's address."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def names() -> list[str]:
    """Return the channels that this installation has: the folders beside this file."""
    return sorted(path.parent.name for path in Path(__file__).parent.glob("*/__init__.py"))


def send(channel: str, *, address: str, message_id: str) -> None:
    """Send one notice. Raises `NotDelivered`."""
    if channel not in names():
        raise NotDelivered("no-such-channel")
    import_module(f"{__name__}.{channel}").send(address=address, message_id=message_id)
