"""Telling the canary's story once, on a served installation, and looking into every place at every turn of it."""

import hashlib
import logging
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from conftest import Clock
from django.apps import apps
from django.db.models import DateTimeField

from tests.canary import beside, paper, places, story
from tests.canary.forms import Find, Patterns, patterns
from tests.canary.marks import Marks, new_stem
from tests.canary.people import Town
from tests.database import OwnDatabase
from tests.running.installation import Installation, prepare
from tests.running.server import ROOT, Server, free_port, serving

# 09.17 in the office, a minute that stands nowhere else; the next full working hour is 10.00.
SENT_AT = datetime(2026, 11, 23, 1, 17, 23, tzinfo=UTC)
OUR_ADDRESS = "127.83.144.21"  # loopback is a whole network: this is where the reporters come from
HOUR, GRID = timedelta(hours=1), timedelta(minutes=5)
SESSIONS = "web.SealedSession"

Finding = tuple[str, str, Find]  # moment, place, what


class Mailbox:
    """A mail server on this machine that keeps what it is given."""

    def __init__(self) -> None:
        self.mails: list[Message] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        self.mails.append(message_from_bytes(envelope.content))
        return "250 OK"


@dataclass
class Told:
    """What was found while the story was told, and after it."""

    marks: Marks
    traces: Mapping[str, str]
    found: list[Finding] = field(default_factory=list)
    traced: list[Finding] = field(default_factory=list)
    temporary: set[str] = field(default_factory=set)
    off_grid: list[str] = field(default_factory=list)
    exact: list[str] = field(default_factory=list)
    dated: set[float] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)
    codes: list[str] = field(default_factory=list)
    codes_found: list[str] = field(default_factory=list)  # where one of them lies
    mails: list[Message] = field(default_factory=list)
    looked_at: int = 0
    places: set[str] = field(default_factory=set)
    log: str = ""


@dataclass
class Watch:
    """Looks into every place and notes what it finds."""

    told: Told
    installation: Installation
    server: Server
    database: OwnDatabase
    log: Path
    marks: Patterns = field(init=False)
    traces: Patterns = field(init=False)
    clean: set[bytes] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.marks = patterns(self.told.marks.stem)
        stem = self.told.traces["X-Real-IP"]
        self.traces = {
            **patterns(stem),
            "address": (OUR_ADDRESS.encode(), bytes(map(int, OUR_ADDRESS.split(".")))),
        }

    def everywhere(self, moment: str) -> None:
        """Look at the disk, the tables, the open files, the log."""
        self._note(moment, self._places())

    def on_the_way(self, sent: int) -> None:
        """Look while a body is being sent: at the disk, and at what the server holds open."""
        self.told.temporary |= {path.name for path in self.installation.temporary.rglob("*")}
        found = [*places.in_folder(self.installation.data), *places.in_folder(self.installation.temporary)]
        self._note(f"{sent} bytes sent", [*found, *places.in_open_files(self.server.processes())])

    def for_codes(self, codes: list[str]) -> None:
        """Look for access codes, however they are written, in every place."""
        wanted = [spelling for code in codes for spelling in paper.spellings(code)]
        self.told.codes += codes
        for label, data in self._places():
            whole = data.upper()
            self.told.codes_found += [label for spelling in wanted if spelling in whole]

    def _places(self) -> Iterator[places.Place]:
        yield from places.in_folder(self.installation.data)
        yield from places.in_folder(self.installation.temporary)
        yield from places.in_open_files(self.server.processes())
        yield from places.in_tables()
        yield from places.of_database(self.database.name)
        yield "log", self.log.read_bytes()
        for number, mail in enumerate(self.told.mails):
            yield f"mail {number}", mail.as_bytes()

    def _note(self, moment: str, looked_at: Any) -> None:
        for label, data in looked_at:
            self.told.looked_at += len(data)
            self.told.places.add(label)
            digest = hashlib.sha256(data).digest()
            if digest in self.clean:  # the very same bytes as before
                continue
            before = len(self.told.found) + len(self.told.traced)
            self.told.found += [(moment, *each) for each in places.find([(label, data)], self.marks)]
            self.told.traced += [(moment, *each) for each in places.find([(label, data)], self.traces)]
            if len(self.told.found) + len(self.told.traced) == before:
                self.clean.add(digest)

    def times(self) -> None:
        """Note every time in a row that tells more than the grid, and every minute that stands anywhere as text."""
        for model in apps.get_models():
            for column in (each for each in model._meta.get_fields() if isinstance(each, DateTimeField)):
                grid = GRID if model._meta.label == SESSIONS else HOUR
                for value in model._default_manager.values_list(column.name, flat=True):
                    if value is not None and (value - datetime(2000, 1, 1, tzinfo=UTC)) % grid:
                        self.told.off_grid.append(f"{model._meta.label}.{column.name} {value}")
        self.told.exact += [
            f"{label}: {minute.decode()}"
            for label, data in places.in_tables()
            for minute in _minutes()
            if minute in data
        ]

    def files(self) -> None:
        """Note the dates of sealed files and shares."""
        for name in ("blobs", "shreds"):
            self.told.dated |= {path.stat().st_mtime for path in (self.installation.data / name).iterdir()}


