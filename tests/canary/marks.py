"""Marks: text that stands nowhere else. All of one run share a stem, so that one search finds any of them.

A mark holds a letter beyond ASCII and a quotation mark, so that escaped forms differ from the plain one.
"""

import secrets
import string
from dataclasses import dataclass, field

STEM_LENGTH = 18
MARK_END = "·ujung"


def new_stem() -> str:
    """Return a stem that no file of this machine holds by chance: letters and digits, mixed case."""
    letters = string.ascii_letters + string.digits
    return "".join(secrets.choice(letters) for _ in range(STEM_LENGTH))


@dataclass
class Marks:
    """The marks of one run, by what they stand for."""

    stem: str = field(default_factory=new_stem)
    given: dict[str, str] = field(default_factory=dict)

    def text(self, of: str) -> str:
        """Return the mark of one field. Each field is marked once."""
        assert of not in self.given, f"{of} is marked already"
        self.given[of] = f'{self.stem}-{of}-"{secrets.token_hex(4)}"{MARK_END}'
        return self.given[of]

    def short(self, of: str) -> str:
        """Return a mark for a field that takes few and plain characters."""
        assert of not in self.given
        self.given[of] = f"{self.stem}{len(self.given)}"
        return self.given[of]

    def name(self, of: str, ending: str = ".pdf") -> str:
        """Return a marked file name."""
        assert of not in self.given
        self.given[of] = f"{self.stem}-{of}{ending}"
        return self.given[of]

    def body(self, of: str, size: int) -> bytes:
        """Return a file that is a PDF to its signature and marked all the way through."""
        mark = self.text(of).encode()
        line = mark + b" " + secrets.token_hex(8).encode() + b"\n"
        return (b"%PDF-1.7\n" + line * (size // len(line) + 1))[:size]
