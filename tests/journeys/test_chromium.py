"""The first journey in a real browser with JavaScript switched off, on a phone, and what it looks like.

The pictures land in the test's folder; where KENTONGAN_PICTURES names a folder, they are kept there.
"""

import os
import shutil
import threading
import traceback
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import Clock, Office, load_office
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler, get_internal_wsgi_application
from django.core.signals import got_request_exception
from django.db import connections
from playwright.sync_api import Browser, Page, sync_playwright

from kentongan.cases.models import Turn
from kentongan.sop.walks import Walk
from tests.browser import CODE, FORM

from . import PLAIN_WALK

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
DESKTOP = {"width": 1120, "height": 1000}
PHONE = {"width": 360, "height": 740}
PHOTO = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Server(ThreadedWSGIServer):
    def process_request_thread(self, request, client_address) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            connections.close_all()


@pytest.fixture
def office_on_disk(own_database: object, clock: Clock) -> Iterator[Office]:
    """An open office in a database with real commits, and a clock that the pages share."""
    with clock.everywhere():
        yield load_office("kukar-dpmptsp", clock)


@pytest.fixture
def address(office_on_disk: Office) -> Iterator[str]:
    """The address of a server in this process."""
    server = _Server(("127.0.0.1", 0), _Quiet)
    server.set_app(get_internal_wsgi_application())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    failures: list[str] = []

    def note(**_: object) -> None:
        failures.append(traceback.format_exc())

    got_request_exception.connect(note)
    yield f"http://localhost:{server.server_address[1]}"
    got_request_exception.disconnect(note)
    server.shutdown()
    server.server_close()
    thread.join()
    assert failures == []


@pytest.fixture
def chromium() -> Iterator[Browser]:
    """Chromium, as Debian ships it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Person:
    """Somebody with a phone of their own and no JavaScript; counts what their browser asks for."""

    def __init__(self, browser: Browser, address: str, pictures: Path) -> None:
        self.context = browser.new_context(java_script_enabled=False, viewport=PHONE)
        self.page: Page = self.context.new_page()
        self.address, self.pictures = address, pictures
        self.asked: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))

    def open(self, path: str) -> None:
        answer = self.page.goto(self.address + path)
        assert answer is not None and answer.ok, (path, answer and answer.status)

    def look(self, name: str) -> None:
        """Take a picture; nothing may stick out of the phone."""
        width = self.page.locator("html").evaluate("element => element.scrollWidth")
        assert width <= PHONE["width"], f"{name} is {width} wide"
        self.page.screenshot(path=self.pictures / f"{name}.png", full_page=True)

    def look_wide(self, name: str) -> None:
        """Take a picture as on an office computer."""
        self.page.set_viewport_size(DESKTOP)
        self.page.screenshot(
            path=self.pictures / f"{name}-wide.png", full_page=True, clip={"x": 0, "y": 0, **DESKTOP}
        )
        self.page.set_viewport_size(PHONE)

    def press(self, words: str) -> None:
        self.page.get_by_role("button", name=words, exact=True).last.click()

    @property
    def text(self) -> str:
        return " ".join(self.page.inner_text("body").split())


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Where the pictures go."""
    kept = os.environ.get("KENTONGAN_PICTURES")
    folder = Path(kept) if kept else tmp_path / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def test_a_report_travels_in_chromium_without_javascript(
    office_on_disk: Office, address: str, chromium: Browser, pictures: Path
) -> None:
    office = office_on_disk
    rani = Person(chromium, address, pictures)
    code = _report(rani)
    office.clock.forward(minutes=2)

    def officer(username: str) -> Person:
        person = Person(chromium, address, pictures)
        person.open("/meja/")
        person.page.fill("[name=nama]", username)
        person.page.fill("[name=sandi]", office.passwords[username])
        person.press("Masuk")
        return person

    kasi, kabid, answering = (
        officer(name) for name in ("kasi-pengaduan", "kabid-pengaduan", "kabid-perizinan")
    )
    kasi.look("10-desk")

    def step(person: Person, button: str, picture: str = "", **fields: str) -> None:
        person.open("/meja/")
        person.page.locator("main a[href*='/berkas/']").first.click()
        person.press("Mulai kerjakan")
        office.clock.forward(minutes=1)
        for name, value in fields.items():
            _fill(person.page, name.replace("__", "--").replace("_", "-"), value)
        if picture:
            person.look(picture)
            person.look_wide(picture)
        person.press(button)
        assert person.page.url.endswith("/meja/"), person.text

    step(kasi, "Selesai", "11-sorting", klasifikasi="persyaratan", unit="perizinan")
    step(kabid, "Teruskan ke bidang terkait", instruksi="Mohon ditindaklanjuti.")
    step(answering, "Selesai", jawaban="Izin terbit hari ini.")
    step(kasi, "Selesai", konsep__surat_balasan="Yth. Pelapor,\n\nIzin Anda terbit hari ini.")
    step(kabid, "Tanda tangani", "12-signing", tanda_tangan__surat_balasan="ya")
    step(kasi, "Selesai", nomor__surat_balasan="503/77/2026")
    step(kasi, "Selesai", bukti_kirim__surat_balasan="Halaman pelapor")
    step(kasi, "Arsipkan", lokasi_arsip="Lemari 2")
    assert walked() == PLAIN_WALK
    _read_the_answer(Person(chromium, address, pictures), code)
    assert all(url.startswith(address) for person in (rani, kasi, kabid) for url in person.asked)


