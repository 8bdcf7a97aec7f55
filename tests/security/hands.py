"""What a writer of the database does to rows, a sentence each, and by what it is noticed."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from kentongan.cases import keys
from kentongan.cases.models import CompartmentKey, Contribution, Note, Seal, Turn
from kentongan.officers.models import Officer
from kentongan.reports.compartments import place
from kentongan.reports.models import DialogueKey, File, Message
from kentongan.vault import wraps
from kentongan.vault.compartments import new_share
from tests.security.world import KABID, KASI, World

Act = Callable[[World], Any]


def later(world: World) -> datetime:
    """Another time than any that stands in a row."""
    return world.now + timedelta(days=1)


def swap(column: str, first: Any, second: Any) -> None:
    """Exchange one column of two rows of a table, as an UPDATE would."""
    table = type(first).objects
    before, after = getattr(first, column), getattr(second, column)
    table.filter(pk=first.pk).update(**{column: f"{first.pk}-away" if isinstance(before, str) else after})
    table.filter(pk=second.pk).update(**{column: before})
    table.filter(pk=first.pk).update(**{column: after})


def put(row: Any, **columns: Any) -> None:
    """Write columns of one row."""
    assert type(row).objects.filter(pk=row.pk).update(**columns) == 1


def drafts(world: World) -> tuple[Contribution, Contribution]:
    first, second = Contribution.objects.filter(case=world.case(), need="konsep: surat-balasan")
    return first, second


def notes(world: World) -> list[Note]:
    return list(Note.objects.filter(case=world.case()))


def messages(world: World, who: str = "rani") -> list[Message]:
    return list(Message.objects.filter(report=world.report(who)))


def files(world: World, compartment: str) -> list[File]:
    return list(File.objects.filter(owner=world.report().object_name, compartment=compartment))


def seal_of(world: World, username: str = KASI, who: str = "rani") -> Seal:
    return Seal.objects.get(case=world.case(who), compartment=keys.HANDLING, officer__username=username)


def share_of(world: World, compartment: str, who: str = "rani") -> CompartmentKey:
    return CompartmentKey.objects.get(case=world.case(who), compartment=compartment)


def forge_seal(world: World) -> None:
    """Anybody can wrap to a public key (HPKE base mode): here a share of the forger's own choice."""
    kasi = Officer.objects.get(username=KASI)
    where = place(
        agency="kukar-dpmptsp",
        object_name=world.case().object_name,
        compartment=keys.HANDLING,
        field=f"seal:{KASI}",
    )
    put(seal_of(world), wrap=wraps.wrap(bytes(kasi.public), where, new_share()))


def forge_dialogue(world: World) -> bytes:
    """A new epoch of the dialogue, wrapped to the reporter with a share that the forger knows."""
    share, report = new_share(), world.report()
    where = place(
        agency="kukar-dpmptsp",
        object_name=report.object_name,
        compartment=keys.DIALOGUE,
        epoch=1,
        field="to-reporter",
    )
    wrap = wraps.wrap(bytes(report.reporter_public), where, share)
    DialogueKey.objects.create(report=report, epoch=1, to_reporter=wrap)
    return share


def of_a_row(world: World) -> dict[str, Any]:
    """What a row of a turn says of who wrote it."""
    return {"turn": world.case().turn, "by": KASI, "capacity": KASI, "epoch": 0, "sealed": b"x"}


