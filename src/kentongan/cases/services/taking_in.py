"""An officer takes in what came by another way than our pages: SMS, telephone, e-mail, letter, box, in person, social
media, a referral (SOP 001, step 2; SOP 002, step 1; SOP 003, step 1).

* It is sealed like any report. The officer typed it, and still gets a key only where SOP and profile give one.
* How it came is sealed with it; only of a complaint (aduan) the channel stands in the clear.
* The SOP's clock starts at the entry, for an officer's act has no slot; the day on which it truly came is kept.
* The reporter's access code goes onto a slip. A paper from the box has one already: its form was printed with it.
* A form's number is used once, and counts only where the journal bears out the keys that it was printed with.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from kentongan import journal
from kentongan.agencies import reads as agencies
from kentongan.agencies.models import Service
from kentongan.journal.models import Event
from kentongan.officers import reads as officers
from kentongan.officers.services.login import Unlocked
from kentongan.reports import printed
from kentongan.reports.files import Sealed, discard
from kentongan.reports.models import PaperForm

from .. import side_acts
from ..arriving import WEBSITE, Arrival, bring_in, was_sent
from ..errors import NoSuchCase, Refused
from .intake import Receipt

BOX, REFERRAL = "kotak", "rujukan"
OLDEST = timedelta(days=366)  # older than a year it is a slip of the pen, or a matter for the archive
MOST_FORMS = 50  # printed at once: more than a box holds in a month
PRINTED = "forms.printed"


@dataclass(frozen=True, slots=True)
class Referral:
    """Who sent it on, by which letter, and whom beside the reporter we must answer by when (KPK, Ombudsman, Bupati)."""

    sender: str
    letter_number: str = ""
    letter_date: date | None = None
    answer_to: str = ""
    answer_by: date | None = None

    def dump(self) -> dict[str, str]:
        """Return what is sealed of it."""
        return {
            "sender": self.sender,
            "letter_number": self.letter_number,
            "letter_date": _day(self.letter_date),
            "answer_to": self.answer_to,
            "answer_by": _day(self.answer_by),
        }


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """A form for the printer: its number, and the code of its slip."""

    serial: int
    code: str


def take_in(
    *,
    service: Service,
    channel: str,
    received: date,
    answers: Mapping[str, Any],
    identity: Mapping[str, Any],
    files: Sequence[Sealed],
    referral: Referral | None,
    serial: int | None,
    secret: bytes,
    nonce: str,
    by: Unlocked,
    capacity: str,
    now: datetime,
) -> Receipt:
    """Take a report in, whole; sent twice it is one. Raises `NoSuchCase` for who may not, `Refused`."""
    _need_receiver(service, by, capacity, now)
    if was_sent(nonce):
        discard(files)
        return Receipt(again=True)
    for code in wrong(service, channel, received, referral, serial=serial, now=now):
        raise Refused(code)
    paper = None if serial is None else _paper(service, serial)
    arrival = Arrival(
        service=service,
        secret=secret,
        nonce=nonce,
        answers=answers,
        identity=identity,
        files=files,
        at=now,
        kind="case.taken_in",
        by=by.officer.username,
        capacity=capacity,
        channel=channel,
        taken_in={
            "channel": channel,
            "channel_label": channels(service)[channel],
            "received": received.isoformat(),
            "by": by.officer.username,
            "capacity": capacity,
            "serial": serial or 0,
            "referral": referral.dump() if referral else {},
        },
        paper=paper,
    )
    return Receipt(again=not bring_in(arrival))


def _need_receiver(service: Service, by: Unlocked, capacity: str, now: datetime) -> None:
    if capacity not in side_acts.seats_with(service, side_acts.RECEIVE, by.officer, now):
        raise NoSuchCase


def wrong(
    service: Service,
    channel: str,
    received: date | None,
    referral: Referral | None,
    *,
    serial: int | None,
    now: datetime,
) -> Iterator[str]:
    """Yield every reason for which a report is not taken in so: the service raises the first, a page says them all."""
    if channel not in channels(service):
        yield "unknown-channel"
    yield from _wrong_day(received, officers.day_in(service.agency, now))
    if channel == REFERRAL:
        yield from _wrong_referral(referral, received)
    if serial is not None:
        yield from _wrong_serial(service, serial, channel)


def _wrong_day(received: date | None, today: date) -> Iterator[str]:
    if received is None:
        yield "received-missing"
    elif received > today:
        yield "received-in-the-future"
    elif received < today - OLDEST:
        yield "received-too-long-ago"


def _wrong_referral(referral: Referral | None, received: date | None) -> Iterator[str]:
    if referral is None or not referral.sender.strip():
        yield "sender-missing"
    if referral and referral.letter_date and received and referral.letter_date > received:
        yield "letter-after-receipt"
    # Whom to answer, and by when: half of it would be a promise that nobody can keep.
    if referral and bool(referral.answer_to.strip()) != (referral.answer_by is not None):
        yield "answer-half-said"


def _wrong_serial(service: Service, serial: int, channel: str) -> Iterator[str]:
    form = PaperForm.objects.filter(service=service, serial=serial).first()
    if form is None or channel != BOX:  # only what lay in the box was printed with a number
        yield "serial-unknown"
    elif form.used:
        yield "serial-used"


def channels(service: Service) -> dict[str, str]:
    """Return the ways by which an officer takes in reports of this service, with the profile's names for them.

    Our own pages are none of them: what comes there, comes by itself.
    """
    return {each.key: each.label for each in agencies.as_loaded(service).channels if each.key != WEBSITE}


def _paper(service: Service, serial: int) -> PaperForm:
    form = PaperForm.objects.select_related("service__agency").get(service=service, serial=serial)
    if not _is_as_printed(form):
        raise Refused("rows-changed")
    return form


def _is_as_printed(form: PaperForm) -> bool:
    """Whether the journal bears out whose keys the form was printed with."""
    events = Event.objects.filter(
        agency=form.service.agency.key, chain=_chain(form.service), kind=PRINTED
    ).values_list("facts", flat=True)
    for facts in map(json.loads, events):
        if facts["first"] <= form.serial <= facts["last"]:
            run = PaperForm.objects.filter(
                service=form.service, serial__gte=facts["first"], serial__lte=facts["last"]
            )
            return bool(facts["mark"] == printed.mark(list(run)))
    return False


@transaction.atomic
def print_forms(
    *, service: Service, count: int, by: Unlocked, capacity: str, now: datetime
) -> tuple[PrintedForm, ...]:
    """Make forms for the box, each with a number and a code that is nowhere else. Raises `NoSuchCase`, `Refused`."""
    _need_receiver(service, by, capacity, now)
    if BOX not in channels(service):
        raise NoSuchCase
    if not 1 <= count <= MOST_FORMS:
        raise Refused("form-count", {"most": str(MOST_FORMS)})
    made = printed.make(service, count, by=by.officer.username, now=now)
    journal.record(
        PRINTED,
        chain=_chain(service),
        agency=service.agency.key,
        at=now,
        by=by.officer.username,
        capacity=capacity,
        subject=service.key,
        first=made[0].row.serial,
        last=made[-1].row.serial,
        mark=printed.mark([each.row for each in made]),
    )
    return tuple(PrintedForm(each.row.serial, each.code) for each in made)


def _chain(service: Service) -> str:
    return f"forms:{service.agency.key}:{service.key}"
