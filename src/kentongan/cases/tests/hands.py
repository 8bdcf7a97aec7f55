"""Hands that carry a case through the SOP of any agency of the seeds; each post's sample officer is named like it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from conftest import Office
from tests.snapshot import snapshot

from kentongan.agencies import reads as agencies
from kentongan.agencies.models import Service
from kentongan.cases import reads
from kentongan.cases.errors import Refused
from kentongan.cases.models import Case, Seal
from kentongan.cases.reads import reporter
from kentongan.cases.services import handling, intake
from kentongan.cases.shapes import CasePage, StepForm
from kentongan.officers.models import Holding
from kentongan.officers.services import appointments
from kentongan.officers.services.login import Unlocked
from kentongan.reports.files import Sealed
from kentongan.reports.reporters import ReporterKey

from .conftest import SECRET

Files = Mapping[str, Sequence[Sealed]]


@dataclass
class Hands:
    """An office, one of its services, and the newest case."""

    office: Office
    service_key: str

    @property
    def now(self) -> datetime:
        return self.office.clock.now

    @property
    def service(self) -> Service:
        found = agencies.service(self.office.agency, self.service_key)
        assert found is not None
        return found

    @property
    def case(self) -> Case:
        return Case.objects.latest("id")

    def report(self, nonce: str = "satu") -> ReporterKey:
        """Somebody reports and waits for the slot; their key comes back."""
        sent = {"answers": {"judul": "Judul", "uraian": "Uraian."}, "identity": {}, "files": ()}
        intake.receive(service=self.service, secret=SECRET, nonce=nonce, now=self.now, **sent)
        code = intake.code_for(secret=SECRET, nonce=nonce)
        assert code is not None
        self.office.clock.forward(minutes=2)
        return reporter.enter(code)

    def who(self, post: str) -> Unlocked:
        """The first officer on the post, with open keys: in two agencies at once a name may be taken."""
        held = Holding.objects.filter(post__key=post, post__agency__key=self.office.agency)
        first = held.order_by("id").select_related("officer").first()
        return self.office.officer(first.officer.username if first else post)

    def close(
        self,
        post: str,
        outcome: str | None = None,
        values: Mapping[str, str] | None = None,
        *,
        files: Files | None = None,
        by: str = "",
        recorded: bool = False,
        turn: int = 0,
    ) -> None:
        """Close the present step from this post."""
        case = self.case
        handling.close_turn(
            code=case.code,
            turn=turn or case.turn,
            outcome=outcome,
            values=values or {},
            files=files or {},
            by=self.office.officer(by) if by else self.who(post),
            capacity=post,
            now=self.office.clock.forward(minutes=1),
            recorded=recorded,
        )

    def give(
        self, post: str, need: str, text: str = "ya", *, files: Sequence[Sealed] = (), turn: int = 0
    ) -> None:
        """Give one thing within the present turn."""
        case = self.case
        handling.contribute(
            code=case.code,
            turn=turn or case.turn,
            need=need,
            values={need: text},
            files={need: files} if files else {},
            by=self.who(post),
            capacity=post,
            now=self.office.clock.forward(minutes=1),
        )

    def save(self, post: str, values: Mapping[str, str]) -> None:
        """Keep what was written so far."""
        case = self.case
        handling.save_draft(
            code=case.code,
            turn=case.turn,
            values=values,
            by=self.who(post),
            capacity=post,
            now=self.office.clock.forward(minutes=1),
        )

    def page(self, post: str) -> CasePage:
        """The case page as the holder of the post sees it."""
        return reads.case_page(self.who(post), self.case.code, self.now, post)

    def form(self, post: str) -> StepForm:
        """The form on it."""
        form = self.page(post).form
        assert form is not None
        return form

    def acting(self) -> set[str]:
        """Who holds the present step."""
        return set(
            Seal.objects.filter(case=self.case, acting=True).values_list("officer__username", flat=True)
        )

    def walk(self, steps: Sequence[tuple[str, str | None, Mapping[str, str]]], to: str) -> None:
        """Carry the case along these steps until it stands at the named one."""
        for post, outcome, values in steps:
            if self.case.step == to:
                return
            self.close(post, outcome, values)
        assert self.case.step == to


def refused(code: str, act: Callable[[], object]) -> Refused:
    """The act is refused with this code, and nothing has changed."""
    before = snapshot()
    with pytest.raises(Refused) as caught:
        act()
    assert caught.value.code == code, (caught.value.code, caught.value.params)
    assert snapshot() == before
    return caught.value


def empty(hands: Hands, post: str) -> None:
    """Nobody sits there any more."""
    for holding in Holding.objects.filter(post__key=post, post__agency__key=hands.office.agency):
        day = hands.now.date() - timedelta(days=1)
        appointments.end(holding=holding, on=day, by=None, now=hands.now)


# The WBS of seed 002, along its only way; the meeting is that of the head and one of each team.
PRESENT = ("kepala-dinas", "tim-audit", "tim-telaah")
MEETING = {
    "daftar hadir": "\n".join(PRESENT),
    "catatan: pimpinan rapat": "Kepala Dinas",
    "notula": "Dibahas.",
    "putusan": "Diselesaikan.",
    "pernyataan: benturan kepentingan": "ya",
}
MINUTES, MINUTES_SIGNED = "konsep: berita-acara", "tanda tangan: berita-acara"
UNTIL_MEETING: tuple[tuple[str, str | None, Mapping[str, str]], ...] = (
    ("sekretariat-wbs", None, {"konsep: catatan-pengaduan": "Catatan."}),
    (
        "tim-telaah",
        None,
        {
            "catatan: hasil telaah": "Berkadar.",
            "konsep: surat-pengaduan": "Surat.",
            "tanda tangan: surat-pengaduan": "ya",
        },
    ),
    ("kepala-dinas", None, MEETING),
)
AFTER_MEETING: tuple[tuple[str, str | None, Mapping[str, str]], ...] = (
    ("sekretariat-wbs", None, {"konsep: tanggapan": "Tanggapan."}),
    ("tim-audit", "paraf", {"paraf: tanggapan": "ya"}),
    ("kepala-dinas", "tanda-tangan", {"tanda tangan: tanggapan": "ya"}),
    ("sekretariat-wbs", None, {}),
    ("sekretariat-wbs", None, {"bukti kirim: tanggapan": "halaman pelapor"}),
)


def sign_minutes(hands: Hands, *, text: str = "Berita acara.") -> None:
    """The minutes are drafted by the audit team and signed by everybody who was present."""
    hands.save("tim-audit", {MINUTES: text})
    for post in PRESENT:
        hands.give(post, MINUTES_SIGNED)
    hands.close("tim-audit", None, {MINUTES: text})
