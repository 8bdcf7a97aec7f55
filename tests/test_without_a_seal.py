"""Promise 3: no seal means no case. Who has none gets nothing – by no page, by no service, by no raw key.

Tried with the people's own keys on every row that there is. After each refusal the whole database is as it was.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from kentongan.agencies import reads as agencies
from kentongan.cases import keys, reads
from kentongan.cases.access import case_for, cases_for
from kentongan.cases.errors import NoSuchCase, Refused
from kentongan.cases.models import Case, CompartmentKey, Seal
from kentongan.cases.reads import reporter
from kentongan.cases.services import (
    correspondence,
    deviations,
    exits,
    handling,
    identity,
    merging,
    orders,
    pausing,
    recusal,
    succession,
)
from kentongan.journal.models import Event
from kentongan.officers.errors import NotAllowed
from kentongan.officers.models import Holding
from kentongan.officers.services import appointments
from kentongan.officers.services.login import Unlocked
from kentongan.reports.models import File, Identity
from kentongan.vault import wraps
from kentongan.vault.envelopes import BadEnvelope
from tests.security.fixtures import built, world
from tests.security.raw import opened_by
from tests.security.world import KABID, KASI, World
from tests.snapshot import snapshot

__all__ = ["built", "world"]

OTTO, ADMINISTRATOR, COLLEAGUE, AUTHORITY = "otto", "admin", "sekretaris", "inspektorat-penerima"
OUTSIDE = (OTTO, ADMINISTRATOR, COLLEAGUE)  # nobody; who manages the application; who sits on another post


@pytest.fixture(params=OUTSIDE)
def outsider(request: pytest.FixtureRequest, world: World) -> Unlocked:
    return world.officer(request.param)


def attempts(world: World, who: Unlocked, code: str, capacity: str = KASI) -> Iterator[Callable[[], Any]]:
    """Everything that the rooms offer on a case, called with any seat that one likes to claim."""
    act: dict[str, Any] = {"code": code, "by": who, "capacity": capacity, "now": world.now}
    turn = Case.objects.filter(code=code).values_list("turn", flat=True).first() or 1
    report = world.reports["rani"]
    yield lambda: reads.case_page(who, code, world.now, capacity)
    yield lambda: case_for(who.officer, code, world.now, lock=True)
    yield lambda: handling.begin(turn=turn, **act)
    yield lambda: handling.save_draft(turn=turn, values={"konsep: surat-balasan": "x"}, **act)
    yield lambda: handling.close_turn(turn=turn, outcome="selesai", values={}, files={}, **act)
    yield lambda: correspondence.write(text="x", files=[], **act)
    yield lambda: correspondence.note(text="x", **act)
    yield lambda: identity.read(report=report, reason="ingin tahu", **act)
    yield from beside_the_sop(turn, act)
    for file in File.objects.all():
        yield lambda file=file: reads.file(who, code, file.code, world.now)


def beside_the_sop(turn: int, act: dict[str, Any]) -> Iterator[Callable[[], Any]]:
    """The acts that have an address of their own, and the readings behind them."""
    why, until = "x", (act["now"] + timedelta(days=1)).date()
    for leave in (exits.refuse, exits.withdraw):
        yield lambda leave=leave: leave(turn=turn, reason=why, **act)
    yield lambda: exits.refer(turn=turn, authority="kpk", reason=why, files=[], **act)
    yield lambda: merging.merge(turn=turn, into="there-is-no-such-case-", reason=why, **act)
    yield lambda: pausing.pause(turn=turn, reason=why, until=until, **act)
    yield lambda: pausing.resume(turn=turn, **act)
    yield lambda: pausing.ask_completion(turn=turn, text=why, until=until, files=[], **act)
    for follow in (succession.reopen, succession.object_to):
        yield lambda follow=follow: follow(reason=why, **act)
    yield lambda: succession.convert(service="wbs", reason=why, **act)
    yield lambda: recusal.recuse(reason=why, **act)
    yield lambda: orders.confirm(number=1, agrees=True, reason="", **act)
    yield lambda: deviations.note(number=1, text=why, **act)
    yield lambda: handling.contribute(turn=turn, need="konsep: surat-balasan", values={}, files={}, **act)
    yield lambda: reads.merge_candidates(act["by"], act["code"], act["now"])


def nothing_opens(world: World, who: Unlocked, code: str) -> None:
    before = snapshot()
    for attempt in attempts(world, who, code):
        with pytest.raises(NoSuchCase):
            attempt()
    assert snapshot() == before


def test_the_doorway_is_closed_and_says_nothing(world: World, outsider: Unlocked) -> None:
    """A case that is there and one that never was are refused alike."""
    for code in (*world.cases.values(), "there-is-no-such-case-"):
        nothing_opens(world, outsider, code)


def test_lists_and_counts_know_no_case(world: World, outsider: Unlocked) -> None:
    page = reads.desk(outsider, world.now)
    assert (page.mine, page.others, page.ended) == ((), (), 0)
    assert reads.ended(outsider, world.now) == ()
    assert not cases_for(outsider.officer, world.now).exists()


def test_a_borrowed_name_opens_nothing(world: World, outsider: Unlocked) -> None:
    """Objects put together by hand, as code inside the server could: the name of one, the keys of another."""
    borrowed = Unlocked(world.officer(KASI).officer, outsider.keys)
    case, before = world.case(), snapshot()
    for attempt in (
        lambda: keys.keyring(case, borrowed),
        lambda: keys.open_identity(world.report(), borrowed),
        lambda: reads.case_page(borrowed, case.code, world.now),
        lambda: handling.save_draft(
            code=case.code, turn=case.turn, values={}, by=borrowed, capacity=KASI, now=world.now
        ),
    ):
        with pytest.raises(BadEnvelope, match="sealed"):
            attempt()
    for attempt in (
        lambda: keys.keyring(case, outsider),
        lambda: keys.open_identity(world.report(), outsider),
    ):
        with pytest.raises(NoSuchCase):
            attempt()
    assert snapshot() == before


def test_raw_keys_open_no_row(world: World, outsider: Unlocked) -> None:
    assert opened_by(world, outsider) == set()


def test_the_trying_finds_what_does_open(world: World) -> None:
    """The same search with the Kasi's keys finds each of their seals, and nothing of anybody else's."""
    mine = Seal.objects.filter(officer__username=KASI)
    found = opened_by(world, world.officer(KASI))
    assert {each.row for each in found} == set(mine.values_list("pk", flat=True))
    assert {each.where for each in found} == {"Seal handling", "Seal identity"}


class TestAReserveSeal:
    """The escrow person holds a key for the day when nobody else can open; until then it opens no page."""

    def test_it_opens_no_page_and_no_service(self, world: World) -> None:
        kabid = world.officer(KABID)
        assert Seal.objects.filter(case=world.case("budi"), officer=kabid.officer, reserve=True).exists()
        nothing_opens(world, kabid, world.cases["budi"])
        page = reads.desk(kabid, world.now)
        assert world.cases["budi"] not in {row.code for row in (*page.mine, *page.others)}

    def test_by_raw_key_it_does_open(self, world: World) -> None:
        """Said openly in the threat model: with a raw key the escrow person is a reader."""
        case, kabid = world.case("budi"), world.officer(KABID)
        seal = Seal.objects.get(case=case, officer=kabid.officer)
        assert keys._open(case, seal, kabid).place.object == case.object_name

    def test_it_opens_no_identity(self, world: World) -> None:
        kabid = world.officer(KABID)
        found = {each.where for each in opened_by(world, kabid)}
        assert found == {"Seal handling"}


class TestIdentity:
    """Only the custodian; only with a reason; never without a trace."""

    def test_who_handles_the_case_cannot_decrypt_the_name(self, world: World) -> None:
        """R004-05"""
        kabid, before = world.officer(KABID), snapshot()
        act: dict[str, Any] = {"code": world.cases["rani"], "report": world.reports["rani"], "by": kabid}
        for capacity in (KABID, KASI):
            with pytest.raises(Refused, match="not-your-act"):
                identity.read(reason="Mengirim surat", capacity=capacity, now=world.now, **act)
        with pytest.raises(NoSuchCase):
            keys.open_identity(world.report(), kabid)
        ring = keys.keyring(world.case(), kabid)
        sealed = Identity.objects.get(report=world.report()).sealed
        for compartment in (*ring.handling.values(), ring.of(world.report(), keys.CONTENT)):
            with pytest.raises(BadEnvelope):
                compartment.open("identity", sealed)
        assert snapshot() == before

    @pytest.mark.parametrize("reason", ["", "   ", "\n"])
    def test_the_custodian_needs_a_reason(self, world: World, reason: str) -> None:
        before = snapshot()
        with pytest.raises(Refused, match="reason-missing"):
            world.read_identity("budi", reason)
        assert snapshot() == before

    def test_a_reading_is_journaled_and_the_reporter_is_told(self, world: World) -> None:
        (line,) = world.read_identity("budi", "Mengirim surat balasan")
        assert line.value == "Nama budi"
        event = Event.objects.filter(chain=world.case("budi").object_name).latest("number")
        assert (event.kind, event.by, event.capacity) == ("identity.read", KASI, KASI)
        assert "Mengirim" not in event.facts
        (page,) = reporter.page(world.keys["budi"], world.now)
        assert [message.kind for message in page.messages] == ["message", "identity-read"]
        readings = reads.case_page(world.officer(KASI), world.cases["budi"], world.now).readings
        assert [line.reason for line in readings] == ["Mengirim surat balasan"]


class TestAfterTheExit:
    """Suspected wrongdoing goes to another authority: who stays behind, escrow included, opens nothing more."""

    @pytest.fixture
    def left(self, world: World) -> World:
        world.close(KASI, None, who="budi", klasifikasi="dugaan-pelanggaran")
        return world

    @pytest.mark.parametrize("username", [KASI, KABID])
    def test_who_stays_behind_opens_nothing(self, left: World, username: str) -> None:
        who, case = left.officer(username), left.case("budi")
        nothing_opens(left, who, case.code)
        rows = Seal.objects.filter(case=case).values_list("pk", flat=True)
        assert not {each.row for each in opened_by(left, who) if each.where.startswith("Seal")} & set(rows)
        assert case.code not in {row.code for row in reads.desk(who, left.now).others}

    def test_who_takes_over_reads_everything_and_the_identity(self, left: World) -> None:
        authority, code = left.officer(AUTHORITY), left.cases["budi"]
        page = reads.case_page(authority, code, left.now)
        assert "Isi dari budi" in {line.value for line in page.reports[0].answers}
        for file in page.reports[0].files:
            assert b"".join(reads.file(authority, code, file.code, left.now)[1]).endswith(b"budi")
        opened = keys.open_identity(left.report("budi"), authority)
        assert opened.open("identity", left.report("budi").identity.sealed) == {"nama": "Nama budi"}

    def test_a_key_that_was_kept_opens_nothing_that_followed(self, world: World) -> None:
        """The Kasi keeps copies of everything that their seal opened. What comes after is closed to them."""
        kept = keys.keyring(world.case("budi"), world.officer(KASI))
        kept.of(world.report("budi"), keys.CONTENT)
        world.close(KASI, None, who="budi", klasifikasi="dugaan-pelanggaran")
        world.answer("Hanya untuk Inspektorat.", "budi")
        case, report = world.case("budi"), world.report("budi")
        for row in CompartmentKey.objects.filter(case=case, under_epoch=case.epoch):
            for compartment in kept.handling.values():
                with pytest.raises(BadEnvelope):
                    wraps.unwrap_symmetric(compartment.key, keys._under(case, row), bytes(row.wrapped))
        with pytest.raises(BadEnvelope):
            kept.handling[0].open("state", case.state, revision=case.turn)
        message = report.message_set.latest("number")
        assert message.epoch == 1
        with pytest.raises(CompartmentKey.DoesNotExist):
            kept.of(report, keys.DIALOGUE, 1)
        # What was read cannot be unread: the old report stays open to who kept its key (threat model).
        assert (
            kept.of(report, keys.CONTENT).open("answers", report.content)["answers"]["judul"]
            == "Laporan budi"
        )

    def test_the_reporter_and_the_new_holder_understand_each_other(self, left: World) -> None:
        left.answer("Hanya untuk Inspektorat.", "budi")
        page = reads.case_page(left.officer(AUTHORITY), left.cases["budi"], left.now)
        assert page.messages[-1].text == "Hanya untuk Inspektorat."


class TestTheAdministrator:
    """Manages people, and by none of that reaches a case."""

    def test_they_cannot_sit_on_a_post(self, world: World) -> None:
        admin, before = world.officer(ADMINISTRATOR).officer, snapshot()
        post = agencies.post(world.office.service.agency, KASI)
        assert post is not None
        with pytest.raises(NotAllowed, match="administrator-holds-no-post"):
            appointments.appoint(
                post=post, officer=admin, starts_on=world.now.date(), by=admin, now=world.now
            )
        assert snapshot() == before

    def test_whom_they_appoint_has_no_key_until_a_holder_gives_it(self, world: World) -> None:
        admin, otto = world.officer(ADMINISTRATOR), world.officer(OTTO)
        post = agencies.post(world.office.service.agency, KASI)
        assert post is not None
        holding = appointments.appoint(
            post=post, officer=otto.officer, starts_on=world.now.date(), by=admin.officer, now=world.now
        )
        before = snapshot()
        for voucher in (admin, otto):
            with pytest.raises(Exception, match=r"not-a-holder|own-key|chain|type"):
                appointments.key(holding=holding, by=voucher, now=world.now)
        assert snapshot() == before
        assert Holding.objects.get(pk=holding.pk).keyed_at is None
        nothing_opens(world, otto, world.cases["rani"])
