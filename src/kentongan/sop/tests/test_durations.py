"""Lengths of time as the seeds write them, and what is refused rather than guessed."""

from datetime import timedelta

import pytest

from kentongan.sop.durations import BadDuration, Duration, parse

UNDERSTOOD = {
    "3 Menit": Duration(3, "minute", "working"),
    "180 MENIT": Duration(180, "minute", "working"),
    "3 Jam": Duration(3, "hour", "working"),
    "24 jam kalender": Duration(24, "hour", "calendar"),
    "2 hari": Duration(2, "day", "working"),
    "2 hari kerja": Duration(2, "day", "working"),
    "2  Hari   Kerja ": Duration(2, "day", "working"),
    "30 hari kalender": Duration(30, "day", "calendar"),
    "5 menit kerja": Duration(5, "minute", "working"),
    "9999 hari": Duration(9999, "day", "working"),
}
REFUSED = [
    "",
    "-",
    "3",
    "Menit",
    "0 menit",
    "-3 menit",
    "1,5 jam",
    "1.5 jam",
    "3menit",
    "3 mnt",
    "2 minggu",
    "tiga hari",
    "2 hari kerja kalender",
    "1 jam 30 menit",
    "10000 hari",
    "٣ menit",
    "3 hari libur",
    "3 hari\x00",
]


@pytest.mark.parametrize("text", UNDERSTOOD)
def test_an_sop_s_own_words_are_understood(text: str) -> None:
    assert parse(text) == UNDERSTOOD[text]


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_not_plain_is_refused(text: str) -> None:
    with pytest.raises(BadDuration):
        parse(text)


@pytest.mark.parametrize("amount", [0, -1, 10000])
def test_a_length_has_an_amount_that_a_person_may_mean(amount: int) -> None:
    with pytest.raises(BadDuration):
        Duration(amount, "day", "working")


def test_elapsed_time() -> None:
    assert parse("90 menit").elapsed == timedelta(hours=1, minutes=30)
    assert parse("24 jam kalender").elapsed == parse("1 hari kalender").elapsed == timedelta(days=1)


def test_only_working_days_have_no_fixed_length() -> None:
    assert [parse(text).is_working_days for text in ("1 hari", "1 hari kalender", "1 jam")] == [
        True,
        False,
        False,
    ]
