"""Every service of every agency in a real browser with scripts off, on a phone: from the form to the archive.

One walk of each SOP, the longest of those that together take every outcome; each person on a phone of their own.
What has to hold of every page that any of them sees is asked by the phone itself (chromium.py).
"""

from collections.abc import Callable

import pytest
from conftest import AGENCIES, Clock, load_office

from kentongan.cases.models import Case, Turn
from kentongan.sop.model import Sop
from kentongan.sop.walks import Walk, covering_walks
from tests.browser import Browser, a_file, enter
from tests.seeds import profile

from .chromium import PROGRAM, Phone
from .drive import DESK, Driver
from .filling import PHOTO
from .reporter import Reporter, form_of, send

Picture = Callable[..., None]

SERVICES = [
    pytest.param(folder.name, key, id=f"{folder.name}-{key}")
    for folder in sorted(AGENCIES.iterdir())
    for key in profile(folder.name).services
]

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="needs Chromium")


@pytest.mark.parametrize(("agency", "service"), SERVICES)
def test_a_report_travels_in_chromium_without_script(
    phone: Phone, clock: Clock, picture: Picture, agency: str, service: str
) -> None:
    office = load_office(agency, clock)

    def look(seen: Browser, name: str, *, wide: bool = False) -> None:
        picture(seen, f"{agency}-{service}-{name}", wide=wide)

    rani = _reported(office, service, phone, look)
    driver = Driver(office, service=service, reporter=rani, new=phone.anew)
    walk = max(covering_walks(driver.sop), key=len)
    _carry(driver, Case.objects.get().code, walk, look)
    assert tuple(Turn.objects.values_list("step", "outcome")) == walk
    assert Case.objects.get().ended_at is not None
    # As one reads it off a slip of paper.
    answered = enter(rani.code.lower().replace("0", "o"), phone.anew())
    look(answered, "20-answer")
    assert [told for told in _to_be_told(driver.sop, walk) if told not in answered.text] == []


def _reported(office, service: str, phone: Phone, look: Picture) -> Reporter:
    """Rani finds the form, forgets nearly everything, fills it in, and writes down her code."""
    look(phone.open("/"), "01-front")
    look(phone.open(form_of(office, service)), "02-form")
    form = phone.form("/lapor/")
    files = [name for name, kind in form.names.items() if kind == "file"]
    phone.send(form, {"judul": "Loket tutup"}, files={files[0]: a_file("loket.jpg", PHOTO)})
    look(phone, "03-missing")
    assert phone.form("/lapor/").values["judul"] == ["Loket tutup"]
    assert "loket.jpg" in phone.text
    rani = send(office, service, phone)
    look(phone, "04-code")
    phone.press(phone.form("/terkirim/"))
    assert rani.code not in phone.text
    return rani


def _carry(driver: Driver, code: str, walk: Walk, look: Picture) -> None:
    """Take every step; in the middle look at the case as whoever holds it sees it."""
    for place, (step, outcome) in enumerate(driver.walk(code, walk), start=1):
        if place == 1:
            look(driver.browser(driver.holder(step)), "10-desk")
        if place == len(walk) // 2:
            after = driver.sop.steps[outcome.to]
            page = driver.at(driver.holder(after), f"{DESK}berkas/{code}/")
            look(page, "11-case")
            look(page, "11-case-wide", wide=True)


def _to_be_told(sop: Sop, walk: Walk) -> list[str]:
    """What the driver wrote that is Rani's to read: the papers that answer her, each with its number."""
    taken = [(sop.steps[step], sop.steps[step].outcomes[outcome]) for step, outcome in walk]
    papers = {
        effect.object for step, outcome in taken for effect in step.does(outcome) if effect.kind == "answer"
    }
    asked = {need.key for step, outcome in taken for need in step.asks(outcome)}
    wanted = [(kind, paper) for paper in papers for kind in ("konsep", "nomor")]
    return [
        f"Isi {kind}--{paper}."
        for kind, paper in wanted
        if f"{kind}: {paper}" in asked and (kind == "konsep" or not sop.papers[paper].book)
    ]
