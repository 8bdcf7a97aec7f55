"""Every text that the faces may show, as gettext will look it up: from their templates and their Python."""

from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

FACES = Path(__file__).parents[2]
ROOMS = ("web", "portal", "desk")
KEYWORDS = ("_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "npgettext", "pgettext")


def sources(*patterns: str) -> list[Path]:
    """Return the files of the faces, tests left out."""
    found = [path for room in ROOMS for pattern in patterns for path in (FACES / room).rglob(pattern)]
    return sorted(path for path in found if "tests" not in path.parts)


def msgids() -> dict[str, Path]:
    """Return every msgid with a file in which it stands."""
    found: dict[str, Path] = {}
    for path in sources("*.py", "*.html"):
        text = path.read_text()
        code = templatize(text, origin=str(path)) if path.suffix == ".html" else text
        for _line, _function, message, _comments in extract_python(BytesIO(code.encode()), KEYWORDS, [], {}):
            singular = message[0] if isinstance(message, tuple) else message
            if singular:
                found.setdefault(str(singular), path)
    return found
