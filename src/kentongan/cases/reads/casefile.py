"""The case page: everything that the person's keys open, and nothing else."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from kentongan import notices
from kentongan.agencies import reads as agencies
from kentongan.officers import reads as officers
from kentongan.officers.services.login import Unlocked
from kentongan.reports import dialogue, files
from kentongan.reports.compartments import CONTENT, Compartment
from kentongan.reports.files import opened
from kentongan.reports.models import File, Report
from kentongan.sop.model import Sop

from .. import keys, notes, pauses, readings, side_acts, state
from ..access import case_for, cases_for
from ..errors import NoSuchCase
from ..keys import Keyring
from ..lines import answer_lines, due_lines, file_line, intake_line, message_line
from ..models import Case, CaseReport, Note
from ..shapes import (
    CasePage,
    FileLine,
    MessageLine,
    NoteLine,
    PauseLine,
    ReadingLine,
    ReportView,
    SideActLine,
    StepForm,
    ToldLine,
)
from ..telling import SHARED
from . import history, stepform
from .efforts import efforts
from .posting import to_post


def step_form(who: Unlocked, code: str, now: datetime, capacity: str) -> StepForm | None:
    """Return what the case page's form asks, without the rest of the page. Raises `NoSuchCase`, `BadEnvelope`."""
    case = case_for(who.officer, code, now)
    ring = keys.keyring(case, who)
    sop = agencies.sop(case.sop_version)
    return stepform.step_form(ring, sop, state.read(ring), who=who, capacity=capacity, now=now)


def case_page(who: Unlocked, code: str, now: datetime, capacity: str = "") -> CasePage:
    """Return the case page. Raises `NoSuchCase`, and `BadEnvelope` where a row was tampered with."""
    case = case_for(who.officer, code, now)
    ring = keys.keyring(case, who)
    sop = agencies.sop(case.sop_version)
    zone = case.service.agency.zone
    found = state.read(ring)
    turn = case.turns.filter(number=case.turn).first()
    acts = side_acts.offered(case, who.officer, now)
    text, photos = to_post(ring, sop)
    return CasePage(
        code=case.code,
        service_name=case.service.name,
        kind="wbs" if case.service.kind == case.service.WBS else "aduan",
        sop_title=sop.sheet.name,
        sop_number=sop.sheet.number,
        status=case.status,
        ended=case.ended_at is not None,
        end_kind=case.end_kind,
        due=case.due,
        is_late=case.is_late(now),
        promised=turn.promised if turn and turn.promised != case.due else None,
        due_lines=due_lines(turn),
        reports=tuple(
            _report(ring, link.report, who, now) for link in case.links.select_related("report__form")
        ),
        steps=history.steps(case, sop),
        form=stepform.step_form(ring, sop, found, who=who, capacity=capacity, now=now),
        waiting_for=_waiting_for(case, sop),
        messages=_messages(ring, ZoneInfo(zone), now),
        notes=_notes(ring),
        history=history.turns(ring, sop, who, now),
        zone=zone,
        may_write=_may(acts, side_acts.MESSAGE),
        may_note=_may(acts, side_acts.NOTE),
        turn=case.turn,
        acts=acts,
        pauses=_pauses(ring),
        readings=_readings(ring),
        follows=case.follows.code if case.follows else "",
        may_open_followed=_may_open(case.follows, who, now),
        efforts=efforts(sop, agencies.calendar(case.service.agency), case.turns.exclude(closed_at=None)),
        copy_text=text,
        copy_photos=photos,
        told=_told(case),
    )


def _told(case: Case) -> tuple[ToldLine, ...]:
    """Return who was told that the file is shared with them, and how far that notice has come (R003-04)."""
    found = notices.delivery(act_prefix=f"{case.code}:", kind=SHARED)
    names = officers.names_of(found)
    return tuple(ToldLine(names[username], state) for username, state in found.items())


def _may(acts: Iterable[SideActLine], act: str) -> bool:
    return any(line.kind == act and not line.refused for line in acts)


def _may_open(case: Case | None, who: Unlocked, now: datetime) -> bool:
    return case is not None and cases_for(who.officer, now).filter(pk=case.pk).exists()


