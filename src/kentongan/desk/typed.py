"""The forms of the case page, and what a refused one held."""

from collections.abc import Mapping
from dataclasses import dataclass, field

CAPACITY = "sebagai"
# The forms: of the present step, to the reporter, to the file. Those of the acts beside the SOP bear the act's word.
STEP, MESSAGE, NOTE = "langkah", "pesan", "catatan"


@dataclass(frozen=True, slots=True)
class Typed:
    """What a refused form held: which form it was, and its fields."""

    form: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)  # by the name of the field

    def of(self, form: str) -> Mapping[str, str]:
        """Return what was typed into this form."""
        return self.values if form == self.form else {}

    def wrong(self, form: str) -> Mapping[str, str]:
        """Return what is wrong with the fields of this form."""
        return self.errors if form == self.form else {}
