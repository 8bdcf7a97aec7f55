"""The form with which an officer takes in what came by another way.

* It asks the service's own questions, and nothing more is compulsory than for a reporter. Whoever wrote a letter or
  an SMS is not there to be asked, so of what the form demands only the report's own text stays compulsory: the first
  long text that it demands. How long a letter is, its scan may hold; what it is about, somebody reads and writes.
* Before the questions stands how it came: channel, day, for the box the printed form's number, for a referral who
  sent it and whom else we must answer. These names begin with an underscore, as no question's does.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.utils.translation import gettext as _

from kentongan.cases.reads.receiving import Receiving
from kentongan.cases.services import taking_in
from kentongan.cases.services.taking_in import Referral
from kentongan.questions import Form, Question
from kentongan.questions.days import read_day
from kentongan.questions.model import EVERY_TYPE, FileRule
from kentongan.web import fields as web
from kentongan.web import words
from kentongan.web.fields import FieldView, Mistake
from kentongan.web.numbers import small_number

CHANNEL, RECEIVED, SERIAL, SCAN = "_kanal", "_diterima", "_nomor-formulir", "_pindaian"
SENDER, LETTER, LETTER_DATE = "_pengirim", "_nomor-surat", "_tanggal-surat"
ANSWER_TO, ANSWER_BY = "_jawab-kepada", "_jawab-sebelum"
NO_SERIAL = 0  # no form bears it: what was typed is no number

# Where each reason stands on the page.
PLACES = {
    "unknown-channel": CHANNEL,
    "received-missing": RECEIVED,
    "received-in-the-future": RECEIVED,
    "received-too-long-ago": RECEIVED,
    "sender-missing": SENDER,
    "letter-after-receipt": LETTER_DATE,
    "answer-half-said": ANSWER_TO,
    "serial-unknown": SERIAL,
    "serial-used": SERIAL,
}


def asked_of(form: Form) -> Form:
    """Return the service's form as an officer fills it in, with a place for the scan at its end."""
    text = next((each.key for each in form.questions if each.required and each.kind == "long-text"), "")
    scan = Question(
        key=SCAN,
        kind="file",
        label=_("Pindaian atau foto dari yang diterima"),
        label_en=_("Pindaian atau foto dari yang diterima"),
        files=FileRule(types=EVERY_TYPE),
    )
    return replace(form, questions=(*(_eased(each, text) for each in form.questions), scan))


def _eased(question: Question, text: str) -> Question:
    inner = tuple(replace(each, required=False) for each in question.questions)
    return replace(question, required=question.key == text, least_rows=0, questions=inner)


