"""An SOP as values: the sheet that was signed, and the steps that run. What is printed and what is run are
different fields (ADR 1); a `Sheet` holds only the first, a `Step` only the second.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from . import vocabulary as words
from .durations import Duration


@dataclass(frozen=True, slots=True)
class Need:
    """Something that a step asks for; `by` says who must give it: "actors", "participants" or "present"."""

    kind: str
    object: str | None = None
    label: str = ""
    optional: bool = False
    by: str = "actors"

    @property
    def key(self) -> str:
        """The canonical name, in the file's words: "jenis" or "jenis: objek"."""
        return words.need_key(words.NEED_NAMES[self.kind].word, self.object)

    @property
    def input(self) -> str:
        """How it is asked for: text, choice, person, number, file and so on."""
        return words.NEED_NAMES[self.kind].input

    @property
    def fact(self) -> str | None:
        """The closed fact that it chooses, if it is a choice."""
        own = {"classification": words.CLASSIFICATION, "unit": words.UNIT, "choice": self.object}
        return own.get(self.kind)

    @property
    def binds(self) -> str | None:
        """The actor whose person it chooses."""
        return self.object if self.kind == "person" else None

    @property
    def paper(self) -> str | None:
        return self.object if words.NEED_NAMES[self.kind].object == "paper" else None

    @property
    def publication(self) -> str | None:
        """The publication whose contents it approves."""
        return self.object if self.kind == "approval" else None


ORDER_FROM_GROUP = Need("document", words.split_word(words.GROUP_ORDER)[1])


@dataclass(frozen=True, slots=True)
class Effect:
    """What a step does when it closes: "paper", "book", "answer", "public" or "archive".

    Of "public" the object is the status, and `content` the publication that goes with it.
    """

    kind: str
    object: str | None = None
    content: str | None = None

    @property
    def key(self) -> str:
        word = next(word for word, (name, _, _) in words.EFFECTS.items() if name == self.kind)
        return words.need_key(word, ", ".join(each for each in (self.object, self.content) if each))


@dataclass(frozen=True, slots=True)
class Referral:
    """Where the matter goes: into another SOP, with or without coming back."""

    sop: str
    to: str
    returns: bool
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A way out of a step; `to` is None where the case ends. With `fact`, the fact chooses it: `values`
    are those that lead here, `rest` means every value that no other outcome names. `by` are those of the
    step's actors who may take it, empty where all may."""

    key: str
    label: str
    to: str | None
    needs: tuple[Need, ...] = ()
    effects: tuple[Effect, ...] = ()
    status: str | None = None
    fact: str | None = None
    values: tuple[str, ...] = ()
    rest: bool = False
    referral: Referral | None = None
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A running step. `row` is the printed row it belongs to; "" where it is `added` to the signed table.

    `place` is where it stands in the file: "langkah[8].rinci[8b]". `recorder` is the actor who may write down
    what was ordered in the group by those whose step it is.
    """

    key: str
    row: str
    place: str
    title: str
    actors: tuple[str, ...]
    outcomes: Mapping[str, Outcome]
    participants: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    effects: tuple[Effect, ...] = ()
    status: str | None = None
    effort: Duration | None = None
    limit: Duration | None = None
    distinct_from: tuple[str, ...] = ()
    pause: Duration | None = None
    referral: Referral | None = None
    added: bool = False
    basis: str = ""
    recorder: str | None = None

    @property
    def archives(self) -> bool:
        return any(each.kind == "archive" for each in self.effects)

    def asks(self, outcome: Outcome, *, recorded: bool = False) -> tuple[Need, ...]:
        """Everything that may be given when the step closes with this outcome, by its actors or for them."""
        return (*self.needs, *outcome.needs, *((ORDER_FROM_GROUP,) if recorded else ()))

    def every_need(self) -> tuple[Need, ...]:
        """Everything that may be given when the step closes, whatever the outcome."""
        return tuple(need for outcome in self.outcomes.values() for need in self.asks(outcome))

    def led(self, chosen: Mapping[str, str]) -> Outcome | None:
        """The outcome to which the facts lead, None where none decides or it is not chosen yet."""
        by_fact = [each for each in self.outcomes.values() if each.fact in chosen]
        named = (each for each in by_fact if chosen[str(each.fact)] in each.values)
        return next(named, None) or next((each for each in by_fact if each.rest), None)

    def does(self, outcome: Outcome) -> tuple[Effect, ...]:
        return (*self.effects, *outcome.effects)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: "post" (any holder of `posts`), "reporter", "outside" (what they decided is written down
    by the actor `recorded_by`), "bound" (chosen earlier: `bound_by` "unit" or "person"). Of a bound person
    `posts` are those from whose holders one may be chosen, empty where anybody may."""

    key: str
    label: str
    kind: str
    posts: tuple[str, ...] = ()
    bound_by: str | None = None
    recorded_by: str | None = None
    outside: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A closed fact; where `source` is "unit", its values are the units of the profile."""

    key: str
    label: str
    values: Mapping[str, str]
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that steps make; `numbering` is "book" (whose number `book` gives), "typed" or "none"."""

    key: str
    label: str
    kind: str
    numbering: str
    number_first: bool
    book: str | None = None

    def before(self, kind: str) -> tuple[str, ...]:
        """The needs that must have been given for this paper before one of the kind can be."""
        before = words.implied(kind, numbered=self.numbering != "none", number_first=self.number_first)
        return tuple(words.need_key(word, self.key) for word in before)


