"""The cast of this room, in the small agency: who they are and how they get to their posts."""

from dataclasses import dataclass, field
from datetime import date, datetime

from kentongan.agencies import reads as agencies
from kentongan.agencies.models import Agency
from kentongan.agencies.tests import sample
from kentongan.officers.models import Holding, Officer, Role
from kentongan.officers.services import appointments, login, people, roots
from kentongan.officers.services.appointments import Root
from kentongan.officers.services.login import Unlocked

NOW = sample.NOW
TODAY = date(2026, 11, 23)


@dataclass
class Cast:
    """The agency, its root key, and what everybody would keep to themselves."""

    agency: Agency
    root: Root
    administrator: Officer
    codes: dict[str, str] = field(default_factory=dict)

    def new(self, username: str) -> Officer:
        """Somebody new, who nobody has vouched for."""
        officer, code = people.register(
            agency=self.agency,
            username=username,
            name=username.title(),
            password=password(username),
            email=f"{username}@contoh.test",
            by=self.administrator,
            now=NOW,
        )
        self.codes[username] = code
        return officer

    def appoint(self, username: str, post: str, **other: object) -> Holding:
        """Appointed by the administrator, not keyed."""
        return appointments.appoint(
            post=agencies.post(self.agency, post),
            officer=Officer.objects.get(username=username),
            by=self.administrator,
            now=NOW,
            **{"starts_on": TODAY, **other},
        )

    def seat(self, username: str, post: str, by: Unlocked | Root | None = None, **other: object) -> Holding:
        """Appointed and keyed; `by` is the root where nobody is named."""
        holding = self.appoint(username, post, **other)
        appointments.key(holding=holding, by=by or self.root, now=NOW)
        return holding


def password(username: str) -> str:
    """Everybody's password in these tests."""
    return f"kata-sandi-{username}"


def log_in(username: str) -> Unlocked:
    """The officer with open keys."""
    return login.unlock(username, password(username))


def gather(private, now: datetime = NOW) -> Cast:
    """Load the agency, make its root and its administrator."""
    agency = sample.load(now)
    root = roots.make(agency=agency.key, private=private)
    administrator, _ = people.register(
        agency=agency, username="admin", name="Admin", password=password("admin"), by=None, now=now
    )
    people.grant_role(officer=administrator, agency=agency, kind=Role.ADMINISTRATOR, by=None, now=now)
    return Cast(agency, root, administrator)
