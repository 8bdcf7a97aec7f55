"""The canary's story, beside the SOP: an archived report is taken up again, its reporter asked, and it is referred."""

import re
from collections.abc import Callable
from datetime import datetime

from tests.browser import a_file
from tests.canary.people import DESK, Officer, Reporter, Town
from tests.canary.story import KABID, KASI, SMALL


def taken_up_again(town: Town, rani: Reporter, forward: Callable[[], datetime]) -> None:
    """Every act beside the SOP that leaves something written, on a case that follows an archived one."""
    marks = town.marks
    kabid = town.officer(KABID).open(_archived(town.officer(KABID)))
    kabid.act("buka-kembali", {"alasan": marks.text("reopening")})
    kasi = town.officer(KASI).find(marks.given["judul"])
    until = forward().date().isoformat()
    file = marks.name("missing-file"), marks.body("missing-body", SMALL)
    asked = {"teks": marks.text("missing"), "sampai": until}
    kasi.open().act("kelengkapan", asked, files={"berkas": [a_file(*file)]})
    rani.come_back()
    rani.write(marks.text("completed"), {})
    forward()
    kasi.open().act("tarik", {"alasan": marks.text("withdrawal")})
    letter = marks.name("referral-file"), marks.body("referral-body", SMALL)
    referred = {"kepada": marks.text("authority"), "alasan": marks.text("referral")}
    kasi.open().act("limpah", referred, files={"berkas": [a_file(*letter)]})
    kasi.open()
    rani.come_back()


def _archived(officer: Officer) -> str:
    page = officer.browser.open(f"{DESK}arsip/").response.content.decode()
    (code,) = dict.fromkeys(re.findall(rf'href="{DESK}berkas/([^/"]+)/"', page))
    return str(code)
