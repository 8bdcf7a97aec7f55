"""The keys of a case: who can open what, and how a key is handed on.

* A case key is sealed to persons, to their vouched-for public keys only. Deleting the seal ends it.
* The shares of the reports' compartments lie under the case key, so that handing on is one wrap a person.
* After a removal a new epoch begins: what follows is closed to who was removed, whatever they kept.
* Identity is not under the case key. It has seals of its own, to the custodian.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from django.db.models import Min, QuerySet

from kentongan.officers.models import Officer
from kentongan.officers.services.login import Unlocked
from kentongan.officers.vouching import verified_public
from kentongan.reports.compartments import (
    CONTENT,
    DIALOGUE,
    HANDLING,
    IDENTITY,
    Compartment,
    from_text,
    open_compartment,
    place,
)
from kentongan.reports.models import DialogueKey, Report
from kentongan.vault import wraps
from kentongan.vault.compartments import new_share
from kentongan.vault.envelopes import BadEnvelope
from kentongan.vault.places import Place

from . import links
from .errors import NoSuchCase
from .models import Case, CaseReport, CompartmentKey, Seal


def identity_of(report: Report) -> str:
    """Return the compartment name of a report's identity."""
    return f"{IDENTITY}:{report.code}"


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
            self._opened[key] = self.under(row)
        return self._opened[key]

    def under(self, row: CompartmentKey) -> Compartment:
        """Return the compartment whose share lies in this row. Raises `BadEnvelope`."""
        where = _under(self.case, row)
        share = wraps.unwrap_symmetric(self.handling[row.under_epoch].key, where, bytes(row.wrapped))
        name, epoch = row.compartment, row.epoch
        return open_compartment(
            share, agency=self.case.agency, object_name=row.report.object_name, name=name, epoch=epoch
        )

    def dialogues(self, link: CaseReport) -> dict[int, Compartment]:
        """Return the dialogue compartments of a report, from the case's first epoch to its last: all of them, so that
        one which somebody put in from outside is an error and no silence. Raises `CompartmentKey.DoesNotExist`."""
        laid = CompartmentKey.objects.filter(case=self.case, report=link.report, compartment=DIALOGUE)
        first = laid.aggregate(first=Min("epoch"))["first"]
        rows = DialogueKey.objects.filter(report=link.report, epoch__gte=first)
        if link.until_epoch is not None:
            rows = rows.filter(epoch__lte=link.until_epoch)
        epochs = rows.order_by("epoch").values_list("epoch", flat=True)
        return {epoch: self.of(link.report, DIALOGUE, epoch) for epoch in epochs}

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


def _sealed_to(case: Case, compartment: str, epoch: int, username: str, *, reserve: bool = False) -> Place:
    """Where a seal lies. That it is in reserve belongs to the place: a flag changed in the row opens nothing."""
    return place(
        agency=case.agency,
        object_name=case.object_name,
        compartment=compartment,
        epoch=epoch,
        field=f"{'reserve' if reserve else 'seal'}:{username}",
    )


def keyring(case: Case, who: Unlocked) -> Keyring:
    """Return the case's keys as this person's seals open them. Raises `NoSuchCase` without a seal."""
    (ring,) = keyrings([case], who)
    return ring


def keyrings(cases: Collection[Case], who: Unlocked) -> list[Keyring]:
    """Return the keys of several cases, in their order, in one query. Raises `NoSuchCase` where a seal is missing."""
    handling: dict[int, dict[int, Compartment]] = {case.pk: {} for case in cases}
    known = {case.pk: case for case in cases}
    seals = Seal.objects.filter(
        case__in=list(known), officer=who.officer, compartment=HANDLING, reserve=False
    )
    for seal in seals:
        handling[seal.case_id][seal.epoch] = _open(known[seal.case_id], seal, who)
    if any(case.epoch not in handling[case.pk] for case in cases):
        raise NoSuchCase
    return [Keyring(case, handling[case.pk]) for case in cases]


