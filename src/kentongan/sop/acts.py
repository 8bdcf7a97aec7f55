"""What the engine is asked and what it answers, as values: facts, doers, acts, decisions, refusals."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .model import Effect, Referral

REPORTER = "pelapor"  # the capacity, and the seat, of who reported
OFFICER = "officer:"  # the seat of a person, as against a post


@dataclass(frozen=True, slots=True)
class Facts:
    """What the engine needs to know of a case; never its contents.

    `supplied` stands from earlier turns (a `Decision` gives it back), `contributed` was given in this one,
    `contributors` says by whom, both already without what a later draft of the turn made void. `bends` names,
    for each post in which nobody is left, who stands in. `exit` is how the case left its SOP, "" where it did not.
    """

    step: str | None
    chosen: Mapping[str, str] = field(default_factory=dict)
    bound: Mapping[str, str] = field(default_factory=dict)
    supplied: frozenset[str] = frozenset()
    contributed: frozenset[str] = frozenset()
    contributors: Mapping[str, frozenset[str]] = field(default_factory=dict)
    present: frozenset[str] = frozenset()
    closed_by: Mapping[str, frozenset[str]] = field(default_factory=dict)
    excluded: frozenset[str] = frozenset()
    bends: Mapping[str, str] = field(default_factory=dict)
    paused: bool = False
    exit: str = ""


@dataclass(frozen=True, slots=True)
class Doer:
    """Who acts, and in which of their posts. Who reported has one: `REPORTER`."""

    id: str
    capacity: str
    posts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Close:
    """Close the turn; `outcome` is None where a fact, or the lack of a choice, decides it.

    `bound` names the persons chosen: actor key → "officer:<id>". `recorded`: somebody else writes down what
    those whose step it is ordered in the group.
    """

    outcome: str | None = None
    supplies: frozenset[str] = frozenset()
    chosen: Mapping[str, str] = field(default_factory=dict)
    bound: Mapping[str, str] = field(default_factory=dict)
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class Contribute:
    need: str


@dataclass(frozen=True, slots=True)
class Begin:
    """ "Mulai": the effort that the SOP states runs from here, not from when the step fell due."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Wait, as the step allows."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Go on after a pause."""


Act = Close | Contribute | Begin | Pause | Resume


@dataclass(frozen=True, slots=True)
class Refusal:
    """The code of the first rule that forbids the act."""

    code: str
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decision:
    """What the act does. `outcome` is None where the turn stays open; `to` is None where the case ends.

    `posts` and `participants` are seats: a post, "officer:<id>" or "pelapor". `chosen`, `bound` and
    `supplied` are what holds afterwards. `end_kind` is "", "done", "referred" or an exit. `recorded`: it was
    ordered in the group, and is to be confirmed by who ordered it.
    """

    step: str
    outcome: str | None
    to: str | None
    posts: tuple[str, ...]
    participants: tuple[str, ...]
    effects: tuple[Effect, ...] = ()
    status: str = ""
    ends: bool = False
    end_kind: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    bound: Mapping[str, str] = field(default_factory=dict)
    supplied: frozenset[str] = frozenset()
    referral: Referral | None = None
    recorded: bool = False
