"""Every way in which a profile or an SOP can be wrong: told by file, key and code, in both languages."""

import pytest

from kentongan.problems import BadFile, Problem
from kentongan.sop.profile import load_profile
from kentongan.sop.reasons import CALENDAR, REASONS, explain
from kentongan.sop.tests.samples import GOOD, broken, changed, folder

BROKEN = {each["what"]: each for each in broken()}
# Said elsewhere: the calendar's in test_calendars, the others need no file or another folder.
ELSEWHERE = {*CALENDAR, "missing-file", "not-utf8", "no-units"}


def problems(files):
    with pytest.raises(BadFile) as raised:
        load_profile(files)
    return raised.value.problems


@pytest.mark.parametrize("what", BROKEN)
def test_it_is_refused_by_file_key_and_code(what):
    case = BROKEN[what]
    found = problems(changed(case["find"], case["put"], case["file"]))
    expected = [(case["key"], case["code"]), *map(tuple, case.get("also", []))]
    file = case.get("at", case["file"])
    assert [(each.file, each.key, each.code) for each in found] == [(file, *pair) for pair in expected]


@pytest.mark.parametrize("what", BROKEN)
def test_its_reason_is_told_in_both_languages(what):
    case = BROKEN[what]
    for problem in problems(changed(case["find"], case["put"], case["file"])):
        indonesian, english = explain(problem)
        assert indonesian != english
        said = indonesian + english
        for told in (*problem.params.values(), "bila = { ", "{nomor}", "{tahun}"):
            said = said.replace(told, "")
        assert "{" not in said


def test_every_name_is_used_once_in_the_table():
    assert len(BROKEN) == len(broken()) > 180


def test_every_code_has_a_case():
    told = {code for each in broken() for _, code in [("", each["code"]), *each.get("also", [])]}
    assert told | ELSEWHERE == set(REASONS)


def test_the_problems_of_all_files_are_told_together():
    files = folder(GOOD)
    files["profil.toml"] = files["profil.toml"].replace('kabupaten = "Contoh"\n', "")
    files["kalender.toml"] = "x"
    files["sops/manual.toml"] = files["sops/manual.toml"].replace('lanjut = "G2"', 'lanjut = "G3"')
    assert [(each.file, each.code) for each in problems(files)] == [
        ("profil.toml", "missing-key"),
        ("kalender.toml", "bad-toml"),
        ("sops/manual.toml", "unknown-step"),
    ]


def test_all_problems_of_one_round_are_told_together():
    found = problems(
        changed(
            'kegiatan = "Rapat"\npelaksana = ["kepala"]\npeserta = ["tim"]',
            'kegiatan = "Rapat"\npelaksana = ["ketua"]\npeserta = ["panitia"]\nbedakan_dari = ["99"]',
        )
    )
    assert [each.code for each in found] == [
        "unknown-step",
        "unknown-actor",
        "unknown-actor",
    ]


def test_a_slip_at_the_end_of_a_file_has_no_line():
    found = problems({**folder(GOOD), "profil.toml": 'a = """'})
    assert found == (Problem("profil.toml", "", "bad-toml", found[0].params),)
    assert found[0].params["line"] == "-"


def test_the_line_of_a_slip_is_told():
    found = problems({**folder(GOOD), "profil.toml": "a = 1\nb == 2\n"})
    assert found[0].params["line"] == "2"


@pytest.mark.parametrize("path", ["profil.toml", "kalender.toml"])
def test_a_missing_file_is_told(path):
    files = folder(GOOD)
    del files[path]
    assert [(each.file, each.code) for each in problems(files)] == [(path, "missing-file")]


def test_an_sop_that_chooses_units_needs_some():
    files = folder(GOOD)
    text = files["profil.toml"]
    start, end = text.index("[[unit]]"), text.index("[[pos]]")
    files["profil.toml"] = (text[:start] + text[end:]).replace('unit = "umum"\n', "")
    files["sops/lengkap.toml"] = files["sops/lengkap.toml"].replace(
        'bila = { unit = ["umum"] }', 'bila = { unit = ["umum", "teknik"] }'
    )
    assert ("fakta.unit.dari", "no-units") in [(each.key, each.code) for each in problems(files)]
