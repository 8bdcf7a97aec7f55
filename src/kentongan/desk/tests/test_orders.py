"""An order from the group on the pages (seed 003, steps 5 and 6): written down with its screenshot, confirmed with one
tap, or said to be none with a reason."""

from collections.abc import Iterator

import pytest
from conftest import load_office
from tests.browser import ORIGIN, Browser, a_file

from kentongan.cases.models import Turn
from kentongan.cases.tests.beside import COMPLAINT, KEBUMEN, Beside
from kentongan.desk.tests.conftest import PDF
from kentongan.desk.tests.offices import Desks, kept

OPERATOR, HEAD = "operator-opd", "kepala-dinas"
SCREENSHOT = "berkas--perintah-dari-grup"


@pytest.fixture
def ordering(db: None, clock) -> Iterator[Desks]:
    """The complaint waits for the head's order."""
    with clock.everywhere():
        beside = Beside(load_office(KEBUMEN, clock), "aduan").arrive("rani")
        beside.carry("rani", COMPLAINT, "5")
        yield Desks(beside)


def write_down(desks: Desks) -> Browser:
    page = desks.at(OPERATOR)
    files = {SCREENSHOT: a_file("grup.pdf", PDF)}
    return page.send(page.form("/selesai/"), {"instruksi": "Keringkan pasar."}, ("outcome", "selesai"), files)


@pytest.fixture
def recorded(ordering: Desks) -> Desks:
    """The operator has written the order down."""
    assert write_down(ordering).url == "/meja/"
    return ordering


class TestWritingDown:
    def test_r003_05_the_operator_is_asked_for_the_order_and_its_screenshot(self, ordering: Desks) -> None:
        page = ordering.at(OPERATOR)
        assert "Catat perintah Kepala Dinas dari grup" in page.text
        assert "Berkas: perintah dari grup" in page.text
        assert not [form for form in page.forms if form.action.endswith("/mulai/")]
        # Nothing is kept before it is whole: there is no button for it, and Enter in a line presses none.
        assert page.form("/selesai/").buttons[0] == ("", "", False)
        assert page.response.content.decode().count("/simpan/") == 1

    def test_the_case_goes_on_and_its_history_says_whose_order_it_was(self, recorded: Desks) -> None:
        assert recorded.beside.of("rani").step == "6a"
        page = recorded.at(OPERATOR)
        assert "Perintah Kepala Dinas dari grup, dicatat oleh petugas di atas." in page.text
        assert "Menunggu konfirmasi." in page.text

    def test_without_the_screenshot_it_is_not_taken(self, ordering: Desks) -> None:
        page, before = ordering.at(OPERATOR), kept()
        page.send(page.form("/selesai/"), {"instruksi": "Keringkan pasar."}, ("outcome", "selesai"))
        assert "Silakan pilih berkasnya." in page.text
        assert page.form("/selesai/").values["instruksi"] == ["\nKeringkan pasar."]
        assert kept() == before

    def test_the_head_has_the_step_itself(self, ordering: Desks) -> None:
        page = ordering.at(HEAD)
        assert "Catat perintah" not in page.text
        assert SCREENSHOT not in page.form("/selesai/").names


class TestConfirming:
    def test_one_tap_confirms(self, recorded: Desks) -> None:
        page = recorded.browser(HEAD)
        assert "Perintah yang menunggu konfirmasi Anda" in page.text
        page.press(page.form("/perintah/"), ("benar", "ya"))
        assert page.url == "/meja/"
        assert "Perintah yang menunggu" not in page.text
        assert Turn.objects.get(step="5").denied is False
        assert "Sudah dikonfirmasi." in recorded.at(HEAD).text

    def test_a_denial_needs_a_reason_and_changes_nothing_without(self, recorded: Desks) -> None:
        page, before = recorded.browser(HEAD), kept()
        page.press(page.form("/perintah/"), alasan=" ")
        assert "Tulis alasan Anda." in page.text
        assert "<details open><summary>Bukan perintah saya" in page.response.content.decode()
        assert kept() == before
        page.press(page.form("/perintah/"), alasan="Saya tidak menulis itu.")
        assert page.url == "/meja/"
        assert Turn.objects.get(step="5").denied is True
        assert "Dinyatakan bukan perintahnya." in recorded.at(OPERATOR).text

    def test_nobody_else_is_asked_and_who_wrote_it_down_least(self, recorded: Desks) -> None:
        for post in (OPERATOR, "kabid-perdagangan"):
            assert "Perintah yang menunggu" not in recorded.browser(post).text

    def test_it_only_allows_post(self, recorded: Desks) -> None:
        page = recorded.browser(HEAD)
        assert page.client.get(page.form("/perintah/").action, secure=True).status_code == 405

    def test_a_hidden_case_and_none_look_the_same(self, recorded: Desks) -> None:
        otto, before = recorded.browser("otto"), kept()
        data = {
            "csrfmiddlewaretoken": otto.form().values["csrfmiddlewaretoken"][0],
            "benar": "ya",
            "sebagai": HEAD,
        }
        answers = [
            otto.client.post(f"/meja/perintah/{code}/4/", data, secure=True, headers=ORIGIN)
            for code in (recorded.beside.codes["rani"], "tidak-ada")
        ]
        assert [each.status_code for each in answers] == [404, 404]
        assert answers[0].content == answers[1].content
        assert kept() == before
