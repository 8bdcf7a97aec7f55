"""The first journey: seed 001, from the form to the archive, over HTTP, each person with their own session and keys.

The walks are those that the engine finds: the smallest set that takes every outcome of every step.
"""

import pytest
from conftest import Office

from kentongan.cases.models import Case, Turn
from kentongan.sop.walks import Walk
from tests.browser import Browser, enter, report

from . import SOP, WALKS
from .drive import Driver

PLAIN_STATUS = {
    "diterima": "Diterima",
    "selesai": "Selesai",
    "diteruskan": "Diteruskan ke instansi yang berwenang",
}


def look(code: str) -> Browser:
    """Somebody who holds the code opens the reporter's page, in a browser that never saw the form."""
    browser = enter(code)
    assert browser.url.startswith("/laporan/"), browser.text
    return browser


@pytest.mark.parametrize("walk", WALKS, ids=["-".join(step for step, _ in walk) for walk in WALKS])
def test_a_report_travels_the_signed_sop(moving: Office, walk: Walk) -> None:
    code = report()
    moving.clock.forward(minutes=2)
    case = Case.objects.get()
    driver = Driver(moving)
    for _step, _outcome in driver.walk(case.code, walk):
        pass
    assert tuple(Turn.objects.filter(case=case).values_list("step", "outcome")) == walk
    case.refresh_from_db()
    assert case.ended_at is not None
    page = look(code)
    last = SOP.steps[walk[-1][0]]
    status = last.outcomes[walk[-1][1]].status or last.status or ""
    assert PLAIN_STATUS[status] in page.text


def test_together_the_walks_take_every_outcome_of_every_step() -> None:
    every = {(step.key, way) for step in SOP.steps.values() for way in step.outcomes}
    assert {edge for walk in WALKS for edge in walk} == every


def test_both_sides_talk_while_the_case_is_handled(moving: Office) -> None:
    code = report()
    moving.clock.forward(minutes=2)
    kasi = Driver(moving).browser("kasi-pengaduan")
    case = Case.objects.get()
    kasi.open(f"/meja/berkas/{case.code}/")
    kasi.press(kasi.form("/pesan/"), teks="Kapan Anda mengajukan izin?")
    rani = look(code)
    assert "Kapan Anda mengajukan izin?" in rani.text
    moving.clock.forward(seconds=17)
    rani.press(rani.form("/laporan/"), pesan="Tanggal 3 Agustus.")
    kasi.open(f"/meja/berkas/{case.code}/")
    assert "Tanggal 3 Agustus." not in kasi.text
    moving.clock.forward(minutes=2)
    kasi.open(f"/meja/berkas/{case.code}/")
    assert "Tanggal 3 Agustus." in kasi.text


def test_the_daily_check_is_done_once_a_day(moving: Office) -> None:
    kasi = Driver(moving).browser("kasi-pengaduan")
    form = kasi.form("/rutin/")
    kasi.send(form, {name: "0" for name, kind in form.names.items() if kind in {"number", "text"}})
    assert not [each for each in kasi.forms if "/rutin/" in each.action]
    moving.clock.forward(days=1)
    kasi = Driver(moving).browser("kasi-pengaduan")
    assert [each for each in kasi.forms if "/rutin/" in each.action]
