"""Messages as a template draws them: who speaks, in words, and how the message looks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.utils.translation import gettext as _

from kentongan.web.templatetags.kentongan import day as day_words

ANSWER, IDENTITY_READ = "answer", "identity-read"
# What the office says of an act beside the SOP: its own heading, and a sentence before the text.
COMPLETION, REFUSED, REFERRED, WITHDRAWN = "completion", "refused", "referred", "withdrawn"


class Message(Protocol):
    """What a message of the dialogue tells, whoever reads it."""

    @property
    def from_reporter(self) -> bool: ...
    @property
    def kind(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def day(self) -> date: ...
    @property
    def files(self) -> Sequence[Any]: ...
    @property
    def number(self) -> str: ...
    @property
    def signed_as(self) -> str: ...
    @property
    def signature_holds(self) -> bool: ...
    @property
    def until(self) -> date | None: ...
    @property
    def about(self) -> str: ...


@dataclass(frozen=True, slots=True)
class MessageView:
    """One message, ready to draw."""

    look: str
    heading: str
    text: str
    day: date
    files: Sequence[Any]
    number: str
    signed_as: str
    signature_holds: bool


def draw(message: Message, *, for_reporter: bool) -> MessageView:
    """Return the message as the reporter or the officer sees it."""
    said = _sentence(message)
    return MessageView(
        look=_look(message, for_reporter),
        heading=_heading(message, for_reporter),
        text="\n\n".join(each for each in (said, message.text) if each),
        day=message.day,
        files=message.files,
        number=message.number,
        signed_as=message.signed_as,
        signature_holds=message.signature_holds,
    )


def _sentence(message: Message) -> str:
    """Return what the kind of a message says by itself, "" where its text says it all."""
    if message.kind == IDENTITY_READ:  # that it was read, never by whom
        said = _("Identitas Anda dibuka oleh pejabat yang berwenang pada %(day)s, dengan alasan tertulis.")
        return said % {"day": day_words(message.day)}
    if message.kind == COMPLETION and message.until is not None:
        return _("Silakan dijawab paling lambat %(day)s.") % {"day": day_words(message.until)}
    if message.kind == REFERRED:
        said = _("Laporan Anda kami teruskan kepada %(authority)s, tanpa nama Anda.")
        return said % {"authority": message.about}
    return _("Laporan ini ditarik sesuai permintaan Anda.") if message.kind == WITHDRAWN else ""


def _look(message: Message, for_reporter: bool) -> str:
    if message.kind == ANSWER:
        return "answer"
    return "mine" if message.from_reporter == for_reporter else "theirs"


def _heading(message: Message, for_reporter: bool) -> str:
    if message.kind == ANSWER:
        return _("Jawaban")
    if message.kind in {IDENTITY_READ, REFERRED, WITHDRAWN}:
        return _("Pemberitahuan")
    if message.kind == REFUSED:
        return _("Belum dapat diproses")
    if message.kind == COMPLETION:
        return _("Yang perlu dilengkapi")
    if message.from_reporter:
        return _("Anda") if for_reporter else _("Pelapor")
    return _("Petugas")
