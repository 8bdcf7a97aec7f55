"""The keys of a case: who can open what, and how a key is handed on.

* A case key is sealed to persons, to their vouched-for public keys only. Deleting the seal ends it.
* The shares of the reports' compartments lie under the case key, so that handing on is one wrap a person.
* After a removal a new epoch begins: what follows is closed to who was removed, whatever they kept.
* Identity is not under the case key. It has seals of its own, to the custodian.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from kentongan.officers.models import Officer
from kentongan.officers.services.login import Unlocked
from kentongan.officers.vouching import verified_public
from kentongan.reports.compartments import Compartment, from_text, open_compartment, place
from kentongan.reports.models import DialogueKey, Report
from kentongan.vault import wraps
from kentongan.vault.compartments import new_share
from kentongan.vault.envelopes import BadEnvelope
from kentongan.vault.places import Place

from .errors import NoSuchCase
from .models import Case, CompartmentKey, Seal

HANDLING, CONTENT, DIALOGUE = "handling", "content", "dialogue"


def identity_of(report: Report) -> str:
    """Return the compartment name of a report's identity."""
    return f"identity:{report.code}"


@dataclass(slots=True)
class Keyring:
    """The opened keys of one case, for one person or for the intake that makes them."""

    case: Case
    handling: dict[int, Compartment] = field(repr=False)
    _opened: dict[tuple[int, str, int], Compartment] = field(default_factory=dict, repr=False)

    @property
    def now(self) -> Compartment:
        """The handling compartment of the present epoch."""
        return self.handling[self.case.epoch]

    def of(self, report: Report, name: str, epoch: int = 0) -> Compartment:
        """Return a compartment of a report. Raises `BadEnvelope` where its key was moved or changed."""
        key = (report.pk, name, epoch)
        if key not in self._opened:
            row = CompartmentKey.objects.filter(
                case=self.case, report=report, compartment=name, epoch=epoch, under_epoch__in=self.handling
            ).latest("under_epoch")
            share = wraps.unwrap_symmetric(
                self.handling[row.under_epoch].key, _under(self.case, row), bytes(row.wrapped)
            )
            self._opened[key] = open_compartment(
                share, agency=self.case.agency, object_name=report.object_name, name=name, epoch=epoch
            )
        return self._opened[key]

    def dialogue(self, report: Report) -> Compartment:
        """Return the dialogue compartment of the present epoch."""
        return self.of(report, DIALOGUE, DialogueKey.objects.filter(report=report).latest("epoch").epoch)


def _under(case: Case, row: CompartmentKey) -> Place:
    return place(
        agency=case.agency,
        object_name=row.report.object_name,
        compartment=row.compartment,
        epoch=row.epoch,
        field=f"under:{case.code}:{row.under_epoch}",
    )


def _sealed_to(case: Case, compartment: str, epoch: int, username: str) -> Place:
    return place(
        agency=case.agency,
        object_name=case.object_name,
        compartment=compartment,
        epoch=epoch,
        field=f"seal:{username}",
    )


def keyring(case: Case, who: Unlocked) -> Keyring:
    """Return the case's keys as this person's seals open them. Raises `NoSuchCase` without a seal."""
    seals = Seal.objects.filter(case=case, officer=who.officer, compartment=HANDLING, reserve=False)
    handling = {seal.epoch: _open(case, seal, who) for seal in seals}
    if case.epoch not in handling:
        raise NoSuchCase
    return Keyring(case, handling)


def _open(case: Case, seal: Seal, who: Unlocked) -> Compartment:
    where = _sealed_to(case, seal.compartment, seal.epoch, who.officer.username)
    share = wraps.unwrap(who.keys, where, bytes(seal.wrap))
    return open_compartment(
        share, agency=case.agency, object_name=case.object_name, name=seal.compartment, epoch=seal.epoch
    )


def new_handling(case: Case) -> Compartment:
    """Return a new handling compartment for the case's present epoch."""
    return open_compartment(
        new_share(), agency=case.agency, object_name=case.object_name, name=HANDLING, epoch=case.epoch
    )


def put_under(ring: Keyring, report: Report, compartment: Compartment) -> None:
    """Lay a report's compartment under the case key of the present epoch."""
    row = CompartmentKey(
        case=ring.case,
        report=report,
        compartment=compartment.place.compartment,
        epoch=compartment.epoch,
        under_epoch=ring.case.epoch,
    )
    row.wrapped = wraps.rewrap_symmetric(ring.now.key, _under(ring.case, row), compartment.share)
    row.save()


