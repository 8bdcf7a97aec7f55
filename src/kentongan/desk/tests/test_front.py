"""The front of the desk: what waits for me, what else I may read, today's duties, the archive."""

import pytest
from tests.browser import Browser, report

from kentongan.cases.models import RoutineCheck


class TestLists:
    def test_it_shows_what_waits_for_me(self, ida: Browser, case: str) -> None:
        ida.open("/meja/")
        assert f"/meja/berkas/{case}/" in ida.response.content.decode()
        assert "Batas:" in ida.text

    def test_it_shows_nothing_to_who_holds_no_key(self, otto: Browser, case: str) -> None:
        otto.open("/meja/")
        assert "Tidak ada berkas yang menunggu Anda." in otto.text
        assert case not in otto.response.content.decode()
        assert "Berkas lain" not in otto.text

    def test_a_report_before_its_slot_is_not_there_yet(self, ida: Browser, moving) -> None:
        moving.clock.forward(seconds=10)
        report()
        assert "Tidak ada berkas yang menunggu Anda." in ida.open("/meja/").text

    def test_the_archive_is_empty_at_first(self, ida: Browser) -> None:
        assert "Belum ada berkas yang selesai." in ida.open("/meja/arsip/").text


class TestRoutine:
    def test_nothing_today(self, ida: Browser) -> None:
        ida.press(ida.form("/rutin/"), ("nihil", "ya"))
        assert "Sudah diperiksa" in ida.text
        assert set(RoutineCheck.objects.get().counts.values()) == {0}

    def test_how_many(self, ida: Browser) -> None:
        form = ida.form("/rutin/")
        counts = {name: "2" for name, kind in form.names.items() if kind == "number"}
        ida.send(form, counts)
        assert set(RoutineCheck.objects.get().counts.values()) == {2}

    @pytest.mark.parametrize("typed", ["", "dua", "-1", "1,5"])
    def test_what_is_no_number_is_kept_and_not_recorded(self, ida: Browser, typed: str) -> None:
        form = ida.form("/rutin/")
        (name, *_) = (name for name, kind in form.names.items() if kind == "number")
        ida.send(form, {name: typed})
        assert "Tulis jumlahnya dengan angka 0 atau lebih." in ida.text
        assert ida.form("/rutin/").values[name] == [typed]
        assert not RoutineCheck.objects.exists()

    def test_twice_a_day_is_once(self, ida: Browser) -> None:
        form = ida.form("/rutin/")
        ida.press(form, ("nihil", "ya"))
        ida.press(form, ("nihil", "ya"))
        assert "Pemeriksaan hari ini sudah dicatat." in ida.text
        assert RoutineCheck.objects.count() == 1

    def test_who_has_no_such_duty_finds_nothing(self, ida: Browser, otto: Browser) -> None:
        action = ida.form("/rutin/").action
        token = otto.form().values["csrfmiddlewaretoken"][0]
        data = {"csrfmiddlewaretoken": token, "nihil": "ya"}
        response = otto.client.post(action, data, secure=True, headers={"origin": "https://testserver"})
        assert response.status_code == 404
        assert not RoutineCheck.objects.exists()
