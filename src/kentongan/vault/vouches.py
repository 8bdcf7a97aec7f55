"""Who says that a key belongs to an officer: a chain of signatures that ends in the agency's root.

* a vouch is for one username, one key, one installation, one agency, from one voucher; it cannot be carried
  over;
* it carries a number, counted up with every new key of an officer, so that an old key put back shows;
* a chain leads from the officer through vouchers to the root, never in a circle, never through somebody who
  is no longer trusted. The root comes from the profile, never from the database.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from nacl.bindings import crypto_core_ed25519_is_valid_point as is_valid_point

from kentongan.vault.envelopes import VOUCH, BadEnvelope, body, parts
from kentongan.vault.keys import verify_key
from kentongan.vault.officers import OfficerKeys

# Deeper than any office appoints: head, secretary, section, staff, and their successors.
DEEPEST = 16
NUMBER_BYTES = 8
SIGNATURE_BYTES = 64


@dataclass(frozen=True, slots=True)
class Link:
    """One vouch as the database keeps it."""

    username: str
    public: bytes
    vouched_by: str
    vouch: bytes


def root_name(agency: str) -> str:
    """Return the name under which an agency's root vouches."""
    return f"root:{agency}"


def vouch(
    signer: OfficerKeys,
    *,
    installation: str,
    agency: str,
    username: str,
    public: bytes,
    vouched_by: str,
    number: int = 1,
) -> bytes:
    """Sign that `public` is the key of `username`. Raises `BadEnvelope` ("public") for an unsound key."""
    _need_sound(public)
    said = _statement(installation, agency, Link(username, public, vouched_by, b""), signer.public, number)
    return bytes([VOUCH.byte]) + parts(number) + signer.sign(said)


def check_vouch(signer_public: bytes, link: Link, *, installation: str, agency: str) -> int:
    """Check one vouch and return its number. Raises `BadEnvelope`."""
    raw = body(VOUCH, link.vouch, exactly=NUMBER_BYTES + SIGNATURE_BYTES)
    number = int.from_bytes(raw[:NUMBER_BYTES], "big")
    _need_sound(link.public)
    said = _statement(installation, agency, link, signer_public, number)
    try:
        verify_key(signer_public).verify(raw[NUMBER_BYTES:], said)
    except InvalidSignature:
        raise BadEnvelope("signature") from None
    return number


def verify_chain(
    root_public: bytes,
    links: Sequence[Link],
    *,
    installation: str,
    agency: str,
    ended: Collection[str] = frozenset(),
) -> bytes:
    """Return the first link's public key once every vouch up to the root is checked. Raises `BadEnvelope`.

    `links` go from the officer upwards. `ended` names those whose word counts no more, as officer or voucher.
    """
    _check_shape(links, root_name(agency), ended)
    signers = [link.public for link in links[1:]] + [root_public]
    for link, signer_public in zip(links, signers, strict=True):
        check_vouch(signer_public, link, installation=installation, agency=agency)
    return links[0].public


def _check_shape(links: Sequence[Link], root: str, ended: Collection[str]) -> None:
    names = [link.username for link in links]
    if len(links) > DEEPEST:
        raise BadEnvelope("depth")
    if len(set(names)) != len(names):
        raise BadEnvelope("cycle")
    # The last voucher must be the root by name too, and an empty chain leads nowhere.
    if not links or [link.vouched_by for link in links] != [*names[1:], root]:
        raise BadEnvelope("chain")
    if any(name in ended for name in names):
        raise BadEnvelope("ended")


def _need_sound(public: bytes) -> None:
    """Refuse Ed25519 keys of small order, under which a signature fits any statement."""
    if not is_valid_point(verify_key(public).public_bytes_raw()):
        raise BadEnvelope("public")


def _statement(installation: str, agency: str, link: Link, signer_public: bytes, number: int) -> bytes:
    return parts(
        VOUCH.label,
        installation,
        agency,
        link.username,
        link.public,
        link.vouched_by,
        signer_public,
        number,
    )
