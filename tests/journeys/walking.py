"""A walk of an SOP from the form to the archive, looked at after every step."""

from conftest import Office

from kentongan.cases.models import Case, Turn
from kentongan.sop.walks import Walk

from .drive import Driver
from .following import Follower
from .reporter import send

# The five services, by the number of their source: agency and service.
SERVICES = {
    "000": ("kebumen-disperindagkopukm", "wbs"),
    "001": ("kukar-dpmptsp", "wbs"),
    "002": ("lamandau-dpmptsp", "wbs"),
    "003": ("kebumen-disperindagkopukm", "aduan"),
    "004": ("mojokerto-inspektorat", "wbs"),
}


def walk_through(office: Office, service: str, walk: Walk) -> Driver:
    """Report, take every step, and look; at the end the file is whole and the books have what they should."""
    driver = Driver(office, service=service, reporter=send(office, service))
    case = Case.objects.get()
    follower = Follower(driver, case.code)
    for step, outcome in driver.walk(case.code, walk):
        follower.follow(step, outcome)
    follower.look_at_the_end()
    assert tuple(Turn.objects.filter(case=case).values_list("step", "outcome")) == walk
    return driver