def grant(ring: Keyring, officers: Iterable[Officer], *, acting: bool = False, reserve: bool = False) -> None:
    """Seal the case key of every epoch to these persons. Raises `KeyNotVouched` for a key without a vouch.

    `acting`: the present step is theirs. `reserve`: held in escrow, opens nothing on the desk.
    """
    given = list(officers)
    rows = Seal.objects.filter(case=ring.case, compartment=HANDLING, officer__in=given)
    held = set(rows.values_list("officer_id", "epoch"))
    if held and not reserve:  # who held it in escrow now handles the case
        rows.update(reserve=False)
    if held and acting:
        rows.filter(epoch=ring.case.epoch).update(acting=True)
    for officer in given:
        for epoch, opened in sorted(ring.handling.items()):
            if (officer.pk, epoch) not in held:
                now = acting and epoch == ring.case.epoch
                _seal(ring.case, HANDLING, epoch, officer, opened.share, reserve=reserve, acting=now)


def _seal(case: Case, compartment: str, epoch: int, officer: Officer, share: bytes, **flags: bool) -> None:
    where = _sealed_to(case, compartment, epoch, officer.username)
    wrap = wraps.wrap(verified_public(officer), where, share)
    Seal.objects.create(case=case, compartment=compartment, epoch=epoch, officer=officer, wrap=wrap, **flags)


def seal_identity(case: Case, report: Report, share: bytes, custodians: Iterable[Officer]) -> None:
    """Seal the share of a report's identity to the custodians."""
    for officer in custodians:
        _seal(case, identity_of(report), 0, officer, share)


def open_identity(case: Case, report: Report, who: Unlocked) -> Compartment:
    """Return the identity compartment. Raises `NoSuchCase` for who is no custodian of this report."""
    name = identity_of(report)
    seal = Seal.objects.filter(case=case, officer=who.officer, compartment=name).first()
    if seal is None:
        raise NoSuchCase
    where = _sealed_to(case, name, 0, who.officer.username)
    share = wraps.unwrap(who.keys, where, bytes(seal.wrap))
    return open_compartment(
        share, agency=case.agency, object_name=report.object_name, name="identity", epoch=0
    )


def leave_behind(ring: Keyring, next_holders: Iterable[Officer], by: Unlocked) -> None:
    """Begin a new epoch for the next holders alone; everybody else's seals go, escrow included.

    What was read cannot be unread; what follows (handling and dialogue) is closed to who stays behind. The
    identity goes along where the one who hands over is its custodian; else it stays with the custodian.
    """
    case, going = ring.case, list(next_holders)
    Seal.objects.filter(case=case, compartment=HANDLING).exclude(officer__in=going).delete()
    case.epoch += 1
    ring.handling[case.epoch] = new_handling(case)
    grant(ring, going)
    for link in case.links.select_related("report"):
        check_reporter(ring, link.report)
        put_under(ring, link.report, ring.of(link.report, CONTENT))
        put_under(ring, link.report, next_dialogue(case.agency, link.report))
        _hand_identity_on(case, link.report, going, by)


def _hand_identity_on(case: Case, report: Report, going: Iterable[Officer], by: Unlocked) -> None:
    try:
        share = open_identity(case, report, by).share
    except NoSuchCase:
        return
    Seal.objects.filter(case=case, compartment=identity_of(report)).delete()
    seal_identity(case, report, share, going)


def check_reporter(ring: Keyring, report: Report) -> None:
    """See that the reporter's public key is the one that was sealed in. Raises `BadEnvelope("public")`."""
    sealed = ring.of(report, CONTENT).open("answers", report.content)
    if from_text(sealed["reporter"]) != bytes(report.reporter_public):
        raise BadEnvelope("public")


def next_dialogue(agency: str, report: Report) -> Compartment:
    """Begin the dialogue's next epoch."""
    return new_dialogue(agency, report, DialogueKey.objects.filter(report=report).latest("epoch").epoch + 1)


def new_dialogue(agency: str, report: Report, epoch: int = 0) -> Compartment:
    """Begin an epoch of the dialogue: a new key, sealed to the reporter too."""
    fresh = open_compartment(
        new_share(), agency=agency, object_name=report.object_name, name=DIALOGUE, epoch=epoch
    )
    where = replace(fresh.place, field="to-reporter")
    DialogueKey.objects.create(
        report=report, epoch=epoch, to_reporter=wraps.wrap(bytes(report.reporter_public), where, fresh.share)
    )
    return fresh
