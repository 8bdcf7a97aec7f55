"""One attempt to send a form: what was typed, which files wait, what is wrong, and whether it may go.

The rules:
* nothing typed is lost, whatever is wrong; good files wait sealed under the browser's secret;
* an old form is not sent: it comes back with everything in it and a new nonce, unless it had been sent already;
* what was typed where the form does not ask (a name, by who chose to stay without one) is never dropped unsaid.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kentongan import questions
from kentongan.questions import FieldError, Form, Question, Reading
from kentongan.questions.fields import ADD_ROW, REMOVE_ROW
from kentongan.questions.fields import names as field_names
from kentongan.reports import staging
from kentongan.reports.files import Sealed
from kentongan.web import nonces, uploads, words
from kentongan.web.fields import Mistake, Summary
from kentongan.web.questions import UNSTAGE, UPLOAD, Drawer, in_language
from kentongan.web.uploads import SealedUpload

NONCE = "_kunci"
STAYING = (ADD_ROW, REMOVE_ROW, UPLOAD, UNSTAGE)  # buttons that change the form and send nothing


@dataclass(slots=True)
class Attempt:
    """A form on its way."""

    form: Form
    secret: bytes
    nonce: str
    typed: Mapping[str, list[str]] = field(default_factory=dict)
    reading: Reading | None = None
    errors: dict[str, str] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    title: str = ""
    good: list[SealedUpload] = field(default_factory=list)

    @property
    def summary(self) -> Summary | None:
        """What stands over the form, None where nothing is wrong."""
        if not (self.title or self.mistakes):
            return None
        count = len(self.mistakes)
        counted = ngettext(
            "Ada %(count)d bagian yang perlu diperiksa. Isian Anda tidak hilang.",
            "Ada %(count)d bagian yang perlu diperiksa. Isian Anda tidak hilang.",
            count,
        ) % {"count": count}
        return Summary(self.title or counted, tuple(self.mistakes))

    @property
    def waiting(self) -> list[tuple[str, Sealed]]:
        """Files that arrived with an earlier attempt."""
        if not self.typed:
            return []
        found = staging.kept(secret=self.secret, nonce=self.nonce)
        return [(row.code, sealed) for row, sealed in found]


def posted(request: HttpRequest, form: Form, secret: bytes) -> Attempt:
    """Return the attempt that was posted, not yet judged."""
    typed = {key: [str(each) for each in values] for key, values in request.POST.lists()}
    return Attempt(form, secret, request.POST.get(NONCE, ""), typed)


def consider(
    request: HttpRequest, attempt: Attempt, now: datetime, mistakes_before: Sequence[Mistake] = ()
) -> bool:
    """Take what was posted and return whether the form may go; where not, its good files wait for the next try.

    `mistakes_before`: in fields that stand before the form's own. They count when it is sent, not when it is changed.
    """
    if not nonces.is_fresh(attempt.nonce, now):
        renew(attempt, now)
    take_files(attempt, uploads.arrived(request))
    if any(button in request.POST for button in STAYING):
        unwanted = request.POST.get(UNSTAGE, "").replace("\0", "")
        staging.drop(secret=attempt.secret, nonce=attempt.nonce, file=unwanted)
    else:
        attempt.mistakes[:0] = mistakes_before
        if judge(attempt) and not attempt.title:
            return True
    stage(attempt, now)
    return False


def drawn(attempt: Attempt) -> Drawer:
    """Return the form's questions with what was typed, what is wrong and the files that wait."""
    return Drawer(attempt.form, attempt.typed, attempt.errors, attempt.waiting)


def renew(attempt: Attempt, now: datetime) -> None:
    """Give an old form a new nonce, take its waiting files along, and say so."""
    waiting = staging.kept(secret=attempt.secret, nonce=attempt.nonce)
    attempt.nonce = nonces.new_nonce(now)
    with transaction.atomic():
        for row, _sealed in waiting:
            row.delete()
        files = [sealed for _row, sealed in waiting]
        staging.keep(secret=attempt.secret, nonce=attempt.nonce, files=files, now=now)
    attempt.title = _("Formulir ini sudah kedaluwarsa. Isian Anda tidak hilang: silakan kirim sekali lagi.")


def take_files(attempt: Attempt, arrived: list[SealedUpload]) -> None:
    """Sort the files that came; each refused one is named."""
    rules = questions.file_rules(attempt.form, [each.field_name for each in arrived])
    for upload in arrived:
        rule = rules.get(upload.field_name)
        if rule is None:
            upload.discard()
        elif uploads.judge(upload, kinds=frozenset(rule.types), largest=rule.largest):
            attempt.good.append(upload)
        else:
            text = uploads.words_of(upload, frozenset(rule.types), rule.largest)
            attempt.errors[upload.field_name] = text
            attempt.mistakes.append(Mistake(text, f"f-{upload.field_name}"))


def judge(attempt: Attempt) -> bool:
    """Read the answers and note everything that is wrong; return whether the form may go."""
    attempt.reading = questions.read(attempt.form, attempt.typed, _counts(attempt))
    for error in attempt.reading.errors:
        _note(attempt, error.key, _words(attempt, error))
    for question in attempt.form.questions:
        if _typed_in_vain(attempt, question):
            text = _(
                "Bagian ini terisi, tetapi pilihan Anda tidak memintanya. Kosongkan, atau ubah pilihan Anda."
            )
            _note(attempt, question.key, text)
    return not attempt.mistakes


def stage(attempt: Attempt, now: datetime) -> None:
    """Keep the good files for the next attempt."""
    kept = [each.sealed(note=each.field_name) for each in attempt.good]
    staging.keep(secret=attempt.secret, nonce=attempt.nonce, files=kept, now=now)
    attempt.good = []


def _words(attempt: Attempt, error: FieldError) -> str:
    question = attempt.form.question(error.key)
    own = f"{error.code}-{question.kind}" if question else ""
    return words.field_error(own if own in words.FIELD_ERRORS else error.code, error.params)


def _typed_in_vain(attempt: Attempt, question: Question) -> bool:
    assert attempt.reading is not None
    answers = {**attempt.reading.answers, **attempt.reading.identity}
    typed = any(value.strip() for name in field_names(question) for value in attempt.typed.get(name, ()))
    return typed and not questions.is_asked(question, answers)


def _note(attempt: Attempt, key: str, text: str) -> None:
    attempt.errors.setdefault(key, text)
    attempt.mistakes.append(Mistake(_labelled(attempt, key, text), f"f-{key}"))


def _labelled(attempt: Attempt, key: str, text: str) -> str:
    question = attempt.form.question(key)
    return text if question is None else f"{in_language(question, 'label').rstrip('.?:')}: {text}"


def _counts(attempt: Attempt) -> dict[str, int]:
    """How many files each field has, those that wait included."""
    counts: dict[str, int] = {}
    fields = [each.field_name for each in attempt.good] + [sealed.note for _, sealed in attempt.waiting]
    for each in fields:
        counts[each] = counts.get(each, 0) + 1
    return counts
