"""A writer of the database changes rows: whatever they do is noticed, and the test says by what.

What is sealed does not open at another place (`BadEnvelope`); what stands beside the seals in the clear no longer
agrees with the journal (`trail`), and no officer's act goes on from there.
"""

from dataclasses import replace
from typing import Any

import pytest

from kentongan import journal
from kentongan.cases import keys, trail
from kentongan.cases.errors import Refused
from kentongan.cases.models import Case, CompartmentKey, Contribution, Turn
from kentongan.cases.reads import reporter
from kentongan.reports import reporters, shreds, staging
from kentongan.reports.compartments import place
from kentongan.reports.models import Identity, Reporter, StagedFile
from kentongan.vault.compartments import compartment_key
from kentongan.vault.envelopes import BadEnvelope
from kentongan.web.models import SealedSession
from kentongan.web.sessions import SessionStore
from tests.security.fixtures import built, world
from tests.security.hands import (
    BESIDE_THE_SEALS,
    NOT_OPENED,
    forge_dialogue,
    messages,
    notes,
    put,
    seal_of,
    swap,
)
from tests.security.world import KABID, KASI, SECRETS, World, read_everything
from tests.snapshot import snapshot

__all__ = ["built", "world"]


def test_untouched_everything_opens_and_agrees(world: World) -> None:
    read_everything(world)
    assert trail.differing() == []
    assert journal.verify() == []


@pytest.mark.parametrize("sentence", NOT_OPENED)
def test_what_was_moved_or_put_back_does_not_open(world: World, sentence: str) -> None:
    act, reason = NOT_OPENED[sentence]
    act(world)
    with pytest.raises(BadEnvelope) as noticed:
        read_everything(world)
    assert noticed.value.reason == reason


@pytest.mark.parametrize("sentence", BESIDE_THE_SEALS)
def test_what_was_changed_beside_the_seals_is_noticed_and_stops_every_act(
    world: World, sentence: str
) -> None:
    BESIDE_THE_SEALS[sentence](world)
    assert trail.differing() == [world.cases["rani"]]
    before = snapshot()
    for act in (
        lambda: world.note("Catatan baru"),
        lambda: world.message("Pesan baru"),
        world.read_identity,
        lambda: world.save("konsep: surat-balasan", "Konsep ketiga"),
    ):
        with pytest.raises(Refused) as noticed:
            act()
        # A case that is said to have ended takes no act at all.
        assert noticed.value.code in {"rows-changed", "case-ended"}
    assert snapshot() == before


def test_a_reporter_is_heard_even_so_and_the_difference_stays(world: World) -> None:
    notes(world)[1].delete()
    world.answer("Saya masih di sini.")
    assert trail.differing() == [world.cases["rani"]]
    page = reporter.page(world.keys["rani"], world.now)[0]
    assert page.messages[-1].text == "Saya masih di sini."


def test_what_was_put_back_is_whole_again(world: World) -> None:
    """A repair from a backup is possible: the digest is of the rows, not of who wrote them."""
    row = world.case().turns.get(number=1)
    put(row, closed_by=KABID)
    assert trail.differing() == [world.cases["rani"]]
    put(row, closed_by=KASI)
    assert trail.differing() == []
    world.note("Sudah dipulihkan.")


def test_a_case_put_back_whole_to_an_earlier_turn_is_noticed(world: World) -> None:
    """Rows that agree with each other, from an old backup, do not agree with the journal."""
    budi = world.case("budi")
    turn, before = budi.turns.get(), {field.name: getattr(budi, field.name) for field in Case._meta.fields}
    world.close(KASI, None, who="budi", klasifikasi="persyaratan", unit="perizinan")
    Contribution.objects.filter(case=budi).delete()
    Turn.objects.filter(case=budi).delete()
    turn.save(force_insert=True)
    Case.objects.filter(pk=budi.pk).update(**before)
    read_everything(world)
    assert trail.differing() == [world.cases["budi"]]
    with pytest.raises(Refused, match="rows-changed"):
        world.close(KASI, None, who="budi", klasifikasi="saran", unit="umum")


def test_an_identity_of_another_report_does_not_open(world: World) -> None:
    swap("sealed", *Identity.objects.order_by("pk"))
    before = snapshot()
    with pytest.raises((BadEnvelope, Refused)):
        world.read_identity()
    assert snapshot() == before
    sealed, compartment = Identity.objects.get(report=world.report()).sealed, identity_key(world)
    with pytest.raises(BadEnvelope, match="key"):
        compartment.open("identity", sealed)


def identity_key(world: World) -> Any:
    return keys.open_identity(world.report(), world.officer(KASI))


