"""The officers of a sample office: who can take a step, with keys that are opened once.

Who holds a step, and in which capacity, is read from the form that the officer would see: the rules are the engine's.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from kentongan.agencies import reads as agencies
from kentongan.agencies.models import Service
from kentongan.cases import reads
from kentongan.cases.errors import NoSuchCase
from kentongan.cases.models import Seal
from kentongan.cases.shapes import StepForm
from kentongan.officers import reads as officers
from kentongan.officers.services import login
from kentongan.officers.services.login import Unlocked
from kentongan.reports.compartments import HANDLING

# Refusals that say "not by you"; the others are about what is still to be given.
NOT_MINE = {"not-your-post", "not-your-outcome", "same-person", "conflict-of-interest"}


class NobodyCan(Exception):
    """No sample officer may take this way out of the step."""


@dataclass(frozen=True, slots=True)
class Hand:
    """Somebody at a step, in the capacity in which they take it."""

    who: Unlocked
    capacity: str
    form: StepForm


@dataclass(slots=True)
class Office:
    """Log-ins of one agency; opening keys with a password takes a moment on purpose."""

    passwords: Mapping[str, str] = field(repr=False)
    _opened: dict[str, Unlocked] = field(default_factory=dict, repr=False)

    def officer(self, username: str) -> Unlocked:
        """Return an officer with open keys."""
        if username not in self._opened:
            self._opened[username] = login.unlock(username, self.passwords[username])
        return self._opened[username]

    def hand(self, code: str, outcome: str, now: datetime, *, recorded: bool = False) -> Hand:
        """Return who can close the present step with this outcome, or record that it was ordered in the group.

        Raises `NobodyCan`.
        """
        for hand in self.hands(code, now):
            if bool(hand.form.records_for) != recorded:
                continue
            ways = {button.key: button.refused for button in hand.form.outcomes}
            if ways.get(outcome, "decided-by-fact") not in {*NOT_MINE, "decided-by-fact"}:
                return hand
        raise NobodyCan(f"{code}: {outcome}")

    def holders_of(self, service: Service, act: str, now: datetime) -> Iterator[tuple[str, str]]:
        """Yield who may do an act beside the SOP, by username and post."""
        said = agencies.as_loaded(service).side_acts
        posts = [post for each in said if each.kind == act for post in each.holders]
        held = officers.holders_for(service, posts, now)
        yield from ((officer.username, post) for post in posts for officer in held.get(post, ()))

    def hands(self, code: str, now: datetime) -> Iterator[Hand]:
        """Yield who has something to do at the present step, in each capacity in which they have: who acts first."""
        for username in _holders(code):
            first = _form(self.officer(username), code, now, "")
            for capacity, _ in first.capacities if first else ():
                form = _form(self.officer(username), code, now, capacity)
                if form is not None:
                    yield Hand(self.officer(username), capacity, form)


def _form(who: Unlocked, code: str, now: datetime, capacity: str) -> StepForm | None:
    try:
        return reads.step_form(who, code, now, capacity)
    except NoSuchCase:  # the seal is of an earlier epoch, or they sit nowhere any more
        return None


def _holders(code: str) -> list[str]:
    seals = Seal.objects.filter(case__code=code, compartment=HANDLING, reserve=False)
    names = seals.order_by("-acting", "id").values_list("officer__username", flat=True)
    return list(dict.fromkeys(names))
