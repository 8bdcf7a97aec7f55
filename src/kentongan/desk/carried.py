"""What an officer wrote, given back where the form cannot be taken any more: the session ended, the token is old,
the step was closed in another window, or the case is out of reach.

Without keys nothing of the case is known here: a text is called by the word of the vocabulary in its field's name.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeVar

from django.http import HttpRequest
from django.utils.translation import gettext as _

from kentongan.desk.fields import CHOOSING, FILES, TICKS
from kentongan.sop import vocabulary
from kentongan.web import carried, words
from kentongan.web.carried import Carried

View = TypeVar("View", bound=Callable[..., object])
TEXT = "teks"  # the field of a message and of a note
AUTHORITY = "kepada"  # to whom a matter is referred
PRESENT = vocabulary.ATTENDANCE.replace(" ", "-")  # the one field in which several are ticked
NOT_WRITTEN = CHOOSING | TICKS | FILES | {"date"}


def posted(request: HttpRequest) -> dict[str, str]:
    """Return what was filled in, of a name that came several times what is not empty; of who was present everybody
    counts, a line each."""
    return {
        key: "\n".join(_filled(given)[: None if key == PRESENT else 1]) for key, given in request.POST.lists()
    }


def _filled(given: Sequence[object]) -> list[str]:
    return [str(each) for each in given if str(each).strip()]


def says_what_was_written(say: Callable[..., Carried | None]) -> Callable[[View], View]:
    """Name who knows what the fields of this view's form are called, where they are no needs of a step."""

    def mark(view: View) -> View:
        view.written = say  # type: ignore[attr-defined]
        return view

    return mark


def written(request: HttpRequest) -> Carried | None:
    """Return what was written into the form of an act, None where nothing was."""
    if request.method != "POST":
        return None
    match = request.resolver_match
    say = getattr(match.func, "written", None) if match else None
    if match and say:
        found: Carried | None = say(request, *match.args, **match.kwargs)
        return found
    return homeless(posted(request), (), had_files=carried.had_files(request))


def homeless(values: Mapping[str, str], shown: Collection[str], *, had_files: bool = False) -> Carried | None:
    """Return the texts for which the page has no field any more."""
    texts = {_label(name): text for name, text in values.items() if name not in shown and _label(name)}
    return carried.carry(texts, had_files=had_files)


def _label(name: str) -> str:
    """What the field is called, "" where it is none in which somebody writes."""
    if name in (TEXT, AUTHORITY):
        return _("Tulisan Anda") if name == TEXT else _("Instansi yang dituju")
    word, _dashes, thing = name.rpartition(".")[2].partition("--")  # before the dot: the outcome that asks
    need, thing = vocabulary.NEEDS.get(word.replace("-", " ")), thing.replace("-", " ")
    return (
        "" if need is None or need.name in NOT_WRITTEN else words.need(need.name, thing.capitalize(), thing)
    )