def test_the_exchanged_key_of_a_reporter_is_never_sealed_to(world: World) -> None:
    """An exit makes a new dialogue: before that the key is compared with the one inside the seal."""
    put(world.report(), reporter_public=bytes(world.report("budi").reporter_public))
    ring = keys.keyring(world.case(), world.officer(KASI))
    with pytest.raises(BadEnvelope, match="public"):
        keys.check_reporter(ring, world.report())


def test_a_seal_moved_to_somebody_else_opens_nothing(world: World) -> None:
    before = snapshot()
    otto = world.officer("otto")
    put(seal_of(world), officer=otto.officer)
    with pytest.raises(BadEnvelope, match="sealed"):
        keys.keyring(world.case(), otto)
    assert {label for label, rows in snapshot().items() if rows != before[label]} == {"cases.Seal"}


def test_a_seal_moved_to_another_case_opens_nothing(world: World) -> None:
    unit = world.officer("kabid-perizinan")
    put(seal_of(world, "kabid-perizinan"), case=world.case("budi"))
    with pytest.raises(BadEnvelope, match="sealed"):
        keys.keyring(world.case("budi"), unit)


def test_a_dialogue_that_was_forged_without_the_shred_share_opens_to_nobody(world: World) -> None:
    """The forger of rows knows half of the key: what the reporter writes next stays closed to them."""
    share = forge_dialogue(world)
    world.answer("Ditulis sesudah pemalsuan.")
    message = messages(world)[-1]
    assert (message.epoch, message.from_reporter) == (1, True)
    where = replace(
        place(agency="kukar-dpmptsp", object_name=world.report().object_name, compartment="dialogue"), epoch=1
    )
    guessed = compartment_key(share, bytes(32), where)
    with pytest.raises(BadEnvelope, match="key"):
        reporters.fields.open_json(
            guessed, where.of(f"message:{message.number}:reporter"), bytes(message.sealed)
        )
    assert trail.differing() == [world.cases["rani"]]


def test_with_the_shred_share_too_a_forged_dialogue_is_read_by_the_forger_and_noticed(world: World) -> None:
    """Said openly in the threat model: HPKE's base mode does not tell who sealed. Rows and disk together are more."""
    share = forge_dialogue(world)
    world.answer("Ditulis sesudah pemalsuan.")
    message = messages(world)[-1]
    name = world.report().object_name
    where = replace(place(agency="kukar-dpmptsp", object_name=name, compartment="dialogue"), epoch=1)
    known = compartment_key(share, shreds.share(name), where)
    sealed = where.of(f"message:{message.number}:reporter")
    read = reporters.fields.open_json(known, sealed, bytes(message.sealed))
    assert read["text"] == "Ditulis sesudah pemalsuan."
    assert trail.differing() == [world.cases["rani"]]
    with pytest.raises(CompartmentKey.DoesNotExist):
        read_everything(world)


def test_lists_of_two_reporters_swapped_open_nothing(world: World) -> None:
    first, second = Reporter.objects.all()
    put(first, lookup=b"0" * 32)
    swap("sealed", first, second)
    put(first, lookup=bytes(first.lookup))
    for row in (first, second):
        row.refresh_from_db()
    with pytest.raises(BadEnvelope, match="key"):
        reporter.enter(code_of("rani"))


def code_of(who: str) -> str:
    from kentongan.reports.tokens import pepper
    from kentongan.vault import codes

    return codes.code_from_secret(pepper(), SECRETS[who], who.encode())


def test_waiting_files_of_a_form_swapped_do_not_open(world: World) -> None:
    swap("sealed", *StagedFile.objects.all())
    with pytest.raises(BadEnvelope, match="key"):
        staging.kept(secret=SECRETS["rani"], nonce="tiga")


def test_a_session_put_under_another_cookie_is_no_session(world: World) -> None:
    """Nobody takes over an officer's open keys by copying a row: the payload is bound to its own cookie."""
    for value in ("one", "two"):
        store = SessionStore()
        store["who"] = value
        store.create()
        store.save()
        if value == "one":
            mine = store.session_key
    mine_row, other = SealedSession.objects.order_by("expires_at", "id")
    swap("payload", mine_row, other)
    assert SessionStore(mine).load() == {}


def test_shares_exchanged_or_lost_open_nothing(world: World) -> None:
    here, there = (shreds._path(world.report(who).object_name) for who in ("rani", "budi"))
    content = here.read_bytes()
    here.write_bytes(there.read_bytes())
    with pytest.raises(BadEnvelope, match="key"):
        read_everything(world)
    here.write_bytes(content)
    read_everything(world)
    here.unlink()
    with pytest.raises(shreds.Shredded):
        read_everything(world)
