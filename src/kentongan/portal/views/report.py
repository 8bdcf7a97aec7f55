"""The reporter's page: status, answer, messages both ways. In WBS nothing of what was sent."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kentongan.cases.errors import NoSuchCase, Refused
from kentongan.cases.reads import reporter
from kentongan.cases.services import replies
from kentongan.cases.shapes import ReporterPage
from kentongan.portal import access
from kentongan.portal.access import Visit
from kentongan.portal.views import code
from kentongan.web import uploads, words
from kentongan.web.carried import Carried, carry, had_files
from kentongan.web.downloads import attachment
from kentongan.web.errors import expired_form, on_expired_form
from kentongan.web.fields import AREA, FILES, FieldView, Mistake, Summary, accept
from kentongan.web.links import address, go
from kentongan.web.media_types import ALL_KINDS
from kentongan.web.messages import MessageView, draw
from kentongan.web.numbers import small_number
from kentongan.web.uploads import takes_files

DONE = "dicatat"  # in the session: said once, on the page that follows
NOT_SENT = gettext_lazy("Pesan belum dikirim. Tulisan Anda tidak hilang.")


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, and under which of the reports; -1 where that is no report."""

    number: str = ""
    text: str = ""

    @property
    def index(self) -> int:
        """Which report."""
        found = small_number(self.number)
        return -1 if found is None else found


@dataclass(frozen=True, slots=True)
class ReportView:
    """One report on the page."""

    number: int
    page: ReporterPage
    is_secret: bool
    messages: tuple[MessageView, ...]
    fields: tuple[FieldView, ...]


def _written(request: HttpRequest) -> Carried | None:
    return carry({_("Pesan Anda"): request.POST.get("pesan", "")}, had_files=had_files(request))


def _expired(request: HttpRequest) -> HttpResponse:
    """The form's token no longer holds: back to the page, with the message to be copied."""
    return expired_form(request, _written(request), address("portal:report"))


@require_http_methods(["GET", "HEAD", "POST"])
@takes_files
@on_expired_form(_expired)
def page(request: HttpRequest) -> HttpResponse:
    """GET shows all reports under the code; POST adds a message to one of them."""
    visit = access.visit_of(request)
    if visit is None or not visit.is_open:
        return _outside(request, visit)
    if request.method == "POST":
        return _write(request, visit)
    return _page(request, visit, Typed(), None)


def _outside(request: HttpRequest, visit: Visit | None) -> HttpResponse:
    """The way in; what was written meanwhile comes back to be copied."""
    carried = _written(request)
    uploads.discard_all(uploads.arrived(request))
    if visit is not None:
        return go("portal:change")
    return go("portal:enter") if carried is None else code.again(request, carried)


def _write(request: HttpRequest, visit: Visit) -> HttpResponse:
    key = visit.key
    typed = Typed(request.POST.get("laporan", ""), request.POST.get("pesan", ""))
    good, bad = uploads.sort_out(uploads.arrived(request), ALL_KINDS)
    if bad:
        uploads.discard_all(good)
        mistakes = [Mistake(uploads.words_of(each, ALL_KINDS), f"f-berkas-{typed.index}") for each in bad]
        return _page(request, visit, typed, Summary(NOT_SENT, tuple(mistakes)))
    try:
        if typed.index not in range(len(key.reports)):
            raise NoSuchCase
        sealed = [each.sealed() for each in good]
        replies.write(key=key, report_index=typed.index, text=typed.text, files=sealed, now=timezone.now())
    except NoSuchCase:
        uploads.discard_all(good)
        raise Http404 from None
    except Refused as refused:
        uploads.discard_all(good)
        mistake = Mistake(words.refusal(refused.code, **refused.params), f"f-pesan-{typed.index}")
        return _page(request, visit, typed, Summary(NOT_SENT, (mistake,)))
    return go("portal:report")


def _page(request: HttpRequest, visit: Visit, typed: Typed, summary: Summary | None) -> HttpResponse:
    pages = reporter.page(visit.key, timezone.now())
    context = {
        "agency": None,
        "reports": [_view(page, number, typed) for number, page in enumerate(pages)],
        "said": _("Terima kasih. Sudah kami catat.") if request.session.pop(DONE, False) else "",
        "on_a_slip": visit.standing.must_change,
        "summary": summary,
    }
    return render(request, "portal/report.html", context)


def _view(page: ReporterPage, number: int, typed: Typed) -> ReportView:
    """One report as the page shows it."""
    text = typed.text if typed.index == number else ""
    fields = (
        FieldView(f"f-pesan-{number}", "pesan", _("Tulis pesan untuk petugas"), AREA, value=text),
        FieldView(
            f"f-berkas-{number}",
            "berkas",
            _("Berkas"),
            FILES,
            hint=uploads.advice(ALL_KINDS),
            optional=True,
            accept=accept(sorted(ALL_KINDS)),
        ),
    )
    messages = tuple(draw(each, for_reporter=True) for each in page.messages)
    return ReportView(number, page, page.kind == "wbs", messages, fields)


@require_POST
def step(request: HttpRequest) -> HttpResponse:
    """Take the step that is the reporter's own: that the answer was received (SOP 002, step 7)."""
    visit = access.visit_of(request)
    if visit is None or not visit.is_open:
        return _outside(request, visit)
    index = Typed(request.POST.get("laporan", "")).index
    outcome = request.POST.get("langkah", "")
    try:
        replies.close_turn(key=visit.key, report_index=index, outcome=outcome, now=timezone.now())
    except NoSuchCase:
        raise Http404 from None
    except Refused as refused:
        mistake = Mistake(words.refusal(refused.code, **refused.params), "")
        return _page(request, visit, Typed(), Summary(_("Belum dicatat"), (mistake,)))
    request.session[DONE] = True
    return go("portal:report")


@require_safe
def file(request: HttpRequest, number: int, code: str) -> HttpResponseBase:
    """A file of the dialogue, for its reporter."""
    visit = access.visit_of(request)
    if visit is None or not visit.is_open:
        return _outside(request, visit)
    try:
        line, content = reporter.file(visit.key, number, code)
    except NoSuchCase:
        raise Http404 from None
    return attachment(line.name, line.media_type, line.size, content)