def _report(ring: Keyring, report: Report, who: Unlocked, now: datetime) -> ReportView:
    content = ring.of(report, CONTENT)
    sent = content.open("answers", report.content)
    rows = File.objects.filter(owner=report.object_name, compartment=CONTENT)
    return ReportView(
        code=report.code,
        slot=report.slot,
        answers=answer_lines(report, sent["answers"]),
        files=tuple(_under_its_question(report, file_line(row.code, opened(row, content))) for row in rows),
        # Who gave no name has nothing to open.
        may_read_identity=sent["named"]
        and side_acts.may(ring.case, side_acts.READ_IDENTITY, who.officer, now)
        and keys.identity_seals(report).filter(officer=who.officer).exists(),
        intake=intake_line(sent["intake"]) if "intake" in sent else None,
    )


def _under_its_question(report: Report, line: FileLine) -> FileLine:
    """A file of a form is noted with the name of its field; said is the question, where the form has several."""
    form = agencies.form(report.form)
    asked = {each.key: each.label for each in form.questions if each.kind in {"file", "group"}}
    label = asked.get(line.note, asked.get(line.note.partition("-")[0], "")) if len(asked) > 1 else ""
    return replace(line, note=label)


def _waiting_for(case: Case, sop: Sop) -> str:
    if case.ended_at is not None:
        return ""
    return ", ".join(sop.actors[actor].label for actor in sop.steps[case.step].actors)


def _messages(ring: Keyring, zone: ZoneInfo, now: datetime) -> tuple[MessageLine, ...]:
    return tuple(
        message_line(each, zone)
        for link in ring.case.links.select_related("report")
        for each in dialogue.read(link.report, ring.dialogues(link), until=now)
    )


def _notes(ring: Keyring) -> tuple[NoteLine, ...]:
    return tuple(_note(ring, note) for note in Note.objects.filter(case=ring.case))


def _note(ring: Keyring, note: Note) -> NoteLine:
    value = notes.opened(ring, note)
    rows = File.objects.filter(owner=ring.case.object_name, code__in=value["files"])
    return NoteLine(
        by=officers.name_of(note.by),
        at=note.at,
        text=value["text"],
        kind=value["kind"],
        about=value["about"],
        other=value["other"],
        files=tuple(file_line(row.code, opened(row, ring.handling[row.epoch])) for row in rows),
    )


def _pauses(ring: Keyring) -> tuple[PauseLine, ...]:
    return tuple(
        PauseLine(
            turn=row.turn,
            since=row.since,
            until=row.until,
            by=officers.name_of(row.by),
            reason=pauses.reason(ring, row),
            for_reporter=row.for_reporter,
            resumed_at=row.resumed_at,
        )
        for row in ring.case.pauses.all()
    )


def _readings(ring: Keyring) -> tuple[ReadingLine, ...]:
    agency = ring.case.service.agency
    return tuple(
        ReadingLine(
            by=officers.name_of(row.by),
            capacity=officers.seat_name(agency, row.capacity),
            at=row.at,
            reason=readings.reason(ring, row),
        )
        for row in readings.of(ring.case)
    )


def file(who: Unlocked, code: str, file_code: str, now: datetime) -> tuple[FileLine, Iterator[bytes]]:
    """Return a file of the case's reports or of its handling, opened as it is read. Raises `NoSuchCase`."""
    case = case_for(who.officer, code, now)
    ring = keys.keyring(case, who)
    row = File.objects.filter(code=file_code).first()
    if row is None:
        raise NoSuchCase
    sealed = opened(row, _compartment_of(ring, row, now))
    return file_line(row.code, sealed), files.plaintext(sealed)


def _compartment_of(ring: Keyring, row: File, now: datetime) -> Compartment:
    if row.owner == ring.case.object_name:
        return ring.handling[row.epoch]
    for link in ring.case.links.select_related("report"):
        if row.owner == link.report.object_name and _is_released(link, row, now):
            return ring.of(link.report, row.compartment, row.epoch)
    raise NoSuchCase


def _is_released(link: CaseReport, row: File, now: datetime) -> bool:
    """Whether its message has reached the desk while the report was this case's."""
    if row.message is None:
        return True
    if link.until_message is not None and row.message > link.until_message:
        return False
    return not link.report.message_set.filter(number=row.message, from_reporter=True, at__gt=now).exists()
