"""A writer of the database forges officers and posts, cuts the journal; a writer of the disk changes sealed files.

Nothing is sealed to a key whose signatures do not lead to the root in its file; nothing is opened of a file that is
not whole; nothing in the journal changes without `verify` saying where.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from kentongan import journal
from kentongan.agencies import reads as agencies
from kentongan.cases import keys, reads
from kentongan.cases.errors import Refused
from kentongan.cases.models import Seal
from kentongan.cases.services import intake
from kentongan.journal.models import Event, Head
from kentongan.journal.tests.administrator import recompute, without_triggers
from kentongan.officers import reads as officers
from kentongan.officers.errors import KeyNotVouched, WrongLogin
from kentongan.officers.models import Holding, Officer
from kentongan.officers.services import login
from kentongan.officers.vouching import holding_statement, verified_public
from kentongan.reports import blobs
from kentongan.vault import officers as vault
from kentongan.vault import signatures, vouches
from kentongan.vault.envelopes import BadEnvelope
from kentongan.vault.files import FRAME
from tests.security.fixtures import built, world
from tests.security.hands import files, put
from tests.security.world import KASI, World, read_everything
from tests.snapshot import snapshot

__all__ = ["built", "world"]

AGENCY, INSTALLATION = "kukar-dpmptsp", "uji"
FORGED = vault.generate()  # keys that the database administrator has made for themselves


def officer(username: str = KASI) -> Officer:
    return Officer.objects.get(username=username)


def holding(username: str = KASI) -> Holding:
    return Holding.objects.get(officer__username=username)


def vouch_by(signer: vault.OfficerKeys, name: str) -> dict[str, Any]:
    """What a vouch for the forged key looks like, from whoever signs it."""
    signed = vouches.vouch(
        signer,
        installation=INSTALLATION,
        agency=AGENCY,
        username=KASI,
        public=FORGED.public,
        vouched_by=name,
    )
    return {"public": FORGED.public, "vouched_by": name, "vouch": signed}


def otto_vouches(world: World) -> dict[str, Any]:
    return vouch_by(world.officer("otto").keys, "otto")


FORGED_OFFICERS: dict[str, tuple[Callable[[World], dict[str, Any]], str]] = {
    "the public key is exchanged": (lambda _: {"public": FORGED.public}, "signature"),
    "a colleague's key with the colleague's vouch is put in": (
        lambda _: {
            "public": bytes(officer("sekretaris").public),
            "vouch": bytes(officer("sekretaris").vouch),
        },
        "signature",
    ),
    "the voucher's name is changed": (lambda _: {"vouched_by": "sekretaris"}, "chain"),
    "the vouch is emptied": (lambda _: {"vouch": b""}, "type"),
    "a forged key vouches for itself": (lambda _: vouch_by(FORGED, KASI), "depth"),
    "a forged key signs in the root's name": (lambda _: vouch_by(FORGED, f"root:{AGENCY}"), "signature"),
    "somebody who holds nothing vouches": (otto_vouches, "chain"),
}


@pytest.mark.parametrize("sentence", FORGED_OFFICERS)
def test_a_forged_officer_gets_nothing_sealed(world: World, sentence: str) -> None:
    forge, reason = FORGED_OFFICERS[sentence]
    put(officer(), **forge(world))
    with pytest.raises(KeyNotVouched) as noticed:
        verified_public(officer())
    assert noticed.value.code == reason
    nobody_sits_there(world)


def nobody_sits_there(world: World) -> None:
    """The post counts as empty: no report comes in, no case moves there, no seal is made."""
    post = agencies.post(world.office.service.agency, KASI)
    assert post is not None
    assert KASI not in {each.username for each in officers.holders(post, world.now)}
    before, seals = snapshot(), Seal.objects.count()
    with pytest.raises(Refused, match="service-closed"):
        intake.receive(
            service=world.office.service,
            secret=b"a third browser, its secret 32 bytes",
            nonce="x",
            answers={"judul": "Baru", "uraian": "Baru"},
            identity={},
            files=[],
            now=world.now,
        )
    assert snapshot() == before
    assert Seal.objects.count() == seals


def test_a_seal_is_never_made_for_a_key_without_a_vouch(world: World) -> None:
    ring = keys.keyring(world.case(), world.officer(KASI))
    before = snapshot()
    with pytest.raises(KeyNotVouched):
        keys.grant(ring, [officer("otto")])
    assert snapshot() == before


FORGED_HOLDINGS: dict[str, Callable[[World], dict[str, Any]]] = {
    "it is moved to another officer": lambda _: {"officer": officer("sekretaris")},
    "it is moved to another officer, signature and all": lambda _: {
        "officer": officer("sekretaris"),
        "vouch": bytes(holding("sekretaris").vouch),
        "keyed_at": holding("sekretaris").keyed_at,
    },
    "it is dated back": lambda w: {"starts_on": w.now.date() - timedelta(days=30)},
    "it is made to end later": lambda w: {"ends_on": w.now.date() + timedelta(days=30)},
    "it is made definitive": lambda _: {"kind": "plt"},
    "who signed it is changed": lambda _: {"keyed_by": "sekretaris"},
    "when it was signed is changed": lambda w: {"keyed_at": w.now + timedelta(days=1)},
    "the signature is emptied": lambda _: {"vouch": b""},
}


@pytest.mark.parametrize("sentence", FORGED_HOLDINGS)
def test_a_forged_holding_is_none(world: World, sentence: str) -> None:
    put(holding(), **FORGED_HOLDINGS[sentence](world))
    nobody_sits_there(world)
    forged = Holding.objects.get(post__key=KASI).officer
    assert KASI not in {each.post.key for each in officers.capacities(forged, world.now)}


def test_an_officer_put_on_a_post_by_hand_and_signed_by_themselves_sits_nowhere(world: World) -> None:
    sekretaris = world.officer("sekretaris")
    row = Holding(
        post=holding().post,
        officer=sekretaris.officer,
        kind="definitive",
        starts_on=world.now.date(),
        appointed_at=world.now,
        appointed_by="admin",
        keyed_at=world.now,
        keyed_by="otto",
    )
    statement = holding_statement(row, world.now)
    row.vouch = signatures.sign(world.officer("otto").keys, statement)
    row.save()
    assert KASI not in {each.post.key for each in officers.capacities(sekretaris.officer, world.now)}
    assert {each.username for each in officers.holders(row.post, world.now)} == {KASI}


def test_another_officers_keys_and_verifier_in_the_row_open_no_session(world: World) -> None:
    """The password of one, put into the row of another, logs nobody in: the keys name whose they are."""
    otto = officer("otto")
    put(officer(), salt=bytes(otto.salt), verifier=bytes(otto.verifier), wrapped=bytes(otto.wrapped))
    with pytest.raises(WrongLogin):
        login.unlock(KASI, world.office.passwords["otto"])


def blob_of(world: World, compartment: str = "content") -> Path:
    return blobs.folder() / files(world, compartment)[0].blob


def cut(world: World) -> None:
    path = blob_of(world)
    path.write_bytes(path.read_bytes()[:-1])


def cut_at_a_frame(world: World) -> None:
    """The spot where other systems take a cut file for a whole one."""
    path = blob_of(world)
    whole = path.read_bytes()
    frame = FRAME + 17
    head = len(whole) % frame
    path.write_bytes(whole[: head + frame])


def extend(world: World) -> None:
    with blob_of(world).open("ab") as blob:
        blob.write(b"\0")


def flip(world: World) -> None:
    path = blob_of(world)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def swap_blobs(world: World) -> None:
    first, second = blob_of(world), blob_of(world, "dialogue")
    content = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(content)


CHANGED_BLOBS: dict[str, tuple[Callable[[World], None], set[str]]] = {
    "its end is cut off": (cut, {"sealed", "truncated"}),
    "it is cut between two frames": (cut_at_a_frame, {"truncated", "sealed"}),
    "something is appended": (extend, {"extended", "sealed"}),
    "one bit is changed": (flip, {"sealed"}),
    "two files are swapped": (swap_blobs, {"key", "sealed"}),
}


@pytest.mark.parametrize("sentence", CHANGED_BLOBS)
def test_a_changed_file_does_not_open(world: World, sentence: str) -> None:
    change, reasons = CHANGED_BLOBS[sentence]
    change(world)
    with pytest.raises(BadEnvelope) as noticed:
        read_everything(world)
    assert noticed.value.reason in reasons


def test_a_lost_file_is_no_empty_one(world: World) -> None:
    blob_of(world).unlink()
    with pytest.raises(FileNotFoundError):
        read_everything(world)


def test_the_database_itself_refuses_to_change_the_journal(world: World) -> None:
    event = Event.objects.filter(agency=AGENCY).latest("agency_number")
    for act in (lambda: put(event, by="otto"), event.delete):
        with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
            act()
    assert journal.verify() == []


def last(world: World) -> Event:
    return Event.objects.filter(chain=world.case().object_name).latest("number")


def remove_one(world: World) -> None:
    Event.objects.filter(chain=world.case().object_name, number=3).delete()


def exchange_two(world: World) -> None:
    """Two events of the case change places, the way an accused would like the order to be."""
    first, second = Event.objects.filter(chain=world.case().object_name, number__in=(2, 3))
    for column in ("kind", "by", "capacity", "facts", "at"):
        mine, theirs = getattr(first, column), getattr(second, column)
        put(first, **{column: theirs})
        put(second, **{column: mine})


def cut_tail(_: World) -> None:
    """The last event goes, and both heads are put back to before it: inside, everything agrees again."""
    gone = Event.objects.filter(agency=AGENCY).latest("agency_number")
    gone.delete()
    for chain in ("", gone.chain):
        rows = Event.objects.filter(agency=AGENCY)
        order = "number" if chain else "agency_number"
        end = (rows.filter(chain=chain) if chain else rows).latest(order)
        put(
            Head.objects.get(agency=AGENCY, chain=chain),
            number=getattr(end, order),
            link=end.link if chain else end.agency_link,
        )


def rewrite(world: World) -> None:
    """Who did something is changed, and every link after it computed anew."""
    put(Event.objects.get(chain=world.case().object_name, number=2), by="otto")
    recompute(AGENCY)


JOURNALS: dict[str, tuple[Callable[[World], object], set[str], bool]] = {
    "who acted is changed": (lambda w: put(last(w), by="otto"), {"changed"}, False),
    "the digest of the rows is changed": (lambda w: put(last(w), facts='{"rows":"x"}'), {"changed"}, False),
    "a link is changed": (
        lambda w: put(last(w), link="0" * 64),
        {"changed", "broken", "head-differs"},
        False,
    ),
    "an event is removed": (remove_one, {"gap", "broken"}, False),
    "two events change places": (exchange_two, {"changed"}, False),
    "the tail is cut": (cut_tail, {"cut-tail"}, True),
    "the whole is rewritten": (rewrite, {"rewritten"}, True),
}


@pytest.mark.parametrize("sentence", JOURNALS)
def test_a_changed_journal_is_noticed(world: World, sentence: str) -> None:
    """`True`: only a head that somebody outside holds shows it (ADR 5)."""
    change, codes, needs_head = JOURNALS[sentence]
    outside = journal.heads()
    without_triggers(lambda: change(world))
    inside = {flaw.code for flaw in journal.verify()}
    assert inside == (set() if needs_head else inside | codes)
    assert codes <= {flaw.code for flaw in journal.verify(heads=outside)}


def test_a_journal_rewritten_to_cover_changed_rows_is_noticed_against_a_head(world: World) -> None:
    """The most careful forgery: rows, digest, links and heads of the database all agree."""
    from kentongan.cases import trail

    outside = journal.heads()
    put(world.case().turns.get(number=1), closed_by="otto")
    facts = f'{{"rows":"{trail.digest(world.case())}"}}'
    without_triggers(lambda: (put(last(world), facts=facts), recompute(AGENCY)))
    assert trail.differing() == []
    assert journal.verify() == []
    assert {flaw.code for flaw in journal.verify(heads=outside)} == {"rewritten"}


def test_published_heads_leave_the_database(world: World, data_folder: Path) -> None:
    from django.conf import settings

    from kentongan.journal.publishing import read_heads

    journal.publish_heads(world.now)
    written = Path(settings.KENTONGAN["HEADS_DIR"], "heads.txt").read_text()
    without_triggers(lambda: cut_tail(world))
    assert journal.verify() == []
    assert [flaw.code for flaw in journal.verify(heads=read_heads(written.splitlines()))] == ["cut-tail"]
    assert connection.vendor in {"sqlite", "postgresql"}
    assert reads.case_page(world.officer(KASI), world.cases["rani"], world.now).code
