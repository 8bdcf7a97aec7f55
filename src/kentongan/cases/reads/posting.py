"""What is to be posted where the complaint came from: the approved text and photos, to be copied in one tap."""

from collections.abc import Iterable

from kentongan.sop.model import Effect, Sop
from kentongan.sop.vocabulary import need_key

from .. import contributions, signing
from ..keys import Keyring
from ..lines import file_line
from ..shapes import FileLine

PROOF = "publication-proof"  # a step that asks for it posts elsewhere

Posted = tuple[str, tuple[FileLine, ...]]
NOTHING: Posted = ("", ())


def to_post(ring: Keyring, sop: Sop) -> Posted:
    """Return what the present step posts, nothing where it posts nothing or what is there was not approved."""
    step = sop.steps[ring.case.step]
    if ring.case.ended_at is not None or all(need.kind != PROOF for need in step.every_need()):
        return NOTHING
    effects = [effect for way in step.outcomes.values() for effect in step.does(way)]
    content = next((each.content for each in effects if each.content), None)
    return _answer(ring, effects) if content is None else _publication(ring, sop, content)


def _publication(ring: Keyring, sop: Sop, key: str) -> Posted:
    approval = signing.approval(ring, sop, key)
    if approval is None or not approval.holds:
        return NOTHING
    publication = sop.publications[key]
    text = contributions.text_of(ring, publication.text) if publication.text else ""
    photos = [pair for need in publication.photos for pair in contributions.files_of(ring, need)]
    return text, tuple(file_line(row.code, sealed) for row, sealed in photos)


def _answer(ring: Keyring, effects: Iterable[Effect]) -> Posted:
    paper = next((each.object for each in effects if each.kind == "answer" and each.object), None)
    return (contributions.text_of(ring, need_key("konsep", paper)), ()) if paper else NOTHING
