"""Promise 4: once the reporter has seen the access code, the report survives `kill -9`.

A served installation takes two hundred reports from a few clients at once while its processes are killed at random
moments and started again. Whoever got no answer sends the same form once more, as a person would; some give up.
"""

import random
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from pathlib import Path

import pytest
from conftest import Clock

from kentongan import journal
from kentongan.cases import leftovers, reads
from kentongan.cases.models import Case, CompartmentKey, Seal
from kentongan.cases.reads import reporter
from kentongan.reports import blobs, shreds, staging
from kentongan.reports.models import DialogueKey, File, Identity, Report, Reporter
from tests.browser import Browser, Form, a_file
from tests.database import OwnDatabase
from tests.running.installation import Installation, prepare
from tests.running.server import Server, serving
from tests.running.wire import browser

SUBMISSIONS, KILLS, CLIENTS = 200, 20, 4
FORM = "/kukar-dpmptsp/wbs/lapor/"
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 600  # 150 kB: long enough to be cut off on its way
PATIENCE = 60.0
GIVE_UP = 0.1  # so many of those whose answer was lost never come back


@dataclass
class Sender:
    """A person with a form that is filled in: sends it, again and again, until the code is there."""

    number: int
    browser: Browser
    gives_up: bool
    with_file: bool
    form: Form | None = None
    codes: list[str] = field(default_factory=list)
    lost: int = 0

    @property
    def text(self) -> str:
        return f"laporan nomor {self.number} dari uji mati mendadak"

    def send(self) -> None:
        """Open the form once, then send that same form until it is answered with a code."""
        until = time.monotonic() + PATIENCE
        while not self.codes and time.monotonic() < until:
            try:
                self.attempt()
            except (OSError, HTTPException):
                self.lost += 1
                if self.gives_up and self.form is not None:
                    return
                time.sleep(0.05)

    def attempt(self) -> None:
        if self.form is None:
            self.form = self.browser.open(FORM).form("lapor")
        files = {"bukti": a_file(f"bukti-{self.number}.pdf", PDF)} if self.with_file else {}
        self.browser.send(self.form, self.fields(), files=files)
        code = code_on(self.browser)
        assert code, self.browser.text
        self.codes.append(code)

    def fields(self) -> dict[str, str]:
        return {
            "cara-melapor": "tanpa-nama",
            "judul": "Mati mendadak",
            "uraian": self.text,
            "iktikad": "ya",
        }


def code_on(page: Browser) -> str:
    """Return the access code that the page shows, "" where it shows none."""
    text = page.response.content.decode()
    if 'class="code"' not in text:
        return ""
    shown = text.partition('class="code"')[2].partition("</p>")[0]
    return "-".join(part.partition("</span>")[0] for part in shown.split("<span>")[1:])


@pytest.fixture
def installation(tmp_path: Path, own_database: OwnDatabase, data_folder: Path) -> Installation:
    return prepare(tmp_path, own_database, Clock(), slot="1 menit")


@pytest.fixture
def chance() -> random.Random:
    seed = time.time_ns() % 1_000_000
    print(f"seed of the killing: {seed}")  # noqa: T201 - shown where it fails, to run it again
    return random.Random(seed)


@pytest.fixture
def server(installation: Installation, tmp_path: Path) -> Iterator[Server]:
    with serving(Server(installation.environment, tmp_path / "server.log")) as found:
        yield found
    print(found.log.read_text())  # noqa: T201 - shown where the test fails


def test_reports_survive_kill_9(installation: Installation, server: Server, chance: random.Random) -> None:
    senders = [
        Sender(number, browser(server.portal_address), chance.random() < GIVE_UP, chance.random() < 0.25)
        for number in range(SUBMISSIONS)
    ]
    kill_while_sending(senders, server, chance)
    everybody_got_one_code(senders)
    the_same_form_gives_the_same_code(senders, chance)
    installation.office.clock.forward(minutes=10)
    nothing_is_half(senders)
    every_code_opens_its_report([each for each in senders if each.codes], installation)
    leftovers_go_and_nothing_else(chance.sample([each for each in senders if each.codes], 20), installation)


