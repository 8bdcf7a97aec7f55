"""Sample cases: the way they take, the moments at which things happened, the files that are made, the data."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kentongan.config.samples import filling, pace, pictures, reports, routes
from kentongan.problems import BadFile
from kentongan.sop import worktime
from kentongan.sop.calendars import load_calendar
from kentongan.sop.profile import load_profile
from kentongan.sop.vocabulary import NEED_NAMES, SIDE_ACTS
from kentongan.web.media_types import media_type

pytestmark = pytest.mark.pure

AGENCIES = Path(__file__).parents[4] / "agencies"
OFFICE = AGENCIES / "lamandau-dpmptsp"
CALENDAR = load_calendar((OFFICE / "kalender.toml").read_text(), "kalender.toml")


def profile_of(folder: Path):
    files = {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*.toml")}
    return load_profile(files)


SOP = profile_of(OFFICE).sops["whistle-blowing-system"]


class TestTheWay:
    def test_it_is_the_shortest_one(self) -> None:
        assert [step for step, _ in routes.route(SOP, "2", (), "5")] == ["2", "3", "4"]

    def test_it_goes_over_the_ways_that_are_named_in_their_order(self) -> None:
        walk = routes.route(SOP, "2", ("6b: kembalikan", "6c: kembalikan"), None)
        assert [step for step, _ in walk][4:11] == ["6a", "6b", "6a", "6b", "6c", "6a", "6b"]
        assert walk[-1][0] == "8"

    def test_a_step_that_is_already_there_needs_no_way(self) -> None:
        assert routes.route(SOP, "2", (), "2") == ()

    def test_there_is_none_back_to_the_beginning(self) -> None:
        with pytest.raises(LookupError):
            routes.route(SOP, "3", (), "2")

    def test_what_is_chosen_leads_along_it(self) -> None:
        for folder in sorted(path for path in AGENCIES.iterdir() if path.is_dir()):
            profile = profile_of(folder)
            for sop in profile.sops.values():
                for way in (way for step in sop.steps.values() for way in step.outcomes.values() if way.fact):
                    step = next(step for step in sop.steps.values() if way in step.outcomes.values())
                    walk = routes.route(sop, sop.start, (f"{step.key}: {way.key}",), None)
                    chosen: dict[str, str] = {}
                    for (key, outcome), facts in zip(
                        walk, routes.choices(sop, walk, list(profile.units)), strict=True
                    ):
                        chosen |= facts
                        taken = sop.steps[key].outcomes[outcome]
                        assert taken.fact is None or sop.steps[key].led(chosen) == taken


class TestMoments:
    @settings(max_examples=60)
    @given(
        passed=st.timedeltas(timedelta(), timedelta(days=660)),
        first=st.integers(0, 40),
        last=st.integers(0, 40),
        count=st.integers(1, 16),
        turn=st.integers(1, 11),
    )
    def test_they_lie_in_working_time_in_order_and_in_the_past(
        self, passed: timedelta, first: int, last: int, count: int, turn: int
    ) -> None:
        now = datetime(2026, 1, 5, tzinfo=UTC) + passed
        found = pace.moments(CALENDAR, now, first=first, last=min(first, last), count=count, turn=turn)
        assert len(found) == count
        assert all(one <= other for one, other in pairwise(found))
        assert found[-1] < now
        assert all(worktime.next_opening(CALENDAR, each) - each < timedelta(days=1) for each in found)
        assert worktime.next_opening(CALENDAR, found[0]) == found[0]

    def test_the_first_lies_so_many_working_days_back(self) -> None:
        monday = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
        (found,) = pace.moments(CALENDAR, monday, first=1, last=1, count=1)
        assert found.date().isoformat() == "2026-11-20"


class TestFiles:
    def test_a_photo_is_a_picture_and_no_two_numbers_give_the_same(self) -> None:
        photos = [pictures.photo(number) for number in range(1, 12)]
        assert len(set(photos)) == len(photos)
        for photo in photos:
            assert media_type(photo) == "png"
            with Image.open(BytesIO(photo)) as image:
                image.load()
                assert image.size == (pictures.WIDTH, pictures.HEIGHT)

    def test_a_page_is_a_pdf_whose_table_finds_its_objects(self) -> None:
        page = pictures.page("Surat (contoh) \\ kami")
        assert media_type(page) == "pdf"
        table = page[int(page.rpartition(b"startxref\n")[2].split()[0]) :].splitlines()
        places = [int(line[:10]) for line in table if line.endswith(b" n ")]
        assert [page[place:].split()[0] for place in places] == [b"1", b"2", b"3", b"4", b"5"]


class TestTexts:
    def test_every_kind_that_is_typed_has_one(self) -> None:
        own = {"choice", "person", "attendance", "file", "number", "date"}
        typed = {name for name, kind in NEED_NAMES.items() if kind.input not in own}
        assert typed - {"draft"} <= filling.TEXTS.keys()


class TestData:
    def test_every_service_has_reports_and_every_word_of_them_is_of_its_sop(self) -> None:
        for folder in sorted(path for path in AGENCIES.iterdir() if path.is_dir()):
            profile = profile_of(folder)
            for service in profile.services.values():
                sop, file = profile.sops[service.sop], reports.load(folder, service.key)
                needs = {need.key for step in sop.steps.values() for need in step.every_need()}
                assert 6 <= len(file.reports) <= 12
                assert any(each.shown for each in file.reports)
                for sample in file.reports:
                    assert {*file.texts, *sample.texts} - needs <= {filling.EXPLANATION}
                    assert sample.chosen.keys() <= sop.facts.keys()
                    assert sample.since <= sample.received
                    assert sample.act is None or sample.act.kind in SIDE_ACTS
                    assert routes.route(sop, sop.start, sample.through, sample.at or None)

    def test_a_folder_without_them_has_none(self, tmp_path: Path) -> None:
        assert reports.load(tmp_path, "wbs").reports == []

    def test_a_slip_of_the_pen_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "contoh").mkdir()
        (tmp_path / "contoh" / "wbs.toml").write_text("format = 1\n[[laporan]]\nmasuk = 1\njawabn = {}\n")
        with pytest.raises(BadFile) as bad:
            reports.load(tmp_path, "wbs")
        assert {(each.key, each.code) for each in bad.value.problems} == {
            ("laporan[1].jawaban", "missing-key"),
            ("laporan[1].jawabn", "unknown-key"),
        }
