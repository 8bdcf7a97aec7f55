"""From what was typed to a value that a report keeps, kind by kind.

Pure. The rules:
* nothing is cut, guessed or silently mended: what cannot be kept as it stands is refused with a code,
  and stays on the page;
* ends of lines become \\n, and blanks around an answer go; NUL and other control characters are refused;
* an empty answer is none.
A value is made of what JSON has, so that it can be sealed and read back unchanged.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from . import fields
from .days import read_day
from .model import Kind, Question

Value = Any  # what JSON has: text, number, true, list, object

# Control characters other than tab and end of line, and halves of letters, which no text may hold.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
LONGEST_PART = 200  # of a place
_AMOUNT = re.compile(r"(?:rp\.?)?\s*(?P<whole>[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,(?:00|-))?")
LONGEST_AMOUNT = 15  # digits: a hundred times the yearly budget of a rich regency


class Wrong(Exception):
    """The answer cannot be kept; `part` says in which field of the question."""

    def __init__(self, code: str, part: str = "", **params: object) -> None:
        super().__init__(code)
        self.code, self.part = code, part
        self.params = {name: str(value) for name, value in params.items()}


@dataclass(frozen=True, slots=True)
class Posted:
    """What one form post holds, seen from one question."""

    question: Question
    data: Mapping[str, Sequence[str]]
    files: Mapping[str, int]
    prefix: str

    def all(self, part: str = "") -> list[str]:
        """Return what was answered, without empty answers."""
        values = self.data.get(fields.name(self.question, self.prefix, part), ())
        return [clean for value in values if (clean := cleaned(value, part))]

    def one(self, part: str = "", longest: int = 0) -> str:
        """Return the only answer, "" where there is none. Raises `Wrong`."""
        values = self.all(part)
        if len(values) > 1:
            raise Wrong("one-answer", part)
        value = values[0] if values else ""
        if longest and len(value) > longest:
            raise Wrong("too-long", part, longest=longest, length=len(value))
        return value

    def line(self, part: str = "", longest: int = 0) -> str:
        value = self.one(part, longest)
        if "\n" in value:
            raise Wrong("one-line", part)
        return value


def normal(text: str) -> str:
    """Return the text with \\n at the end of every line, however it was sent."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def cleaned(text: str, part: str = "") -> str:
    text = normal(text).strip(" \n\t")
    if CONTROL.search(text):
        raise Wrong("control-character", part)
    return text


# -- one reader a kind -------------------------------------------------------------------------------


def _text(posted: Posted) -> Value | None:
    return posted.line(longest=posted.question.longest) or None


def _long_text(posted: Posted) -> Value | None:
    return posted.one(longest=posted.question.longest) or None


def _choice(posted: Posted) -> Value | None:
    value = posted.one()
    if value and posted.question.choice(value) is None:
        raise Wrong("no-such-choice")
    return value or None


def _several(posted: Posted) -> Value | None:
    values = set(posted.all())
    known = [each.key for each in posted.question.choices]
    if not values <= set(known):
        raise Wrong("no-such-choice")
    return [key for key in known if key in values] or None


def _date(posted: Posted) -> Value | None:
    text = posted.one()
    if not text:
        return None
    day = read_day(text)
    if day is None:
        raise Wrong("bad-date")
    return day


def _period(posted: Posted) -> Value | None:
    value: dict[str, Value] = {}
    for part, key in (("dari", "from"), ("sampai", "to")):
        if text := posted.one(part):
            day = read_day(text, partly=True)
            if day is None:
                raise Wrong("bad-date", part)
            value[key] = day
    if len(value) == 2 and _is_after(value["from"], value["to"]):  # noqa: PLR2004 – both ends are given
        raise Wrong("reversed-period", "sampai")
    if _ticked(posted, fields.LATER):
        value["later"] = True
    return value or None


def _is_after(one: str, other: str) -> bool:
    """Whether one day lies after another, as far as both are known."""
    known = min(len(one), len(other))
    return one[:known] > other[:known]


def _place(posted: Posted) -> Value | None:
    parts = (("", "place"), ("kecamatan", "district"), ("desa", "village"))
    value = {key: posted.line(part, LONGEST_PART) for part, key in parts}
    return {key: text for key, text in value.items() if text} or None


def _amount(posted: Posted) -> Value | None:
    text = posted.one()
    if not text:
        return None
    found = _AMOUNT.fullmatch(text.lower())
    digits = found["whole"].replace(".", "") if found else ""
    if not 1 <= len(digits) <= LONGEST_AMOUNT:
        raise Wrong("bad-amount")
    return int(digits)


def _file(posted: Posted) -> Value | None:
    rule = posted.question.files
    assert rule is not None, "the loader gives every file question a rule"
    field = fields.name(posted.question, posted.prefix)
    count = posted.files.get(field, 0)
    if count > rule.most:
        raise Wrong("too-many-files", most=rule.most)
    return {"field": field, "count": count} if count else None


def _statement(posted: Posted) -> Value | None:
    return _ticked(posted) or None


def _ticked(posted: Posted, part: str = "") -> bool:
    value = posted.one(part)
    if value not in ("", fields.TICKED):
        raise Wrong("no-such-choice", part)
    return bool(value)


READERS: Mapping[Kind, Callable[[Posted], Value | None]] = {
    "text": _text,
    "long-text": _long_text,
    "choice": _choice,
    "several": _several,
    "date": _date,
    "period": _period,
    "place": _place,
    "amount": _amount,
    "file": _file,
    "statement": _statement,
}