def kill_while_sending(senders: list[Sender], server: Server, chance: random.Random) -> None:
    """Let the clients work; kill when so many more codes have been shown, plus a random moment."""
    with ThreadPoolExecutor(CLIENTS) as pool:
        work = [pool.submit(sender.send) for sender in senders]
        for number in range(KILLS):
            wait_for(work, (number * SUBMISSIONS) // (KILLS + 1), server)
            time.sleep(chance.uniform(0, 0.15))
            kill(server, chance)
        wait_for(work, SUBMISSIONS, server)


def kill(server: Server, chance: random.Random) -> None:
    """Either everything dies, or only the processes that answer (their parents start new ones)."""
    if chance.random() < 0.4:
        server.kill()
        server.start()
    else:
        server.kill_workers()


def wait_for(work: list[Future[None]], count: int, server: Server) -> None:
    """Wait until so many of the senders have finished."""
    until = time.monotonic() + PATIENCE
    while sum(each.done() for each in work) < count:
        server.revive()
        assert time.monotonic() < until, server.log.read_text()
        time.sleep(0.005)
    for each in work:
        if each.done():
            each.result()


def everybody_got_one_code(senders: list[Sender]) -> None:
    shown = [each for each in senders if each.codes]
    assert sum(each.lost for each in senders) >= KILLS // 2, "the kills met nobody: the test shows nothing"
    assert {each.number for each in senders if not each.gives_up} <= {each.number for each in shown}
    assert len({each.codes[0] for each in shown}) == len(shown)


def the_same_form_gives_the_same_code(senders: list[Sender], chance: random.Random) -> None:
    before = Report.objects.count()
    for sender in chance.sample([each for each in senders if each.codes], 20):
        sender.attempt()
        assert sender.codes[0] == sender.codes[-1]
    assert Report.objects.count() == before


def nothing_is_half(senders: list[Sender]) -> None:
    reports = list(Report.objects.all())
    shown = sum(bool(each.codes) for each in senders)
    assert shown <= len(reports) <= SUBMISSIONS
    assert Case.objects.count() == Reporter.objects.count() == Identity.objects.count() == len(reports)
    for report in reports:
        case = Case.objects.get(links__report=report)
        assert shreds.share(report.object_name) and shreds.share(case.object_name)
        assert DialogueKey.objects.filter(report=report).count() == 1
        assert set(CompartmentKey.objects.filter(case=case).values_list("compartment", flat=True)) == {
            "content",
            "dialogue",
        }
        held = Seal.objects.filter(case=case)
        assert held.filter(compartment="handling", acting=True).exists()
        assert held.filter(compartment="handling", reserve=True).exists()
        assert held.filter(compartment__startswith="identity:").exists()
        assert case.turns.count() == 1
        assert [event.kind for event in trail(case)] == ["case.received"]
    assert journal.verify() == []
    assert not File.objects.filter(blob__endswith=".part").exists()
    for file in File.objects.all():
        with blobs.reader(file.blob) as content:
            assert len(content.read()) == file.padded_size


def trail(case: Case) -> list[journal.models.Event]:
    from kentongan.journal.models import Event

    return list(Event.objects.filter(chain=case.object_name))


def every_code_opens_its_report(senders: list[Sender], installation: Installation) -> None:
    """The code opens a page, and the case behind it holds what that very sender wrote and attached."""
    now, kasi = installation.office.clock.now, installation.office.officer("kasi-pengaduan")
    for sender in senders:
        key = reporter.enter(sender.codes[0])
        (code,) = key.reports
        assert len(reporter.page(key, now)) == 1
        case = Case.objects.get(links__report__code=code)
        (report,) = reads.case_page(kasi, case.code, now).reports
        assert sender.text in [line.value for line in report.answers]
        assert [file.name for file in report.files] == [f"bukti-{sender.number}.pdf"] * sender.with_file
        for file in report.files:
            assert b"".join(reads.file(kasi, case.code, file.code, now)[1]) == PDF


def leftovers_go_and_nothing_else(senders: list[Sender], installation: Installation) -> None:
    """In time the worker removes what cut-off uploads left behind; every report still opens."""
    later = datetime.now(UTC) + timedelta(days=31)  # files know the machine's clock only
    shares = len(list(installation.data.joinpath("shreds").iterdir()))
    assert leftovers.sweep(later) == shares - 2 * Report.objects.count()
    staging.sweep(later)
    known = set(File.objects.values_list("blob", flat=True))
    assert {path.name for path in blobs.folder().iterdir()} == known
    every_code_opens_its_report(senders, installation)
