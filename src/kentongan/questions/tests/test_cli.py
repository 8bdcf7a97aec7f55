"""`kentongan sop check` says of every form what is wrong with it, in both languages."""

from io import StringIO
from pathlib import Path

from kentongan.questions.cli import check_forms

GOOD = """format = 1
judul = "A"
judul_en = "A"

[[pertanyaan]]
kunci = "a"
jenis = "teks"
label = "A"
label_en = "A"
"""


def form(folder: Path, text: str) -> Path:
    path = folder / "dinas" / "formulir" / "aduan.toml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_form_is_said_to_be_sound(tmp_path: Path) -> None:
    out, path = StringIO(), form(tmp_path, GOOD)
    assert check_forms([tmp_path], out) == 0
    assert out.getvalue() == f"{path}: baik / sound\n"


def test_a_bad_form_names_file_key_and_reason(tmp_path: Path) -> None:
    out, path = StringIO(), form(tmp_path, GOOD.replace('"teks"', '"nyanyian"'))
    assert check_forms([path], out) == 1
    assert f"{path}: pertanyaan[a].jenis" in out.getvalue()
    assert "tidak dikenal" in out.getvalue() and "not known" in out.getvalue()


def test_what_lies_elsewhere_is_no_form(tmp_path: Path) -> None:
    other = tmp_path / "kalender.toml"
    other.write_text("", encoding="utf-8")
    assert check_forms([other], StringIO()) == 0


def test_a_form_that_is_not_there_is_told(tmp_path: Path) -> None:
    out, path = StringIO(), tmp_path / "formulir" / "tidak-ada.toml"
    assert check_forms([path], out) == 1
    assert "tidak ditemukan" in out.getvalue() and "was not found" in out.getvalue()


def test_a_form_that_is_no_text_is_told(tmp_path: Path) -> None:
    out, path = StringIO(), form(tmp_path, "")
    path.write_bytes(b"\xff\xfe")
    assert check_forms([tmp_path], out) == 1
    assert "bukan teks UTF-8" in out.getvalue()