def test_after_a_quick_exit_the_way_back_shows_nothing_that_was_typed(
    address: str, chromium: Browser, pictures: Path
) -> None:
    rani = Person(chromium, address, pictures)
    rani.open(FORM)
    rani.page.check("input[name=cara-melapor][value=tanpa-nama]")
    rani.page.fill("[name=uraian]", "Izin usaha saya sudah tiga bulan tidak terbit.")
    rani.open("/")  # wherever the exit leads: another page of the same tab
    rani.page.go_back()
    assert FORM in rani.page.url
    assert rani.page.input_value("[name=uraian]") == ""
    assert not rani.page.locator("input[type=radio]:checked").count()


def walked() -> Walk:
    """Return the turns that were written; read in another thread, as Playwright has a loop of its own in this one."""

    def read() -> Walk:
        try:
            return tuple(Turn.objects.values_list("step", "outcome"))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(read).result()


def _report(rani: Person) -> str:
    rani.open("/")
    rani.look("01-front")
    rani.open(FORM)
    rani.look("02-form")
    page = rani.page
    page.check("input[name=cara-melapor][value=tanpa-nama]")
    page.fill("[name=judul]", "Izin belum terbit")
    rani.press("Kirim Pengaduan")
    rani.look("03-missing")
    assert page.input_value("[name=judul]") == "Izin belum terbit"
    page.fill("[name=uraian]", "Izin usaha saya sudah tiga bulan tidak terbit.")
    page.check("[name=iktikad]")
    page.set_input_files("[name=bukti]", {"name": "loket.png", "mimeType": "image/png", "buffer": PHOTO})
    rani.press("Kirim Pengaduan")
    rani.look("04-code")
    code = CODE.search(rani.text)
    assert code is not None, rani.text
    rani.press("Saya sudah mencatat kode")
    assert code.group() not in rani.text
    return code.group()


def _fill(page: Page, name: str, value: str) -> None:
    control = page.locator(f"[name={name}]")
    kind = control.first.evaluate("element => element.type")
    if kind == "radio":
        page.check(f"[name={name}][value={value}]")
    elif kind == "checkbox":
        control.check()
    elif kind.startswith("select"):
        control.select_option(value)
    else:
        control.fill(value)


def _read_the_answer(rani: Person, code: str) -> None:
    rani.open("/cek/")
    rani.page.fill("[name=kode]", code.lower().replace("0", "o"))
    rani.press("Buka")
    rani.look("20-answer")
    assert "Izin Anda terbit hari ini." in rani.text
    assert "503/77/2026" in rani.text
