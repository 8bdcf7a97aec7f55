"""Addresses that carry the language on.

The language stands in the address and nowhere else: no cookie, no session. So every link, form and redirect of ours
is made here.
"""

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language

LANGUAGE_PARAMETER = "bahasa"
SOURCE_LANGUAGE = "id"
OTHER_LANGUAGES = frozenset({"en"})


def in_language(path: str, language: str | None) -> str:
    """Return the path with the language on it; Indonesian needs none."""
    return f"{path}?{LANGUAGE_PARAMETER}={language}" if language in OTHER_LANGUAGES else path


def address(name: str, *parts: object) -> str:
    """Return the address of a named page in the language of the present one."""
    return in_language(reverse(name, args=[str(part) for part in parts]), get_language())


def go(name: str, *parts: object) -> HttpResponseRedirect:
    """Send the browser to a named page, in the language of the present one."""
    return HttpResponseRedirect(address(name, *parts), status=303)
