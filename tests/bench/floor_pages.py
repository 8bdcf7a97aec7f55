"""The floor of a report: an empty view that makes the same seals and writes the same rows, and does nothing else.

No agency, no SOP, no check, no look-up, no template. Settings, middleware and server are ours. The rows of one real
report are read once and written again each time, under new names; `test_bench` counts what ours and this one do.
"""

import secrets
import time
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from kentongan.cases.models import Case, CaseReport, CompartmentKey, Seal, Turn
from kentongan.journal.models import Event, Head
from kentongan.notices.models import Notice
from kentongan.officers.models import Officer
from kentongan.reports import shreds
from kentongan.reports.compartments import Compartment, open_compartment
from kentongan.reports.models import DialogueKey, Identity, Report, Reporter, new_code
from kentongan.reports.tokens import pepper
from kentongan.vault import codes, fields, reporter, wraps
from kentongan.vault.compartments import new_share

PAGE = b"<!doctype html>".ljust(9_500, b".")  # as long as the form
Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Model:
    """The rows that one report left."""

    case: Case
    link: CaseReport
    identity: Identity
    reporter: Reporter
    dialogue: DialogueKey
    under: list[CompartmentKey]
    seals: list[Seal]
    turn: Turn
    event: Event
    head: Head
    notices: list[Notice]
    publics: dict[int, bytes]


@cache
def model() -> Model:
    """Read the last report."""
    case = Case.objects.select_related("service__agency").latest("id")
    link = case.links.get()
    event = Event.objects.get(chain=case.object_name)
    return Model(
        case=case,
        link=link,
        identity=link.report.identity,
        reporter=Reporter.objects.latest("id"),
        dialogue=DialogueKey.objects.get(report=link.report),
        under=list(case.compartment_keys.all()),
        seals=list(case.seals.all()),
        turn=case.turns.get(),
        event=event,
        head=Head.objects.get(chain=case.object_name),
        notices=list(Notice.objects.filter(act__startswith=case.code)),
        publics={officer.pk: bytes(officer.public) for officer in Officer.objects.all()},
    )


def empty(_: HttpRequest) -> HttpResponse:
    """The form."""
    return HttpResponse(PAGE)


@csrf_exempt
def arrives(request: HttpRequest) -> HttpResponse:
    """The report, and the code."""
    answers = dict(request.POST.lists())
    write(answers)
    return HttpResponse(PAGE)


def write(answers: dict[str, Any]) -> None:
    """Seal and write one report."""
    given = model()
    secret, nonce = secrets.token_bytes(32), secrets.token_bytes(16)
    report = Report(code=new_code(), reporter_public=b"")
    case = Case(code=new_code())
    shreds.create(report.object_name, case.object_name)
    keys = reporter.generate()
    content, identity, dialogue = (_opened(report, name) for name in ("content", "identity", "dialogue"))
    handling = _opened(case, "handling")
    code = codes.code_from_secret(pepper(), secret, nonce)
    lookup, wrapping = codes.lookup_id(pepper(), code), codes.reporter_wrapping_key(pepper(), code)
    with transaction.atomic():
        report = _again(
            given.link.report,
            code=report.code,
            token_hash=secrets.token_bytes(32),
            form_hash=secrets.token_bytes(32),
            reporter_public=keys.public,
            content=content.seal("answers", {"answers": answers, "reporter": keys.public.hex()}),
        )
        _again(given.identity, report_id=report.pk, sealed=identity.seal("identity", {}))
        listed = fields.seal_json(wrapping, content.place.of("reports"), {report.code: keys.exchange.hex()})
        _again(given.reporter, lookup=lookup, sealed=listed)
        to_reporter = wraps.wrap(keys.public, dialogue.place.of("to-reporter"), dialogue.share)
        _again(given.dialogue, report_id=report.pk, to_reporter=to_reporter)
        _write_case(
            given, _again(given.case, code=case.code, state=handling.seal("state", {})), report, handling
        )
    codes.code_from_secret(pepper(), secret, nonce)  # the page that shows it


def _write_case(given: Model, case: Case, report: Report, handling: Compartment) -> None:
    _again(given.link, case_id=case.pk, report_id=report.pk)
    for under in given.under:
        wrapped = wraps.rewrap_symmetric(handling.key, handling.place.of("under"), handling.share)
        _again(under, case_id=case.pk, report_id=report.pk, wrapped=wrapped)
    for seal in given.seals:
        wrap = wraps.wrap(given.publics[seal.officer_id], handling.place.of("seal"), handling.share)
        _again(seal, case_id=case.pk, wrap=wrap)
    _again(given.turn, case_id=case.pk)
    _again(given.event, chain=case.object_name, agency_number=time.time_ns())
    _again(given.head, chain=case.object_name)
    for notice in given.notices:
        _again(notice, act=secrets.token_hex(32), message_id=secrets.token_hex(16))
    Head.objects.filter(agency=given.head.agency, chain="").update(number=F("number") + 1)


def _opened(thing: Report | Case, name: str) -> Compartment:
    return open_compartment(new_share(), agency=model().head.agency, object_name=thing.object_name, name=name)


def _again(row: Row, **fresh: Any) -> Row:
    """Write a row once more, with new values for some columns."""
    columns = (column for column in row._meta.concrete_fields if not column.primary_key)
    copy = type(row)(**{column.attname: getattr(row, column.attname) for column in columns} | fresh)
    copy.save(force_insert=True)
    return copy


urlpatterns = [path("form", empty), path("send", arrives)]