@dataclass(frozen=True, slots=True)
class Book:
    """A register with numbers of its own, without gaps within a year.

    `number_format` has {nomor} and {tahun}; a column is a word of `words.BOOK_COLUMNS`, a fact or a need.
    """

    key: str
    label: str
    number_format: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Publication:
    """What is made public together: a text and photos, by the keys of the needs that they were given for."""

    key: str
    label: str
    text: str | None = None
    photos: tuple[str, ...] = ()

    @property
    def contents(self) -> frozenset[str]:
        """What it can hold; when one of these is given anew, it is another publication."""
        return frozenset({*self.photos, *([self.text] if self.text else [])})

    @property
    def least(self) -> frozenset[str]:
        """What must be there for it to be one: its text, else all of its photos."""
        return frozenset([self.text] if self.text else self.photos)


@dataclass(frozen=True, slots=True)
class Routine:
    """A daily duty outside any case: who looks, where, by when, and who is told if nobody did."""

    row: str
    actors: tuple[str, ...]
    every: str
    before: str
    sources: tuple[str, ...]
    alert: str


# -- the printed sheet -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line of the identity block, in printed order; `key` is the file's."""

    key: str
    title: str
    text: str
    date: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Signatory:
    title: str
    position: str = ""
    name: str = ""
    rank: str = ""
    nip: str = ""
    place_and_date: str = ""


@dataclass(frozen=True, slots=True)
class Flag:
    """Our note beside a printed item (counted from 1)."""

    item: int
    note: str


@dataclass(frozen=True, slots=True)
class Block:
    key: str
    title: str
    items: tuple[str, ...]
    flags: tuple[Flag, ...] = ()
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class Lane:
    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the signed table, or of the added one; `steps` are the running steps that it stands for."""

    number: str
    activity: str
    lanes: tuple[str, ...] = ()
    symbol: str | None = None
    inputs: str = ""
    time: str = ""
    output: str = ""
    remarks: str = ""
    stage: str | None = None
    steps: tuple[str, ...] = ()
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that is printed, verbatim."""

    letterhead: tuple[str, ...]
    address: str
    unit: str
    identity: tuple[Line, ...]
    approved_by: Signatory | None
    blocks: tuple[Block, ...]
    title: str
    columns: Mapping[str, str]
    lanes: tuple[Lane, ...]
    rows: tuple[Row, ...]
    added: tuple[Row, ...] = ()
    legend_title: str = ""
    legend: tuple[tuple[str, str], ...] = ()
    signatories: tuple[Signatory, ...] = ()

    @property
    def name(self) -> str:
        return next(line.text for line in self.identity if line.key == "nama")

    @property
    def number(self) -> str:
        return next((line.text for line in self.identity if line.key == "nomor"), "")


@dataclass(frozen=True)
class Sop:
    """A procedure: `steps` run, `sheet` is printed. `status` is "disahkan", "konsep" or "manual"."""

    key: str
    status: str
    start: str
    sheet: Sheet
    actors: Mapping[str, Actor]
    facts: Mapping[str, Fact]
    papers: Mapping[str, Paper]
    steps: Mapping[str, Step]
    routines: tuple[Routine, ...] = ()
    books: Mapping[str, Book] = field(default_factory=dict)
    publications: Mapping[str, Publication] = field(default_factory=dict)
    sha256: str = ""
    text: str = field(default="", repr=False)

    @property
    def rows(self) -> tuple[Row, ...]:
        return self.sheet.rows

    @cached_property
    def archives(self) -> tuple[str, ...]:
        """The steps at which a case may end, in the file's order."""
        return tuple(step.key for step in self.steps.values() if step.archives)

    def archive(self, *, referred: bool) -> str:
        """The archive step for an exit: the one where the reporter reads "diteruskan", if there is one."""
        fitting = [key for key in self.archives if self._tells_referral(key) == referred]
        return (fitting or list(self.archives))[0]

    def _tells_referral(self, key: str) -> bool:
        return self.steps[key].status == words.REFERRED

    def posts_of(self, routine: Routine) -> frozenset[str]:
        """The posts whose holders have this duty."""
        return frozenset(post for actor in routine.actors for post in self.actors[actor].posts)

    @cached_property
    def signed(self) -> frozenset[str]:
        """The papers for which some step asks a signature: they never go out without."""
        asked = (need for step in self.steps.values() for need in step.every_need())
        return frozenset(need.object for need in asked if need.kind == "signature" and need.object)