def _open(case: Case, seal: Seal, who: Unlocked, *, object_name: str = "", name: str = "") -> Compartment:
    """Open what a seal holds: a compartment of the case itself, or the named one of another object."""
    where = _sealed_to(case, seal.compartment, seal.epoch, who.officer.username, reserve=seal.reserve)
    share = wraps.unwrap(who.keys, where, bytes(seal.wrap))
    return open_compartment(
        share,
        agency=case.agency,
        object_name=object_name or case.object_name,
        name=name or seal.compartment,
        epoch=seal.epoch,
    )


def new_handling(case: Case) -> Compartment:
    """Return a new handling compartment for the case's present epoch."""
    return open_compartment(
        new_share(), agency=case.agency, object_name=case.object_name, name=HANDLING, epoch=case.epoch
    )


def put_under(ring: Keyring, report: Report, *compartments: Compartment) -> None:
    """Lay compartments of a report under the case key of the present epoch."""
    CompartmentKey.objects.bulk_create([_laid_under(ring, report, each) for each in compartments])


def _laid_under(ring: Keyring, report: Report, compartment: Compartment) -> CompartmentKey:
    row = CompartmentKey(
        case=ring.case,
        report=report,
        compartment=compartment.place.compartment,
        epoch=compartment.epoch,
        under_epoch=ring.case.epoch,
    )
    row.wrapped = wraps.rewrap_symmetric(ring.now.key, _under(ring.case, row), compartment.share)
    return row


def first_seals(
    ring: Keyring,
    *,
    holders: Sequence[Officer],
    participants: Iterable[Officer],
    escrow: Iterable[Officer],
    custodians: Iterable[Officer],
    identity: Compartment,
    report: Report,
) -> None:
    """Seal a new case, of which nobody holds a key yet. Raises `KeyNotVouched` for a key without a vouch.

    What is held in escrow (`reserve`) opens nothing on the desk.
    """
    acting = {officer.pk for officer in holders}
    desk = {officer.pk: officer for officer in (*holders, *participants)}
    reserve = [officer for officer in escrow if officer.pk not in desk]
    Seal.objects.bulk_create(
        [
            *(_sealed(ring.case, ring.now, officer, acting=pk in acting) for pk, officer in desk.items()),
            *(_sealed(ring.case, ring.now, officer, reserve=True) for officer in reserve),
            *_identity_seals(ring.case, report, identity, custodians),
        ]
    )


def grant(ring: Keyring, officers: Iterable[Officer], *, acting: bool = False) -> None:
    """Seal the case key of every epoch to these persons. Raises `KeyNotVouched` for a key without a vouch.

    `acting`: the present step is theirs.
    """
    given = list(officers)
    rows = Seal.objects.filter(
        case=ring.case, compartment=HANDLING, officer__in=given, epoch__in=ring.handling
    )
    rows.filter(reserve=True).delete()  # who held it in escrow handles the case from now on: sealed anew
    held = set(rows.values_list("officer_id", "epoch"))
    if held and acting:
        rows.filter(epoch=ring.case.epoch).update(acting=True)
    Seal.objects.bulk_create(
        _sealed(ring.case, opened, officer, acting=acting and epoch == ring.case.epoch)
        for officer in given
        for epoch, opened in sorted(ring.handling.items())
        if (officer.pk, epoch) not in held
    )


def _sealed(
    case: Case,
    opened: Compartment,
    officer: Officer,
    name: str = HANDLING,
    *,
    acting: bool = False,
    reserve: bool = False,
) -> Seal:
    where = _sealed_to(case, name, opened.epoch, officer.username, reserve=reserve)
    return Seal(
        case=case,
        compartment=name,
        epoch=opened.epoch,
        officer=officer,
        acting=acting,
        reserve=reserve,
        wrap=wraps.wrap(verified_public(officer), where, opened.share),
    )


def _identity_seals(
    case: Case, report: Report, identity: Compartment, custodians: Iterable[Officer]
) -> Iterator[Seal]:
    """A report's identity, sealed to the custodians."""
    return (_sealed(case, identity, officer, identity_of(report)) for officer in custodians)


