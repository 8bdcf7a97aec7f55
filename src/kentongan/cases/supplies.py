"""From what was typed into a step's form to what the engine weighs and what the rows keep.

A blank field is not supplied; whether it had to be is the engine's business alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kentongan.reports.files import Sealed
from kentongan.sop.acts import OFFICER
from kentongan.sop.model import Need, Sop, Step

SIGNED = {"signature", "initials"}


@dataclass(frozen=True, slots=True)
class Supplies:
    """What somebody supplies to a turn."""

    texts: Mapping[Need, str] = field(default_factory=dict)
    files: Mapping[Need, Sequence[Sealed]] = field(default_factory=dict)

    @property
    def keys(self) -> frozenset[str]:
        """The need keys that are supplied."""
        return frozenset(need.key for need in (*self.texts, *self.files))

    @property
    def chosen(self) -> dict[str, str]:
        """The closed facts that were chosen."""
        return {need.fact: text for need, text in self.texts.items() if need.fact}

    @property
    def bound(self) -> dict[str, str]:
        """The persons that were chosen for a later step."""
        return {need.binds: f"{OFFICER}{text}" for need, text in self.texts.items() if need.binds}

    @property
    def present(self) -> frozenset[str]:
        """Who is on the attendance list: a username a line."""
        lists = (text for need, text in self.texts.items() if need.kind == "attendance")
        return frozenset(name for text in lists for name in text.split())


def read(
    step: Step, outcome: str | None, values: Mapping[str, str], files: Mapping[str, Sequence[Sealed]]
) -> Supplies:
    """Return what of the typed values and files this step and outcome ask for.

    A file counts only where a file is asked for, a text only where none is: a scan is no signature.
    """
    asked = dict.fromkeys(_asked(step, outcome))
    texts = {
        need: values[need.key].strip()
        for need in asked
        if need.input != "file" and values.get(need.key, "").strip()
    }
    sent = {need: files[need.key] for need in asked if need.input == "file" and files.get(need.key)}
    return Supplies(texts, sent)


def _asked(step: Step, outcome: str | None) -> Iterator[Need]:
    yield from step.needs
    for key, each in step.outcomes.items():
        if outcome in (None, key):
            yield from each.needs


def label_of(sop: Sop, need: Need) -> str:
    """Return the SOP's own words for a need: its label, or the name of its paper or fact; "" where it has none."""
    if need.label:
        return need.label
    if need.fact and need.kind != "unit":
        return sop.facts[need.fact].label
    return sop.papers[need.paper].label if need.paper else ""
