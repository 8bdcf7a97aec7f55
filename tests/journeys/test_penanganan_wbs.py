"""Beside the first journey: both sides talk while it goes on; the daily duty that no file has (seed 001, step 2)."""

from conftest import Office

from kentongan.cases.models import Case
from tests.browser import Browser, enter, report

from .drive import Driver


def look(code: str) -> Browser:
    """Somebody who holds the code opens the reporter's page, in a browser that never saw the form."""
    browser = enter(code)
    assert browser.url.startswith("/laporan/"), browser.text
    return browser


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
