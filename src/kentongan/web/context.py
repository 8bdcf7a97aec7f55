"""What every template may use besides what its view gives it."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import get_language

from kentongan.web.links import SOURCE_LANGUAGE, in_language


@dataclass(frozen=True, slots=True)
class Page:
    """The language of the page, and where the same page stands in the other one."""

    language: str
    other_language: str
    other_name: str
    other_address: str


def page(request: HttpRequest) -> dict[str, Page]:
    """Return the `page` of the templates."""
    language = get_language() or SOURCE_LANGUAGE
    other, name = ("en", "English") if language == SOURCE_LANGUAGE else ("id", "Bahasa Indonesia")
    return {"page": Page(language, other, name, in_language(request.path, other))}
