"""A writer of the database changes who somebody is, or by what an office works: noticed beside the journal.

Nothing is sealed by such rows (tests of officers, agencies and cases); here `kentongan journal verify` names them.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from kentongan.agencies import trail as agencies
from kentongan.agencies.models import Agency, Post, ProfileVersion, Service, SopVersion, Unit
from kentongan.config import command
from kentongan.officers import trail as officers
from kentongan.officers.models import FormerKey, Holding, Officer, Role
from kentongan.officers.services import appointments, people
from tests.security.fixtures import built, world
from tests.security.hands import put
from tests.security.world import KASI, World

__all__ = ["built", "world"]

AGENCY, LEFT, RENEWED = "kukar-dpmptsp", "kabid-penanaman-modal", "kasubbag-umum"


def officer(username: str) -> Officer:
    return Officer.objects.get(username=username)


@pytest.fixture
def office(world: World) -> World:
    """One officer has left, one holding was ended before its time, one has a new key."""
    people.end(officer=officer(LEFT), by=None, now=world.now)
    holding = Holding.objects.get(officer__username="sekretaris")
    appointments.end(holding=holding, on=world.now.date(), by=None, now=world.now)
    people.renew(officer=officer(RENEWED), password="kata-sandi-baru", by=None, now=world.now)
    return world


def put_key_back(_: World) -> None:
    """The key that was replaced, with its vouch: whoever found it and its password would be somebody again."""
    row = FormerKey.objects.get(officer__username=RENEWED)
    put(officer(RENEWED), public=bytes(row.public), vouched_by=row.vouched_by, vouch=bytes(row.vouch))
    row.delete()


PEOPLE: dict[str, tuple[Callable[[World], Any], str]] = {
    "who left is there again": (lambda _: put(officer(LEFT), ended_at=None), LEFT),
    "a holding that was ended goes on": (
        lambda _: put(Holding.objects.get(officer__username="sekretaris"), ended_on=None),
        "sekretaris",
    ),
    "a holding that was ended ends later": (
        lambda w: put(
            Holding.objects.get(officer__username="sekretaris"), ended_on=w.now.date() + timedelta(days=99)
        ),
        "sekretaris",
    ),
    "a key that was replaced is put back": (put_key_back, RENEWED),
    "an officer is made an administrator": (
        lambda w: Role.objects.create(
            officer=officer("otto"), agency=w.office.service.agency, kind=Role.ADMINISTRATOR
        ),
        "otto",
    ),
    "the administrator's role is taken away": (
        lambda _: Role.objects.filter(officer__username="admin").delete(),
        "admin",
    ),
    "an officer is removed from the agency's sight": (
        lambda w: put(officer("otto"), ended_at=w.now),
        "otto",
    ),
}


@pytest.mark.parametrize("sentence", PEOPLE)
def test_people_changed_by_a_row_are_named(office: World, sentence: str, capsys: Any) -> None:
    change, username = PEOPLE[sentence]
    assert officers.differing() == []
    change(office)
    assert officers.differing() == [username]
    assert command.main(["journal", "verify"]) == 1
    assert f"officer:{username}: rows are not as the journal says" in capsys.readouterr().out


def test_an_officer_written_by_hand_is_named(office: World) -> None:
    row = officer("otto")
    row.pk, row.username = None, "hantu"
    row.save(force_insert=True)
    assert officers.differing() == ["hantu"]


def another_profile(_: World) -> None:
    """A profile that nobody loaded, with a hash that fits: the most careful forgery short of the journal."""
    from kentongan.agencies import canonical

    agency = Agency.objects.get(key=AGENCY)
    text = agency.profile.text.replace('penjaga_identitas = \\"kasi', 'penjaga_identitas = \\"kabid')
    assert text != agency.profile.text
    version = ProfileVersion.objects.create(
        agency_key=AGENCY,
        number=2,
        sha256=canonical.digest(text),
        text=text,
        loaded_at=agency.profile.loaded_at,
        loaded_by="system",
    )
    put(agency, profile=version)


def service() -> Service:
    return Service.objects.get(agency__key=AGENCY)


def text_of(table: Any) -> Any:
    return table.objects.first()


PROFILES: dict[str, Callable[[World], Any]] = {
    "the service is said to be another kind": lambda _: put(service(), kind=Service.ADUAN),
    "reports reach the desk by the minute": lambda _: put(service(), slot="tanpa"),
    "a unit is renamed": lambda _: put(Unit.objects.get(key="perizinan"), name="Bidang Lain"),
    "a post is renamed": lambda _: put(Post.objects.get(key=KASI), key="kasi-lain"),
    "a post gets another superior": lambda _: put(Post.objects.get(key=KASI), superior="bupati"),
    "a post is retired": lambda w: put(Post.objects.get(key="sekretaris"), retired_at=w.now),
    "the SOP's text is changed": lambda _: put(text_of(SopVersion), text=text_of(SopVersion).text + "#"),
    "the profile's text is changed": lambda _: put(
        text_of(ProfileVersion), text=text_of(ProfileVersion).text + " "
    ),
    "a profile that nobody loaded is in force": another_profile,
}


@pytest.mark.parametrize("sentence", PROFILES)
def test_an_office_changed_by_a_row_is_named(world: World, sentence: str, capsys: Any) -> None:
    assert agencies.differing() == []
    PROFILES[sentence](world)
    assert agencies.differing() == [AGENCY]
    assert command.main(["journal", "verify"]) == 1
    assert f"{AGENCY}: rows are not as the profile that was loaded" in capsys.readouterr().out
