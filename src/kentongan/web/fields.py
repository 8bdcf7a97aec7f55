"""A field as a template draws it: label, hint, error and value bound together.

Portal and desk make these from their own questions; the templates know nothing of either. Which template draws a
field is part of it, so that no template compares kinds.
"""

from collections.abc import Iterable, Sized
from dataclasses import dataclass, field

from django.utils.functional import Promise

LINE = "web/fields/line.html"
AREA = "web/fields/area.html"
RADIOS = "web/fields/radios.html"
CHECKS = "web/fields/checks.html"
SELECT = "web/fields/select.html"
DATE = "web/fields/date.html"
TICK = "web/fields/tick.html"
FILES = "web/fields/files.html"
PROOF = "web/fields/proof.html"  # a line and files of one name
GIVEN = "web/fields/given.html"
YES = "ya"
FEW = 7  # so many choices are read at a glance; more become a list to open


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """One choice of a field."""

    id: str
    value: str
    label: str
    hint: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file that stands beside a field: what the turn holds already, or what is approved with a tick."""

    address: str
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field, ready to draw."""

    id: str
    name: str
    label: str
    template: str = LINE
    hint: str = ""
    error: str = ""
    value: str = ""
    optional: bool = False
    tick: str = YES  # what a tick sends
    rows: int = 4
    kind: str = "text"  # the HTML type of a line
    autocomplete: str = "off"
    accept: str = ""
    choices: tuple[ChoiceView, ...] = ()
    paper: str = ""  # what is read before it is signed
    shown: tuple[ShownFile, ...] = ()

    @property
    def described_by(self) -> str:
        """The ids of what a screen reader says after the label."""
        ids = [f"{self.id}-petunjuk"] if self.hint else []
        return " ".join([*ids, f"{self.id}-salah"] if self.error else ids)


@dataclass(frozen=True, slots=True)
class Mistake:
    """One line of the error summary: what is wrong, and where."""

    text: str
    target: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What stands over a form that was not taken."""

    title: str | Promise
    mistakes: tuple[Mistake, ...] = field(default=())


def choices(
    name: str, offered: Iterable[tuple[str, str] | tuple[str, str, str]], chosen: Iterable[str]
) -> tuple[ChoiceView, ...]:
    """Return the choices of a field from value, label and hint.

    The first carries the field's own id, where the error summary leads.
    """
    picked = set(chosen)
    return tuple(
        ChoiceView(
            f"f-{name}-{number}" if number else f"f-{name}", value, label, "".join(hint), value in picked
        )
        for number, (value, label, *hint) in enumerate(offered)
    )


def for_one_of(offered: Sized) -> str:
    """Return the template with which one of so many is chosen."""
    return RADIOS if len(offered) <= FEW else SELECT


def accept(kinds: Iterable[str]) -> str:
    """Return the kinds of files as HTML says them."""
    return ",".join(f".{kind}" for kind in kinds)
