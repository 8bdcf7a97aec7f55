"""A sample report comes in: read by the form as a browser's post would be, and sealed like any other."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from kentongan.agencies import reads as agencies
from kentongan.agencies.models import Service
from kentongan.cases.access import case_of, report_for
from kentongan.cases.errors import WrongCode
from kentongan.cases.reads import reporter
from kentongan.cases.services import intake, taking_in
from kentongan.cases.side_acts import RECEIVE
from kentongan.officers import reads as officers
from kentongan.questions import file_rules, read
from kentongan.questions.model import FileRule
from kentongan.reports.files import Sealed
from kentongan.reports.tokens import pepper
from kentongan.vault import codes
from kentongan.web import uploads, words

from . import pictures
from .hands import Office
from .reports import Answers, Sample

_DAY = timedelta(days=1)


class BadSample(Exception):
    """The form refuses what a sample report answers."""


@dataclass(frozen=True, slots=True)
class Coming:
    """A sample report on its way in; its number gives the same access code each time."""

    service: Service
    office: Office
    sample: Sample
    number: int
    answers: Answers

    @property
    def nonce(self) -> str:
        """What stands for the form in the browser."""
        return f"sample:{self.service.agency.key}:{self.service.key}:{self.number}"

    @property
    def secret(self) -> bytes:
        """What stands for the browser's cookie."""
        return hmac.new(pepper(), self.nonce.encode(), hashlib.sha256).digest()

    @property
    def code(self) -> str:
        """The access code."""
        return codes.code_from_secret(pepper(), self.secret, self.nonce.encode())

    @property
    def case(self) -> str:
        """The case that handles it now."""
        return case_of(report_for(reporter.enter(self.code), 0)).code

    def status(self, now: datetime) -> str | None:
        """What its reporter reads, None where it has not come in or its code was changed since."""
        try:
            pages = reporter.page(reporter.enter(self.code), now)
        except WrongCode:
            return None
        return words.lookup(words.STATUSES, pages[-1].status)

    def receive(self, at: datetime) -> str:
        """Receive the report, by itself or taken in by an officer; return its case. Raises `BadSample`."""
        form = agencies.form(self.service.form_version_id)
        data = {name: _typed(value, at) for name, value in self.answers.items()}
        rules = {name: rule for name, rule in file_rules(form, list(data)).items() if name in data}
        captions = {name: data.pop(name)[0] for name in rules}
        reading = read(form, data, dict.fromkeys(captions, 1))
        if reading.errors:
            raise BadSample(f"{self.nonce}: {[(each.key, each.code) for each in reading.errors]}")
        files = [self._file(caption, name, rules[name]) for name, caption in captions.items()]
        bring = partial(
            self._taken_in if self.sample.channel else intake.receive,
            service=self.service,
            secret=self.secret,
            nonce=self.nonce,
            files=files,
            now=at,
        )
        bring(answers=reading.answers, identity=reading.identity)
        return self.case

    def _file(self, caption: str, name: str, rule: FileRule) -> Sealed:
        if "png" in rule.types:
            return uploads.seal(f"{caption}.png", pictures.photo(self.number), note=name)
        return uploads.seal(f"{caption}.pdf", pictures.page(caption), note=name)

    def _taken_in(self, *, now: datetime, **sent: Any) -> None:
        username, post = next(self.office.holders_of(self.service, RECEIVE, now))
        taking_in.take_in(
            **sent,
            channel=self.sample.channel,
            received=officers.day_in(self.service.agency, now),
            referral=None,
            serial=None,
            by=self.office.officer(username),
            capacity=post,
            now=now,
        )


def _typed(value: str | int | list[str], at: datetime) -> list[str]:
    if isinstance(value, int):
        return [(at - value * _DAY).date().isoformat()]
    return value if isinstance(value, list) else [value]
