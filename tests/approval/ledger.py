"""What was approved and signed, reckoned apart from the program: from what each act was given, in its order.

A text or photo counts as given when the act that brought it succeeded. An approval is of what was given last at that
moment, a signature of the draft that was. What the public sees, or the reporter reads as an answer, has to be in here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kentongan.sop.model import Need, Sop

Photos = tuple[bytes, ...]
Content = tuple[str, Photos]


@dataclass
class Ledger:
    """One case: what stands of each need, and what was approved or signed of it."""

    sop: Sop
    texts: dict[str, str] = field(default_factory=dict)
    photos: dict[str, Photos] = field(default_factory=dict)
    approved: dict[str, Content] = field(default_factory=dict)  # by publication, what was approved last
    signed: dict[str, str] = field(default_factory=dict)  # by paper, the text that was signed last

    def give(
        self, needs: Sequence[Need], texts: Mapping[str, str], photos: Mapping[str, Sequence[bytes]]
    ) -> None:
        """Note what an act brought: contents first, then what was put under them."""
        for need in needs:
            if need.input == "file":
                if need.key in photos:
                    self.photos[need.key] = tuple(photos[need.key])
            elif need.input != "signature" and texts.get(need.key, "").strip():
                self.texts[need.key] = texts[need.key].strip()
        for need in needs:
            if need.input == "signature" and texts.get(need.key):
                self._sign(need)

    def _sign(self, need: Need) -> None:
        if need.publication is not None:
            self.approved[need.publication] = self.content(need.publication)
        elif need.kind == "signature" and need.paper is not None:
            self.signed[need.paper] = self.texts.get(f"konsep: {need.paper}", "")

    def content(self, key: str) -> Content:
        """What a publication would show now."""
        publication = self.sop.publications[key]
        text = self.texts.get(publication.text or "", "")
        return text, tuple(each for need in publication.photos for each in self.photos.get(need, ()))

    def may_be_public(self, shown: Content) -> bool:
        """Whether this is what was approved last, and still stands as it was approved."""
        return any(shown == approved == self.content(key) for key, approved in self.approved.items())

    def may_be_sent(self, text: str) -> bool:
        """Whether an answer is a draft that was signed, or the text of a publication that was approved."""
        for paper, draft in ((paper, self.texts.get(f"konsep: {paper}")) for paper in self.sop.papers):
            if text != draft:
                continue
            needs_approval = [
                key for key, each in self.sop.publications.items() if each.text == f"konsep: {paper}"
            ]
            is_signed = paper not in self.sop.signed or self.signed.get(paper) == text
            return is_signed and all(self.approved.get(key) == self.content(key) for key in needs_approval)
        return False