def _minutes() -> list[bytes]:
    """The minutes of the reporters' acts, as a row could hold them: in UTC, in the office, as seconds since 1970."""
    moments = [SENT_AT + timedelta(minutes=each) for each in range(3)]
    spoken = [f"{at + timedelta(hours=zone):%H:%M:}" for at in moments for zone in (0, 8)]
    seconds = {str(int((SENT_AT + timedelta(seconds=each)).timestamp()))[:-2] for each in range(0, 180, 50)}
    return [each.encode() for each in (*spoken, *sorted(seconds))]


def tell(folder: Path, database: OwnDatabase) -> Told:
    """Tell the whole story; return what was found."""
    installation = prepare(folder, database, Clock(), slot="jam kerja")
    installation.environment["KENTONGAN_DESK_URL"] = "https://meja.contoh.test/meja/"
    told, stem = Told(Marks(), {}), new_stem()
    told.traces = {
        "User-Agent": f"{stem} (Ponsel; Rani)",
        "Referer": f"https://{stem}.contoh.test/grup-warga",
        "X-Forwarded-For": f"198.51.100.7, {stem}",
        "X-Real-IP": stem,
        "Forwarded": f"for={stem}",
        "Accept-Language": f"id,{stem}",
        "From": f"{stem}@contoh.test",
        "Via": f"1.1 {stem}",
    }
    log = folder / "server.log"
    server = Server(installation.environment, log, desk=True)
    with serving(server):
        watch = Watch(told, installation, server, database, log)
        town = Town(installation, server, told.marks, told.traces, OUR_ADDRESS, between=watch.on_the_way)
        _chapters(town, watch)
        watch.everywhere("at the end, still running")
    watch.everywhere("after the end")
    told.unread = town.seen.missing(told.marks.given)
    told.log = log.read_text()
    return told


def _chapters(town: Town, watch: Watch) -> None:
    installation, forward = town.installation, story.an_hour_later(town)
    installation.set_clock(SENT_AT)
    rani = story.sent_form(town)
    story.abandoned_form(town)
    story.sent_many_times_at_once(town)
    story.first_message(town, rani)
    watch.everywhere("before anybody of the office has come")
    watch.times()
    watch.files()
    forward()
    mail(town, watch)
    story.to_the_archive(town, rani, forward)
    watch.everywhere("after the first archive")
    beside.taken_up_again(town, rani, forward)
    story.to_another_authority(town, forward)
    story.read_the_impatient(town)
    paper.taken_in(town)
    paper.from_the_box(town)
    forward()
    paper.read_the_answers(town)
    watch.for_codes([*town.codes, rani.code])
    story.wrong_doors(town)
    mail(town, watch)
    watch.files()


def mail(town: Town, watch: Watch) -> None:
    """Let the worker deliver what is due to a mail server of ours."""
    logging.getLogger("mail.log").setLevel(logging.WARNING)  # the test's own mail server talks a lot
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        environment = {
            **town.installation.environment,
            "KENTONGAN_SMTP_HOST": "127.0.0.1",
            "KENTONGAN_SMTP_PORT": str(controller.port),
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        }
        command = [sys.executable, "-m", "tests.running.clocked", "worker", "--once"]
        with watch.log.open("ab") as log:
            subprocess.run(command, check=True, cwd=ROOT, env=environment, stdout=log, stderr=log)
    finally:
        controller.stop()
    watch.told.mails += box.mails
