"""The format of the chain: frozen by vectors, and read again by other means."""

import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.journal import chain as chains
from kentongan.journal.chain import BadFact, Body, agency_link, canonical_facts, link

pytestmark = pytest.mark.pure

VECTORS = Path(__file__).parents[4] / "tests" / "vectors" / "journal"
AT = datetime(2026, 1, 5, 3, 0, tzinfo=UTC)


def body(**other: object) -> Body:
    usual = {
        "agency": "dinas",
        "agency_number": 1,
        "chain": "case:a",
        "number": 1,
        "at": AT,
        "kind": "case.moved",
        "by": "ida",
        "capacity": "kasi",
        "subject": "a",
        "facts": "{}",
    }
    return Body(**{**usual, **other})


def vectors() -> list[dict]:
    return [
        {**row, "file": path.name}
        for path in sorted(VECTORS.glob("*.json"))
        for row in json.loads(path.read_text(encoding="utf-8"))["vectors"]
    ]


def second_reader(row: dict) -> tuple[str, str]:
    """The two links, computed from the description alone."""

    def field(value: bytes) -> bytes:
        return len(value).to_bytes(8, "big") + value

    event = row["event"]
    names = ["agency", "agency_number", "chain", "number", "at", "kind", "by", "capacity", "subject", "facts"]
    packed = b"".join(field(str(event[name]).encode()) for name in names)
    own = hashlib.sha256(
        field(b"kentongan/v1/journal/chain") + field(row["prev"].encode()) + field(packed)
    ).hexdigest()
    joined = field(b"kentongan/v1/journal/agency") + field(row["agency_prev"].encode()) + field(own.encode())
    return own, hashlib.sha256(joined).hexdigest()


@pytest.mark.parametrize("row", vectors(), ids=lambda row: row["name"])
class TestVectors:
    def test_our_links_say_what_the_vector_says(self, row: dict) -> None:
        event = dict(row["event"])
        event["at"] = datetime.strptime(event["at"], "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
        own = link(row["prev"], Body(**event))
        holds = (own, agency_link(row["agency_prev"], own)) == (row["link"], row["agency_link"])
        assert holds is (row["fails"] == "")

    def test_a_reader_made_from_the_description_says_the_same(self, row: dict) -> None:
        assert (second_reader(row) == (row["link"], row["agency_link"])) is (row["fails"] == "")


def test_most_vectors_fail_and_say_how() -> None:
    fails = [row["fails"] for row in vectors()]
    assert len([each for each in fails if each]) > len([each for each in fails if not each]) > 0


def test_the_same_moment_in_another_zone_is_the_same_event() -> None:
    wita = timezone(timedelta(hours=8))
    assert link("", body()) == link("", body(at=AT.astimezone(wita)))


@pytest.mark.parametrize(
    "other",
    [
        {"agency": "dina", "agency_number": 51},
        {"chain": "case:", "subject": "aa"},
        {"by": "idakasi", "capacity": ""},
        {"facts": '{"a":1}'},
        {"at": AT + timedelta(microseconds=1)},
    ],
)
def test_another_body_has_another_link(other: dict) -> None:
    assert link("", body()) != link("", body(**other))


TEXT = st.text(max_size=8)


@given(st.tuples(TEXT, TEXT, TEXT), st.tuples(TEXT, TEXT, TEXT))
def test_no_two_lists_of_fields_share_their_bytes(first: tuple, second: tuple) -> None:
    one, two = (body(by=a, capacity=b, subject=c).encode() for a, b, c in (first, second))
    assert (one == two) is (first == second)


class TestFacts:
    def test_their_order_does_not_matter(self) -> None:
        assert canonical_facts({"b": 1, "a": "é"}) == canonical_facts({"a": "é", "b": 1}) == '{"a":"é","b":1}'

    @pytest.mark.parametrize("value", [True, 1.5, None, ["a"], {"a": 1}, b"a", "x" * (chains.FACT_MAX + 1)])
    def test_what_could_carry_contents_is_refused(self, value: object) -> None:
        with pytest.raises(BadFact):
            canonical_facts({"a": value})

    def test_the_longest_string_passes(self) -> None:
        assert canonical_facts({"a": "x" * chains.FACT_MAX})
