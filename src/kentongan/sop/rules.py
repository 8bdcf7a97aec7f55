"""What must go together in an SOP file, beyond that its references hold.

* A signed SOP ("disahkan") has its number, its name, who signed it and from when; a manual has neither number
  nor signature, and none of its printed rows runs: nobody signed them.
* A row that prints without running (before the case, a routine, a row with sub-steps) has no running keys.
* A running step has somebody who acts and exactly one way of going on: `lanjut`, `pilihan`, or the archive.
* What is not in the signed table says why it exists (`dasar`).
* Another SOP is entered with return on a step, without return on an outcome; what returns is asked for.
* An order from the group is written down only where nobody has to sign, choose a person or list who was present:
  nobody does that for somebody else. The step asks for no other person than another, as who ordered it is said later.
"""

from collections.abc import Iterator

from kentongan.problems import Finding

from . import vocabulary as words
from .durations import BadDuration, parse
from .schema import RUNNING_KEYS, ActorTable, NeedTable, PrintTable, RowTable, SopTable, given_keys
from .tables import Placed, effects, entries, is_added, is_archive, needs, outcomes, placed, running


def check_rules(sop: SopTable) -> Iterator[Finding]:
    """Yield everything in the file that does not go together."""
    yield from _status(sop)
    for key, actor in sop.actors.items():
        yield from _actor(f"pelaksana.{key}", actor)
    yield from _facts(sop)
    for step in placed(sop):
        yield from _printing(step)
    for step in running(sop):
        yield from _way_on(step)
        yield from _effort(step)
        yield from _referrals(step)
        yield from _needs(sop, step)
        yield from _recorder(sop, step)
        if is_added(step.table) and "dasar" not in given_keys(step.table):
            yield Finding(f"{step.place}.dasar", "added-without-basis", {"step": step.table.number})


def _status(sop: SopTable) -> Iterator[Finding]:
    identity = sop.identity
    dated = any(line and line.date for line in (identity.effective, identity.approved))
    if sop.status == "disahkan":
        if not identity.number or not identity.number.text.strip(" -"):
            yield Finding("identitas.nomor", "signed-without", {"what": "nomor"})
        if not identity.approved_by or not identity.approved_by.name:
            yield Finding("identitas.disahkan_oleh", "signed-without", {"what": "disahkan_oleh.nama"})
        if not dated:
            yield Finding("identitas.tanggal_efektif", "signed-without", {"what": "tanggal_efektif.tanggal"})
    if sop.status == "manual":
        if identity.number:
            yield Finding("identitas.nomor", "manual-with-signature", {"what": "nomor"})
        if identity.approved_by:
            yield Finding("identitas.disahkan_oleh", "manual-with-signature", {"what": "disahkan_oleh"})
        for step in running(sop):
            if not is_added(step.table):
                yield Finding(step.place, "manual-row-runs", {"step": step.table.number})


# Which keys of a `pelaksana` each kind needs, and which it may have besides.
KIND_KEYS = {
    "pos": ("pos", ()),
    "pelapor": (None, ()),
    "pihak luar": ("dicatat_oleh", ("luar",)),
    "terikat": ("dari", ("pos",)),
}


def _actor(place: str, actor: ActorTable) -> Iterator[Finding]:
    needed, besides = KIND_KEYS[actor.kind]
    given = given_keys(actor)
    if needed is not None and (needed not in given or (needed == "pos" and not actor.posts)):
        yield Finding(f"{place}.{needed}", "kind-needs-key", {"kind": actor.kind, "name": needed})
    for key in given:
        if key not in ("sebutan", "jenis", needed, *besides):
            yield Finding(f"{place}.{key}", "key-not-for-kind", {"kind": actor.kind, "name": key})
    if actor.bound_by == "unit" and "pos" in given:
        yield Finding(f"{place}.pos", "posts-of-a-unit")


def _facts(sop: SopTable) -> Iterator[Finding]:
    for key, fact in sop.facts.items():
        if bool(fact.values) == bool(fact.source):
            yield Finding(f"fakta.{key}", "fact-needs-values", {"name": key})
        if words.REST in fact.values:
            yield Finding(f"fakta.{key}.nilai.{words.REST}", "reserved-word", {"name": words.REST})
        if key == words.UNIT and not fact.source:
            yield Finding(f"fakta.{key}.dari", "unit-without-source", {"name": key})


def _printing(step: Placed) -> Iterator[Finding]:
    """`tahap`, `rutin` and `rinci` each make a row one that only prints; it cannot be two of them."""
    table = step.table
    if not isinstance(table, RowTable) or step.runs:
        return
    natures = [name for name in ("tahap", "rutin", "rinci") if name in given_keys(table) and _is(table, name)]
    if len(natures) > 1:
        yield Finding(step.place, "two-natures", {"names": ", ".join(natures)})
        return
    for key in given_keys(table):
        if key in RUNNING_KEYS and not (key == "pelaksana" and natures[0] == "rutin"):
            yield Finding(f"{step.place}.{key}", "prints-only", {"name": key, "nature": natures[0]})
    if table.routine and not table.actors:
        yield Finding(f"{step.place}.pelaksana", "missing-key", {"name": "pelaksana"})


