"""What a step's effects give to the reporter: the answer, in the dialogue of each report of the case.

The answer carries the letter's number and whether its recorded signature holds; never who else held the file.
"""

from datetime import datetime
from typing import Any

from kentongan.reports import dialogue
from kentongan.sop import engine
from kentongan.sop.model import Sop, Step

from . import contributions, links, signing
from .keys import Keyring


def deliver(ring: Keyring, sop: Sop, step: Step, decision: engine.Decision, *, now: datetime) -> None:
    """Write the answer, where the decision has that effect, and the message, where the step asked for one."""
    for effect in decision.effects:
        if effect.kind == "answer":
            _send(ring, _answer(ring, sop, effect.object), now)
    assert decision.outcome is not None
    for need in step.asks(step.outcomes[decision.outcome]):
        if need.kind == "message" and (text := _this_turn(ring, need.key)):
            _send(ring, {"kind": "message", "text": text}, now)


def _answer(ring: Keyring, sop: Sop, paper: str | None) -> dict[str, Any]:
    if paper is None:
        text = contributions.text_of(ring, "jawaban") or contributions.text_of(ring, "pesan")
        return {"kind": "answer", "text": text}
    signed = signing.signature(ring, sop, paper)
    return {
        "kind": "answer",
        "text": contributions.text_of(ring, f"konsep: {paper}"),
        "number": contributions.text_of(ring, f"nomor: {paper}"),
        "signed_as": "" if signed is None else f"{signed.capacity}, {signed.name}",
        "holds": signed is not None and signed.holds,
    }


def _this_turn(ring: Keyring, need: str) -> str:
    found = contributions.latest(ring, need)
    return "" if found is None or found[0].turn != ring.case.turn else str(found[1]["text"])


def _send(ring: Keyring, value: dict[str, Any], now: datetime) -> None:
    for link in links.present(ring.case):
        dialogue.add(link.report, ring.dialogue(link.report), value=value, from_reporter=False, at=now)
