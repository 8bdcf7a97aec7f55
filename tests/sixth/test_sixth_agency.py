"""A sixth agency that no code knows: a regency that is not on any map, other hours, other posts, another SOP.

It is loaded by the loader and walked by the driver that the five others use. If something of an agency stood in the
code, this is where it would be missed.
"""

from io import StringIO
from pathlib import Path

import pytest
from conftest import Clock, load_office

from kentongan.cases.models import Case, Turn
from kentongan.sop.cli import check_paths
from kentongan.sop.profile import load_profile
from kentongan.sop.walks import Walk, covering_walks
from tests.journeys.drive import Driver
from tests.journeys.reporter import send
from tests.journeys.walking import walk_through

FOLDER = Path(__file__).parent / "agency"
AGENCY = "nusahilir-dishub"
PROFILE = load_profile(
    {
        path.relative_to(FOLDER / AGENCY).as_posix(): path.read_text(encoding="utf-8")
        for path in (FOLDER / AGENCY).rglob("*.toml")
    }
)
WALKS = [
    pytest.param(key, walk, id=f"{key}-{place}")
    for key, service in PROFILE.services.items()
    for place, walk in enumerate(covering_walks(PROFILE.sops[service.sop]))
]


@pytest.mark.pure
def test_its_folder_is_sound() -> None:
    said = StringIO()
    assert check_paths([FOLDER], said) == 0, said.getvalue()


@pytest.mark.parametrize(("service", "walk"), WALKS)
def test_it_is_walked_by_the_same_code(db: None, clock: Clock, service: str, walk: Walk) -> None:
    with clock.everywhere():
        walk_through(load_office(AGENCY, clock, within=FOLDER), service, walk)


def test_its_orders_may_come_from_the_group(db: None, clock: Clock) -> None:
    """The clerk writes down what the head ordered in the group, with a picture of it."""
    (walk,) = (each.values[1] for each in WALKS if ("6", "ulangi") in each.values[1])
    with clock.everywhere():
        office = load_office(AGENCY, clock, within=FOLDER)
        driver = Driver(office, service="jalan", reporter=send(office, "jalan"))
        driver.recorded = frozenset({"6"})
        for _step, _outcome in driver.walk(Case.objects.get().code, walk):
            pass
    recorded = Turn.objects.filter(step="6").values_list("closed_by", "recorded_for")
    assert set(recorded) == {("loket", "kepala-kantor")}


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (23, "24 November 2026 pukul 14.00 WIT"),  # Monday: by the end of Tuesday
        (24, "26 November 2026 pukul 14.00 WIT"),  # Wednesday is a day of the region's own
        (27, "28 November 2026 pukul 12.20 WIT"),  # Friday: on Saturday the office works
        (28, "30 November 2026 pukul 14.00 WIT"),  # Saturday: Sunday is the only day off
    ],
)
def test_its_week_has_six_days_and_a_short_friday(db: None, clock: Clock, day: int, due: str) -> None:
    clock.now = clock.now.replace(day=day)
    (walk,) = (each.values[1] for each in WALKS if ("2", "lampu") in each.values[1])
    with clock.everywhere():
        office = load_office(AGENCY, clock, within=FOLDER)
        driver = Driver(office, service="jalan", reporter=send(office, "jalan"))
        code = Case.objects.get().code
        driver.walk_to(code, walk, "3")
        page = driver.at("kabid-prasarana", f"/meja/berkas/{code}/")
    assert due in page.text
