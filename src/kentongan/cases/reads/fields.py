"""The fields of a step's form: what can be chosen, what stands already, what is read before it is signed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kentongan.agencies import reads as agencies
from kentongan.officers.models import Officer
from kentongan.sop import engine
from kentongan.sop.model import Need, Sop
from kentongan.sop.vocabulary import need_key

from .. import contributions, signing
from ..holders import attending, choosable
from ..keys import Keyring
from ..lines import file_line
from ..shapes import Field, FileLine
from ..supplies import FILES, SIGNED, by_book, label_of

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of a case's present step, for one person in one seat."""

    ring: Keyring
    sop: Sop
    facts: engine.Facts
    me: engine.Doer
    now: datetime

    def of(self, needs: Iterable[Need]) -> tuple[Field, ...]:
        """Return a field for each need."""
        return tuple(self._field(need) for need in needs)

    def _field(self, need: Need) -> Field:
        return Field(
            key=need.key,
            name=need.key.replace(": ", "--").replace(" ", "-"),
            kind=need.kind,
            label=label_of(self.sop, need),
            paper=self.sop.papers[need.paper].label if need.paper else "",
            optional=need.optional,
            choices=self._choices(need),
            value="" if need.kind in SIGNED else self._value(need),
            text=self._read_before(need),
            files=self._files(need),
            from_book=by_book(self.sop, need),
            mark=signing.mark(self.ring, self.sop, need) if need.kind in SIGNED else "",
            given=self.me.id in self.facts.contributors.get(need.key, ()),
        )

    def _value(self, need: Need) -> str:
        """What this turn holds already; of a draft or a number, what any turn holds: it stays the paper's."""
        found = contributions.latest(self.ring, need.key)
        if found is None or (need.kind not in {"draft", "number"} and found[0].turn != self.ring.case.turn):
            return ""
        return str(found[1].get("text", ""))

    def _read_before(self, need: Need) -> str:
        """The text that is read before it is signed, approved or delivered."""
        if need.publication:
            text = self.sop.publications[need.publication].text
            return contributions.text_of(self.ring, text) if text else ""
        if need.kind in SIGNED | {"delivery"}:
            return contributions.text_of(self.ring, need_key("konsep", need.object))
        return ""

    def _files(self, need: Need) -> tuple[FileLine, ...]:
        """What this turn holds; of a publication, its photos."""
        if need.publication:
            photos = self.sop.publications[need.publication].photos
            return tuple(line for key in photos for line in self._lines(key))
        held = need.input in FILES and need.key in self.facts.contributed
        return self._lines(need.key) if held else ()

    def _lines(self, key: str) -> tuple[FileLine, ...]:
        found = contributions.files_of(self.ring, key)
        return tuple(file_line(row.code, sealed) for row, sealed in found)

    def _choices(self, need: Need) -> Choices:
        case = self.ring.case
        if need.kind == "attendance":
            return _named(attending(case, self.sop, self.facts, self.now))
        if need.binds:
            left_out, near = self.facts.excluded, self.me.capacity
            return _named(choosable(case, self.sop, need.binds, without=left_out, at=self.now, near=near))
        if need.kind == "unit":
            return tuple(agencies.unit_names(case.service.agency).items())
        return tuple(self.sop.facts[need.fact].values.items()) if need.fact else ()


def _named(found: Iterable[tuple[Officer, str]]) -> Choices:
    return tuple(
        (officer.username, ", ".join(part for part in (officer.name, post) if part))
        for officer, post in found
    )
