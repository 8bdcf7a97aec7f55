"""Form files: what is loaded, and which files are refused, with key and reason in both languages."""

from pathlib import Path

import pytest

from kentongan.file_checks import OF_ANY_FILE
from kentongan.problems import BadFile, Problem
from kentongan.questions import Choice, load_form
from kentongan.questions.model import TYPES, Condition, FileRule
from kentongan.questions.reasons import REASONS, explain
from kentongan.questions.tests.forms import HEAD, UNITS, WHOLE, one, question, whole

AGENCIES = Path(__file__).parents[4] / "agencies"

CHOICE = 'pilihan.a = { label = "A", label_en = "A" }'
ROW = '[[pertanyaan.isian]]\nkunci = "n"\njenis = "teks"\nlabel = "N"\nlabel_en = "N"\n'
SECTION = '[[bagian]]\nkunci = "{}"\njudul = "S"\njudul_en = "S"\n'
GROUP = question("kelompok", ROW, "g")

REFUSED = {
    "no TOML": ("format = ", "", "bad-toml"),
    "no format": (HEAD.replace("format = 1\n", "") + question("teks"), "format", "missing-key"),
    "a format of the future": (HEAD.replace("= 1", "= 2") + question("teks"), "format", "bad-value"),
    "no questions": (HEAD + "pertanyaan = []", "pertanyaan", "bad-value"),
    "a title in one language": (
        HEAD.replace('judul_en = "Report"\n', "") + question("teks"),
        "judul_en",
        "missing-key",
    ),
    "an introduction in one language": (
        HEAD + 'pengantar = "Halo"\n' + question("teks"),
        "pengantar",
        "no-translation",
    ),
    "help in one language": (
        HEAD + question("teks", 'bantuan = "Isi."'),
        "pertanyaan[x].bantuan",
        "no-translation",
    ),
    "help for a choice in one language": (
        HEAD + question("pilihan", 'pilihan.a = { label = "A", label_en = "A", bantuan = "Isi." }'),
        "pertanyaan[x].pilihan.a.bantuan",
        "no-translation",
    ),
    "a question without a label": (
        HEAD + question("teks").replace('label = "X"\n', ""),
        "pertanyaan[x].label",
        "missing-key",
    ),
    "a key misspelt": (HEAD + question("teks", "wajip = true"), "pertanyaan[x].wajip", "unknown-key"),
    "required in words": (HEAD + question("teks", 'wajib = "ya"'), "pertanyaan[x].wajib", "bad-value"),
    "a kind nobody knows": (HEAD + question("angka"), "pertanyaan[angka].jenis", "unknown-word"),
    "capitals in a key": (HEAD + question("teks", "", "Nama"), "pertanyaan[Nama].kunci", "bad-key"),
    "a key like a row": (HEAD + question("teks", "", "g-0-n"), "pertanyaan[g-0-n].kunci", "bad-key"),
    "a key of the system": (
        HEAD + question("teks", "", "csrfmiddlewaretoken"),
        "pertanyaan[csrfmiddlewaretoken].kunci",
        "reserved-key",
    ),
    "a key twice": (HEAD + question("teks") + question("tanggal"), "pertanyaan[x].kunci", "same-name"),
    "a key like a part of another": (
        HEAD + question("periode") + question("tanggal", "", "x-dari"),
        "pertanyaan[x-dari].kunci",
        "same-name",
    ),
    "a key twice in a group": (HEAD + GROUP + ROW, "pertanyaan[g].isian[n].kunci", "same-name"),
    "choices for a text": (HEAD + question("teks", CHOICE), "pertanyaan[x].pilihan", "not-for-this-kind"),
    "a length for a date": (
        HEAD + question("tanggal", "paling_panjang = 5"),
        "pertanyaan[x].paling_panjang",
        "not-for-this-kind",
    ),
    "rows for a file": (
        HEAD + question("berkas", "paling_banyak = 5"),
        "pertanyaan[x].paling_banyak",
        "not-for-this-kind",
    ),
    "questions in a text": (HEAD + question("teks", ROW), "pertanyaan[x].isian", "not-for-this-kind"),
    "a length of nothing": (
        HEAD + question("teks", "paling_panjang = 0"),
        "pertanyaan[x].paling_panjang",
        "bad-value",
    ),
    "no choices": (HEAD + question("pilihan"), "pertanyaan[x].pilihan", "no-choices"),
    "an empty list of choices": (
        HEAD + question("beberapa", "pilihan = {}"),
        "pertanyaan[x].pilihan",
        "no-choices",
    ),
    "choices twice": (
        HEAD + question("pilihan", f'dari = "unit"\n{CHOICE}'),
        "pertanyaan[x].dari",
        "choices-twice",
    ),
    "choices from nowhere": (
        HEAD + question("pilihan", 'dari = "desa"'),
        "pertanyaan[x].dari",
        "unknown-word",
    ),
    "a choice in one language": (
        HEAD + question("pilihan", 'pilihan.a = { label = "A" }'),
        "pertanyaan[x].pilihan.a.label_en",
        "missing-key",
    ),
    "a choice with a bad key": (
        HEAD + question("pilihan", 'pilihan."A b" = { label = "A", label_en = "A" }'),
        "pertanyaan[x].pilihan.A b",
        "bad-key",
    ),
    "a file of no known kind": (
        HEAD + question("berkas", 'berkas = { jenis = ["exe"] }'),
        "pertanyaan[x].berkas.jenis",
        "unknown-word",
    ),
    "a file without any kind": (
        HEAD + question("berkas", "berkas = { jenis = [] }"),
        "pertanyaan[x].berkas.jenis",
        "bad-value",
    ),
    "files without a size": (
        HEAD + question("berkas", "berkas = { paling_besar = 0 }"),
        "pertanyaan[x].berkas.paling_besar",
        "bad-value",
    ),
    "a condition on itself": (
        HEAD + question("pilihan", f'{CHOICE}\nbila = {{ x = ["a"] }}'),
        "pertanyaan[x].bila.x",
        "not-earlier",
    ),
    "a condition on a later question": (
        HEAD + question("teks", 'bila = { y = ["a"] }') + question("pilihan", CHOICE, "y"),
        "pertanyaan[x].bila.y",
        "not-earlier",
    ),
    "a condition on a text": (
        HEAD + question("teks") + question("teks", 'bila = { x = ["a"] }', "y"),
        "pertanyaan[y].bila.x",
        "not-a-choice",
    ),
    "a condition on a value that is none": (
        HEAD + question("pilihan", CHOICE) + question("teks", 'bila = { x = ["b"] }', "y"),
        "pertanyaan[y].bila.x",
        "unknown-word",
    ),
    "a condition on a statement that is not ya": (
        HEAD + question("pernyataan") + question("teks", 'bila = { x = ["tidak"] }', "y"),
        "pertanyaan[y].bila.x",
        "unknown-word",
    ),
    "a condition without values": (
        HEAD + question("pilihan", CHOICE) + question("teks", "bila = { x = [] }", "y"),
        "pertanyaan[y].bila.x",
        "bad-value",
    ),
    "identity that decides what is asked": (
        HEAD
        + question("pilihan", f"identitas = true\n{CHOICE}")
        + question("teks", 'bila = { x = ["a"] }', "y"),
        "pertanyaan[y].bila.x",
        "identity-decides",
    ),
    "identity that decides within a group": (
        HEAD + question("pilihan", f"identitas = true\n{CHOICE}") + GROUP + 'bila = { x = ["a"] }\n',
        "pertanyaan[g].isian[n].bila.x",
        "identity-decides",
    ),
    "a group without questions": (HEAD + question("kelompok"), "pertanyaan[x].isian", "no-questions"),
    "a group with an empty list": (
        HEAD + question("kelompok", "isian = []"),
        "pertanyaan[x].isian",
        "bad-value",
    ),
    "a group in a group": (
        HEAD + GROUP.replace('"teks"', '"kelompok"'),
        "pertanyaan[g].isian[n].jenis",
        "group-in-group",
    ),
    "identity within a group": (
        HEAD + GROUP + "identitas = true\n",
        "pertanyaan[g].isian[n].identitas",
        "unknown-key",
    ),
    "at least more than at most": (
        HEAD + question("kelompok", "paling_sedikit = 5\npaling_banyak = 2\n" + ROW),
        "pertanyaan[x].paling_sedikit",
        "reversed-limits",
    ),
    "a row with a name in one language": (
        HEAD + question("kelompok", 'baris = "orang"\n' + ROW),
        "pertanyaan[x].baris",
        "no-translation",
    ),
    "a bad kind within a group": (
        HEAD + GROUP.replace('"teks"', '"angka"'),
        "pertanyaan[g].isian[n].jenis",
        "unknown-word",
    ),
    "a section twice": (
        HEAD + SECTION.format("s") * 2 + question("teks", 'bagian = "s"'),
        "bagian[s].kunci",
        "double-key",
    ),
    "a section with a bad key": (
        HEAD + SECTION.format("S 1") + question("teks", 'bagian = "S 1"'),
        "bagian[S 1].kunci",
        "bad-key",
    ),
    "a section in one language": (
        HEAD + SECTION.format("s") + 'pengantar = "Halo"\n' + question("teks", 'bagian = "s"'),
        "bagian[s].pengantar",
        "no-translation",
    ),
    "a section that is not there": (
        HEAD + question("teks", 'bagian = "s"'),
        "pertanyaan[x].bagian",
        "unknown-word",
    ),
    "a question outside the sections": (
        HEAD + SECTION.format("s") + question("teks"),
        "pertanyaan[x].bagian",
        "unknown-word",
    ),
    "sections out of order": (
        HEAD
        + SECTION.format("s")
        + SECTION.format("t")
        + question("teks", 'bagian = "t"')
        + question("teks", 'bagian = "s"', "y"),
        "pertanyaan[y].bagian",
        "out-of-order",
    ),
}


