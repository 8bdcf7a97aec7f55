"""What the phone of the walks notices by itself, and what a real browser keeps of a form that was left."""

import pytest
from conftest import Clock, load_office
from playwright.async_api import Route

from tests.browser import FORM

from .chromium import PROGRAM, Phone

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="needs Chromium")

WIDE = "<p style='width: 700px'>Lebar</p>"
BAD_PAGES = {
    "too-wide": (200, WIDE, "'7.. wide'"),
    "too-wide-when-unfolded": (200, f"<details><summary>Buka</summary>{WIDE}</details>", "'7.. wide'"),
    "of-another-host": (200, "<img src='http://lain.example/gambar.png'>", "'asked http://lain.example/"),
    "complained-of-by-the-browser": (200, "<img src='/tidak-ada.png'>", "'error: "),
    "a-failure-of-the-server": (500, "<p>Rusak</p>", "'500: "),
}


@pytest.mark.parametrize(("status", "body", "noticed"), BAD_PAGES.values(), ids=BAD_PAGES)
def test_the_phone_takes_no_page_that_is(phone: Phone, status: int, body: str, noticed: str) -> None:
    async def answer(route: Route) -> None:
        if route.request.is_navigation_request():
            await route.fulfill(status=status, content_type="text/html", body=f"<!doctype html>{body}")
        else:
            await route.fulfill(status=404 if "tidak-ada" in route.request.url else 200, body="")

    phone.open("/cek/")
    phone.do(phone.page.context.route, "**/*", answer)
    with pytest.raises(AssertionError, match=f"^\\('/cek/', {noticed}"):
        phone.open("/cek/")


def test_after_a_quick_exit_the_way_back_shows_nothing_that_was_typed(phone: Phone, clock: Clock) -> None:
    load_office("kukar-dpmptsp", clock)
    phone.open(FORM)
    phone.do(phone.page.check, "input[name=cara-melapor][value=tanpa-nama]")
    phone.do(phone.page.fill, "[name=uraian]", "Izin usaha saya sudah tiga bulan tidak terbit.")
    phone.open("/")  # wherever the exit leads: another page of the same tab
    assert phone.back().url == FORM
    assert phone.do(phone.page.input_value, "[name=uraian]") == ""
    assert not phone.do(phone.page.locator("input[type=radio]:checked").count)
