"""The agencies' procedures as they run: the readings of the office, the offices, their time."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kentongan.questions.loader import load_form
from kentongan.sop import worktime
from kentongan.sop.durations import parse
from kentongan.sop.model import Sop
from kentongan.sop.profile import stand_in
from tests.seeds import FILES, OFFICES, Source, office, profile, source

# Printed row → the steps that run for it; and the steps that run without being printed.
RUNNING = {
    "000": "1: / 2: / 3: / 4: / 5:",
    "001": "1: / 2: / 3:3 / 4:4 / 5:5 / 6:6 / 7:7 / 8:8a 8b / 9:9 / 10:10",
    "002": "1: / 2:2 / 3:3 / 4:4 / 5:5 / 6:6a 6b 6c 6d 6e / 7:7 / 8:8",
    "003": "1: / 2:2 / 3:3 / 4:4 / 5:5 / 6:6a 6b / 7:7a 7b / 8:8a 8b 8c / 9:9a 9b 9c / 10:10a 10b",
    "004": "1: / 2: / 3: / 4:",
}
SPECIMEN = "G3 G4 G4a G4b G5 G6 G7a G7b G7c G8a G8b G9 G10 G11 G12"
ADDED = {
    "000": f"5a 5b 5c {SPECIMEN}",
    "001": "L1 L2",
    "002": "",
    "003": "W1 W2",
    "004": f"G1 G2 {SPECIMEN}",
}


@pytest.fixture(params=FILES)
def seed(request: pytest.FixtureRequest) -> Source:
    return source(request.param)


def test_printed_rows_and_running_steps_differ_where_the_file_says_so(seed: Source) -> None:
    rows = " / ".join(f"{row.number}:{' '.join(row.steps)}" for row in seed.sop.rows)
    assert rows == RUNNING[seed.number]
    assert [row.number for row in seed.sop.sheet.added] == ADDED[seed.number].split()
    assert all(row.basis for row in seed.sop.sheet.added)


def test_efforts_are_those_of_the_sheet() -> None:
    """The office's own totals, the reporter's rows left out: 256 and 255 minutes."""
    ours = {
        number: sum(parse(row.time).elapsed.seconds // 60 for row in rows if row.time)
        for number, rows in (
            ("001", [row for row in source("001").sop.rows if row.number not in ("1", "6")]),
            ("002", [row for row in source("002").sop.rows if row.number != "7"]),
        )
    }
    assert ours == {"001": 256, "002": 255}


def _ways(sop: Sop, step: str) -> dict[str, str | None]:
    return {key: way.to for key, way in sop.steps[step].outcomes.items()}


def test_kutais_suspected_wrongdoing_never_reaches_the_bidang_complained_of() -> None:
    """R001-04"""
    sop = source("001").sop
    assert sop.start == "3"
    assert _ways(sop, "3") == {"serahkan": "4", "limpah": "L1"}
    assert sop.steps["3"].outcomes["limpah"].values == ("dugaan-pelanggaran",)
    assert _ways(sop, "L1") == {"diterima": "L2", "dikembalikan": "3"}
    assert sop.steps["L2"].status == "diteruskan"
    assert [(each.row, each.before, each.alert) for each in sop.routines] == [("2", "12.00", "kabid")]
    assert sop.papers["lembar-penerusan"].kind == "nota dinas"  # never a disposisi between equals


def test_kutais_letter_leaves_for_its_number_and_comes_back() -> None:
    sop = source("001").sop
    assert _ways(sop, "4") == {"bidang-sendiri": "5", "bidang-lain": "6"}
    assert (_ways(sop, "5"), _ways(sop, "6")) == ({"selesai": "7"}, {"selesai": "7"})
    assert _ways(sop, "8a") == {"tanda-tangan": "8b", "kembalikan": "7"}
    referral = sop.steps["8b"].referral
    assert referral is not None
    assert referral.returns
    assert [need.key for need in sop.steps["8b"].needs] == ["nomor: surat-balasan"]


def test_kebumens_unfinished_work_is_never_published_as_finished() -> None:
    sop = source("003").sop
    assert _ways(sop, "9b") == {"setuju": "9c", "tolak": "7a"}
    assert _ways(sop, "9c") == {"selesai": "7a"}
    assert _ways(sop, "8a") == {"setuju": "8b", "perbaiki": "8c"}
    assert _ways(sop, "2")["pegawai"] == "W1"  # before the group sees it
    public = {
        effect.key: step.key
        for step in sop.steps.values()
        for way in step.outcomes.values()
        for effect in step.does(way)
        if effect.kind == "public"
    }
    assert public == {
        "publik: diterima": "2",
        "publik: dijawab, jawaban": "8b",
        "publik: proses, kemajuan": "9c",
        "publik: selesai, jawaban": "10a",
    }


def test_kebumens_head_approves_what_is_shown_and_may_order_in_the_group() -> None:
    """R003-04, R003-06, R003-09, R003-10: the approval is of the contents, not of the case."""
    sop = source("003").sop
    asked = {
        need.key: key
        for key, step in sop.steps.items()
        for need in step.every_need()
        if need.kind in ("approval", "publication-proof")
    }
    assert asked == {
        "persetujuan: jawaban": "8a",
        "bukti tayang: jawaban": "8b",
        "persetujuan: kemajuan": "9b",
        "bukti tayang: proses": "9c",
        "bukti tayang: penyelesaian": "10a",
    }
    assert sop.publications["jawaban"].contents == {"konsep: jawaban-aduan", "foto: selesai"}
    assert sop.publications["kemajuan"].contents == {"catatan: kemajuan", "foto: proses"}
    assert [(key, step.recorder) for key, step in sop.steps.items() if step.recorder] == [
        ("5", "operator-opd")
    ]
    assert sop.steps["3"].participants == ("tim-penanganan-aduan", "kepala-dinas")
    assert all(post.startswith("staf-") for post in sop.actors["staf"].posts)


def test_lamandaus_receipt_is_said_by_who_reported_or_closed_by_the_office_with_a_reason() -> None:
    """R002-08"""
    ways = source("002").sop.steps["7"].outcomes
    assert {key: way.by for key, way in ways.items()} == {
        "diterima": ("pemohon",),
        "ditutup-sekretariat": ("sekretariat",),
    }
    assert [need.kind for need in ways["ditutup-sekretariat"].needs] == ["reason"]


BOOKS = {
    "000": {"register-wbs": ["5c"], "agenda-rahasia": []},
    "001": {"register-aduan": ["3"]},
    "002": {"agenda-permohonan": ["2"], "agenda-tanggapan": ["6d"]},
    "003": {"rekapitulasi-aduan": ["2"]},
    "004": {"register-wbs": ["G1"], "agenda-rahasia": []},
}


def test_every_book_is_kept_by_a_step_or_gives_a_paper_its_number(seed: Source) -> None:
    """R002-03, R002-07, R002-10, R003-03: the books that the SOP names, and the registers that it leaves out."""
    sop = seed.sop
    kept: dict[str, list[str]] = {key: [] for key in sop.books}
    for key, step in sop.steps.items():
        for way in step.outcomes.values():
            for effect in step.does(way):
                if effect.kind == "book":
                    kept[str(effect.object)].append(key)
    assert kept == BOOKS[seed.number]
    numbered = {paper.book for paper in sop.papers.values() if paper.book}
    assert numbered == {key for key in kept if key.startswith("agenda-") and key != "agenda-permohonan"}


def test_the_reporter_is_told_of_an_answer_only_when_there_is_one(seed: Source) -> None:
    """ "Ada jawaban" and "selesai" stand only where the answer has gone out on the way."""
    answered = {
        way.to
        for step in seed.sop.steps.values()
        for way in step.outcomes.values()
        if any(effect.kind == "answer" for effect in step.does(way))
    }
    for step in seed.sop.steps.values():
        if step.status == "ada-jawaban":
            entering = {
                other.key
                for other in seed.sop.steps.values()
                if step.key in {way.to for way in other.outcomes.values()}
            }
            told = {seed.sop.steps[key].status == "ada-jawaban" for key in entering}
            assert step.key in answered or told == {True}
        assert step.status != "selesai"


def test_incomplete_never_means_closed() -> None:
    for number, steps in (("000", ("5a", "5b")), ("004", ("G2",))):
        for step in steps:
            way = source(number).sop.steps[step].outcomes["minta-kelengkapan"]
            assert (way.to, way.status) == (step, "menunggu-jawaban")


# -- the offices -------------------------------------------------------------------------------------


def test_all_four_profiles_load_and_their_forms_too() -> None:
    for name in OFFICES:
        found = profile(name)
        assert found.key == name
        for key in found.forms:
            path = f"formulir/{key}.toml"
            assert load_form(found.files[path], path).questions


def test_names_of_persons_stand_only_on_the_printed_sheet() -> None:
    for name in OFFICES:
        text = office(name)["profil.toml"].lower()
        for person in ("haryono", "suharningsih", "bahauddin", "arwanto", "mul'atmidy"):
            assert person not in text


def test_the_head_of_the_dinas_gets_no_key_of_kebumens_wbs() -> None:
    """R000-11"""
    kebumen = profile("kebumen-disperindagkopukm")
    service = kebumen.services["wbs"]
    posts = {post for actor in kebumen.sops[service.sop].actors.values() for post in actor.posts}
    for post in (*posts, service.custodian, service.escrow):
        assert kebumen.posts[post].other_agency == "Inspektorat Daerah Kabupaten Kebumen"
        for accused in kebumen.posts:
            assert stand_in(kebumen, service, post, {accused}) not in ("kepala-dinas", "sekretaris")


def test_every_service_says_by_which_ways_a_report_comes_and_who_takes_it_in() -> None:
    """R002-02, R003-02: each channel of the SOP, with a holder and a basis for who enters what came by it."""
    ways = {}
    for name in OFFICES:
        for service in profile(name).services.values():
            ways[name.split("-")[0], service.key] = [channel.key for channel in service.channels]
            acts = {act.kind: act for act in service.side_acts}
            assert acts["terima"].holders
            assert acts["catatan-atasan"].basis
    assert {"situs", "sms", "telepon", "surel", "kotak"} <= {*ways["lamandau", "wbs"]}
    assert {"langsung", "media-sosial", "lapor-bupati"} <= {*ways["kebumen", "aduan"]}
    assert {"situs", "kotak"} <= {*ways["kukar", "wbs"]}
    aduan = profile("kebumen-disperindagkopukm").services["aduan"]
    assert "operator-pemkab" in next(act.holders for act in aduan.side_acts if act.kind == "terima")


def test_only_lamandau_records_what_was_late_as_a_deviation() -> None:
    """R002-11"""
    recording = [
        name for name in OFFICES for each in profile(name).services.values() if each.records_deviations
    ]
    assert recording == ["lamandau-dpmptsp"]


@pytest.mark.parametrize(
    ("agency", "service", "custodian", "escrow"),
    [
        ("kebumen-disperindagkopukm", "wbs", "ketua-tim-penerima", "inspektur"),
        ("kebumen-disperindagkopukm", "aduan", "operator-opd", "sekretaris"),
        ("kukar-dpmptsp", "wbs", "kasi-pengaduan", "kabid-pengaduan"),
        ("lamandau-dpmptsp", "wbs", "penjaga-identitas", "inspektorat-penerima"),
        ("mojokerto-inspektorat", "wbs", "petugas-wbs", "inspektur"),
    ],
)
def test_custodian_and_escrow_are_those_of_the_office(
    agency: str, service: str, custodian: str, escrow: str
) -> None:
    found = profile(agency).services[service]
    assert (found.custodian, found.escrow) == (custodian, escrow)


@pytest.mark.parametrize(
    ("received", "days", "due"),
    [
        ("2026-03-13", 3, "2026-03-25"),
        ("2026-03-13", 5, "2026-03-27"),
        ("2026-03-13", 10, "2026-04-06"),
        ("2026-03-13", 14, "2026-04-10"),
        ("2026-03-13", 60, "2026-06-24"),
        ("2026-12-22", 2, "2026-12-28"),
        ("2026-12-22", 3, "2026-12-29"),
        ("2026-12-22", 5, "2026-12-31"),
    ],
)
def test_deadlines_fall_as_counted_by_hand(received: str, days: int, due: str) -> None:
    calendar = profile("kebumen-disperindagkopukm").calendar
    zone = ZoneInfo(calendar.zone)
    start = datetime.fromisoformat(f"{received}T10:00").replace(tzinfo=zone)
    end = worktime.add(calendar, start, parse(f"{days} hari kerja"))
    assert end.astimezone(zone).date().isoformat() == due


def test_every_office_works_the_hours_of_the_regulation() -> None:
    """Perpres 21/2023: 37 h 30 m a week, 32 h 30 m in Ramadan."""
    for name in OFFICES:
        calendar = profile(name).calendar
        assert _minutes(calendar.week) == 37.5 * 60
        assert [_minutes(period.week) for period in calendar.periods] == [32.5 * 60] * 4
        assert calendar.years == {2024, 2025, 2026, 2027}
        assert sum(day.year == 2026 for day in calendar.holidays) == 25  # SKB 1497/2/5 of 2025: 17 + 8
        assert all(holiday.source for holiday in calendar.holidays.values())


def _minutes(week: Any) -> int:
    return sum(span.closes - span.opens for day in week for span in day)


def test_no_book_is_written_twice_for_one_case(seed: Source) -> None:
    """A step that a case may come back to would take a second number for the same report."""
    sop = seed.sop
    for step in sop.steps.values():
        for way in step.outcomes.values():
            if any(effect.kind == "book" for effect in step.does(way)):
                assert step.key not in _after(sop, way.to), step.key


def _after(sop: Sop, start: str | None) -> set[str]:
    """Return every step that a case may still stand at, from this one on."""
    found, waiting = set[str](), [start]
    while waiting:
        here = waiting.pop()
        if here is not None and here not in found:
            found.add(here)
            waiting.extend(way.to for way in sop.steps[here].outcomes.values())
    return found
