"""Putting somebody on a post is two acts by two people.

* *Appointed*: an administrator writes who sits where, as what, from when to when, on which decree. Nothing is
  sealed to anybody yet, and an administrator cannot do more.
* *Keyed*: somebody who holds a keyed post of the agency today, or the root key, signs the officer's key and
  this holding. Nobody signs for themselves.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction

from kentongan.agencies.models import Post
from kentongan.officers import reads, vouching
from kentongan.officers.administrators import need_administrator
from kentongan.officers.errors import NotAllowed
from kentongan.officers.models import Holding, Officer, Role
from kentongan.officers.recording import mark, name_of, note
from kentongan.officers.services.login import Unlocked
from kentongan.vault import signatures, vouches
from kentongan.vault.officers import OfficerKeys, fingerprint


@dataclass(frozen=True, slots=True)
class Root:
    """The root key of an agency, taken out of the safe for this act."""

    agency: str
    keys: OfficerKeys


def appoint(
    *,
    post: Post,
    officer: Officer,
    kind: str = Holding.DEFINITIVE,
    basis: str = "",
    starts_on: date,
    ends_on: date | None = None,
    by: Officer | None,
    now: datetime,
) -> Holding:
    """Write a holding that is not keyed yet.

    Raises `NotAllowed` ("not-administrator", "administrator-holds-no-post", "officer-has-left",
    "other-agency", "post-is-retired", "dates-reversed", "no-such-kind").
    """
    need_administrator(by, post.agency)
    _need_possible(post, officer, kind, starts_on, ends_on)
    with transaction.atomic():
        if officer.roles.filter(kind=Role.ADMINISTRATOR).exists():
            raise NotAllowed("administrator-holds-no-post")
        holding = Holding.objects.create(
            post=post,
            officer=officer,
            kind=kind,
            basis=basis,
            starts_on=starts_on,
            ends_on=ends_on,
            appointed_at=now,
            appointed_by=name_of(by),
        )
        facts = {"seat": kind, "first": starts_on.isoformat()}
        note(officer, "holding.appointed", on=post, by=name_of(by), now=now, **facts)
    return holding


def key(*, holding: Holding, by: Unlocked | Root, now: datetime) -> None:
    """Vouch for the officer's key on this post. From now on the post's work is sealed to them.

    Raises `NotAllowed` ("not-a-holder", "not-the-root", "own-key", "already-keyed", "officer-has-left",
    "administrator-holds-no-post"); `KeyNotVouched` where the voucher's own key does not hold, or the officer's
    is not the one that the journal names.
    """
    signer, keys = _authority(holding, by, now)
    officer = holding.officer
    if officer.roles.filter(kind=Role.ADMINISTRATOR).exists():
        raise NotAllowed("administrator-holds-no-post")
    if officer.ended_at is not None:
        raise NotAllowed("officer-has-left")
    vouching.need_current(officer)
    if vouching.holding_is_signed(holding):
        raise NotAllowed("already-keyed")
    with transaction.atomic():
        if not vouching.is_vouched(officer):
            _vouch(officer, signer, keys)
        _sign(holding, signer, keys, now)


def end(*, holding: Holding, on: date, by: Officer | None, now: datetime) -> None:
    """End a holding after this day, before its time.

    Raises `NotAllowed` ("not-administrator", "dates-reversed").
    """
    need_administrator(by, holding.post.agency)
    if on < holding.starts_on - timedelta(days=1):
        raise NotAllowed("dates-reversed")
    holding.ended_on = on
    with transaction.atomic():
        holding.save(update_fields=["ended_on"])
        facts = {"last": on.isoformat(), "signed": mark(holding.vouch)}
        note(holding.officer, "holding.ended", on=holding.post, by=name_of(by), now=now, **facts)


def _need_possible(post: Post, officer: Officer, kind: str, starts_on: date, ends_on: date | None) -> None:
    if kind not in Holding.KINDS:
        raise NotAllowed("no-such-kind")
    if officer.ended_at is not None:
        raise NotAllowed("officer-has-left")
    if officer.agency_id != post.agency_id:
        raise NotAllowed("other-agency")
    if post.retired_at is not None:
        raise NotAllowed("post-is-retired")
    if ends_on is not None and ends_on < starts_on:
        raise NotAllowed("dates-reversed")


def _authority(holding: Holding, by: Unlocked | Root, now: datetime) -> tuple[str, OfficerKeys]:
    """Return under which name and with which keys is signed, once it is clear that they may."""
    agency = holding.post.agency
    if isinstance(by, Root):
        if by.keys.public != vouching.root_public(agency.key):
            raise NotAllowed("not-the-root")
        return vouches.root_name(agency.key), by.keys
    if by.officer.pk == holding.officer_id:
        raise NotAllowed("own-key")
    if vouching.verified_public(by.officer) != by.keys.public:
        raise NotAllowed("not-a-holder")
    if not any(capacity.post.agency_id == agency.pk for capacity in reads.capacities(by.officer, now)):
        raise NotAllowed("not-a-holder")
    return by.officer.username, by.keys


def _vouch(officer: Officer, signer: str, keys: OfficerKeys) -> None:
    officer.vouched_by = signer
    officer.vouch = vouches.vouch(
        keys,
        installation=settings.KENTONGAN["INSTALLATION"],
        agency=officer.agency.key,
        username=officer.username,
        public=bytes(officer.public),
        vouched_by=signer,
        number=officer.former_keys.count() + 1,
    )
    officer.save(update_fields=["vouched_by", "vouch"])


def _sign(holding: Holding, signer: str, keys: OfficerKeys, now: datetime) -> None:
    holding.keyed_at, holding.keyed_by = now, signer
    holding.vouch = signatures.sign(keys, vouching.holding_statement(holding, now))
    holding.save(update_fields=["keyed_at", "keyed_by", "vouch"])
    key = fingerprint(bytes(holding.officer.public))
    note(holding.officer, "holding.keyed", on=holding.post, by=signer, now=now, key=key)
