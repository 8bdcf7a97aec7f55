"""How values are written on a page: addresses, days, moments, sizes, lengths of time, words for codes."""

from datetime import date, datetime
from typing import Protocol, cast
from zoneinfo import ZoneInfo

from django import template
from django.utils.dateformat import format as date_text
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kentongan.web import words
from kentongan.web.links import LANGUAGE_PARAMETER, OTHER_LANGUAGES, address

register = template.Library()


class Entry(Protocol):
    """Something that was supplied, whatever room it comes from."""

    kind: str
    label: str


class Way(Protocol):
    """By which way something came, whatever room it comes from."""

    channel: str
    channel_label: str


# How Indonesians name their three zones; another zone shows its own name.
ZONE_NAMES = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}
NO_YEAR = 2000  # any: only the month is read
KILO = 1024
HANDLE = 6  # so much of a random code tells cases apart by eye; the address has the whole of it
MINUTES_IN_HOUR = 60


@register.simple_tag
def go(name: str, *parts: object) -> str:
    """Return the address of a page, in the language of this one."""
    return address(name, *parts)


@register.simple_tag
def language_query() -> SafeString:
    """Return what carries the language on after a path that is written out."""
    language = get_language()
    return SafeString(f"?{LANGUAGE_PARAMETER}={language}" if language in OTHER_LANGUAGES else "")


@register.filter
def entry_name(entry: Entry) -> str:
    """What somebody supplied to a step, in the SOP's words or in those of the vocabulary."""
    return words.need(entry.kind, entry.label)


@register.filter
def channel_name(way: Way) -> str:
    """By which way a report came, in the agency's own words where it has some."""
    return way.channel_label or words.lookup(words.CHANNELS, way.channel)


@register.filter
def day(value: date) -> str:
    """21 November 2026."""
    return date_text(value, "j F Y")


@register.filter
def weekday(value: date) -> str:
    """Sabtu, 21 November 2026."""
    return date_text(value, "l, j F Y")


def month(number: int, *, short: bool = False) -> str:
    """Januari; Jan where there is little room."""
    return date_text(date(NO_YEAR, number, 1), "M" if short else "F")


@register.filter
def moment(value: datetime, zone: str) -> str:
    """21 November 2026 pukul 14.05 WITA."""
    local = value.astimezone(ZoneInfo(zone))
    parts = {"day": day(local), "clock": clock(local), "zone": zone_name(local, zone)}
    return _("%(day)s pukul %(clock)s %(zone)s") % parts


@register.filter
def clock(value: datetime) -> str:
    """14.05 in Indonesian, 14:05 in English."""
    return value.strftime("%H:%M" if get_language() in OTHER_LANGUAGES else "%H.%M")


def zone_name(value: datetime, zone: str) -> str:
    """WIB, WITA, WIT, or what the zone calls itself."""
    return ZONE_NAMES.get(zone) or value.tzname() or zone


@register.filter
def size(value: int) -> str:
    """350 kB; 1,4 MB (1.4 MB in English)."""
    if value < KILO * KILO:
        return f"{-(-value // KILO)} kB"
    figure = f"{value / KILO / KILO:.1f}"
    return f"{figure if get_language() in OTHER_LANGUAGES else figure.replace('.', ',')} MB"


@register.filter
def length_of_time(minutes: int) -> str:
    """2 jam 5 menit."""
    hours, rest = divmod(minutes, MINUTES_IN_HOUR)
    parts = []
    if hours:
        parts.append(ngettext("%(count)d jam", "%(count)d jam", hours) % {"count": hours})
    if rest or not hours:
        parts.append(ngettext("%(count)d menit", "%(count)d menit", rest) % {"count": rest})
    return " ".join(parts)


@register.filter
def handle(code: str) -> str:
    """The first letters of a case's random code, by which people speak of it."""
    return code[:HANDLE]


@register.filter
def words_for(code: str, table: str) -> str:
    """Words for a code out of one of the tables of `web.words`."""
    return words.lookup(cast(words.Words, getattr(words, table.upper())), code)


@register.filter
def refusal(code: str) -> str:
    """Why an act is refused."""
    return words.refusal(code)
