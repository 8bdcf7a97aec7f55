"""Whose key is whose: what the database says is checked against the root key, which lies in a file.

* A public key counts where a chain of vouches leads from it to the root of the officer's agency.
* A holding counts where its officer's key counts and where somebody whose key counts signed that this key
  sits on this post, in this kind, from this day to that.
* So a changed key, voucher, post or date in the database makes the officer "not vouched", never wrongly
  trusted.
* A voucher's word outlives their key: who lost a password vouched with a former key, and that still holds.
* No signature says that a key was replaced, or that somebody left. The journal does: a key that it no longer names gets
  nothing sealed, whatever is put back into the rows.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from kentongan.agencies.models import Agency
from kentongan.officers import trail
from kentongan.officers.errors import KeyNotVouched
from kentongan.officers.models import FormerKey, Holding, Officer
from kentongan.officers.recording import mark
from kentongan.prepared import Prepared
from kentongan.vault import signatures, vouches
from kentongan.vault.envelopes import BadEnvelope
from kentongan.vault.officers import read_public_text
from kentongan.vault.places import Place
from kentongan.vault.vouches import Link

HOLDING_LABEL = "kentongan/v1/holding"


def root_public(agency: str) -> bytes:
    """Return the agency's root key from its file. Raises `KeyNotVouched` ("no-root", "public")."""
    path = Path(settings.KENTONGAN["ROOTS_DIR"]) / f"{agency}.pub"
    try:
        return read_public_text(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, UnicodeDecodeError):
        raise KeyNotVouched("no-root") from None
    except BadEnvelope as bad:
        raise KeyNotVouched(bad.reason) from None


def verified_public(officer: Officer, said: trail.Said | None = None) -> bytes:
    """Return the officer's public key once the chain up to the root holds. Raises `KeyNotVouched`.

    `said` is what the journal says of the officer, where it has been asked already.
    """
    agency = officer.agency.key
    root = root_public(agency)
    try:
        links = _links(_link(officer, officer.username), officer.agency_id, agency)
        public = _walked(root, tuple(links), _installation(), agency)
    except BadEnvelope as bad:
        raise KeyNotVouched(bad.reason) from None
    need_current(officer, said)
    return public


def need_current(officer: Officer, said: trail.Said | None = None) -> None:
    """See that the journal names this key last, and no leaving. Raises `KeyNotVouched` ("replaced", "ended")."""
    said = said or trail.said_of(officer.agency.key, [officer.username])[officer.username]
    if said.key != mark(officer.public):
        raise KeyNotVouched("replaced")
    if said.ended:
        raise KeyNotVouched("ended")


def is_vouched(officer: Officer, said: trail.Said | None = None) -> bool:
    """Whether anything may be sealed to this officer."""
    try:
        verified_public(officer, said)
    except KeyNotVouched:
        return False
    return True


def has_had_key(username: str, public: bytes, agency: Agency) -> bool:
    """Whether this is, or once was, the vouched-for key of that officer: what it signed is their word."""
    keys = (link for link in _keys_of(username, agency.pk) if link.public == public)
    return any(_is_whole(link, agency) for link in keys)


def holding_is_signed(holding: Holding) -> bool:
    """Whether somebody whose key counts put this very officer on this very post for these days."""
    at = holding.keyed_at
    return at is not None and any(_signed_by(public, holding, at) for public in _signers(holding))


def holding_statement(holding: Holding, at: datetime) -> signatures.Statement:
    """Return what is signed when a holding is keyed: this key sits on this post, in this kind, on these days."""
    public = bytes(holding.officer.public)
    ends = holding.ends_on.isoformat() if holding.ends_on else ""
    said = [HOLDING_LABEL, holding.officer.username, public.hex(), holding.kind]
    text = json.dumps([*said, holding.starts_on.isoformat(), ends], separators=(",", ":"))
    return signatures.Statement(
        place=Place(
            _installation(), holding.post.agency.key, f"post:{holding.post.key}", "holding", 0, "appointment"
        ),
        digest=hashlib.sha256(text.encode()).digest(),
        username=holding.keyed_by,
        capacity="",
        at=at,
    )


def _signed_by(signer_public: bytes, holding: Holding, at: datetime) -> bool:
    return _holds(signer_public, holding_statement(holding, at), bytes(holding.vouch))


# Remembered like `_walked` below: the outcome follows from what is asked and from nothing else.
@lru_cache(maxsize=4096)
def _holds(signer_public: bytes, statement: signatures.Statement, signature: bytes) -> bool:
    try:
        signatures.verify(signer_public, statement, signature)
    except BadEnvelope:
        return False
    return True


def _signers(holding: Holding) -> Iterator[bytes]:
    """The keys, present and former, of who is named as voucher, as far as they lead to the root."""
    agency = holding.post.agency
    if holding.keyed_by != vouches.root_name(agency.key):
        keys = _keys_of(holding.keyed_by, agency.pk)
        yield from (link.public for link in keys if _is_whole(link, agency))
        return
    with suppress(KeyNotVouched):
        yield root_public(agency.key)


def _is_whole(link: Link, agency: Agency) -> bool:
    """Whether a chain of signatures leads from this key to the root."""
    try:
        links = tuple(_links(link, agency.pk, agency.key))
        _walked(root_public(agency.key), links, _installation(), agency.key)
    except (BadEnvelope, KeyNotVouched):
        return False
    return True


def _links(link: Link, agency_id: int, agency: str) -> list[Link]:
    """Collect the links from here upwards. Where a voucher had several keys, take the one that signed."""
    found = [link]
    while found[-1].vouched_by != vouches.root_name(agency):
        if len(found) > vouches.DEEPEST:
            raise BadEnvelope("depth")
        found.append(_voucher(found[-1], agency_id, agency))
    return found


def _voucher(link: Link, agency_id: int, agency: str) -> Link:
    for candidate in _keys_of(link.vouched_by, agency_id):
        try:
            vouches.check_vouch(candidate.public, link, installation=_installation(), agency=agency)
        except BadEnvelope:
            continue
        return candidate
    raise BadEnvelope("chain")


def _keys_of(username: str, agency_id: int) -> Sequence[Link]:
    found: list[Link] = []
    for officer in _named(agency_id, username):
        former = _former_keys(officer.pk)
        found += [_link(officer, username), *(_link(row, username) for row in former)]
    return found


_named = Prepared(lambda agency, username: Officer.objects.filter(agency=agency, username=username))
_former_keys = Prepared(lambda officer: FormerKey.objects.filter(officer=officer).order_by("-pk"))


def _link(row: Officer | FormerKey, username: str) -> Link:
    return Link(username, bytes(row.public), row.vouched_by, bytes(row.vouch))


# A pure function of everything that it reads, so remembering it hides no later change of a row or of the
# file.
@lru_cache(maxsize=4096)
def _walked(root: bytes, links: tuple[Link, ...], installation: str, agency: str) -> bytes:
    return vouches.verify_chain(root, links, installation=installation, agency=agency)


def _installation() -> str:
    installation: str = settings.KENTONGAN["INSTALLATION"]
    return installation
