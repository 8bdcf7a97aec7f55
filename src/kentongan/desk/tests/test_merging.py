"""The page for merging: the cases that may be meant, the most similar first, one to choose, and a reason."""

from collections.abc import Iterator

import pytest
from conftest import load_office
from tests.browser import ORIGIN

from kentongan.cases.tests.beside import KEBUMEN, TEXTS, Beside
from kentongan.desk.tests.offices import Desks, kept, refuses

OPERATOR = "operator-opd"
AGAIN = "Pasar becek lagi sejak hujan minggu lalu."


@pytest.fixture
def desks(db: None, clock, monkeypatch) -> Iterator[Desks]:
    """Rani, Budi and Citra complain; Citra of the same as Rani."""
    monkeypatch.setitem(TEXTS, "citra", AGAIN)
    with clock.everywhere():
        yield Desks(Beside(load_office(KEBUMEN, clock), "aduan").arrive("rani", "budi", "citra"))


def address(desks: Desks, name: str = "rani") -> str:
    return f"/meja/berkas/{desks.beside.codes[name]}/gabung/"


def test_the_most_similar_stands_first_and_nothing_is_chosen(desks: Desks) -> None:
    page = desks.browser(OPERATOR).open(address(desks))
    form = page.form("/gabung/")
    assert form.options["ke"] == [desks.beside.codes[name] for name in ("citra", "budi")]
    assert "ke" not in form.values
    assert "Kemiripan" in page.text


def test_the_case_page_leads_there(desks: Desks) -> None:
    assert f'href="{address(desks)}"' in desks.at(OPERATOR).response.content.decode()


def test_the_report_goes_over(desks: Desks) -> None:
    page = desks.browser(OPERATOR).open(address(desks))
    page.press(page.form("/gabung/"), ke=desks.beside.codes["citra"], alasan="Hal yang sama.")
    assert page.url == "/meja/"
    assert desks.beside.now_of("rani") == desks.beside.of("citra")
    assert desks.at(OPERATOR, "citra").response.content.decode().count("Isi laporan</h2>") == 2


@pytest.mark.parametrize(
    ("fields", "said"), [({"alasan": "Sama."}, "ke"), ({"ke": "citra"}, "gabung-alasan")]
)
def test_what_is_missing_is_said_at_its_field_and_the_rest_is_kept(
    desks: Desks, fields: dict[str, str], said: str
) -> None:
    typed = {name: desks.beside.codes.get(value, value) for name, value in fields.items()}
    page = desks.browser(OPERATOR).open(address(desks))
    refuses(page, page.form("/gabung/"), typed)
    assert f'<a href="#f-{said}">' in page.response.content.decode()
    assert page.form("/gabung/").values["alasan"][0].strip() == typed.get("alasan", "")
    assert page.form("/gabung/").values.get("ke", [""]) == [typed.get("ke", "")]


def test_a_case_that_is_not_mine_and_none_look_the_same_as_a_target(desks: Desks) -> None:
    page = desks.browser(OPERATOR).open(address(desks))
    form, before = page.form("/gabung/"), kept()
    form.names["ke"] = "radio"
    for into in ("tidak-ada", desks.beside.codes["rani"][::-1]):
        page.press(form, ke=into, alasan="Sama.")
        assert page.response.status_code == 200
        assert "Silakan pilih berkas yang melanjutkan." in page.text
    assert kept() == before


def test_who_has_not_the_act_can_do_nothing_there(desks: Desks) -> None:
    beside = desks.beside
    beside.step(
        "rani", OPERATOR, None, {"pilih: penyaringan": "layanan", "pernyataan: situs Lapor Bupati": "ya"}
    )
    beside.step("rani", OPERATOR, None, {"catatan: ringkasan untuk grup": "Ringkas."})
    page = desks.browser("tim-penanganan-aduan").open(address(desks))
    assert "Penggabungan belum dapat dilakukan" in page.text
    token = page.form("/keluar/").values["csrfmiddlewaretoken"][0]
    data = {
        "csrfmiddlewaretoken": token,
        "turn": "3",
        "ke": beside.codes["citra"],
        "alasan": "Sama.",
        "sebagai": "x",
    }
    before = kept()
    answer = page.client.post(address(desks), data, secure=True, headers=ORIGIN)
    assert answer.status_code == 200
    assert "Belum dicatat" in answer.content.decode()
    assert kept() == before