def _is(row: RowTable, nature: str) -> bool:
    return bool({"tahap": row.stage, "rutin": row.routine, "rinci": row.parts}[nature])


def _way_on(step: Placed) -> Iterator[Finding]:
    table, number = step.table, {"step": step.table.number}
    archive = is_archive(table)
    if not table.actors:
        yield Finding(f"{step.place}.pelaksana", "missing-key", {"name": "pelaksana"})
    if table.to is not None and table.outcomes:
        yield Finding(f"{step.place}.lanjut", "two-ways-on", number)
    if not archive and table.to is None and not table.outcomes:
        yield Finding(step.place, "no-way-on", number)
    if archive and table.to is not None:
        yield Finding(f"{step.place}.lanjut", "archive-goes-on", number)
    for place, outcome in outcomes(step):
        if archive and outcome.to is not None:
            yield Finding(f"{place}.lanjut", "archive-goes-on", number)
        if not archive and outcome.to is None:
            yield Finding(place, "no-way-on", number)
    for place, effect in effects(step):
        if effect == "arsip" and ".pilihan." in place:
            yield Finding(place, "archive-in-outcome", number)


def _effort(step: Placed) -> Iterator[Finding]:
    """`waktu` stands as signed; where it is no length of time, `waktu_dibaca` says how it is read."""
    table = step.table
    if isinstance(table, PrintTable) and table.time and table.time_read is None:
        try:
            parse(table.time)
        except BadDuration:
            yield Finding(f"{step.place}.waktu", "bad-duration", {"value": table.time})


def _referrals(step: Placed) -> Iterator[Finding]:
    referral = step.table.referral
    if referral and not referral.returns:
        yield Finding(f"{step.place}.alih.kembali", "referral-must-return", {"sop": referral.sop})
    if referral and not step.table.needs:
        yield Finding(f"{step.place}.alih", "referral-brings-nothing", {"sop": referral.sop})
    for place, outcome in outcomes(step):
        if outcome.referral and outcome.referral.returns:
            yield Finding(f"{place}.alih.kembali", "referral-must-not-return", {"sop": outcome.referral.sop})


def _needs(sop: SopTable, step: Placed) -> Iterator[Finding]:
    own = {words.need_key(need.kind, need.object) for need in step.table.needs}
    seen: set[tuple[str, str]] = set()
    for place, need in needs(step):
        key, group = words.need_key(need.kind, need.object), place.rpartition(".")[0]
        if (group, key) in seen or (group != step.place and key in own):
            yield Finding(place, "duplicate-need", {"need": key})
        seen.add((group, key))
        if need.by == "peserta" and not step.table.participants:
            yield Finding(place, "nobody-takes-part", {"need": key})
        if need.by != "pelaksana" and _only_at_close(sop, need):
            yield Finding(place, "choice-by-others", {"need": key})
        if key == words.GROUP_ORDER:
            yield Finding(place, "reserved-need", {"need": key})


def _only_at_close(sop: SopTable, need: NeedTable) -> bool:
    """What is chosen, and the number that a book gives."""
    numbered = need.kind == "nomor" and _book_of(sop, need.object) is not None
    return numbered or words.NEEDS[need.kind].input in ("choice", "person")


def _book_of(sop: SopTable, paper: str | None) -> str | None:
    return sop.papers[str(paper)].book if paper in sop.papers else None


NOT_FOR_ANOTHER = ("signature", "person", "attendance")


def _recorder(sop: SopTable, step: Placed) -> Iterator[Finding]:
    table, place = step.table, f"{step.place}.dicatat_dari_grup"
    if table.recorder is None:
        return
    for _, need in needs(step):
        if words.NEEDS[need.kind].input in NOT_FOR_ANOTHER:
            yield Finding(place, "recorder-not-here", {"what": words.need_key(need.kind, need.object)})
    if table.distinct_from or any(_names(sop, other, step) for other in running(sop)):
        yield Finding(place, "recorder-not-here", {"what": "bedakan_dari"})
    if any(sop.actors[name].kind == "pelapor" for name in table.actors if name in sop.actors):
        yield Finding(place, "recorder-not-here", {"what": "pelapor"})


def _names(sop: SopTable, other: Placed, step: Placed) -> bool:
    """Whether the other step asks for another person than in this one."""
    known = entries(sop)
    return any(step.table.number in known.get(name, ()) for name in other.table.distinct_from)