NOT_OPENED: dict[str, tuple[Act, str]] = {
    "contents of two reports are swapped": (
        lambda w: swap("content", w.report(), w.report("budi")),
        "key",
    ),
    "an older state is put back into the case": (
        lambda w: put(w.case(), state=bytes(w.case("budi").state)),
        "key",
    ),
    "the case's turn is counted back, the state left": (
        lambda w: put(w.case(), turn=w.case().turn - 1),
        "key",
    ),
    "an older draft is put into the row of the newer": (
        lambda w: put(drafts(w)[1], sealed=bytes(drafts(w)[0].sealed)),
        "key",
    ),
    "a draft is said to be somebody else's": (lambda w: put(drafts(w)[1], by=KABID), "key"),
    "a draft is moved to another turn": (lambda w: put(drafts(w)[1], turn=1), "key"),
    "a draft is moved to another need": (lambda w: put(drafts(w)[1], need="jawaban"), "key"),
    "the texts of two notes are swapped": (lambda w: swap("sealed", notes(w)[0], notes(w)[1]), "key"),
    "a note is said to be somebody else's": (lambda w: put(notes(w)[0], by=KABID), "key"),
    "a note is moved to another case": (lambda w: put(notes(w)[1], case=w.case("budi")), "key"),
    "two messages are swapped": (lambda w: swap("sealed", messages(w)[0], messages(w)[1]), "key"),
    "what the reporter wrote is said to be the desk's": (
        lambda w: put(messages(w)[1], from_reporter=False),
        "key",
    ),
    "what the desk wrote is said to be the reporter's": (
        lambda w: put(messages(w)[0], from_reporter=True),
        "key",
    ),
    "a message is moved to another report": (
        lambda w: put(messages(w)[1], report=w.report("budi"), number=9),
        "key",
    ),
    "a file is moved to another report": (
        lambda w: put(files(w, "content")[0], owner=w.report("budi").object_name),
        "key",
    ),
    "a file is moved to another compartment": (
        lambda w: put(files(w, "content")[0], compartment="dialogue", message=1),
        "key",
    ),
    "two file rows exchange their blobs": (
        lambda w: swap("blob", files(w, "content")[0], files(w, "dialogue")[0]),
        "key",
    ),
    "two file rows exchange their seals": (
        lambda w: swap("sealed", files(w, "content")[0], files(w, "dialogue")[0]),
        "key",
    ),
    "the keys of contents of two cases are swapped": (
        lambda w: swap("wrapped", share_of(w, "content"), share_of(w, "content", "budi")),
        "key",
    ),
    "content's and dialogue's keys are swapped": (
        lambda w: swap("wrapped", share_of(w, "content"), share_of(w, "dialogue")),
        "key",
    ),
    "the reporter's keys of two dialogues are swapped": (
        lambda w: swap("to_reporter", *(DialogueKey.objects.get(report=w.report(who)) for who in w.cases)),
        "sealed",
    ),
    "the reporter's public key is exchanged": (
        lambda w: put(w.report(), reporter_public=bytes(w.report("budi").reporter_public)),
        "public",
    ),
    "a seal is replaced by one with a share of the forger's": (forge_seal, "key"),
    "a seal of another case is put in": (
        lambda w: put(seal_of(w), wrap=bytes(seal_of(w, KASI, "budi").wrap)),
        "sealed",
    ),
    "a seal of a colleague is put in": (
        lambda w: put(seal_of(w), wrap=bytes(seal_of(w, "kabid-perizinan").wrap)),
        "sealed",
    ),
}
BESIDE_THE_SEALS: dict[str, Act] = {
    "the newest draft is deleted": lambda w: drafts(w)[1].delete(),
    "all drafts are deleted": lambda w: Contribution.objects.filter(case=w.case()).delete(),
    "who is said to have acted in which seat is changed": lambda w: put(drafts(w)[1], capacity=KABID),
    "the time of a draft is changed": lambda w: put(drafts(w)[1], at=later(w)),
    "a note is deleted": lambda w: notes(w)[1].delete(),
    "the time of a note is changed": lambda w: put(notes(w)[0], at=later(w)),
    "the reporter's message is deleted": lambda w: messages(w)[1].delete(),
    "the last message is deleted": lambda w: messages(w)[-1].delete(),
    "the time of a message is changed": lambda w: put(messages(w)[1], at=later(w)),
    "a file is moved to another message": lambda w: put(files(w, "dialogue")[1], message=3),
    "a file's row is deleted": lambda w: files(w, "content")[0].delete(),
    "a file's digest is changed": lambda w: put(files(w, "content")[0], digest="0" * 64),
    "who closed a turn is changed": lambda w: put(w.case().turns.get(number=1), closed_by=KABID),
    "the seat of who closed a turn is changed": lambda w: put(w.case().turns.get(number=1), capacity=KABID),
    "the outcome of a turn is changed": lambda w: put(w.case().turns.get(number=2), outcome="bidang-sendiri"),
    "a late turn is made timely": lambda w: put(w.case().turns.get(number=2), late=True),
    "a deadline that was kept is moved": lambda w: put(w.case().turns.get(number=2), due=later(w)),
    "the first promise is changed": lambda w: put(w.case().turns.get(number=4), promised=later(w)),
    "a turn is deleted": lambda w: Turn.objects.filter(case=w.case(), number=2).delete(),
    "the case is put on another step": lambda w: put(w.case(), step="10"),
    "the case is said to have ended": lambda w: put(w.case(), ended_at=w.now, end_kind="done"),
    "the reporter is shown another status": lambda w: put(w.case(), status="selesai"),
    "the slot of a case is changed": lambda w: put(w.case(), slot=w.now - timedelta(days=1)),
    "a report is said to come of another form": lambda w: put(w.report(), token_hash=b"0" * 32),
    "a form is said not to have been sent": lambda w: put(w.report(), form_hash=b"0" * 32),
    "an epoch of the dialogue is added": forge_dialogue,
    "a report is said to have gone over to another case": lambda w: put(
        w.case().links.get(), until_message=0, until_epoch=0
    ),
    "a case is said to follow another": lambda w: put(w.case(), follows=w.case("budi")),
    "a pause is put in": lambda w: w.case().pauses.create(**of_a_row(w), since=w.now, until=later(w)),
    "a deviation is put in": lambda w: w.case().deviations.create(
        turn=1, by=KASI, at=w.now, epoch=0, sealed=b"x"
    ),
    "a reading of the identity is put in": lambda w: w.case().identity_readings.create(
        report=w.report(), number=9, by=KABID, capacity=KABID, at=w.now, told=True, epoch=0, sealed=b"x"
    ),
    "a step of the reporter's is put in": lambda w: w.case().reporter_acts.create(
        turn=1, outcome="lengkap", slot=w.now
    ),
}