def refusal(text: str) -> tuple[Problem, ...]:
    with pytest.raises(BadFile) as refused:
        load_form(text, "formulir/pengaduan.toml")
    return refused.value.problems


@pytest.mark.parametrize("case", REFUSED)
def test_a_form_that_cannot_be_meant_is_refused_with_key_and_reason(case: str) -> None:
    text, key, code = REFUSED[case]
    (found,) = refusal(text)
    expected = key.replace("pertanyaan[angka]", "pertanyaan[x]")
    assert (found.file, found.key, found.code) == ("formulir/pengaduan.toml", expected, code)
    indonesian, english = explain(found)
    assert indonesian != english


def test_every_problem_is_named_at_once() -> None:
    text = HEAD + question("pilihan", 'bantuan = "Isi."') + question("angka", "", "Y")
    assert [each.code for each in refusal(text)] == [
        "bad-key",
        "no-translation",
        "no-choices",
        "unknown-word",
    ]


def test_every_reason_is_used_and_every_code_has_one() -> None:
    used = {code for _, _, code in REFUSED.values()}
    assert set(REASONS) == used | {"bad-archive", *OF_ANY_FILE}


def test_the_reason_names_what_was_written() -> None:
    (found,) = refusal(HEAD + question("angka"))
    indonesian, english = explain(found)
    assert indonesian.startswith("“angka” tidak dikenal. Yang dikenal: teks, teks panjang, pilihan")
    assert english.startswith("“angka” is not known.")


