"""What a case shows the public: exactly what was approved, under a name that does not lead back to it.

* A publication with contents goes out only where the recorded approval holds over these very contents: its text, and
  each photo by the fingerprint of its bytes. Whatever was changed after the approval stops the act.
* Photos are drawn anew before the act begins, for no lock waits for a picture; the act takes those only that were
  drawn from the photos that are approved.
* A photo that cannot be drawn is refused when it is given: after its approval there would be no way back to it.
* A case of a WBS service shows the public nothing, whatever its file says.
* A case that leaves its SOP takes its contents off the board: what remains is a plain status, or nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from kentongan.agencies import reads as agencies
from kentongan.agencies.models import Service
from kentongan.board import photos, publishing
from kentongan.board.photos import BadPhoto, Clean
from kentongan.officers import reads as officers
from kentongan.officers.services.login import Unlocked
from kentongan.reports import files
from kentongan.reports.files import Sealed
from kentongan.sop import engine
from kentongan.sop.model import Publication, Step
from kentongan.sop.vocabulary import EXIT_STATUSES

from . import contributions, keys, signing
from .access import case_for
from .errors import Refused
from .keys import Keyring
from .opened import Desk

Drawn = Mapping[str, Clean]  # a photo's fingerprint → the photo drawn anew
PLAIN_EXITS = {"refused", "referred"}  # the public reads how it ended; after any other exit, nothing


def draw(*, code: str, outcome: str | None, by: Unlocked, now: datetime) -> Drawn:
    """Draw the photos anew that closing the present step may make public. Raises `NoSuchCase`, `Refused("bad-photo")`.

    Called before the closing's transaction; what it finds is looked at again within it.
    """
    case = case_for(by.officer, code, now)
    sop = agencies.sop(case.sop_version)
    named = {content for content in _contents(sop.steps[case.step], outcome) if content}
    if not named:
        return {}
    ring = keys.keyring(case, by)
    found = {sealed.fingerprint: sealed for key in named for sealed in _photos(ring, sop.publications[key])}
    return {fingerprint: _drawn(sealed) for fingerprint, sealed in found.items()}


def need_drawable(*, code: str, files: Mapping[str, Sequence[Sealed]], by: Unlocked, now: datetime) -> None:
    """See that photos which may be published one day are photos. Raises `NoSuchCase`, `Refused("bad-photo")`."""
    if not files:
        return
    sop = agencies.sop(case_for(by.officer, code, now).sop_version)
    shown = {need for publication in sop.publications.values() for need in publication.photos}
    for need in shown & files.keys():
        for sealed in files[need]:
            _drawn(sealed)


def _contents(step: Step, outcome: str | None) -> Iterator[str | None]:
    """The publications that closing the step with this outcome, or with any, makes public."""
    for key, each in step.outcomes.items():
        if outcome in (None, key):
            yield from (effect.content for effect in step.does(each) if effect.kind == "public")


def _drawn(sealed: Sealed) -> Clean:
    try:
        return photos.clean(files.plaintext(sealed))
    except BadPhoto as bad:
        raise Refused("bad-photo", {"name": sealed.name, "reason": bad.reason}) from None


def publish(desk: Desk, decision: engine.Decision, drawn: Drawn) -> str:
    """Show what the decision makes public; return the name to keep in the state. Raises `Refused("not-approved")`."""
    public = desk.state.public
    if agencies.as_loaded(desk.case.service).kind == Service.WBS:
        return public
    for effect in decision.effects:
        if effect.kind == "public":
            public = _show(desk, public, effect.object or "", effect.content, drawn)
    return public


def _show(desk: Desk, public: str, status: str, content: str | None, drawn: Drawn) -> str:
    text, pictures = "", []
    if content is not None:
        publication = desk.sop.publications[content]
        approval = signing.approval(desk.ring, desk.sop, content)
        approved = _photos(desk.ring, publication)
        if approval is None or not approval.holds or any(each.fingerprint not in drawn for each in approved):
            raise Refused("not-approved", {"publication": publication.label})
        text = contributions.text_of(desk.ring, publication.text) if publication.text else ""
        pictures = [drawn[each.fingerprint] for each in approved]
    return publishing.publish(
        public,
        agency=desk.case.agency,
        service=desk.case.service.key,
        status=status,
        text=text,
        photos=pictures,
        day=officers.day_in(desk.case.service.agency, desk.now),
    )


def _photos(ring: Keyring, publication: Publication) -> list[Sealed]:
    return [sealed for need in publication.photos for _, sealed in contributions.files_of(ring, need)]


def leave(desk: Desk, exit: str) -> str:
    """Take the case's contents off the board as it leaves its SOP; return the name to keep in the state."""
    public, case = desk.state.public, desk.case
    if not public:
        return ""
    if exit not in PLAIN_EXITS:
        publishing.withdraw(public)
        return ""
    return publishing.publish(
        public,
        agency=case.agency,
        service=case.service.key,
        status=EXIT_STATUSES[exit],
        day=officers.day_in(case.service.agency, desk.now),
    )
