"""What can be said no with. Codes only; the words are the web's."""

from collections.abc import Mapping


class NoSuchCase(Exception):
    """There is no such case for who asks: absent and out of reach are the same."""


class WrongCode(Exception):
    """The access code opens nothing; `reason` is "mistyped", "not-a-code" or "unknown"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Refused(Exception):
    """The act is not allowed, and nothing was changed. `code` names the first rule that forbids it."""

    def __init__(self, code: str, params: Mapping[str, str] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.params = dict(params or {})


def need_text(text: str, code: str) -> str:
    """Return what was written, without the space around it. Raises `Refused` with the code where nothing was."""
    if not text.strip():
        raise Refused(code)
    return text.strip()
