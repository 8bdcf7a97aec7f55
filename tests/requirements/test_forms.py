"""The forms of reporters: what is starred is asked for, what is not may be left out, and each field explains itself."""

import re
from collections.abc import Callable, Iterator

import pytest
from conftest import Clock, Office

from kentongan.agencies import reads as agencies
from kentongan.questions.model import Question
from tests.browser import Browser, a_file
from tests.journeys.drive import Driver
from tests.journeys.reporter import send

KEBUMEN, MOJOKERTO = "/kebumen-disperindagkopukm/wbs/lapor/", "/mojokerto-inspektorat/wbs/lapor/"
PDF = b"%PDF-1.7\n" + bytes(500)


@pytest.fixture
def kebumen(offices: Callable[[str], Office], clock: Clock) -> Iterator[Office]:
    """The office of seed 000, on the clock of its pages."""
    office = offices("kebumen-disperindagkopukm")
    with clock.everywhere():
        yield office


@pytest.fixture
def mojokerto(offices: Callable[[str], Office], clock: Clock) -> Iterator[Office]:
    """The office of seed 004, on the clock of its pages."""
    office = offices("mojokerto-inspektorat")
    with clock.everywhere():
        yield office


def questions(office: Office) -> dict[str, Question]:
    service = agencies.services(agencies.agency(office.agency))[0]
    return {each.key: each for each in agencies.form(service.form_version_id).questions}


def test_r000_06_every_starred_field_that_is_left_out_is_named(kebumen: Office) -> None:
    """R000-06: the server says which; the form marks what may be left out, so that all is known before writing."""
    page = Browser().open(KEBUMEN)
    page.send(page.form("/lapor/"), {"cara-melapor": "dengan-nama"})
    html = page.response.content.decode()
    for key, question in questions(kebumen).items():
        starred = question.required and key != "cara-melapor"
        assert bool(re.search(rf'<a href="#f-{key}[-"]', html)) == starred, key
    assert html.count("(boleh dikosongkan)") > 3


def test_r000_08_files_are_added_uploaded_and_removed_without_script(kebumen: Office) -> None:
    """R000-08: one after the other; what was uploaded waits, what was a mistake goes."""
    page = Browser().open(KEBUMEN)
    for place, name in enumerate(("satu.pdf", "dua.pdf")):
        files = {f"bukti-{place}-berkas": a_file(name, PDF)}
        page.send(page.form("/lapor/"), {}, ("_tambah", "bukti"), files)
        assert name in page.text
    waiting = [value for name, value, _ in page.form("/lapor/").buttons if name == "_buang"]
    page.send(page.form("/lapor/"), {}, ("_buang", waiting[0]))
    assert "satu.pdf" not in page.text
    assert "dua.pdf" in page.text
    assert "<script" not in page.response.content.decode()


def test_r000_12_who_the_reporter_is_to_the_office_is_noted_and_need_not_be_proved(kebumen: Office) -> None:
    """R000-12: the field may be left out; where it is filled in, who handles the report reads it."""
    assert not questions(kebumen)["hubungan"].required
    told = {
        "cara-melapor": "tanpa-nama",
        "hubungan": "asn",
        "judul": "Kuitansi kosong",
        "jenis-pelanggaran": "korupsi",
        "uraian": "Kuitansi ditandatangani sebelum diisi.",
        "yang-terlibat-0-nama": "tidak tahu",
        "waktu-dari": "2026",
        "lokasi": "Gudang",
        "iktikad": "ya",
    }
    page = Browser().open(KEBUMEN)
    page.send(page.form("/lapor/"), told)
    kebumen.clock.forward(minutes=2)
    from kentongan.cases.models import Case

    code = Case.objects.get().code
    desk = Driver(kebumen, service="wbs").at("ketua-tim-penerima", f"/meja/berkas/{code}/")
    assert "Anda adalah ASN Pemerintah Kabupaten Kebumen" in desk.text
    send(kebumen, "wbs")  # without it
    assert Case.objects.count() == 2


def test_r004_02_the_kinds_of_wrongdoing_are_the_offices_own_list(mojokerto: Office) -> None:
    """R004-02: chosen by the reporter, written by the office in its form; no code knows them."""
    chosen = questions(mojokerto)["jenis-pelanggaran"]
    page = Browser().open(MOJOKERTO)
    offered = page.form("/lapor/").options["jenis-pelanggaran"]
    assert set(offered) - {""} == {choice.key for choice in chosen.choices}
    assert {"anggaran", "wewenang", "barang-negara"} <= set(offered)


def test_r004_03_what_is_going_to_happen_counts_and_nobody_is_asked_about_their_own_part(
    mojokerto: Office,
) -> None:
    """R004-03: an answer would store a self-accusation, so there is a notice and no question."""
    page = Browser().open(MOJOKERTO)
    assert "waktu-nanti" in page.form("/lapor/").names
    assert (
        "Bila Anda ikut terlibat, laporan Anda tetap penting; kami tidak menanyakannya di sini." in page.text
    )
    assert not [
        name for name in page.form("/lapor/").names if "terlibat" in name and "yang-terlibat" not in name
    ]


def test_r004_04_the_six_criteria_stand_before_the_fields(mojokerto: Office) -> None:
    """R004-04: who, what, where, when, how, evidence; read before the first field of the report."""
    text = Browser().open(MOJOKERTO).text
    places = [text.index(f"{word}:") for word in ("WHO", "WHAT", "WHERE", "WHEN", "HOW", "EVIDENCE")]
    assert places == sorted(places)
    assert places[-1] < text.index("Judul Satu baris")


def test_r004_09_every_starred_field_of_the_manual_is_asked_for(mojokerto: Office) -> None:
    """R004-09: who gives a name is asked for all of it; people and evidence are repeatable without script."""
    page = Browser().open(MOJOKERTO)
    page.send(page.form("/lapor/"), {"cara-melapor": "dengan-nama"})
    starred = ("nama", "telepon", "surel", "alamat", "judul", "jenis-pelanggaran", "uraian", "yang-terlibat")
    html = page.response.content.decode()
    for key in (*starred, "bukti", "waktu", "lokasi"):
        assert re.search(rf'<a href="#f-{key}[-"]', html), key
    for group in ("yang-terlibat", "bukti"):
        page.send(page.form("/lapor/"), {}, ("_tambah", group))
        assert any(name.startswith(f"{group}-1-") for name in page.form("/lapor/").names)


def test_r004_11_fields_explain_themselves_and_ask_for_as_much_as_possible(mojokerto: Office) -> None:
    """R004-11: the manual's own sentence, and help at the fields that need it."""
    text = Browser().open(MOJOKERTO).text
    assert "memberi informasi selengkap mungkin" in text
    helped = [each for each in questions(mojokerto).values() if each.help]
    assert len(helped) > 3
    assert all(each.help.split("\n")[0] in text for each in helped)