@dataclass(frozen=True, slots=True)
class Way:
    """How it came, as it was typed and as it is understood."""

    place: Receiving
    typed: Mapping[str, str]
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def channel(self) -> str:
        """The channel that was chosen."""
        return self.typed.get(CHANNEL, "")

    @property
    def received(self) -> date | None:
        """The day on which it reached the office."""
        return _day(self.typed.get(RECEIVED, ""))

    @property
    def serial(self) -> int | None:
        """The printed form's number, None where none was typed."""
        text = self.typed.get(SERIAL, "").strip()
        return (small_number(text) or NO_SERIAL) if text else None

    @property
    def referral(self) -> Referral | None:
        """Who passed it on, where somebody did."""
        if self.channel != taking_in.REFERRAL:
            return None
        return Referral(
            sender=self.typed.get(SENDER, "").strip(),
            letter_number=self.typed.get(LETTER, "").strip(),
            letter_date=_day(self.typed.get(LETTER_DATE, "")),
            answer_to=self.typed.get(ANSWER_TO, "").strip(),
            answer_by=_day(self.typed.get(ANSWER_BY, "")),
        )

    def judged(self, now: datetime) -> "Way":
        """Return it with everything that is wrong."""
        return replace(self, errors=dict(self._wrong(now)))

    def refused(self, code: str) -> "Way":
        """Return it with the reason for which the service said no."""
        return replace(self, errors={PLACES.get(code, ""): words.refusal(code)})

    def _wrong(self, now: datetime) -> Iterator[tuple[str, str]]:
        reasons = taking_in.wrong(
            self.place.service, self.channel, self.received, self.referral, serial=self.serial, now=now
        )
        for code in reasons:
            yield PLACES[code], words.refusal(code)
        for name in (RECEIVED, LETTER_DATE, ANSWER_BY):  # said last, so it stands: a day that is none
            if self.typed.get(name, "").strip() and _day(self.typed[name]) is None:
                yield name, words.field_error("bad-date", {})
        # What was typed where the channel does not ask for it is never dropped unsaid.
        if self.channel != taking_in.REFERRAL and any(
            self.typed.get(each, "").strip() for each in _OF_REFERRALS
        ):
            yield SENDER, _("Bagian ini terisi, tetapi kanal yang dipilih bukan “Diteruskan instansi lain”.")

    def mistakes(self) -> tuple[Mistake, ...]:
        """Return the lines of the error summary."""
        labels = {each.name: each.label for each in (*self.fields(), *self.referral_fields())}
        return tuple(
            Mistake(f"{labels[name]}: {text}" if name in labels else text, f"f-{name}" if name else "")
            for name, text in self.errors.items()
        )

    def fields(self) -> tuple[FieldView, ...]:
        """Return channel, day and, where there is a box, the form's number."""
        offered = [
            (key, label or words.lookup(words.CHANNELS, key)) for key, label in self.place.channels.items()
        ]
        channel = self._field(CHANNEL, _("Datang lewat"), web.for_one_of(offered))
        channel = replace(channel, choices=web.choices(CHANNEL, offered, [self.channel]))
        received = self._field(RECEIVED, _("Diterima kantor pada"), web.DATE)
        found = [
            channel,
            replace(received, hint=_("Hari laporan sampai di kantor, bukan hari Anda mencatatnya.")),
        ]
        if self.place.has_box:
            serial = self._field(SERIAL, _("Nomor formulir kertas"), optional=True)
            hint = _("Hanya bila tercetak pada formulir dari kotak. Pelapor sudah memegang kodenya.")
            found.append(replace(serial, hint=hint))
        return tuple(found)

    def referral_fields(self) -> tuple[FieldView, ...]:
        """Return what is asked of a report that another authority passed on, nothing where none does."""
        if not self.place.has_referrals:
            return ()
        return (
            self._field(SENDER, _("Siapa yang meneruskan")),
            self._field(LETTER, _("Nomor surat"), optional=True),
            self._field(LETTER_DATE, _("Tanggal surat"), web.DATE, optional=True),
            self._field(ANSWER_TO, _("Jawab juga kepada"), optional=True),
            self._field(ANSWER_BY, _("Jawab paling lambat"), web.DATE, optional=True),
        )

    @property
    def has_referral(self) -> bool:
        """Whether the fields of a referral stand open: something is in them, or they are asked for."""
        return self.channel == taking_in.REFERRAL or any(self.typed.get(each) for each in _OF_REFERRALS)

    def _field(self, name: str, label: str, template: str = web.LINE, *, optional: bool = False) -> FieldView:
        return FieldView(
            f"f-{name}",
            name,
            label,
            template,
            error=self.errors.get(name, ""),
            value=self.typed.get(name, ""),
            optional=optional,
        )


_OF_REFERRALS = (SENDER, LETTER, LETTER_DATE, ANSWER_TO, ANSWER_BY)


def way(place: Receiving, typed: Mapping[str, Sequence[str]]) -> Way:
    """Return how it came, from what was posted."""
    return Way(place, {name: str(next(iter(values), "")).replace("\0", "") for name, values in typed.items()})


def _day(text: str) -> date | None:
    found = read_day(text)
    return None if found is None else date.fromisoformat(found)
