"""Vouches: a key is believed only by an unbroken chain from the root, and for one person."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.vault import officers, reporter
from kentongan.vault.envelopes import BadEnvelope
from kentongan.vault.vouches import Link, check_vouch, root_name, verify_chain, vouch

WHERE = {"installation": "instalasi-1", "agency": "dinas-a"}
ROOT, IDA, SARI, TONO = (officers.generate() for _ in range(4))
ROOT_NAME = root_name("dinas-a")


def link(
    username: str, keys: officers.OfficerKeys, by: str, signer: officers.OfficerKeys, number: int = 1
) -> Link:
    told = WHERE | {"username": username, "public": keys.public, "vouched_by": by}
    return Link(username, keys.public, by, vouch(signer, **told, number=number))


IDAS, SARIS = link("ida", IDA, ROOT_NAME, ROOT), link("sari", SARI, "ida", IDA)


def test_a_chain_gives_the_first_key():
    assert verify_chain(ROOT.public, [SARIS, IDAS], **WHERE) == SARI.public
    assert verify_chain(ROOT.public, [IDAS], **WHERE) == IDA.public


def test_a_vouch_carries_its_number():
    assert check_vouch(ROOT.public, link("ida", IDA, ROOT_NAME, ROOT, number=2**40), **WHERE) == 2**40


def test_no_key_of_another_takes_over_a_vouch():
    stolen = Link("ida", TONO.public, ROOT_NAME, IDAS.vouch)
    with pytest.raises(BadEnvelope, match=r"^signature$"):
        verify_chain(ROOT.public, [stolen], **WHERE)


def test_nobody_vouches_for_themselves():
    own = link("tono", TONO, ROOT_NAME, TONO)
    with pytest.raises(BadEnvelope, match=r"^signature$"):
        verify_chain(ROOT.public, [own], **WHERE)
    circle = link("tono", TONO, "tono", TONO)
    with pytest.raises(BadEnvelope, match=r"^cycle$"):
        verify_chain(ROOT.public, [circle, circle], **WHERE)


@pytest.mark.parametrize("ended", [{"sari"}, {"ida"}, ["ida", "sari"]])
def test_who_has_ended_ends_the_chain(ended):
    with pytest.raises(BadEnvelope, match=r"^ended$"):
        verify_chain(ROOT.public, [SARIS, IDAS], **WHERE, ended=ended)


def test_nobody_vouches_for_a_key_under_which_every_signature_fits():
    neutral = IDA.public[:33] + b"\1" + bytes(31)
    for public, reason in [(neutral, "public"), (reporter.generate().public, "public"), (b"", "type")]:
        with pytest.raises(BadEnvelope, match=f"^{reason}$"):
            vouch(ROOT, **WHERE, username="tono", public=public, vouched_by=ROOT_NAME)


@settings(max_examples=60, deadline=None)
@given(st.permutations([IDAS, SARIS, link("tono", TONO, "sari", SARI)]), st.integers(0, 3))
def test_of_all_orders_only_the_right_one_holds(links, size):
    chain, right = list(links)[:size], [link.username for link in links[:size]]
    if right in (["ida"], ["sari", "ida"], ["tono", "sari", "ida"]):
        assert verify_chain(ROOT.public, chain, **WHERE) == chain[0].public
    else:
        with pytest.raises(BadEnvelope, match=r"^chain$"):
            verify_chain(ROOT.public, chain, **WHERE)
