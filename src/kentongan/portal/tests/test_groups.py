"""A form with sections, repeatable rows, a period and a place: rows are added and removed without script."""

import pytest
from conftest import Clock
from tests.browser import Browser, a_file

from kentongan.reports.models import File, Report, StagedFile

FORM = "/mojokerto-inspektorat/wbs/lapor/"
PDF = b"%PDF-1.7\n" + bytes(500)
PEOPLE, EVIDENCE = "yang-terlibat", "bukti"


@pytest.fixture
def rani(offices, clock: Clock):
    """Rani on a form with groups."""
    offices("mojokerto-inspektorat")
    with clock.everywhere():
        yield Browser().open(FORM)


def filled(form) -> dict[str, str]:
    """Something in every field that is to be written or chosen, rows included."""
    told = {name: next(value for value in values if value) for name, values in form.options.items()}
    for name, kind in form.names.items():
        if kind in {"text", "textarea"}:
            told[name] = "2026" if name.startswith("waktu") else f"Isi {name}"
    return told | {"cara-melapor": "dirahasiakan"}


def test_every_kind_of_question_is_drawn_with_its_label(rani: Browser) -> None:
    text = rani.response.content.decode()
    names = rani.form().names
    assert {f"{PEOPLE}-0-nama", f"{EVIDENCE}-0-berkas", "waktu-dari", "waktu-nanti", "lokasi"} <= set(names)
    for name, kind in names.items():
        if kind not in {"hidden", "radio", "checkbox"}:
            assert f'<label for="f-{name}"' in text, name


def test_a_row_is_added_and_what_was_typed_stays(rani: Browser) -> None:
    rani.send(rani.form(), {f"{PEOPLE}-0-nama": "Tono"}, ("_tambah", PEOPLE))
    assert "perlu diperiksa" not in rani.text
    assert f"{PEOPLE}-1-nama" in rani.form().names
    assert rani.form().values[f"{PEOPLE}-0-nama"] == ["Tono"]


def test_a_row_is_removed_and_the_others_stay(rani: Browser) -> None:
    rani.send(rani.form(), {f"{PEOPLE}-0-nama": "Tono"}, ("_tambah", PEOPLE))
    rani.send(rani.form(), {f"{PEOPLE}-1-nama": "Budi"}, ("_hapus", f"{PEOPLE}-0"))
    assert f"{PEOPLE}-0-nama" not in rani.form().names
    assert rani.form().values[f"{PEOPLE}-1-nama"] == ["Budi"]


def test_a_file_waits_in_its_own_row_and_goes_along(rani: Browser) -> None:
    rani.send(rani.form(), {}, ("_tambah", EVIDENCE), {f"{EVIDENCE}-0-berkas": a_file("satu.pdf", PDF)})
    rani.send(rani.form(), filled(rani.form()), files={f"{EVIDENCE}-1-berkas": a_file("dua.pdf", PDF)})
    assert "/terkirim/" in rani.url, rani.text
    assert (Report.objects.count(), File.objects.count(), StagedFile.objects.count()) == (1, 2, 0)


def test_a_mistake_in_a_row_leads_to_its_field(rani: Browser) -> None:
    told = filled(rani.form()) | {f"{PEOPLE}-0-nama": "", "waktu-dari": "kapan-kapan"}
    rani.send(rani.form(), told)
    text = rani.response.content.decode()
    for key in (f"{PEOPLE}-0-nama", "waktu-dari"):
        assert f'href="#f-{key}"' in text
        assert f'id="f-{key}"' in text
    assert not Report.objects.exists()


def test_every_mistake_of_an_empty_form_leads_somewhere(rani: Browser) -> None:
    import re

    rani.send(rani.form(), {})
    text = rani.response.content.decode()
    targets = re.findall(r'href="#(f-[^"]+)"', text)
    assert len(targets) > 5
    assert [target for target in targets if f'id="{target}"' not in text] == []