def open_identity(report: Report, who: Unlocked) -> Compartment:
    """Return the identity compartment. Raises `NoSuchCase` for who is no custodian of this report.

    The seal may be of an earlier case of the report: identity goes from custodian to custodian, not from case to case.
    """
    seals = identity_seals(report).filter(officer=who.officer)
    seal = seals.select_related("case__service__agency").first()
    if seal is None:
        raise NoSuchCase
    return _open(seal.case, seal, who, object_name=report.object_name, name=IDENTITY)


def identity_seals(report: Report) -> QuerySet[Seal]:
    """Return the seals of a report's identity, in whatever case it was sealed."""
    return Seal.objects.filter(compartment=identity_of(report))


def _identities(case: Case, who: Unlocked) -> Iterator[tuple[Report, Compartment]]:
    """Yield each report of the case whose identity this person can open, with the identity."""
    for link in links.present(case):
        with suppress(NoSuchCase):
            yield link.report, open_identity(link.report, who)


def reserve(ring: Keyring, officers: Iterable[Officer]) -> None:
    """Seal the case key in reserve to those of these persons who hold none: it opens nothing on the desk."""
    held = set(Seal.objects.filter(case=ring.case, compartment=HANDLING).values_list("officer_id", "epoch"))
    Seal.objects.bulk_create(
        _sealed(ring.case, opened, officer, reserve=True)
        for officer in officers
        for epoch, opened in sorted(ring.handling.items())
        if (officer.pk, epoch) not in held
    )


def share_identity(ring: Keyring, custodians: Iterable[Officer], by: Unlocked) -> None:
    """Seal the identities to these custodians too, where who hands the case on is one."""
    given = list(custodians)
    for report, identity in _identities(ring.case, by) if given else ():
        seal_identity(ring, report, identity, given)


def seal_identity(
    ring: Keyring, report: Report, identity: Compartment, custodians: Iterable[Officer]
) -> None:
    """Seal the identity of a report to those of these custodians who cannot open it yet."""
    known = set(identity_seals(report).values_list("officer_id", flat=True))
    new = [officer for officer in custodians if officer.pk not in known]
    Seal.objects.bulk_create(_identity_seals(ring.case, report, identity, new))


def hand_identity_on(ring: Keyring, custodians: Iterable[Officer], by: Unlocked) -> None:
    """Seal the identities to these custodians alone, where who hands the case on is one; else they stay."""
    given = list(custodians)
    for report, identity in _identities(ring.case, by):
        identity_seals(report).delete()
        Seal.objects.bulk_create(_identity_seals(ring.case, report, identity, given))


def share_followed(case: Case, officers: Sequence[Officer], by: Unlocked) -> None:
    """Seal the cases that this one follows to who handles it now, where who hands it on holds them."""
    if case.follows is None:
        return
    with suppress(NoSuchCase):
        grant(keyring(case.follows, by), officers)
        share_followed(case.follows, officers, by)


def seal_anew(ring: Keyring, seals: Iterable[Seal]) -> None:
    """Seal the present epoch to who held these seals, each as it was."""
    Seal.objects.bulk_create(
        _sealed(ring.case, ring.now, seal.officer, acting=seal.acting, reserve=seal.reserve) for seal in seals
    )


def begin_epoch(ring: Keyring) -> None:
    """Begin a new epoch of the case and of its reports' dialogues; nobody holds its key yet."""
    case = ring.case
    case.epoch += 1
    ring.handling[case.epoch] = new_handling(case)
    for link in links.present(case):
        check_reporter(ring, link.report)
        put_under(ring, link.report, ring.of(link.report, CONTENT), next_dialogue(case.agency, link.report))


def hand_report_on(ring: Keyring, link: CaseReport, to: Keyring, *, whole: bool) -> None:
    """Lay a report under another case's key, where a new epoch of its dialogue begins; what was said before goes
    along where the report goes over whole. The report's link to the other case stands already."""
    report = link.report
    check_reporter(ring, report)
    said = ring.dialogues(link).values() if whole else ()
    put_under(to, report, ring.of(report, CONTENT), *said, next_dialogue(to.case.agency, report))


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