class TestAWholeForm:
    def test_it_asks_in_the_order_of_the_file(self) -> None:
        kinds = [each.kind for each in whole().questions]
        assert kinds == [
            "choice", "text", "long-text", "choice", "several", "amount", "date", "period", "place", "group",
            "group", "statement",
        ]  # fmt: skip

    def test_it_keeps_every_part_of_a_question(self) -> None:
        name = whole().question("nama")
        assert name is not None
        assert (name.label, name.label_en, name.help, name.help_en) == (
            "Nama",
            "Name",
            "Seperti di KTP.",
            "As on your card.",
        )
        assert (name.required, name.identity, name.longest, name.section) == (True, True, 20, "diri")
        assert name.conditions == (Condition("kerahasiaan", ("dengan-nama",)),)

    def test_what_the_form_does_not_ask_is_not_found(self) -> None:
        assert whole().question("nik") is None

    def test_limits_that_are_not_given_are_the_usual_ones(self) -> None:
        story, evidence = whole().question("uraian"), whole().question("bukti")
        assert story is not None
        assert evidence is not None
        assert story.longest == 20_000
        assert (evidence.least_rows, evidence.most_rows) == (0, 20)
        assert one("berkas").questions[0].files == FileRule(TYPES, 20 * 1024 * 1024, 10)
        assert one("kelompok", "wajib = true\n" + ROW).questions[0].least_rows == 1

    def test_files_have_their_rule(self) -> None:
        evidence = whole().question("bukti")
        assert evidence is not None
        assert evidence.questions[0].files == FileRule(("jpg", "pdf"), 1000, 2)

    def test_an_agency_s_own_list_is_filled_in_within_groups_too(self) -> None:
        unit = 'jenis = "pilihan"\ndari = "unit"'
        raw = load_form(HEAD + GROUP.replace('jenis = "teks"', unit) + question("teks"), "x")
        assert raw.sources == {"unit"}
        filled = raw.filled({"unit": UNITS})
        assert filled.questions[0].questions[0].choices == UNITS
        assert filled.sources == frozenset()
        assert filled.questions[1] == raw.questions[1]

    def test_a_condition_may_ask_for_a_value_of_the_agency_s_list(self) -> None:
        text = (
            HEAD + question("pilihan", 'dari = "unit"') + question("teks", 'bila = { x = ["bidang-a"] }', "y")
        )
        assert load_form(text, "x").questions[1].conditions == (Condition("x", ("bidang-a",)),)

    def test_a_field_of_a_group_may_depend_on_a_question_before_the_group(self) -> None:
        text = HEAD + question("pilihan", CHOICE) + GROUP + 'bila = { x = ["a"] }\n'
        assert load_form(text, "x").questions[1].questions[0].conditions == (Condition("x", ("a",)),)

    def test_identity_may_depend_on_identity(self) -> None:
        text = HEAD + question("pilihan", f"identitas = true\n{CHOICE}")
        inner = GROUP.replace(ROW, "identitas = true\n" + ROW) + 'bila = { x = ["a"] }\n'
        form = load_form(text + question("teks", 'identitas = true\nbila = { x = ["a"] }', "y") + inner, "x")
        assert [each.identity for each in form.questions] == [True, True, True]

    def test_sections_keep_their_titles(self) -> None:
        assert [(each.key, each.title_en, each.intro) for each in whole().sections] == [
            ("diri", "You", ""),
            ("kejadian", "What happened", "Apa adanya."),
        ]


def test_a_choice_is_found_by_its_key() -> None:
    assert UNITS[0] == Choice("bidang-a", "Bidang A", "Unit A")
    unit = whole().question("bidang")
    assert unit is not None
    assert (unit.choice("bidang-b"), unit.choice("bidang-c")) == (UNITS[1], None)


def test_every_agency_s_forms_load() -> None:
    files = sorted(AGENCIES.glob("*/formulir/*.toml"))
    assert files
    for file in files:
        form = load_form(file.read_text("utf-8"), str(file))
        assert form.questions
        assert form.sources <= {"unit"}


def test_the_whole_form_s_text_is_what_the_other_tests_think() -> None:
    assert WHOLE.count("[[pertanyaan]]") == len(whole().questions) == 12
