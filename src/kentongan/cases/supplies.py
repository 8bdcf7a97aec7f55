"""From what was typed into a step's form to what the engine weighs and what the rows keep.

* A blank field is not supplied; whether it had to be is the engine's business alone.
* A file counts only where a file is asked for, a text only where one is: a scan is no signature.
* A text sent along as it stands is not a new text: what others signed of it stays signed.
* A number that a book gives is typed by nobody.
* What shall lead to a page is the address of one.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from kentongan.reports.files import Sealed
from kentongan.sop.acts import OFFICER
from kentongan.sop.model import ORDER_FROM_GROUP, Need, Sop, Step
from kentongan.sop.vocabulary import NEED_NAMES

from .errors import Refused

SIGNED = {"signature", "initials", "approval"}
FILES = {"file", "proof"}  # a proof is a link or a file
LINKS = {"link", "proof"}


@dataclass(frozen=True, slots=True)
class Supplies:
    """What somebody supplies to a turn."""

    texts: Mapping[Need, str] = field(default_factory=dict)
    files: Mapping[Need, Sequence[Sealed]] = field(default_factory=dict)

    @property
    def needs(self) -> list[Need]:
        """What is supplied: first what is written, then what is signed."""
        return sorted(dict.fromkeys((*self.texts, *self.files)), key=lambda need: need.kind in SIGNED)

    @property
    def keys(self) -> frozenset[str]:
        """The need keys that are supplied."""
        return frozenset(need.key for need in self.needs)

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

    def only(self, keep: Callable[[Need], bool]) -> "Supplies":
        """Return what is kept of it."""
        return Supplies(
            {need: text for need, text in self.texts.items() if keep(need)},
            {need: files for need, files in self.files.items() if keep(need)},
        )

    def anew(self, *, stands: Callable[[Need], str], held: Collection[str]) -> "Supplies":
        """Leave out texts that are as they stand: where this turn holds them already, or need not have that draft."""

        def is_new(need: Need) -> bool:
            known = need.key in held or (need.optional and need.kind == "draft")
            return not known or need.input != "text" or stands(need) != self.texts.get(need)

        return self.only(is_new)


def read(
    sop: Sop,
    step: Step,
    outcome: str | None,
    values: Mapping[str, str],
    files: Mapping[str, Sequence[Sealed]],
    *,
    recorded: bool = False,
) -> Supplies:
    """Return what of the typed values and files this step and outcome ask for."""
    asked = dict.fromkeys((*_asked(step, outcome), *((ORDER_FROM_GROUP,) if recorded else ())))
    texts = {
        need: values[need.key].strip()
        for need in asked
        if need.input != "file" and not by_book(sop, need) and values.get(need.key, "").strip()
    }
    sent = {need: files[need.key] for need in asked if need.input in FILES and files.get(need.key)}
    return Supplies(texts, sent)


def _asked(step: Step, outcome: str | None) -> Iterator[Need]:
    yield from step.needs
    for key, each in step.outcomes.items():
        if outcome in (None, key):
            yield from each.needs


def need_addresses(given: Supplies) -> None:
    """Raise `Refused` where a link that was given leads nowhere."""
    wrong = [need.key for need, text in given.texts.items() if need.input in LINKS and not _is_address(text)]
    if wrong:
        raise Refused("not-an-address", {"needs": ", ".join(wrong)})


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and text.split() == [text]


def by_book(sop: Sop, need: Need) -> bool:
    """Whether it is a number that is taken from a book of the service."""
    return need.kind == "number" and sop.papers[str(need.paper)].book is not None


def from_books(sop: Sop, step: Step, outcome: str | None) -> list[Need]:
    """Return the numbers that this way out of a step takes from books; of an unknown way, none."""
    way = step.outcomes.get(outcome or "")
    return [need for need in step.asks(way) if by_book(sop, need)] if way else []


def label_of(sop: Sop, need: Need) -> str:
    """Return the SOP's own words for a need: its label, or the name of what it speaks of; "" where it has none."""
    if need.label:
        return need.label
    if need.fact and need.kind != "unit":
        return sop.facts[need.fact].label
    if need.publication:
        return sop.publications[need.publication].label
    if need.paper:
        return sop.papers[need.paper].label
    named = need.object and NEED_NAMES[need.kind].object == "label"
    return need.key.capitalize() if named else ""  # "Foto: lokasi"
