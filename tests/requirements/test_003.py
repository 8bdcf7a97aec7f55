"""Seed 003, public complaints: the study in the group, the order to a named person, and the day that they have."""

from datetime import timedelta

from .conftest import Begin

TEAM, HEAD, CHOSEN = "tim-penanganan-aduan", "kepala-dinas", {"jenis": "lapangan", "unit": "perdagangan"}
UNIT_HEAD, NAMED, OTHER = "kabid-perdagangan", "staf-perdagangan", "staf-perdagangan-2"


def test_r003_05_the_study_says_of_which_kind_it_is_and_whose(begin: Begin) -> None:
    """R003-05: without kind and unit the step stays open; what the team found stands in the file of who acts next."""
    journey = begin("003").to("4")
    (outcome,) = journey.driver.sop.steps["4"].outcomes
    page = journey.try_to(outcome, TEAM, **{"pilih--jenis": "lapangan"})
    assert "Bidang yang dituju" in page.text
    journey.try_to(outcome, TEAM, unit="perdagangan")
    journey.take(outcome, **CHOSEN)
    text = journey.page(HEAD).text
    assert "Hasil telaah dan langkah tindak lanjut" in text
    assert "Bidang Perdagangan" in text


def test_r003_07_the_unit_orders_a_named_person_who_has_one_working_day(begin: Begin) -> None:
    """R003-07: the head of the chosen unit orders; only who was named gets the file, and has one working day for it."""
    journey = begin("003").to("4")
    for step, chosen in (("4", CHOSEN), ("5", {"unit": "perdagangan"})):
        (outcome,) = journey.driver.sop.steps[step].outcomes
        journey.take(outcome, **chosen)
    assert journey.sees(UNIT_HEAD)
    assert not journey.sees("kabid-koperasi-ukm")
    (outcome,) = journey.driver.sop.steps["6a"].outcomes
    journey.try_to(outcome, UNIT_HEAD)
    journey.take(outcome)
    assert journey.case.step == "6b"
    assert [journey.sees(each) for each in (NAMED, OTHER)] == [True, False]
    assert journey.turn.due is not None
    assert timedelta(hours=20) < journey.turn.due - journey.turn.entered_at < timedelta(hours=40)
